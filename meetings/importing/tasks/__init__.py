"""督办 as a table."""
