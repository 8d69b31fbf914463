"""Minutes in a body's own Word form, filled by field names in a process with limits."""

import json
import pickle
import subprocess
from pathlib import Path

from exports.apart import command_of
from exports.own_forms import form_child
from exports.own_forms.forms_errors import BadTemplate, Filled
from exports.tables.zip_guard import UnsafeFile, look_into
from meetings.papers.minutes import Minutes

ROOT = Path(__file__).parents[2]
LONGEST = 60
"""Seconds that filling may take by the clock."""


def fill(template: bytes, minutes: Minutes) -> bytes:
    """The filled form as a .docx; raises BadTemplate."""
    return fill_form(template, minutes).data


def fill_form(template: bytes, minutes: Minutes) -> Filled:
    """The filled form and what the form holds; raises BadTemplate, also when it takes too much."""
    try:
        look_into(template)
    except UnsafeFile as unsafe:
        raise BadTemplate(why=unsafe.why, what="", place="") from unsafe
    command = [*command_of(form_child), str(ROOT)]
    try:
        done = subprocess.run(
            command, input=pickle.dumps((template, minutes)), stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL, timeout=LONGEST, check=False,
        )  # fmt: skip
        line, _, data = done.stdout.partition(b"\n")
        answer = json.loads(line)
    except (subprocess.TimeoutExpired, ValueError):
        # Killed by a limit, it could not say a word.
        raise BadTemplate(why="limits", what="", place="") from None
    if "refused" in answer:
        raise BadTemplate(**answer["refused"])
    return Filled(data, answer["fields"], tuple(answer["taken_out"]))
