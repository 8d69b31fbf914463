"""The Chinese words of the documents that are not names of the field."""
