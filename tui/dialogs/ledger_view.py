"""The form for filter and order of the ledger, and views saved under a name."""

from meetings.clean import trim
from meetings.community.bodies import Tier
from meetings.matters.ledger import Kind, Order, Reach, SavedView, View
from meetings.terms import term, topic_word
from tui.dialogs.kit import fields, form
from tui.language import N_, _, language, quoted

ANY = "any"

_REACH = {
    Reach.OWN: N_("this body"),
    Reach.BELOW: N_("with those below"),
    Reach.ALL: N_("all bodies"),
}
_KINDS = {
    Kind.NOT_CLOSED: N_("not closed"),
    Kind.TO_DO: N_("not completed"),
    Kind.LATE: N_("overdue or due soon"),
    Kind.TO_ANSWER: N_("to report back or visit"),
    Kind.CLOSED: N_("closed tasks"),
    Kind.ALL: N_("all tasks"),
    Kind.CHASED_UP: N_("chased up to the tier above"),
}
_ORDERS = {
    Order.LATENESS: N_("by lateness"),
    Order.OWNER: N_("by owner"),
    Order.BODY: N_("by body"),
    Order.TIER: N_("by tier"),
    Order.TOPIC: N_("by topic"),
    Order.NUMBER: N_("by number"),
}


def view_lines(view: View) -> "list[fields.Line]":
    """The fields of a view: filter, order, grouping, and a name to save it under."""
    tiers = ((ANY, _("all")), *((tier.value, term(tier, language())) for tier in Tier))
    return [
        fields.ChoiceField("reach", _("Bodies"), _options(_REACH), view.reach),
        fields.ChoiceField("kind", _("Tasks"), _options(_KINDS), view.kind),
        fields.ChoiceField("order", _("Order"), _options(_ORDERS), view.order),
        fields.TextField("text", _("With the word"), view.text, _("task or owner; empty shows all"),
                  longest=60),
        fields.YesNoField("grouped", _("Grouped"), view.grouped),
        fields.ChoiceField("tier", _("Tier"), tiers, view.tier or ANY),
        fields.TextField("owner", _("Owner"), view.owner, _("person or unit; empty: all")),
        fields.TextField("topic", _("Topic"), view.topic, _("the whole topic; empty: all")),
        fields.TextField("name", _("Save as"), "",
                         _("a name to choose it by again; empty: not saved")),
    ]  # fmt: skip


def _options(
    words: dict[Reach, str] | dict[Kind, str] | dict[Order, str],
) -> tuple[tuple[str, str], ...]:
    return tuple((str(value), _(said)) for value, said in words.items())


def chosen_view(answers: "form.Answers") -> View:
    """The view from the answers."""
    return View(
        Reach(answers["reach"]), Kind(answers["kind"]), Order(answers["order"]),
        trim(answers["text"]), answers["grouped"],
        None if answers["tier"] == ANY else Tier(answers["tier"]),
        trim(answers["topic"]), trim(answers["owner"]),
    )  # fmt: skip


def view_text(view: View) -> str:
    """A view in words."""
    parts = [_(_REACH[view.reach]), _(_KINDS[view.kind]), _(_ORDERS[view.order])]
    if view.grouped:
        parts.append(_("grouped"))
    if view.tier:
        parts.append(term(view.tier, language()))
    parts += [quoted(word) for word in (view.text, view.owner) if word]
    parts += [quoted(topic_word(view.topic, language()))] if view.topic else []
    return " · ".join(parts)


def saved_text(saved: SavedView) -> str:
    """A saved view as an option of a list."""
    return view_text(saved.view)
