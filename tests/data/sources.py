"""Reads the source of the program for the tests that hold it to the rules of the house."""

import ast
from collections.abc import Iterator

_BLOCKS = ("body", "orelse", "finalbody", "handlers", "cases")


def statements(node: ast.AST) -> Iterator[ast.AST]:
    """Every statement under a node; expressions, of which there are ten times as many, are not."""
    for name in _BLOCKS:
        block = getattr(node, name, ())
        # The body of a lambda is an expression.
        for inner in block if isinstance(block, list) else ():
            yield inner
            yield from statements(inner)
