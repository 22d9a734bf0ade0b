"""Numbers of every kind, a row of `number_cases.tsv` each."""

from __future__ import annotations

from pathlib import Path

import pytest

from dateline.coding.quantities import find_quantities

LINES = Path(__file__).with_name("number_cases.tsv").read_text(encoding="utf-8").splitlines()
CASES = [line.split("\t") for line in LINES if line and not line.startswith("#")][1:]


@pytest.mark.parametrize("case", CASES, ids=[c[0] for c in CASES])
def test_number_counts_to_what_the_words_say(case: list[str]) -> None:
    text, what, *wanted = case
    found = {
        text[q.start : q.end]: [str(q.count.min), str(q.count.max) if q.count.max is not None else "-",
                                "yes" if q.count.approximate else "no"]
        for q in find_quantities(text)
    }  # fmt: skip
    assert found == {} if what == "-" else found.get(what) == wanted, found
