"""Files into values: strict, every fault of a file at once."""
