"""The short name of a body, for narrow places."""

_TAILS = ("居民议事会", "议事会", "推进会")
"""What names of bodies end in; the tier stands before it: 45、47栋街角, 青溪街道."""


def short_name(name: str) -> str:
    """`45、47栋街角议事会` as `45、47栋街角`; a name of which nothing would be left stays whole."""
    for tail in _TAILS:
        if name.endswith(tail) and len(name) > len(tail) + 1:
            return name.removesuffix(tail)
    return name
