"""All that may be the place of an event: places on the map, later words for them, and what is only described."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from dateline.coding.place_features import Spot
from dateline.coding.place_resolution import only_country, unresolved
from dateline.records.report import Mention, Place

if TYPE_CHECKING:
    from dateline.coding.entities import EntityLayer


def spots(layer: EntityLayer, heads: Sequence[int], places: Sequence[Place]) -> list[Spot]:
    """The `places` with the words that head them, in their order; then "the city", which stands for one of them,
    and "the city of Lyon", which names it; then buildings, camps, roads and the like that the text describes or that no
    gazetteer has."""
    by_entity: dict[int | None, Place] = {}
    for place in places:
        by_entity.setdefault(layer.mentions[place.mention].entity, place)
    named = {place.mention for place in places}
    taken = {layer.heads[number] for number in named}
    country = only_country(places)
    found = [Spot(head, place) for head, place in zip(heads, places, strict=True)]
    for mention in layer.mentions:
        if mention.id in named or layer.heads[mention.id] in taken:
            continue
        if mention.type == "place" and not mention.named and mention.entity in by_entity:
            found.append(Spot(layer.heads[mention.id], by_entity[mention.entity]))
        elif mention.type == "place" and len(within := _inside(layer, mention, places)) == 1:
            found.append(Spot(layer.heads[mention.id], within[0]))
        elif mention.type in ("place", "facility") and mention.entity is not None:
            described = unresolved(mention.id, mention.text, "described")
            described.country_code = country
            found.append(Spot(layer.heads[mention.id], described, described=True))
    return found


def _inside(layer: EntityLayer, mention: Mention, places: Sequence[Place]) -> list[Place]:
    """The places with coordinates that the words of a mention name."""
    named = ((layer.mentions[place.mention], place) for place in places if place.lat is not None)
    return [place for one, place in named if mention.start <= one.start and one.end <= mention.end]
