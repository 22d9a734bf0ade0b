"""Which nouns stand for people and which for things, where a number stands with them: the table `counted_nouns.tsv`."""

from __future__ import annotations

from functools import cache

from dateline.coding.tables import rows
from dateline.knowledge.agents import find_agent

KINDS = frozenset(
    (
        "weapon",
        "vehicle",
        "facility",
        "document",
        "object",
        "animal",
        "plant",
        "substance",
        "place",
        "money",
        "other",
        "abstract",
    )
)
"""Kinds of what is counted as things: those of the table of agents, and those that the model tells mentions apart
by."""
FAMILY = frozenset(("family", "household"))
"""Counted as such, never as people."""


_THINGS = frozenset(("weapon", "vehicle", "facility", "document"))


@cache
def counted(kind: str) -> frozenset[str]:
    """Lemmas of a kind in the table of counted nouns."""
    return frozenset(word for words, of in rows("counted_nouns.tsv") if of == kind for word in words.split())


def is_thing(lemma: str) -> bool:
    """Is a number that stands with a noun never one of people: that of shots, houses, goats, trawlers, families?"""
    if lemma in counted("thing"):
        return True
    agent = find_agent((lemma,))
    return agent is not None and agent.kind in _THINGS
