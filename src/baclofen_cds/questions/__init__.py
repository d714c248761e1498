"""What is asked: one question a file."""
