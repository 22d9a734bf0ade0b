"""The places that may be meant by a name: what is known of each, and how prominent each kind of place is."""

from __future__ import annotations

from array import array
from collections.abc import Callable
from typing import NamedTuple, Protocol

import msgspec

COUNTRY_PRIOR = 8.0
"""Prominence above which there are only countries and continents."""


class Candidate(msgspec.Struct, frozen=True, gc=False):
    """One place that bears a name. Coordinates in degrees (WGS 84)."""

    name: str
    """As the gazetteer spells it, which need not be the spelling looked up."""
    geonameid: int | None
    lat: float
    lon: float
    country_code: str | None
    """ISO 3166 alpha-3; None for seas, continents and regions that lie in several countries."""
    province: str | None
    """First-level unit (of a first-level unit: itself)."""
    district: str | None
    """Second-level unit (of a second-level unit: itself)."""
    city: str | None
    """The place itself where it is a populated place."""
    feature_class: str
    """GeoNames class: A unit, P populated place, L area, H water, T land form, S site."""
    feature_code: str
    """GeoNames code: PCLI, ADM1, PPLA, RGN, ..."""
    population: int
    """To three figures; 0 where unknown."""
    resolution: int
    """PLOVER: 5 sub-city, 4 city, 3 district, 2 province, 1 country or wider."""
    prior: float
    """How prominent: about the logarithm (base 10) of the population a city of that prominence has. Ranks the list."""
    unit: int
    """The gazetteer's number of the smallest unit that the place lies in or is; 0 where unknown."""
    place: int
    """The gazetteer's number of the place, the same for every name of it."""


class Features(msgspec.Struct, frozen=True, gc=False):
    """How prominent a kind of place is, and how exact a mention of it."""

    floor: float
    """Prominence where the population is unknown."""
    bonus: float
    """Added to the logarithm of the population."""
    resolution: int


# Prominence is on the scale of log10(population). Floors say how large a city must be to be meant before an unpeopled
# entry of that kind: a second-level unit before towns under 6,000, a first-level unit before cities under 300,000.
# A capital stands for its government and is named far more often than its size says.
_FEATURES = {
    "PCL": Features(10.0, 0.0, 1),
    "CONT": Features(9.0, 0.0, 1),
    "ADM1": Features(5.5, 0.0, 2),
    "ADM2": Features(3.8, 0.0, 3),
    "ADM3": Features(3.0, 0.0, 3),
    "ADM4": Features(2.2, 0.0, 4),
    "PPLC": Features(5.5, 1.5, 4),
    "PPLA": Features(4.5, 0.5, 4),
    "PPLA2": Features(3.0, 0.2, 4),
    "PPLA3": Features(2.5, 0.0, 4),
    "PPLX": Features(1.0, -1.0, 5),
    "PPL": Features(1.5, 0.0, 4),
    "PPLL": Features(0.5, 0.0, 4),
    "RGNE": Features(7.0, 0.0, 1),  # macroregion: Sahel, Middle East
    "RGN": Features(5.7, 0.0, 2),
    "RGNH": Features(5.2, 0.0, 2),
    "CMP": Features(5.2, 0.0, 4),
    "OCN": Features(7.0, 0.0, 1),
    "SEA": Features(6.0, 0.0, 1),
    "T": Features(4.2, 0.0, 2),
    "S": Features(4.5, 0.0, 5),
}


def features(code: str) -> Features:
    """Those of a GeoNames class and code ("P.PPLA"); of a code that is not in the table those of its class."""
    feature_class, _, short = code.partition(".")
    if short.startswith("PCL"):
        short = "PCL"
    default = "PPL" if feature_class == "P" else "RGN"
    return _FEATURES.get(short) or _FEATURES.get(feature_class) or _FEATURES[default]


class Units(NamedTuple):
    """Administrative units by number."""

    names: list[str]
    parents: array[int]
    levels: array[int]
    """0 country, 1 province, 2 district."""
    country_codes: list[str]
    """ISO 3166 alpha-3 of the countries, which have the first numbers."""


class Places(Protocol):
    """What the coder asks of a gazetteer, or of several on top of each other (`layers.py`)."""

    @property
    def lookup(self) -> Callable[[str], tuple[Candidate, ...]]:
        """The places that bear a name, most prominent first."""
        ...

    def lookup_after_comma(self, name: str) -> tuple[Candidate, ...]:
        """Those that a short form means after a place and a comma: "Ill."."""
        ...

    def chain(self, unit: int) -> tuple[int, ...]:
        """A unit and those that contain it, smallest first."""
        ...

    def source_id(self, place: int) -> str:
        """How its source names a place."""
        ...
