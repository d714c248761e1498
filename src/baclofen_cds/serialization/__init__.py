"""Values as plain JSON, without loss, and back; and a stored question asked again."""
