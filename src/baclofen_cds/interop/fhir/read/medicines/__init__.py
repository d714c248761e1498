"""Orders and statements on medicines."""
