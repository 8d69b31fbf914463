"""Imports: what the rows of a table would do, before they do it."""
