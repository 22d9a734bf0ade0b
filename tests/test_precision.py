"""The precision codes of ACLED and UCDP, from what kind of place it is and from the words before it."""

from __future__ import annotations

import msgspec
import pytest
from sample_reports import PESHAWAR, report

from dateline.exports.precision import geo_precision, where_prec
from dateline.records.report import Mention, Place, Report

Codes = tuple[int | None, int | None]


def told(words: str, name: str, **fields: object) -> tuple[Report, Place]:
    """A Report whose text is these words, and the place in it."""
    made = report()
    made.document.text = words
    start = words.index(name)
    made.mentions = [Mention(0, start, start + len(name), name, "place", True)]
    return made, msgspec.structs.replace(PESHAWAR, mention=0, name=name, **fields)


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        ("A bomb went off in Ghalnai", (1, 1)),
        ("A bomb went off near Ghalnai", (2, 2)),
        ("A bomb went off 20 km south of Ghalnai", (2, 2)),
        ("A bomb went off 12 miles to the east of the town of Ghalnai", (2, 2)),
        ("A bomb went off on the outskirts of Ghalnai", (2, 2)),
        ("The office near the market in Ghalnai", (1, 1)),
    ],
)
def test_towns(words: str, codes: Codes) -> None:
    made, place = told(words, "Ghalnai")
    assert (geo_precision(made, place), where_prec(made, place)) == codes


@pytest.mark.parametrize(
    ("words", "feature", "resolution", "codes"),
    [
        ("in Barlin", "A.ADM2", 3, (2, 3)),
        ("in South Barlin", "A.ADM1", 2, (3, 4)),
        ("in Barlin", "L.RGN", 2, (3, 5)),
        ("in Barlin", "A.PCLI", 1, (3, 6)),
        ("near the border with Barlin", "A.PCLI", 1, (3, 5)),
        ("across Barlin", "L.RGNE", 1, (3, 5)),
        ("off Barlin in the Barlin", "H.SEA", 1, (3, 7)),
        ("on the Barlin", "H.STM", 2, (3, 5)),
        ("at Barlin", "S.AIRP", 5, (1, 1)),
    ],
)
def test_areas(words: str, feature: str, resolution: int, codes: Codes) -> None:
    kind, _, code = feature.partition(".")
    made, place = told(words, "Barlin", feature_class=kind, feature_code=code, resolution=resolution)
    assert (geo_precision(made, place), where_prec(made, place)) == codes


def test_what_is_not_on_the_map_has_no_code() -> None:
    made, place = told("in Ghalnai", "Ghalnai", lat=None, lon=None, resolution=None)
    assert (geo_precision(made, place), where_prec(made, place)) == (None, None)
    assert (geo_precision(made, None), where_prec(made, None)) == (None, None)
