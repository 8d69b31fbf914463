#!/bin/sh
# Starts the program in the terminal that the system opens for this file.
exec "$(dirname "$0")/jiejiao" demo
