"""Links a form's drafts to the command that records them, so that both are committed together."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass


@dataclass(slots=True)
class SentDrafts:
    """Drafts whose keys begin with `prefix`, and whether a command has recorded them yet."""

    prefix: str
    recorded: bool = False


_now: ContextVar[SentDrafts | None] = ContextVar("sent", default=None)


@contextmanager
def sending(prefix: str) -> Iterator[None]:
    """Within this block the next command that the desk runs drops the drafts under `prefix`."""
    token = _now.set(SentDrafts(prefix) if prefix else None)
    try:
        yield
    finally:
        _now.reset(token)


def being_sent() -> SentDrafts | None:
    """The drafts of the enclosing `sending` block; None outside one or once they are recorded."""
    sent = _now.get()
    return None if sent is None or sent.recorded else sent
