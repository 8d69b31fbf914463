"""名册 as a table or a pasted list."""
