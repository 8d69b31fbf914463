"""An invented community to learn the program on."""
