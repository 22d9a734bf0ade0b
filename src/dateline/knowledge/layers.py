"""A user's own gazetteers in front of the built-in one, looked up as if they were one."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from sqlite3 import DatabaseError

import msgspec

from dateline.knowledge.candidates import Candidate, Places
from dateline.knowledge.distance import plane_km
from dateline.knowledge.gazetteer import Gazetteer, fold, gazetteer

STRIDE = 1 << 24
"""Numbers of the places and units of a layer begin at its position times this: a file's own are all below."""
FRONT = 1.0
"""How much more prominent, in powers of ten of population, a place of a user's own gazetteer is: whoever gives one
says that their texts are about its places."""
SAME_KM = 10.0
"""Distance up to which two places of one name are one: gazetteers put a town on its market or its town hall."""


class GazetteerError(Exception):
    """A gazetteer file that cannot be used, and why."""


class Layers:
    """Several gazetteers, the first one first. Read-only; one instance a thread."""

    def __init__(self, own: Sequence[Gazetteer], built_in: Gazetteer) -> None:
        """`own`: the user's, the most important one first."""
        self._own, self._built_in = list(own), built_in
        self._same = [self._units_of(layer) for layer in self._own]
        self.lookup = lru_cache(8192)(self._lookup)

    def lookup_after_comma(self, name: str) -> tuple[Candidate, ...]:
        """States and provinces in short forms, which only the built-in gazetteer has."""
        return self._built_in.lookup_after_comma(name)

    def chain(self, unit: int) -> tuple[int, ...]:
        """A unit and those that contain it, smallest first; a unit that the built-in gazetteer has too goes by its
        number there."""
        layer, number = divmod(unit, STRIDE)
        if layer == 0:
            return self._built_in.chain(number)
        same = self._same[layer - 1]
        return tuple(same.get(n, layer * STRIDE + n) for n in self._own[layer - 1].chain(number))

    def source_id(self, place: int) -> str:
        """How its source names a place."""
        layer, number = divmod(place, STRIDE)
        return (self._own[layer - 1] if layer else self._built_in).source_id(number)

    def _lookup(self, name: str) -> tuple[Candidate, ...]:
        found: list[Candidate] = []
        for number, layer in enumerate(self._own, 1):
            same = self._same[number - 1]
            for c in layer.lookup(name):
                unit = same.get(c.unit, number * STRIDE + c.unit) if c.unit else 0
                moved = msgspec.structs.replace(c, prior=c.prior + FRONT, unit=unit, place=number * STRIDE + c.place)
                if not any(_one(moved, known) for known in found):
                    found.append(moved)
        behind = [c for c in self._built_in.lookup(name) if not any(_one(c, known) for known in found)]
        return tuple(sorted([*found, *behind], key=lambda c: -c.prior) if found else behind)

    def _units_of(self, layer: Gazetteer) -> dict[int, int]:
        """The units of a layer that the built-in gazetteer has, by country and name, with their numbers there."""
        ours, theirs = self._built_in.units(), layer.units()
        known = {(ours.parents[n], fold(name)): n for n, name in enumerate(ours.names) if n}
        countries = {code: n for n, code in enumerate(ours.country_codes) if code}
        same: dict[int, int] = {}
        for n, name in enumerate(theirs.names):
            if not n:
                continue
            if theirs.levels[n] == 0:
                found = countries.get(theirs.country_codes[n])
            else:
                above = same.get(theirs.parents[n])
                found = known.get((above, fold(name))) if above is not None else None
            if found is not None:
                same[n] = found
        return same


def open_places(paths: Sequence[str]) -> Places:
    """The built-in gazetteer, behind those of the files where there are any. Raises GazetteerError."""
    own = []
    for path in paths:
        try:
            own.append(Gazetteer.open(path))
        except (OSError, ValueError, KeyError, DatabaseError) as error:
            why = error if isinstance(error, (OSError, ValueError)) else "not one that `dateline gazetteer build` made"
            raise GazetteerError(f"gazetteer {path}: {why}") from error
    return Layers(own, gazetteer()) if own else gazetteer()


def _one(a: Candidate, b: Candidate) -> bool:
    """Are two candidates for one name the same place?"""
    if a.geonameid is not None and a.geonameid == b.geonameid:
        return True
    if a.feature_class != b.feature_class or a.country_code != b.country_code:
        return False
    if a.feature_class == "A":
        return a.feature_code == b.feature_code and a.unit == b.unit
    return plane_km((a.lat, a.lon), (b.lat, b.lon)) < SAME_KM
