"""Entries of a bundle: what they are, whose they are, and how they are read."""
