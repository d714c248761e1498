"""Measurements, and what is known of the kidneys."""
