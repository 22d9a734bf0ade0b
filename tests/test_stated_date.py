"""The date that a text gives itself."""

from __future__ import annotations

import pytest

from dateline.coding.places import locate_dateline
from dateline.coding.stated_date import stated_date


def _found(text: str) -> str | None:
    opening = locate_dateline(text)
    time = stated_date(text, opening[1] if opening else None)
    return time.earliest if time else None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("LIMA, 2 FEB 90 (Agency) -- [TEXT] REBELS BURNED THE TOWN HALL.", "1990-02-02"),
        ("BEIRA, Mozambique, March 12, 2018 (Agency) - Dock workers walked out.", "2018-03-12"),
        ("# Flash update\n\n**Published: 22 May 2021. Covers 15 to 21 May.**\n\nPeople fled.", "2021-05-22"),
        ("REPLY\n\nRADIO HORIZONTE IN SPANISH 1200 GMT 14 JUN 89\n\nTHE COLUMN LAST NIGHT ATTACKED.", "1989-06-14"),
        ("Issued on 3 August 2016\nThe mission said that two convoys were stopped.", "2016-08-03"),
    ],
)
def test_stated_date_opens_the_text(text: str, day: str) -> None:
    assert _found(text) == day


@pytest.mark.parametrize(
    "text",
    [
        "Gunmen attacked the market on 12 March 2018, the police said on Tuesday.",  # the event's date
        "BEIRA, Mozambique, March 12 (Agency) - Dock workers walked out.",  # no year
        "Residents recall the massacre of 4 May 1991.\nThe trial opened last week.",  # a sentence
        "",
    ],
)
def test_stated_date_is_not_an_events_date(text: str) -> None:
    assert _found(text) is None
