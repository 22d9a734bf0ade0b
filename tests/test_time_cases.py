"""Time expressions of every kind, a row of `time_cases.tsv` each."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from dateline.coding.times import find_times

LINES = Path(__file__).with_name("time_cases.tsv").read_text(encoding="utf-8").splitlines()
CASES = [line.split("\t") for line in LINES if line and not line.startswith("#")][1:]


@pytest.mark.parametrize("case", CASES, ids=[f"{c[1]} {c[2]}" for c in CASES])
def test_time_means_what_the_calendar_says(case: list[str]) -> None:
    text, published, expression, *wanted = case
    anchor = None if published == "-" else datetime.date.fromisoformat(published)
    found = [[t.type, t.value, t.earliest or "-", t.latest or "-", t.precision] for t in find_times(text, anchor)
             if t.text == expression]  # fmt: skip
    assert wanted in found, [(t.text, t.value, t.earliest, t.latest, t.precision) for t in find_times(text, anchor)]
