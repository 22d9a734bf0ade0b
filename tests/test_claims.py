"""Whoever claims an act is its actor as far as the text says."""

from __future__ import annotations

import pytest

from dateline.coding.coder import Coder


@pytest.fixture(scope="module")
def coder() -> Coder:
    return Coder()


@pytest.mark.parametrize(
    "text",
    [
        "The Highland Front claimed responsibility for the bombing of a bank in Quito on Sunday.",
        "Responsibility for the ambush in Cali was claimed by the Highland Front.",
        "A car bomb exploded at a market in Baghdad on Monday, killing ten people. The Highland Front claimed "
        "responsibility for the attack.",
    ],
)
def test_the_claimant_is_the_actor(text: str, coder: Coder) -> None:
    (event,) = coder.code(text).events
    assert event.event == "ASSAULT"
    assert [party.name for party in event.actor] == ["Highland Front"]


@pytest.mark.parametrize(
    "text",
    [
        "The Highland Front denied responsibility for the ambush in Cali.",
        "No group has claimed responsibility for the bombing of a bank in Quito on Sunday.",
    ],
)
def test_nobody_who_does_not_claim_it_is(text: str, coder: Coder) -> None:
    assert not [party for event in coder.code(text).events for party in event.actor]
