"""Queries for lists: lines read page by page along an index, without loading aggregates."""
