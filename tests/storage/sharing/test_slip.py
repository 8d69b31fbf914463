"""The slip that invites a body: read as it was written, and what is no slip is refused."""

from datetime import date

import pytest

from storage.carriers import slip
from storage.carriers.hub import Place
from storage.errors import CarriedUnreadable

PLACE = Place("10.1.2.3", 5432, "jiejiao", bytes(range(32)))
SLIP = slip.Slip(
    "45栋街角议事会",
    "corner",
    PLACE,
    "Z9H1G-RP4HQ-3DJJE-8BE51-JG6N6-FP921-HNR75",
    date(2026, 12, 13),
)


def test_it_is_read_as_it_was_written(tmp_path):
    slip.write(tmp_path / "a.jjslip", SLIP)
    assert slip.read(tmp_path / "a.jjslip") == SLIP


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("jiejiao-slip-1", "jiejiao-slip-9"),
        ("000102", "0001"),
        (SLIP.code[:5], "ZZZZZ"),
        ("10.1.2.3:5432", "10.1.2.3:99999"),
        ("2026-12-13", "2026-13-13"),
        ("{", "[{"),
        ('"code"', '"other"'),
    ],
)
def test_what_is_no_slip_is_refused(tmp_path, old, new):
    slip.write(tmp_path / "a.jjslip", SLIP)
    text = (tmp_path / "a.jjslip").read_text("utf-8")
    (tmp_path / "a.jjslip").write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(CarriedUnreadable):
        slip.read(tmp_path / "a.jjslip")


@pytest.mark.parametrize("data", [b"", b"\xff\xfe", b"null", b"[" * 20_000, b"{}" * 20_000])
def test_other_files_are_refused(tmp_path, data):
    (tmp_path / "a.jjslip").write_bytes(data)
    with pytest.raises(CarriedUnreadable):
        slip.read(tmp_path / "a.jjslip")


def test_a_fingerprint_is_compared_as_people_type_it():
    shown = slip.shown(PLACE.fingerprint)
    assert shown == "0001-0203-0405-0607-0809-0A0B-0C0D-0E0F"
    assert slip.same(PLACE.fingerprint, shown.lower().replace("-", " "))
    assert slip.same(PLACE.fingerprint, PLACE.fingerprint.hex())
    assert not slip.same(PLACE.fingerprint, shown[:-1])
    assert not slip.same(PLACE.fingerprint, shown[:-1] + "0")
