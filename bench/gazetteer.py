"""Names that reports use, looked up in the built-in gazetteer: found, and the right place first?

The list is our own (`bench/data/places.tsv`). A report says where it is from, so the first candidate of its country is
the answer; how often the first of all candidates is right anyway is a figure of its own.
"""

from __future__ import annotations

import csv
import datetime
import time
from pathlib import Path

import dateline
from bench.measurements import Measurement
from bench.scoring import Json, Score
from dateline.knowledge.candidates import Candidate
from dateline.knowledge.distance import great_circle_km
from dateline.knowledge.gazetteer import gazetteer

PLACES = Path(__file__).parent / "data" / "places.tsv"


def gold() -> list[Json]:
    """The rows of the list."""
    lines = [line for line in PLACES.read_text("utf8").splitlines() if line and not line.startswith("#")]
    return [
        {**row, "lat": float(row["lat"]), "lon": float(row["lon"]), "km": float(row["km"])}
        for row in csv.DictReader(lines, delimiter="\t")
    ]


def is_right(row: Json, found: Candidate | None) -> bool:
    """Does a candidate lie where the place does?"""
    return found is not None and great_circle_km((row["lat"], row["lon"]), (found.lat, found.lon)) <= row["km"]


def first(row: Json, in_country: bool = True) -> Candidate | None:
    """The first candidate of the row's country, or of all."""
    every = gazetteer().lookup(row["name"])
    inside = [c for c in every if row["country"] in ("-", c.country_code) or c.country_code is None]
    return next(iter(inside if in_country else every), None)


def score() -> Score:
    """Shares of the rows."""
    rows = gold()
    answers = [first(row) for row in rows]
    shares = {
        "found": sum(found is not None for found in answers),
        "right, by the country of the report": sum(map(is_right, rows, answers)),
        "right, by the name alone": sum(is_right(row, first(row, in_country=False)) for row in rows),
    }
    return {name: {"share": round(count / len(rows), 4), "n": len(rows)} for name, count in shares.items()}


def measure_gazetteer() -> Measurement:
    """The section of this list."""
    started = time.perf_counter()
    shares = score()
    return Measurement(
        task="gazetteer",
        corpus="names in the news",
        part="all",
        documents=0,
        seconds=time.perf_counter() - started,
        date=datetime.date.today().isoformat(),
        version=dateline.__version__,
        command="python -m bench CORPORA --only gazetteer",
        score=shares,
    )


if __name__ == "__main__":
    for name, numbers in score().items():
        print(name, numbers)
    for row in gold():
        if not is_right(row, found := first(row)):
            print("wrong:", row["name"], row["country"], found)
