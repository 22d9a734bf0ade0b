"""Names that reports use, looked up in the built-in gazetteer: found, and the right place first?

One list is our own (`bench/data/places.tsv`), another stands beside the corpora (`gazetteer/test_places.tsv`). A report
says where it is from, so the first candidate of its country is the answer; how often the first of all candidates is
right anyway is a figure of its own.
"""

from __future__ import annotations

import csv
import sys
import time
from pathlib import Path

from bench.measurements import Measurement
from bench.scoring import Json, Score
from dateline.knowledge.candidates import Candidate
from dateline.knowledge.countries import by_iso2
from dateline.knowledge.distance import great_circle_km
from dateline.knowledge.gazetteer import gazetteer

PLACES = Path(__file__).parent / "data" / "places.tsv"
POINTS = ("city", "town", "village", "camp")
POINT_KM, AREA_KM = 40.0, 270.0
"""How far from the point of the list beside the corpora a settlement may lie, and an area, whose point is any in it."""
NAMESAKES = {
    "Borno": (11.9, 13.1), "Masisi": (-1.4, 28.8), "Catatumbo": (8.7, -72.9), "Maungdaw": (20.8, 92.4),
    "Bijapur": (18.8, 80.8),
}  # fmt: skip
"""Of the list beside the corpora: where these are, from general knowledge, its own points being those of namesakes."""


def gold() -> list[Json]:
    """The rows of the list."""
    lines = [line for line in PLACES.read_text("utf8").splitlines() if line and not line.startswith("#")]
    return [
        {**row, "lat": float(row["lat"]), "lon": float(row["lon"]), "km": float(row["km"])}
        for row in csv.DictReader(lines, delimiter="\t")
    ]


def gold_beside(corpora: Path) -> list[Json]:
    """The rows of `gazetteer/test_places.tsv`, which stands beside the folder of the corpora; none where it is missing.

    Its points are those of the first place of that name; where that is known to be a namesake, ours are taken.
    """
    path = corpora.resolve().parent / "gazetteer" / "test_places.tsv"
    if not path.is_file():
        return []
    rows: list[Json] = []
    for row in csv.DictReader(path.read_text("utf8").splitlines(), delimiter="\t"):
        lat, lon = NAMESAKES.get(row["name"]) or map(float, row["first_lat_lon"].split(","))
        country = by_iso2(row["country"])
        km = POINT_KM if row["type"] in POINTS else AREA_KM
        rows.append(
            {"name": row["name"], "country": country.iso3 if country else "-", "lat": lat, "lon": lon, "km": km}
        )
    return rows


def is_right(row: Json, found: Candidate | None) -> bool:
    """Does a candidate lie where the place does?"""
    return found is not None and great_circle_km((row["lat"], row["lon"]), (found.lat, found.lon)) <= row["km"]


def first(row: Json, in_country: bool = True) -> Candidate | None:
    """The first candidate of the row's country, or of all."""
    every = gazetteer().lookup(row["name"])
    inside = [c for c in every if row["country"] in ("-", c.country_code) or c.country_code is None]
    return next(iter(inside if in_country else every), None)


def score(rows: list[Json]) -> Score:
    """Shares of the rows."""
    answers = [first(row) for row in rows]
    shares = {
        "found": sum(found is not None for found in answers),
        "right, by the country of the report": sum(map(is_right, rows, answers)),
        "right, by the name alone": sum(is_right(row, first(row, in_country=False)) for row in rows),
    }
    return {name: {"share": round(count / len(rows), 4), "n": len(rows)} for name, count in shares.items()}


def measure_gazetteer(corpora: Path) -> list[Measurement]:
    """The sections of both lists."""
    lists = {"names in the news": gold(), "names in the news, the list beside the corpora": gold_beside(corpora)}
    measured = []
    for name, rows in lists.items():
        if not rows:
            continue
        started = time.perf_counter()
        shares = score(rows)
        seconds = time.perf_counter() - started
        measured.append(Measurement.of_today("gazetteer", name, "all", shares, documents=0, seconds=seconds))
    return measured


if __name__ == "__main__":
    every = gold() + (gold_beside(Path(sys.argv[1])) if len(sys.argv) > 1 else [])
    for name, numbers in score(every).items():
        print(name, numbers)
    for row in every:
        if not is_right(row, found := first(row)):
            print("wrong:", row["name"], row["country"], found)
