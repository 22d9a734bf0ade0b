"""The words that tie somebody to somebody (`data/ties.tsv`), and who can be tied by what."""

from __future__ import annotations

from functools import cache
from typing import Literal, NamedTuple, cast, get_args

from dateline.coding.tables import rows
from dateline.records.report import RelationType

TieStatus = Literal["current", "former", "planned", "negated"]

_BODIES = frozenset({"organisation", "group"})
_LED = _BODIES | {"facility"}
"""Schools, hospitals and mines have a head too."""
_PERSONAL = frozenset({"person", "group"})
ANYBODY = frozenset({"person", "organisation", "group", "place"})
ENDS: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "spokesperson_of": (_PERSONAL, _BODIES | {"person"}),
    "leader_of": (frozenset({"person", "place", "organisation"}), _LED),
    "member_of": (_PERSONAL, _BODIES),
    "former_member_of": (_PERSONAL, _BODIES),
    "part_of": (_LED, frozenset({"organisation", "facility"})),
    "splinter_of": (_BODIES, _BODIES),
    "merged_with": (_BODIES, _BODIES),
    "pledged_to": (_PERSONAL | _BODIES, ANYBODY),
}
"""Types of mentions at either end; others tie anybody to anybody."""
MUTUAL = frozenset({"rival_of", "allied_with", "merged_with"})
"""Ties that hold either way."""
NO_MEMBER = "none"
"""In the table's column of relations: who stands with a body without belonging to it, "a victim of the front"."""


class Tie(NamedTuple):
    """A row of the table."""

    links: frozenset[str]
    relation: RelationType
    turned: bool
    """The second is "from"."""


class Found(NamedTuple):
    """A tie between two mentions, by a word of the text."""

    word: int
    relation: RelationType
    first: int
    second: int
    status: TieStatus


@cache
def ties(pos: str) -> dict[str, list[Tie]]:
    """Lemma to ties, of the words of one kind: NOUN, VERB or PART. Raises ValueError for an unknown relation."""
    table: dict[str, list[Tie]] = {}
    for words, kind, links, relation, turned, _ in rows("ties.tsv"):
        if relation not in (*get_args(RelationType), NO_MEMBER):
            raise ValueError(f"ties.tsv: no such relation: {relation}")
        if kind == pos and relation != NO_MEMBER:
            tie = Tie(frozenset(links.split()), cast(RelationType, relation), turned == "yes")
            for word in dict.fromkeys(words.split()):
                table.setdefault(word.replace("_", " "), []).append(tie)
    return table


@cache
def no_members() -> frozenset[str]:
    """Nouns for people who stand with a body without belonging to it."""
    return frozenset(
        word for words, _, _, relation, *_ in rows("ties.tsv") if relation == NO_MEMBER for word in words.split()
    )
