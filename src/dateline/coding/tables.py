"""The tables in `data/`: tab-separated, one rule a row, comments from # on, a heading."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib import resources


def rows(name: str) -> Iterator[list[str]]:
    """The cells of each row of a table, below its heading. Raises FileNotFoundError for a table that is not there."""
    text = resources.files("dateline.coding").joinpath("data", name).read_text(encoding="utf-8")
    lines = (line for line in text.splitlines() if line and not line.startswith("#"))
    next(lines)
    for line in lines:
        yield line.split("\t")


@cache
def weights(name: str) -> dict[str, dict[str, float]]:
    """A table of what, feature and weight, as the weights of the features by what they are for."""
    found: dict[str, dict[str, float]] = {}
    for what, feature, weight in rows(name):
        found.setdefault(what, {})[feature] = float(weight)
    return found
