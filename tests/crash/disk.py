"""A disk that loses its power: what was not synced is dropped, reordered or torn."""

import random
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from tests.crash.tape import NotModelled, Op

SECTOR = 512
"""Bytes that a disk writes whole or not at all."""

State = dict[str, bytes]
"""What is found after the power is back: the content of every file by its name."""


@dataclass(eq=False)
class Node:
    """One file: what is on the disk for sure, and what is under way to it."""

    safe: bytearray = field(default_factory=bytearray)
    waiting: list[Op] = field(default_factory=list)

    def sync(self) -> None:
        """Put everything on the disk."""
        for op in self.waiting:
            _apply(self.safe, op)
        self.waiting = []


class Disk:
    """Files and names as a program sees them, and as a power cut may leave them."""

    def __init__(self) -> None:
        self._now: dict[str, Node] = {}
        self._safe: dict[str, Node] = {}
        self._names: list[Op] = []
        """Names made, moved and removed whose folder was not synced since."""
        self._made: dict[int, Node] = {}

    def do(self, op: Op) -> None:
        """What the program did."""
        if op.kind == "told":
            return
        if op.kind in ("make", "rename", "link", "remove"):
            self._name(op)
        elif op.kind == "sync" and op.path not in self._now:
            self._sync_folder(op.path)
        elif op.path not in self._now:
            raise NotModelled(f"{op.kind} of {op.path}, which was never made")
        elif op.kind == "sync":
            self._now[op.path].sync()
        else:
            self._now[op.path].waiting.append(op)

    def _name(self, op: Op) -> None:
        if op.kind == "make":
            if op.path in self._now:
                return
            self._made[id(op)] = Node()
        self._names.append(op)
        self._apply_name(self._now, op)

    def _apply_name(self, names: dict[str, Node], op: Op) -> None:
        if op.kind == "make":
            names[op.path] = self._made[id(op)]
        elif op.kind == "remove":
            names.pop(op.path, None)
        elif op.path in names:
            names[op.to] = names[op.path]
            if op.kind == "rename":
                del names[op.path]

    def _sync_folder(self, folder: str) -> None:
        left = []
        for op in self._names:
            if str(PurePosixPath(op.path).parent) == (folder or "."):
                self._apply_name(self._safe, op)
            else:
                left.append(op)
        self._names = left

    def content(self) -> State:
        """Every file as the program sees it."""
        for node in self._now.values():
            node.sync()
        return {name: bytes(node.safe) for name, node in self._now.items()}

    def after_power_loss(self, draw: random.Random, variant: int) -> State:
        """One state that the disk may be in: all dropped (0), all there but the last write torn
        (1), or any part of the writes in any order, some torn (2 and on)."""
        names = dict(self._safe)
        some = draw.randrange(len(self._names) + 1)
        for op in self._names[: (0, len(self._names))[variant] if variant < 2 else some]:
            self._apply_name(names, op)
        return {name: _torn(node, draw, variant) for name, node in names.items()}


def _torn(node: Node, draw: random.Random, variant: int) -> bytes:
    content = bytearray(node.safe)
    if variant == 0:
        return bytes(content)
    waiting = list(node.waiting)
    if variant > 1:
        waiting = [op for op in waiting if draw.random() < 0.5]
        draw.shuffle(waiting)
    for place, op in enumerate(waiting):
        tear = place == len(waiting) - 1 if variant == 1 else draw.random() < 0.4
        if op.kind == "write" and tear:
            for part in range(0, len(op.data), SECTOR):
                if draw.random() < 0.5:
                    data = op.data[part : part + SECTOR]
                    _apply(content, Op("write", op.path, op.at + part, data))
        else:
            _apply(content, op)
    return bytes(content)


def _apply(content: bytearray, op: Op) -> None:
    if op.kind == "cut":
        del content[op.at :]
        content.extend(bytes(op.at - len(content)))
        return
    content.extend(bytes(max(0, op.at - len(content))))
    content[op.at : op.at + len(op.data)] = op.data
