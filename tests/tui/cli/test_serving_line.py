"""The line by which the big screen's program is started, as each system's shell reads it."""

import pytest

from tui.cli.serving import NoDoor, try_door, windows_line


@pytest.mark.parametrize(
    ("word", "written"),
    [
        ("plain", "plain"),
        (r"C:\records\a.db", r"C:\records\a.db"),
        (r"C:\my records\a.db", r'"C:\my records\a.db"'),
        (r"C:\R&D\a.db", r'"C:\R&D\a.db"'),
        (r"C:\R&D" + "\\", r'"C:\R&D\\"'),
        ("45、47栋|街角", '"45、47栋|街角"'),
        ("a>b", '"a>b"'),
        ("", '""'),
    ],
)
def test_what_the_shell_of_windows_would_act_on_stands_in_quotes(word, written):
    assert windows_line([word]) == written
    assert windows_line(["display", "--body", word]) == f"display --body {written}"


@pytest.mark.parametrize(
    "host", ["a" * 64, "a" * 64 + ".b", "\u200b", "a..b", "x" * 5_000, ".", "[::1"]
)
def test_a_host_that_cannot_be_is_one_refusal(host):
    with pytest.raises(NoDoor) as told:
        try_door(host, 8431)
    assert not told.value.taken
