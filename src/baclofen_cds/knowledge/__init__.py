"""What the documents say: data, its schema and its one reader."""
