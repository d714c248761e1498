"""What is said beside an answer; nothing is decided here."""
