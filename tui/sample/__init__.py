"""The sample: an invented community on which to learn the program."""
