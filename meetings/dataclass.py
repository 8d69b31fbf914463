"""`dataclass` as Python's own, but a frozen one with slots costs little until the first is made.

For each class Python writes and compiles six methods, which takes half a millisecond; some 250 of
ours are defined before the first screen, and few of them made. Here the methods are written when
the first one is made, compared or shown. What is called and what it does stays the same.
"""

import dataclasses
from collections.abc import Callable
from dataclasses import FrozenInstanceError, fields
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass
else:

    def dataclass(cls: type | None = None, /, **asked: bool) -> Any:
        """`@dataclass(frozen=True, slots=True)` waits; every other kind is Python's own."""
        if cls is None and asked == {"frozen": True, "slots": True}:
            return _waiting
        return dataclasses.dataclass(cls, **asked)


def _waiting(cls: type) -> type:
    """The class with its fields and slots; its methods replace themselves when first called."""
    if any(getattr(base, "__dataclass_params__", _Thawed).frozen for base in cls.__mro__):
        return dataclasses.dataclass(frozen=True, slots=True)(cls)
    own = dict(vars(cls))
    made: type = dataclasses.dataclass(init=False, repr=False, eq=False, slots=True)(cls)
    for name, method in (_WAIT | _STAY).items():
        if own.get(name) is None:
            setattr(made, name, method)
    return made


class _Thawed:
    """Stands for `__dataclass_params__` where a base class is no dataclass."""

    frozen = False


def _write(made: type) -> None:
    """Give the class the methods that Python writes for a frozen one with these fields."""
    cls = next(base for base in made.__mro__ if "__dataclass_fields__" in vars(base))
    their = {field.name: field for field in fields(cls)}
    types = {name: field.type for name, field in their.items()}
    space: dict[str, Any] = {"__annotations__": types, "__module__": cls.__module__, **their}
    if after := getattr(cls, "__post_init__", None):
        space["__post_init__"] = after
    written = vars(dataclasses.dataclass(frozen=True)(type(cls.__name__, (), space)))
    for name, method in _WAIT.items():
        if vars(cls).get(name) is method:
            setattr(cls, name, written[name])


def _wait(name: str) -> Callable[..., Any]:
    def method(self: object, /, *given: object, **named: object) -> Any:
        _write(type(self))
        return getattr(self, name)(*given, **named)

    method.__name__ = name
    return method


def _set(self: object, name: str, value: object) -> None:
    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _delete(self: object, name: str) -> None:
    raise FrozenInstanceError(f"cannot delete field {name!r}")


def _state(self: Any) -> list[object]:
    return [getattr(self, field.name) for field in fields(self)]


def _restore(self: Any, state: list[object]) -> None:
    for field, value in zip(fields(self), state, strict=True):
        object.__setattr__(self, field.name, value)


_WAIT = {name: _wait(name) for name in ("__init__", "__repr__", "__eq__", "__hash__")}
_STAY: dict[str, Callable[..., Any]] = {
    "__setattr__": _set, "__delattr__": _delete, "__getstate__": _state, "__setstate__": _restore,
}  # fmt: skip
