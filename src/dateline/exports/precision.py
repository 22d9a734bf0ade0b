"""How exactly the place of an event is known, in the codes of the two data sets that conflict research uses.

Both are derived from PLOVER's `resolution`, the kind of place, and the words before its name: "near Bakhmut" and "20 km
south of Bakhmut" are put on the town, and are one step less exact than it. Note the direction: PLOVER's codes grow with
exactness, those of ACLED and UCDP shrink.
"""

from __future__ import annotations

import re

from dateline.records.report import Place, Report

_ABOUT = re.compile(
    r"\b(?:near|nearby|outside|around|off|beyond|above|below|towards?|close to|next to|not far from|"
    r"(?:north|south|east|west|northeast|northwest|southeast|southwest) (?:of|from)|"
    r"(?:outskirts|vicinity|countryside|surroundings|direction) of|"
    r"(?:km|kilomet\w+|miles?)\.?(?: \w+){0,3} (?:of|from)|hours? from)\s+"
    r"(?:the )?(?:(?:city|town|village|port|capital|border|frontier)(?: (?:of|with))? )?$",
    re.IGNORECASE,
)
"""What stands before a place where something happened beside it."""
_BEFORE = 60
"""Characters before a name that say so."""
_OPEN_WATER = frozenset(("SEA", "OCN", "GULF", "BAY", "STRT", "CHN", "SD"))
_UNITS = frozenset(("ADM1", "ADM2"))


def beside(report: Report, place: Place) -> bool:
    """Does the text put something near a place, and not into it?"""
    start = report.mentions[place.mention].start
    return _ABOUT.search(report.document.text, max(0, start - _BEFORE), start) is not None


def geo_precision(report: Report, place: Place | None) -> int | None:
    """ACLED's `geo_precision`: 1 the town itself (or a spot in it), 2 near a town, or a district with a known seat, 3 a
    larger region. None where the place is not on the map. ACLED codebook (2023), "Geo-precision codes"."""
    if place is None or place.lat is None or place.resolution is None:
        return None
    if place.resolution >= 4:
        return 2 if beside(report, place) else 1
    return 2 if place.resolution == 3 else 3


def where_prec(report: Report, place: Place | None) -> int | None:
    """UCDP GED's `where_prec`: 1 an exact place, 2 within some 25 km of one, 3 a second-level unit, 4 a first-level
    unit, 5 a region, river, road or the like (or beside a unit), 6 a country or more, 7 the open sea. None where the
    place is not on the map. UCDP Georeferenced Event Dataset codebook (2023), "where_prec"."""
    if place is None or place.lat is None or place.resolution is None:
        return None
    if place.feature_class == "H" and place.feature_code in _OPEN_WATER:
        return 7
    near = beside(report, place)
    if place.resolution >= 4:
        return 2 if near else 1
    if place.resolution == 1:
        # "near the border with Sudan", "the Sahel": less than a country, or parts of several
        return 5 if near or place.feature_class != "A" else 6
    if near or place.feature_code not in _UNITS:
        return 3 if place.resolution == 3 and not near else 5
    return 3 if place.resolution == 3 else 4
