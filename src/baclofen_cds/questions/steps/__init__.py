"""What several questions share: the way up, the way down, and one change."""
