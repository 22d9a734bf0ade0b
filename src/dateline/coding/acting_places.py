"""Places that are parties of events: a town that refuses, a capital that is asked, a village that rises."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from dateline.coding.grammar import Grammar
from dateline.coding.scanning import word_set

if TYPE_CHECKING:
    from dateline.coding.entities import EntityLayer

_OF_PEOPLE = word_set(
    "village hamlet settlement neighbourhood neighborhood quarter slum suburb encampment housing block camp valley "
    "island"
)
"""Nouns for places that stand for those who live there."""
_MATERIAL_CONFLICT = 4


def without_the_scene(grammar: Grammar, layer: EntityLayer, recipients: list[int], place: int | None) -> list[int]:
    """The recipients of an event (mentions) without the place where it happens (a mention), where that stands with "in"
    or "at" and somebody else is left: "the attack in Gao" on a clinic."""
    entity = layer.mentions[place].entity if place is not None else None
    if entity is None:
        return recipients
    kept = [
        m for m in recipients if layer.mentions[m].entity != entity or grammar.case(layer.heads[m]) not in ("in", "at")
    ]
    return kept or recipients


def settle_places(grammar: Grammar, layer: EntityLayer, parties: Iterable[tuple[int, bool, int | None]]) -> None:
    """Fills in the sector of places that are parties, in place: GOV, for their governments, or CVL of villages and
    quarters. `parties`: a mention, whether it is an actor, and the quad code of the event (1 to 4). A place that
    something is done to by force stands for no government."""
    for number, acts, quad in parties:
        id = layer.mentions[number].entity
        entity = layer.entities[id] if id is not None else None
        if entity is None or entity.kind != "place" or entity.sector is not None:
            continue
        lemma = grammar.tokens[layer.heads[number]].lemma
        if lemma in _OF_PEOPLE:
            entity.sector = "CVL"
        elif acts or quad != _MATERIAL_CONFLICT:
            entity.sector = "GOV"
