"""What a party can be, as the signals of a codebook ask for it (`dateline.codebooks.signals.CLASSES`)."""

from __future__ import annotations

from dateline.knowledge.sectors import STATE
from dateline.records.report import Entity, MentionType

_ARMED = frozenset(("MIL", "REB", "UAF", "PRM", "IMG"))
_COUNTRIES = frozenset(("country", "republic", "mainland", "nation", "state", "kingdom"))
"""Nouns for a place that acts."""
_WHERE = frozenset(
    ("in", "near", "outside", "inside", "across", "throughout", "within", "at", "to", "into", "toward", "towards")
)
"""Prepositions after which a place does nothing."""
_OF_TYPES: dict[str, tuple[str, ...]] = {
    "person": ("person",),
    "group": ("group",),
    "organisation": ("organisation",),
    "place": ("place",),
    "facility": ("place", "thing"),
}


def classes_of(kind: MentionType, lemma: str, entity: Entity | None) -> frozenset[str]:
    """The classes of a mention of some type, by its main word and its entity. A building stays a building, whosever it
    is."""
    found = {*_OF_TYPES.get(kind, ("thing",))}
    sector = entity.sector if entity is not None and kind != "facility" else None
    if sector in _ARMED:
        found.add("armed")
    country = kind == "place" and entity is not None and (entity.code is not None or lemma in _COUNTRIES)
    if sector in STATE or country:
        found.add("state")
    if sector == "JUD":
        found.add("court")
    if sector == "JRN":
        found.add("media")
    if entity is not None and entity.kind == "group":
        found.add("group")
    return frozenset(found)


def says_where(preposition: str, relation: str, *, state: bool) -> bool:
    """Does a place do nothing, and only say where, by how it hangs in its clause: after "in" or "to" ("deployment to
    *Liberia*"), or, but for states, before the noun ("a *London* protest", but "the *US* raid")?"""
    return preposition in _WHERE or (not state and relation in ("compound", "amod", "appos"))
