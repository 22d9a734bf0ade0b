"""Texts without their marks, for somebody who annotates them anew without seeing what was marked."""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Sequence

from corpus.records import Item

_BRACKET = re.compile(r"([\\\[\]{}<>])")


def bare(items: Iterable[Item]) -> str:
    """A file of items as the guidelines have it, with nothing marked; read back, each has the same text."""
    return "\n".join(_item(item) for item in items)


def _item(item: Item) -> str:
    lines = [f"# {item.id} {item.published} {item.genre}"]
    end = 0
    for start, stop in item.sentences:
        if item.text[end:start].startswith("\n"):
            lines.append("")
        sentence = _BRACKET.sub(r"\\\1", item.text[start:stop])
        lines.append("\\" + sentence if sentence.startswith("# ") else sentence)
        end = stop
    return "\n".join(lines) + "\n"


def sample(items: Sequence[Item], sentences: int, reports: int, seed: int = 1) -> tuple[list[Item], list[Item]]:
    """Passages with so many sentences together, or a few more, and so many whole reports, no two of one incident as far
    as there are others; drawn at random."""
    rng = random.Random(seed)
    passages = rng.sample(short := [i for i in items if not i.whole], len(short))
    chosen: list[Item] = []
    while passages and sum(len(i.sentences) for i in chosen) < sentences:
        chosen.append(passages.pop())
    whole = rng.sample(long := [i for i in items if i.whole], len(long))
    told: list[str] = []
    rank: dict[str, int] = {}
    for item in whole:
        incident = item.id.rpartition("-")[0]
        rank[item.id] = told.count(incident)
        told.append(incident)
    return chosen, sorted(whole, key=lambda item: rank[item.id])[:reports]
