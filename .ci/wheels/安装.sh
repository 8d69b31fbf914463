#!/bin/sh
# Installs from this folder alone, without a network, into a folder of its own: ~/jiejiao-program.
python3 -m venv "$HOME/jiejiao-program" &&
"$HOME/jiejiao-program/bin/python" -m pip install --quiet --disable-pip-version-check --no-index -f "$(dirname "$0")" jiejiao &&
echo "$HOME/jiejiao-program/bin/jiejiao"
