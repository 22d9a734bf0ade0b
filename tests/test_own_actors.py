"""A user's own table of actors: reading it, what is wrong with it, and what it makes of a text."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from running import dateline

from dateline.coding.coder import Coder
from dateline.knowledge.actors import ActorTable, actors
from dateline.knowledge.own_actors import ActorTableError, load_actors
from dateline.records.report import Entity, Report

CSV = """\
name,aliases,kind,country,sector,from,to,wikidata_id
Harbour Guard Front,HGF|Harbour Front,organisation,KEN,REB,2010,2018-06,Q987654321
Harbour Guard Front,HGF,organisation,KEN,PTY,2018-07,,
Juma Otieno Kariuki,,person,ke,OPP,,,
Shore List,,organisation,ITA,PTY,,,
Shore List,,organisation,Kenya,OPP,,,
"""
YAML = """\
- name: Harbour Guard Front
  aliases: [HGF, Harbour Front]
  country: KEN
  sector: REB
  from: 2010
  to: 2018-06
"""
TEXT = (
    "Gunmen of the Harbour Guard Front (HGF) attacked a police post in Lamu, Kenya, on Monday, killing two officers. "
    "The HGF also abducted a nurse, said opposition leader Juma Otieno Kariuki. The Shore List met Kariuki on Tuesday."
)


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "mine.csv"
    path.write_text(CSV)
    return path


def entity(report: Report, name: str) -> Entity:
    return next(e for e in report.entities if e.name == name)


def test_csv_and_yaml_are_read_alike(table: Path, tmp_path: Path) -> None:
    other = tmp_path / "mine.yaml"
    other.write_text(YAML)
    row, same = load_actors(table)[0], load_actors(other)[0]
    assert (row.name, row.aliases, row.kind, row.code, row.sector) == (
        "Harbour Guard Front", ("HGF", "Harbour Front"), "organisation", "KEN", "REB",
    )  # fmt: skip
    assert (row.first, row.last) == ("2010-01-01", "2018-07-01"), "the whole of the last month counts"
    assert (same.name, same.aliases, same.kind, same.code, same.sector, same.first, same.last) == (
        row.name, row.aliases, row.kind, row.code, row.sector, row.first, row.last,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("name,sector\nShore List,PARTY\n", ("line 2 (Shore List)", "unknown sector 'PARTY'", "PTY")),
        ("name,country\nShore List,XQZ\n", ("line 2 (Shore List)", "unknown country 'XQZ'", "three letters")),
        ("name,kind\nShore List,club\n", ("line 2 (Shore List)", "unknown kind 'club'", "organisation")),
        ("name,to\nShore List,12 June\n", ("line 2 (Shore List)", "under 'to'", "2014-06")),
        ("name,from,to\nShore List,2014,2013\n", ("line 2 (Shore List)", "before", "exchange")),
        ("name,wikidata_id\nShore List,42\n", ("line 2 (Shore List)", "no Wikidata item", "Q42")),
        ("name,colour\nShore List,red\n", ("line 1", "unknown column 'colour'", "wikidata_id")),
        ("sector\nPTY\n", ("line 1", "no column 'name'", "aliases")),
        ("name,sector\n,PTY\n", ("line 2", "no name", "needs one")),
        ("name,sector\nShore, List,PTY\n", ("line 2", "3 cells under 2 columns", "double quotes")),
        ("name,sector\n", ("no actors", "at least one row")),
    ],
)
def test_an_error_names_file_row_and_remedy(text: str, said: tuple[str, ...], tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    path.write_text(text)
    with pytest.raises(ActorTableError) as caught:
        load_actors(path)
    message = str(caught.value)
    assert message.startswith(str(path)) and "\n" not in message
    assert all(words in message for words in said), message


@pytest.mark.parametrize("text", ["name: Shore List\n", "- Shore List\n", "- name: [\n", "- colour: red\n"])
def test_yaml_of_another_form_is_an_error(text: str, tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(text)
    with pytest.raises(ActorTableError, match=r"mine\.yaml: "):
        load_actors(path)


def test_a_missing_or_unknown_kind_of_file_is_an_error(tmp_path: Path) -> None:
    for name in ("none.csv", "mine.xlsx"):
        with pytest.raises(ActorTableError, match=name):
            load_actors(tmp_path / name)


def test_own_rows_go_first_and_the_country_spoken_of_decides(table: Path) -> None:
    known = ActorTable(load_actors(table))
    near = known.find("the Shore List", None, {"KEN"})
    assert near is not None and near.sector == "OPP"
    first = known.find("Shore List")
    assert first is not None and first.code == "ITA"
    parts = [known.find("HGF", on) for on in ("2014-05-01", "2019-01-01")]
    assert [row.sector for row in parts if row] == ["REB", "PTY"]
    assert known.find("hgf") is None, "an acronym in small letters is a word"
    nato = known.find("NATO")
    assert nato is not None and nato.code == "IGO", "the built-in table is still there"


def test_a_text_is_linked_to_the_table(table: Path) -> None:
    report = Coder(actors=table).code(TEXT, published="2014-05-07")
    front = entity(report, "Harbour Guard Front")
    assert (front.code, front.sector, front.wikidata_id, front.code_basis) == ("KEN", "REB", "Q987654321", "text")
    leader = entity(report, "Juma Otieno Kariuki")
    assert (leader.kind, leader.code, leader.sector, leader.code_basis) == ("person", "KEN", "OPP", "text")
    assert entity(report, "Shore List").sector == "OPP", "the report speaks of Kenya"
    without = Coder().code(TEXT, published="2014-05-07")
    assert all(e.wikidata_id is None for e in without.entities)


def test_the_command_line_takes_tables_in_several_processes_too(table: Path, tmp_path: Path) -> None:
    document = tmp_path / "story.txt"
    document.write_text(TEXT)
    alone = dateline("annotate", document, "--published", "2014-05-07", "--actors", table)
    assert alone.code == 0 and "Q987654321" in {e["wikidata_id"] for e in json.loads(alone.out)["entities"]}
    several = dateline("annotate", document, "--published", "2014-05-07", "--actors", table, "--workers", "2")
    assert several.out == alone.out
    table.write_text("name,sector\nShore List,PARTY\n")
    ended = dateline("code", document, "--actors", table)
    assert ended.code == 2 and not ended.out
    assert len(ended.err) == 1 and "line 2 (Shore List): unknown sector 'PARTY'" in ended.err[0]


def test_the_built_in_table_has_no_row_twice() -> None:
    rows = actors()
    assert len({row.name for row in rows}) >= 750
    seen = [(row.name, row.first) for row in rows]
    assert len(seen) == len(set(seen))
    assert all(row.first < row.last for row in rows if row.first and row.last)
    assert all(row.sector or row.code for row in rows)
