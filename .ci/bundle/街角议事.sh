#!/bin/sh
# Starts the program; from a file manager in a terminal of its own.
here=$(cd "$(dirname "$0")" && pwd)
if [ -t 0 ] && [ -t 1 ]; then exec "$here/jiejiao" "$@"; fi
for one in x-terminal-emulator gnome-terminal konsole xfce4-terminal xterm; do
    command -v "$one" >/dev/null || continue
    case $one in gnome-terminal) exec "$one" -- "$here/jiejiao" ;; *) exec "$one" -e "$here/jiejiao" ;; esac
done
echo "Open a terminal and start $here/jiejiao there." >&2
exit 2
