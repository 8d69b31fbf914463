"""Commands of the screens of a rule of procedure and of the units of owners (专有部分)."""

from tui.commands.registry import Command
from tui.language import N_

RULE = (
    Command("rule.preset", "rule", "1", N_("From a preset"), N_("Start from a preset")),
    Command(
        "rule.adopt", "rule", "2", N_("Adopt"),
        N_("Make it this body's rule, citing the decision"),
    ),
    Command("rule.drop", "rule", "3", N_("Discard changes"),
            N_("Back to the rule that applies now")),
    Command("rule.history", "rule", "4", N_("History"), N_("Every change: when, who, what")),
    Command("rule.read", "rule", "5", N_("Read in full"), N_("Every provision in words")),
)  # fmt: skip

UNITS = (
    Command("units.new", "units", "1,n", N_("New part"), N_("Add one exclusive part")),
    Command(
        "units.list", "units", "2", N_("Parts in bulk"),
        N_("Type or paste a list of exclusive parts")
    ),
    Command("units.edit", "units", "3,e", N_("Edit"), N_("Correct the part or its owner")),
    Command("units.drop", "units", "4", N_("Remove"), N_("Remove the part from the register")),
    Command(
        "units.written", "units", "5", N_("Ask in writing"),
        N_("A written vote of the owners outside a meeting"),
    ),
    Command("units.table", "units", "-,i", N_("Excel list"), N_("Import parts and their owners")),
    Command("units.find", "units", "0,/", N_("Find"), N_("Find by place or owner")),
)  # fmt: skip
