"""The one layout of all Word documents: page, styles, blocks, tables and packing."""
