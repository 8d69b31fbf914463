"""The form fields of a threshold: which share, of what, and whether the exact share suffices."""

from fractions import Fraction

from meetings.procedure.fraction_text import parse_fraction
from meetings.procedure.share_words import fraction_words
from meetings.procedure.shares import Basis, Share, Threshold
from tui.dialogs.kit.fields import ChoiceField, Line, TextField
from tui.dialogs.kit.form import Answers
from tui.language import _, language
from tui.words.rules import basis_words

OWN = "own"
SHARES = ((1, 2), (2, 3), (3, 4), (4, 5), (9, 10), (1, 1))
BASES = (Basis.EXPECTED, Basis.PRESENT, Basis.CAST, Basis.DECISIVE)


def _key(share: tuple[int, int]) -> str:
    return f"{share[0]}/{share[1]}"


def threshold_lines(
    name: str, value: Threshold | None, *, owners: bool = False, bases: bool = True
) -> list[Line]:
    """The fields of one threshold; with `bases` False it is not asked of what it is taken."""
    share = value.share if value else Share(1, 2, strict=True)
    known = (share.numerator, share.denominator) in SHARES
    options = [(_key(s), fraction_words(Share(*s, strict=False), language())) for s in SHARES]
    own = "" if known else fraction_words(share, language())
    lines: list[Line] = [
        ChoiceField(
            f"{name}.share", _("Share"), (*options, (OWN, _("as written below"))),
            _key((share.numerator, share.denominator)) if known else OWN,
        ),
        TextField(
            f"{name}.own", _("Written"), own, longest=20,
            hint=_("for “another”: 十分之七, 5/9, 66.7%, 九成"),
        ),
        ChoiceField(
            f"{name}.how", _("Enough means"),
            (("over", _("more than")), ("least", _("the number itself"))),
            "over" if share.strict else "least",
        ),
    ]  # fmt: skip
    if bases:
        fitting = [b for b in BASES if not (owners and b is Basis.PRESENT)]
        first = Basis.CAST if owners else Basis.PRESENT
        lines.append(
            ChoiceField(
                f"{name}.of", _("Of"),
                tuple((b.value, basis_words(b, owners)) for b in fitting),
                (value.basis if value else first).value,
            )
        )  # fmt: skip
    return lines


def threshold_of(name: str, answers: Answers) -> Threshold:
    """The threshold from the answers; raises UnreadableFraction, InvalidShare."""
    chosen = str(answers[f"{name}.share"])
    written = str(answers.get(f"{name}.own", ""))
    top, bottom = parse_fraction(written if chosen == OWN else chosen)
    strict = answers[f"{name}.how"] == "over"
    basis = Basis(str(answers.get(f"{name}.of", Basis.EXPECTED)))
    share = Share(top, bottom, strict)
    if chosen == OWN and bottom > 100:
        lowest = Fraction(top, bottom)
        share = Share(lowest.numerator, lowest.denominator, strict)
    return Threshold(basis, share)
