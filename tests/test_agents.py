"""The lexicon of agent nouns and the table of known actors."""

from __future__ import annotations

import re
from typing import get_args

import pytest

from dateline.knowledge.actors import actors, find_actor
from dateline.knowledge.agents import agents, find_agent
from dateline.knowledge.countries import by_iso3
from dateline.records.report import MentionType

SECTORS = frozenset(
    re.findall(
        r"[A-Z]{3}",
        "COP GOV JUD LEG MIL PRM PTY REB SPY UAF UNK AGR BUS CRM CVL EDU ELI JRN LAB MED OPP PRE REF REL SOC",
    )
)
INTERNATIONAL = frozenset({"IGO", "UNO", "EUR", "NGO", "ISM", "IMG", "MNC"})


def test_lexicon_is_large_and_every_code_is_plovers() -> None:
    table = agents()
    assert len(table) >= 700
    for agent in table.values():
        assert agent.sector is None or agent.sector in SECTORS, agent
        assert agent.gender in (None, "m", "f"), agent
        assert agent.lemma == agent.lemma.strip().lower() and not re.search(r"\s\s|\d{5}", agent.lemma), agent
        if agent.kind in ("weapon", "vehicle", "document", "place"):
            assert agent.sector is None, agent


@pytest.mark.parametrize(
    ("lemma", "kind", "sector", "source"),
    [
        ("gunman", "person", "UAF", "armed_group"),
        ("police", "organisation", "COP", "official"),
        ("soldier", "person", "MIL", "official"),
        ("villager", "person", "CVL", "witness"),
        ("protester", "person", "CVL", "witness"),
        ("minister", "person", "GOV", "official"),
        ("ministry", "organisation", "GOV", "official"),
        ("court", "organisation", "JUD", "official"),
        ("student", "person", "EDU", "witness"),
        ("fisherman", "person", "AGR", "witness"),
        ("headman", "person", "GOV", "official"),
        ("prison warder", "person", "COP", "official"),
        ("night watchman", "person", "LAB", "official"),
        ("village guard", "person", "PRM", "armed_group"),
        ("lawyer", "person", "SOC", "expert"),
        ("doctor", "person", "MED", "witness"),
        ("journalist", "person", "JRN", "journalist"),
        ("newspaper", "organisation", "JRN", "media"),
        ("aid agency", "organisation", "SOC", "ngo"),
        ("analyst", "person", "SOC", "expert"),
        ("leaflet", "document", None, "document"),
        ("assault rifle", "weapon", None, "other"),
        ("pickup truck", "vehicle", None, "other"),
    ],
)
def test_entries(lemma: str, kind: str, sector: str | None, source: str) -> None:
    agent = agents()[lemma]
    assert (agent.kind, agent.sector, agent.source) == (kind, sector, source)


def test_longest_entry_that_ends_the_words_wins() -> None:
    officer = find_agent(["a", "tired", "police", "officer"])
    assert officer is not None and (officer.lemma, officer.sector) == ("police officer", "COP")
    plain = find_agent(["tax", "officer"])
    assert plain is not None and plain.lemma == "officer"
    assert find_agent(["zzz"]) is None
    assert find_agent([]) is None


def test_spokesman_takes_the_sector_of_what_he_speaks_for() -> None:
    agent = agents()["spokesman"]
    assert (agent.borrows, agent.sector, agent.gender) == (True, None, "m")
    assert agents()["commander"].borrows and agents()["commander"].sector == "MIL"


def test_words_of_a_row_share_a_sense() -> None:
    assert agents()["gunman"].sense != agents()["attacker"].sense
    assert agents()["attacker"].sense == agents()["assailant"].sense


def test_actors_are_many_and_well_formed() -> None:
    rows = actors()
    assert len({row.name for row in rows}) >= 300
    for row in rows:
        assert row.kind in get_args(MentionType), row
        assert row.sector is None or row.sector in SECTORS, row
        assert row.code is None or row.code in INTERNATIONAL or by_iso3(row.code) is not None, row
        for date in (row.first, row.last):
            assert not date or re.fullmatch(r"\d{4}-\d\d-\d\d", date), row
        assert not (row.first and row.last) or row.first < row.last, row


@pytest.mark.parametrize(
    ("written", "name", "code"),
    [
        ("Daesh", "Islamic State", "IMG"),
        ("the United Nations", "United Nations", "UNO"),
        ("U.N.", "United Nations", "UNO"),
        ("Médecins Sans Frontières", "Doctors Without Borders", "NGO"),
        ("Al Shabaab", "al-Shabaab", "SOM"),
        ("al-shabab", "al-Shabaab", "SOM"),
        ("Kurdistan Workers’ Party", "Kurdistan Workers' Party", "TUR"),
    ],
)
def test_actor_by_alias_case_hyphen_and_accent(written: str, name: str, code: str) -> None:
    actor = find_actor(written)
    assert actor is not None and (actor.name, actor.code) == (name, code)


def test_acronyms_that_are_words_count_only_in_capitals() -> None:
    assert find_actor("who") is None and find_actor("is") is None and find_actor("ice") is None
    who = find_actor("WHO")
    assert who is not None and who.name == "World Health Organization"


def test_part_depends_on_the_date() -> None:
    parts = {on: find_actor("Taliban", on) for on in ("1999-01-01", "2010-01-01", "2023-01-01")}
    assert [actor.sector for actor in parts.values() if actor] == ["GOV", "REB", "GOV"]
    undated = find_actor("Taliban")
    assert undated is not None and undated.sector == "REB"
    assert find_actor("Organisation of Nobody") is None
