"""A view of the ledger: the next choice comes round, whichever one is shown."""

from dataclasses import replace

from meetings.matters.ledger import Order, Reach, View


def test_the_next_bodies_and_the_next_order_come_round_and_touch_nothing_else():
    view = View(text="路灯")
    for reach, after in zip(Reach, (*list(Reach)[1:], Reach.OWN), strict=True):
        assert replace(view, reach=reach).next_reach() == replace(view, reach=after)
    for order, then in zip(Order, (*list(Order)[1:], Order.LATENESS), strict=True):
        assert replace(view, order=order).next_order() == replace(view, order=then)
