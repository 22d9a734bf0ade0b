"""When, event by event: short reports of our own, and the days that a reader would note down."""

from __future__ import annotations

import pytest

from dateline.coding.coder import Coder
from dateline.coding.timex.turning import turn
from dateline.records.report import Time


@pytest.fixture(scope="module")
def coder() -> Coder:
    return Coder(threads=1)


CASES = [
    # ranges, closed and open
    ("Gunmen raided villages near Gao between 2 and 6 March.", "raided", "2019-03-02", "2019-03-06", "week"),
    ("Nurses in Gao marched on Sunday and Monday.", "marched", "2019-03-10", "2019-03-11", "day"),
    ("Miners in Gao have been on strike since Friday.", "strike", "2019-03-08", "2019-03-08", "open_end"),
    ("Rebels attacked Gao in early February.", "attacked", "2019-02-01", "2019-02-09", "week"),
    # what is told of a day decides on which side of publication it lies
    ("Dockers in Gao will go on strike on Friday.", "strike", "2019-03-15", "2019-03-15", "day"),
    # an event's own date, not that of the clause before
    ("A man whom police in Gao jailed in 2003 was shot by gunmen on Monday.", "shot", "2019-03-11", "2019-03-11",
     "day"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "trigger", "first", "last", "precision"), CASES, ids=[case[0] for case in CASES])
def test_when(coder: Coder, text: str, trigger: str, first: str, last: str, precision: str) -> None:
    report = coder.code(text, published="2019-03-13")
    event = next(e for e in report.events if e.trigger.text == trigger)
    assert (event.date, event.enddate, event.date_precision) == (first, last, precision)
    assert event.date_basis == "text"


def test_what_is_to_come_dates_nothing_that_has_been(coder: Coder) -> None:
    text = "Dockers in Beira will go on strike on Friday. Youths threw stones at a bus in Dondo."
    thrown = next(e for e in coder.code(text, published="2019-03-13").events if e.trigger.text == "threw")
    assert (thrown.date, thrown.date_basis) == ("2019-03-13", "document")


def time(text: str, value: str) -> Time:
    return Time(0, len(text), text, "DATE", value, value, value, "day")


@pytest.mark.parametrize(
    ("text", "value", "ahead", "turned"),
    [
        ("Friday", "2019-03-08", True, "2019-03-15"),
        ("Friday", "2019-03-15", False, "2019-03-08"),
        ("3 April", "2018-04-03", True, "2019-04-03"),
        ("last Friday", "2019-03-08", True, "2019-03-08"),
        ("3 April 2018", "2018-04-03", True, "2018-04-03"),
        ("yesterday", "2019-03-12", True, "2019-03-12"),
        ("Friday", "2019-03-15", True, "2019-03-15"),
    ],
)
def test_turn(text: str, value: str, ahead: bool, turned: str) -> None:
    found = time(text, value)
    turn(found, "2019-03-13", ahead=ahead, behind=not ahead)
    assert (found.value, found.earliest, found.latest) == (turned, turned, turned)
