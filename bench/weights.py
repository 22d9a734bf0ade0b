"""Writes fitted weights into the tables of `dateline.coding`."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import resources
from pathlib import Path

from dateline.coding import tables


def write_table(name: str, weights: Mapping[str, Mapping[str, float]]) -> str:
    """The table `dateline/coding/data/NAME` anew, with the comments at its head as they are: what, feature, weight to
    three places. What was read of it is forgotten. Returns its text."""
    path = Path(str(resources.files("dateline.coding").joinpath("data", name)))
    kept = [line for line in path.read_text("utf8").splitlines() if line.startswith("#")]
    lines = [f"{what}\t{feature}\t{weight:.3f}" for what, of in weights.items() for feature, weight in of.items()]
    text = "\n".join([*kept, "what\tfeature\tweight", *lines]) + "\n"
    path.write_text(text, "utf8")
    tables.weights.cache_clear()
    return text
