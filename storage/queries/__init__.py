"""What lists show: lines read page by page along an index, never whole aggregates."""
