"""The program of a limited process that fills a form: form and minutes in, the result out.

Standard input is a pickle that our own program wrote; the form in it is the only part that was made
elsewhere. Standard output is a line of JSON and the bytes of the .docx.
"""

import json
import pickle
import sys

MEMORY = 1_000 << 20
"""The most bytes of memory; a long record takes some 200 MB."""
SECONDS = 20
"""The most seconds of processor time."""


def main(root: str) -> int:
    """`root` is the folder in which the program's packages lie."""
    sys.path.insert(0, root)
    from exports.own_forms.filling import filled
    from exports.own_forms.forms_errors import BadTemplate
    from exports.tables.sheets_child import limit

    limit(MEMORY, SECONDS)
    data = b""
    try:
        made = filled(*pickle.load(sys.stdin.buffer))
        data = made.data
        answer = {"fields": made.fields, "taken_out": made.taken_out}
    except BadTemplate as bad:
        answer = {"refused": bad.facts}
    except (MemoryError, RecursionError):
        answer = {"refused": {"why": "limits", "what": "", "place": ""}}
    line = json.dumps(answer, ensure_ascii=True, default=str).encode()
    sys.stdout.buffer.write(line + b"\n" + data)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
