"""How many, event by event: short reports of our own, and the numbers that a reader would note down for each event."""

from __future__ import annotations

import pytest

from dateline.coding.coder import Coder
from dateline.coding.event_sizes import can_have
from dateline.records.report import Count


@pytest.fixture(scope="module")
def coder() -> Coder:
    return Coder(threads=1)


def numbers(coder: Coder, text: str, event: str) -> dict[str, object]:
    """What is known of how many, of the first event of a type."""
    report = coder.code(text, published="2019-03-13")
    size = next(e.size for e in report.events if e.event == event)
    found = {key: getattr(size, key) for key in ("dead", "injured", "arrested", "abducted", "released", "participants")}
    return {key: (n.min, n.max) for key, n in found.items() if isinstance(n, Count)} | {
        key: (n.min, n.max) for key, n in (size.items or {}).items()
    }


CASES = [
    ("Police detained two brothers in Kano on Monday.", "COERCE", {"arrested": (2, 2)}),
    ("Gunmen in Kano on Monday abducted eleven pupils from a school.", "ASSAULT", {"abducted": (11, 11)}),
    ("About 300 bus drivers blocked the road to Kano on Monday.", "PROTEST", {"participants": (270, 330)}),
    ("Rebels fired on a bus near Gao on Monday. Six passengers died and nine were wounded.", "ASSAULT",
     {"dead": (6, 6), "injured": (9, 9)}),
    ("A bomb went off outside a bank in Gao on Monday. Nobody was hurt.", "ASSAULT", {"injured": (0, 0)}),
    ("Soldiers seized 40 rifles and two vans in Gao on Monday.", "COERCE", {"rifles": (40, 40), "vans": (2, 2)}),
    # the number of a party
    ("About forty armed men crossed from Chad into Sudan on Monday.", "MOVE", {"participants": (36, 44)}),
    ("Police sent sixty men to the market in Kano on Monday.", "MOBILIZE", {"participants": (60, 60)}),
    ("Eleven fighters handed in their rifles in Gao on Monday.", "RETREAT", {"participants": (11, 11)}),
    ("Some thirty families returned to Gao on Monday.", "MOVE", {"families": (27, 33)}),
    ("A mob, sixty strong, marched to the town hall in Kano on Monday.", "PROTEST", {"participants": (60, 60)}),
    # what was harmed, taken, given
    ("The Red Cross on Monday delivered 40 tonnes of flour and 900 blankets to the displaced in Gao.", "AID",
     {"tonnes": (40, 40), "blankets": (900, 900)}),
    ("The Red Cross on Monday distributed tents to 60 families in Gao.", "AID", {"families": (60, 60)}),
    ("Bandits on Monday stole forty of his cattle near Gao.", "COERCE", {"cattle": (40, 40)}),
    ("Soldiers on Monday burned the 30 boats that they had seized in Gao.", "COERCE", {"boats": (30, 30)}),
    ("Three mortar shells hit the market in Gao on Monday, killing two traders.", "ASSAULT",
     {"dead": (2, 2), "shells": (3, 3)}),
    ("Rebels shelled a farm near Gao on Monday, killing eleven camels.", "ASSAULT", {"camels": (11, 11)}),
    ("Police in Kano on Monday jailed two night guards.", "COERCE", {"arrested": (2, 2)}),
    # neither money nor hours are people
    ("Drivers blocked the road to Kano for six hours on Monday over a fee of 40 naira.", "PROTEST", {}),
    ("A man blew himself up in Gao on Monday, killing a guard and his driver.", "ASSAULT", {}),
    ("A mine killed four farmers, not six, near Gao on Monday.", "ASSAULT", {"dead": (4, 4)}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "event", "expected"), CASES, ids=[case[0] for case in CASES])
def test_how_many(coder: Coder, text: str, event: str, expected: dict[str, object]) -> None:
    assert numbers(coder, text, event) == expected


def test_the_same_number_told_twice_is_one_number(coder: Coder) -> None:
    text = "Rebels killed five guards near Gao on Monday. The five died at their post, a colonel said."
    report = coder.code(text, published="2019-03-13")
    assert [e.size.dead for e in report.events if e.size.dead is not None] == [Count(5, 5)]


def test_nobody_hurt_is_said_of_the_attack(coder: Coder) -> None:
    text = "Gunmen fired on a bus near Gao on Monday. None of the passengers was hurt."
    report = coder.code(text, published="2019-03-13")
    assert report.events[0].size.injured == Count(0, 0)


def test_numbers_go_with_their_mode() -> None:
    assert can_have("ASSAULT", "abducted", 4, ["abduct"])
    assert not can_have("ASSAULT", "abducted", 4, ["firearms"])
    assert can_have("ASSAULT", "dead", 4, ["firearms"])


def test_what_is_said_kills_nobody() -> None:
    assert can_have("ASSAULT", "dead", 4)
    assert not can_have("THREATEN", "dead", 3)
    assert not can_have("COERCE", "dead", 4)
    assert can_have("TYPE_OF_A_USER", "dead", 4)


def test_a_report_without_a_date_says_what_that_costs(coder: Coder) -> None:
    dated = "Gunmen attacked a police post near Gao on 3 March 2018, killing two officers. The army arrested five men."
    (warning,) = coder.code(dated).warnings
    assert warning == "no publication date: 'arrested' has the date of what is told before it"
    (warning,) = coder.code("Gunmen attacked a police post near Gao, killing two officers.").warnings
    assert warning.startswith("no publication date: '") and warning.endswith("' left without a date")
    assert coder.code(dated, published="2018-03-04").warnings == []
