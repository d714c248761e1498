"""Sentences, and how values are written."""
