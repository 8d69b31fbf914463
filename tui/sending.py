"""Which half-typed texts the command being run makes a record of."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass


@dataclass(slots=True)
class SentDrafts:
    """The drafts under `prefix` become the record of one command; a second one is another act."""

    prefix: str
    recorded: bool = False


_now: ContextVar[SentDrafts | None] = ContextVar("sent", default=None)


@contextmanager
def sending(prefix: str) -> Iterator[None]:
    """Within, the desk ties the drafts under this prefix to the command that it runs."""
    token = _now.set(SentDrafts(prefix) if prefix else None)
    try:
        yield
    finally:
        _now.reset(token)


def being_sent() -> SentDrafts | None:
    """The drafts of the act under way that are not recorded yet."""
    sent = _now.get()
    return None if sent is None or sent.recorded else sent
