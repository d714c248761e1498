"""What holds for this patient under this label; nothing is said here."""
