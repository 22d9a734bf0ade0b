"""Whose country they are of, stated or inferred."""

from __future__ import annotations

from pathlib import Path

import pytest

from dateline.coding.coder import Coder
from dateline.knowledge.place_tables import read_tables
from dateline.records.report import Report


@pytest.fixture(scope="module")
def coder() -> Coder:
    return Coder()


def code(report: Report, words: str) -> tuple[str | None, str]:
    mention = next(m for m in report.mentions if words in m.text and m.entity is not None)
    assert mention.entity is not None
    entity = report.entities[mention.entity]
    return entity.code, entity.code_basis


def test_what_the_words_state_goes_before_where_it_happened(coder: Coder) -> None:
    report = coder.code("Kenyan soldiers killed four herders near Kismayo, Somalia, on Monday.")
    assert code(report, "Kenyan soldiers") == ("KEN", "text")
    assert code(report, "herders") == ("SOM", "place")


def test_a_place_in_the_phrase_is_stated(coder: Coder) -> None:
    report = coder.code("Residents of Mombasa marched through Kampala, the Ugandan capital, on Sunday.")
    assert code(report, "Residents of Mombasa") == ("KEN", "text")


def test_who_has_no_country_of_their_own_has_that_of_the_report(coder: Coder) -> None:
    report = coder.code(
        "LIMA, Peru (Agency) - Police searched two warehouses in Callao on Friday. The governor praised the officers."
    )
    assert code(report, "Police") == ("PER", "place")
    assert code(report, "governor")[0] == "PER"


def test_the_foreign_and_bodies_across_countries_are_given_none(coder: Coder) -> None:
    report = coder.code(
        "Gunmen seized three foreign engineers in Bauchi, Nigeria. The United Nations condemned the raid."
    )
    assert code(report, "foreign engineers") == (None, "none")
    assert code(report, "United Nations") == ("UNO", "text")
    assert code(report, "Gunmen") == ("NGA", "place")


def test_without_any_hint_nobody_has_a_country(coder: Coder) -> None:
    report = coder.code("Police arrested a driver on Monday.")
    assert code(report, "Police") == (None, "none")


def test_parties_carry_what_their_entities_have(coder: Coder) -> None:
    report = coder.code("Police arrested a driver in Nairobi on Monday.")
    (event,) = report.events
    assert [(p.code, p.code_basis) for p in (*event.actor, *event.recipient)] == [("KEN", "place")] * 2


def test_where_the_paper_is_made_is_looked_up_among_a_users_own_places(coder: Coder, tmp_path: Path) -> None:
    text = "Police arrested a driver on Monday."
    assert code(coder.code(text, publisher="Zorqatown"), "Police") == (None, "none")
    (tmp_path / "towns.csv").write_text("name,lat,lon,country\nZorqatown,-4.0,39.6,Kenya\n", "utf8")
    read_tables([tmp_path / "towns.csv"]).write(tmp_path / "towns.sqlite")
    own = Coder(gazetteers=[str(tmp_path / "towns.sqlite")])
    assert code(own.code(text, publisher="Zorqatown"), "Police") == ("KEN", "document")
