"""The measuring of what the parts of the coding cost."""

from __future__ import annotations

import pytest
from bench.coding_speed import PARTS, Clock, look_ups, shares

from dateline.coding import coder as module
from dateline.coding.coder import Coder
from dateline.records.document import Document

TEXT = "NAIROBI (Agency) - Police arrested two drivers in Mombasa on Monday, a spokesman said."


def test_seconds_of_a_function_inside_another_count_once() -> None:
    clock = Clock()
    inner = clock.timed("inner", lambda: sum(range(50_000)))
    outer = clock.timed("outer", inner)
    assert outer() == inner()
    assert set(clock.seconds) == {"outer", "inner"}
    assert clock.seconds["outer"] > 0


def test_the_parts_are_measured_and_the_coder_is_left_as_it_was() -> None:
    before = {name: getattr(module, name) for name in PARTS}
    found = shares(Coder(threads=1), [Document(id="1", text=TEXT, published="2019-03-14", language="en")] * 2)
    assert {name: getattr(module, name) for name in PARTS} == before
    assert found["language model"]["share"] + found["coding"]["share"] == pytest.approx(1, abs=0.001)
    both = found["places"]["share"] + found["times"]["share"]
    assert 0 < found["places and times together"]["share"] == pytest.approx(both, abs=0.001)


def test_look_ups_are_counted_by_whether_there_is_such_a_place() -> None:
    found = look_ups([*TEXT.split(), "Zzyxqu"])
    assert found["n"] == 6
    assert found["a_place_first_time"] > 0
    assert found["no_place_first_time"] > 0
