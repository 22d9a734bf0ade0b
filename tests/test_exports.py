"""Every format writes the same events, and what is written reads back."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path
from typing import Any

import msgspec
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sample_reports import PESHAWAR, TEXT, event, report, span

from dateline.exports import FORMATS, event_format
from dateline.exports.events_table import COLUMNS, events_table, flat, joined
from dateline.exports.page import page
from dateline.exports.parquet import ROW_GROUP
from dateline.exports.reports import ReportsError, encode_report, looks_like_reports, read_reports
from dateline.exports.table import marked, safe
from dateline.exports.wording import (
    code_words,
    count_words,
    date_words,
    named,
    party_words,
    place_words,
    size_words,
    source_words,
)
from dateline.knowledge.actors import actors
from dateline.knowledge.agents import agents
from dateline.records.report import Count, Event, Party, Report, Size, Source


def write(name: str, *reports: Report) -> bytes:
    form = event_format(name)
    return form.start() + b"".join(form.rows(r) for r in reports) + form.finish()


def empty() -> Report:
    return msgspec.structs.replace(report(), events=[])


def csv_rows(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode(), newline="")))


def test_a_jsonl_line_is_the_event_and_says_according_to_whom() -> None:
    lines = write("jsonl", report()).splitlines()
    events = [json.loads(line) for line in lines]
    whole = json.loads(encode_report(report()))
    for line, original in zip(events, whole["events"], strict=True):
        sources = line.pop("according_to")
        assert line == original
        assert [source["id"] for source in sources] == original["attributions"]
    assert msgspec.json.decode(lines[0], type=Event).actor[0].text == "About twenty gunmen"


def test_jsonl_keeps_letters_as_they_are() -> None:
    assert "😀".encode() in write("jsonl", report())


def test_csv_reads_back_with_the_declared_columns() -> None:
    data = write("csv", report(), report())
    rows = csv_rows(data)
    assert list(rows[0]) == [column.name for column in COLUMNS]
    assert len(rows) == 6
    assert data.count(b"\n") == 7, "no line break inside a cell"
    assert b"\r" not in data
    first = rows[0]
    assert (first["event"], first["mode"], first["quad_code"], first["event_scale"]) == (
        "ASSAULT",
        "firearms",
        "4",
        "-9.0",
    )
    assert (first["dead_min"], first["dead_max"], first["injured_min"], first["injured_max"]) == ("3", "3", "12", "")
    assert (first["place"], first["place_lat"], first["place_resolution"]) == ("Peshawar", "34.008", "4")
    assert (first["source"], first["source_identification"]) == ("a senior police official", "anonymous")
    assert TEXT[int(first["trigger_start"]) : int(first["trigger_end"])] == first["trigger"] == "stormed"


def test_several_values_share_a_cell_in_one_order() -> None:
    second = csv_rows(write("csv", report()))[1]
    assert second["actor"] == "Zarghun Front; Wali Masum, leader"
    assert second["actor_code"].split("; ") == ["PAK", "PAK"]
    assert second["source"].split("; ") == ["a senior police official", "unnamed"]
    assert second["source_kind"].split("; ") == ["official", ""]
    assert second["actor_count_min"] == ""


def test_parquet_holds_the_same_table_with_types() -> None:
    table = pq.read_table(io.BytesIO(write("parquet", report(), report())))
    expected = events_table([report(), report()])
    assert table.to_pydict() == expected
    assert str(table.schema.field("dead_min").type) == "int64"
    assert str(table.schema.field("place_lat").type) == "double"


def test_parquet_writes_in_groups(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dateline.exports.parquet.ROW_GROUP", 4)
    form = event_format("parquet")
    parts = [form.start()] + [form.rows(report()) for _ in range(5)] + [form.finish()]
    assert [bool(part) for part in parts[1:6]] == [False, True, False, True, False]
    assert pq.read_table(io.BytesIO(b"".join(parts))).num_rows == 15
    assert ROW_GROUP > 4


def test_geojson_has_a_point_for_each_event_on_the_map() -> None:
    collection = json.loads(write("geojson", report(), empty(), report()))
    assert collection["type"] == "FeatureCollection"
    assert len(collection["features"]) == 6
    first, second = collection["features"][:2]
    assert first["geometry"] == {"type": "Point", "coordinates": [71.5785, 34.008]}, "longitude first"
    assert second["geometry"] is None
    assert first["properties"]["event"] == "ASSAULT"


@pytest.mark.parametrize("name", FORMATS)
def test_no_events_is_a_whole_file_too(name: str) -> None:
    data = write(name)
    if name == "csv":
        assert csv_rows(data) == [] and data.startswith(b"event_id,")
    elif name == "parquet":
        assert pq.read_table(io.BytesIO(data)).num_rows == 0
    elif name == "geojson":
        assert json.loads(data)["features"] == []
    else:
        assert data == b""


def test_the_table_for_readers_says_everything() -> None:
    text = write("table", report(), empty()).decode()
    for words in (
        "  ASSAULT firearms “stormed” · occurred · attributed · confidence 0.91\n",
        "About twenty gunmen (UAF, 18 to 22) → three traders (PAK CVL)",
        "Peshawar, Khyber Pakhtunkhwa, Pakistan (city, 34.01°N 71.58°E)",
        "2019-03-12 (Tuesday)",
        "3 dead, at least 12 injured, 24 to 99 leaflets",
        "a senior police official (anonymous official, “said”)",
        "a warning for the analyst",
        "2019-04-01 or later",
        "no events",
        "denied by    a source left open (“denied”)",
        "denied: only the denial is told",
        "CVL civilians · REB rebels · UAF armed, not identified · PAK Pakistan",
    ):
        assert words in text, words
    assert text.count("The Zarghun Front denied") == 1, "words that tell of two events stand there once"
    assert "\x1b" not in text
    assert max(map(len, text.splitlines())) <= 100
    assert not re.search(r" $", text, re.MULTILINE)


def test_text_cannot_steer_the_terminal() -> None:
    evil = "\x1b]0;owned\x07\u202emirrored \x9b31m"
    bad = report()
    bad.document.title = evil
    bad.events[0].actor[0].name = evil
    bad.events[0].evidence[0].text = evil
    bad.document.text = evil + bad.document.text[len(evil) :]
    bad.warnings = [evil]
    bad.events[0].mode = [evil]
    shown = write("table", bad).decode()
    assert not set(shown) & set("\x1b\x07\u202e\x9b")


@given(st.text())
def test_safe_text_is_as_long_as_before(text: str) -> None:
    assert len(safe(text)) == len(text)
    assert not set(safe(text)) & {"\x1b", "\x9b", "\u202e", "\r"}


def test_words_are_marked_where_they_stand() -> None:
    from dateline.exports.table import Mark

    text = "Rebels\n  attacked  the town."
    shown = marked(text, 0, len(text), [Mark(9, 17, "bold")], notes={17: "[1]"})
    assert shown.plain == "Rebels attacked[1] the town."
    assert [(s.start, s.end, str(s.style)) for s in shown.spans if str(s.style) == "bold"] == [(7, 15, "bold")]


@given(st.lists(st.none() | st.text()))
def test_cells_never_break_a_line_and_split_again(values: list[str | None]) -> None:
    cell = joined(values)
    if cell is not None:
        assert len(cell.splitlines()) == 1
        assert len(cell.split("; ")) == len(values)


@given(st.text())
def test_flat_text_is_one_line(text: str) -> None:
    cell = flat(text)
    assert cell is None or (len(cell.splitlines()) == 1 and cell == cell.strip())


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (Count(3, 3), "3"),
        (Count(201, None), "at least 201"),
        (Count(24, 99), "24 to 99"),
        (Count(0, 5), "at most 5"),
        (Count(20, 20, True), "about 20"),
        (Count(18, 22, True), "18 to 22"),
        (Count(1200, 1200), "1,200"),
    ],
)
def test_counts_in_words(count: Count, words: str) -> None:
    assert count_words(count) == words


def test_sizes_and_dates_in_words() -> None:
    assert size_words(Size()) == ""
    assert size_words(Size(dead=Count(1, 1), items={"flags": Count(2, 2)})) == "1 dead, 2 flags"
    fields: dict[str, Any] = {
        "date": "2019-03-10",
        "enddate": "2019-03-16",
        "date_precision": "week",
        "date_basis": "document",
    }
    assert date_words(event("x", "ASSAULT", "stormed", **fields)) == (
        "2019-03-10 to 2019-03-16",
        "known to the week, from the context",
    )
    assert date_words(event("x", "ASSAULT", "stormed")) == ("", "")
    assert date_words(event("x", "ASSAULT", "stormed", enddate="2019-03-16"))[0] == "2019-03-16 or earlier"


def test_days_are_said_with_the_day_of_the_week() -> None:
    day: dict[str, Any] = {"date": "2019-03-12", "enddate": "2019-03-12", "date_precision": "day"}
    assert date_words(event("x", "ASSAULT", "stormed", **day, date_basis="text")) == ("2019-03-12", "Tuesday")
    words = date_words(event("x", "ASSAULT", "stormed", **day, date_basis="document"))
    assert words == ("2019-03-12", "Tuesday, from the context")


@pytest.mark.parametrize(
    ("text", "name", "words"),
    [
        ("Mayor Ana Vaz", "Ana Vaz", ("Mayor Ana Vaz", "")),
        ("He", "Ana Vaz", ("Ana Vaz", "“He”")),
        ("the gunmen", "About ten gunmen", ("About ten gunmen", "“the gunmen”")),
        ("the army", "Army", ("the army", "")),
        ("The army", "an army", ("an army", "")),
        ("The army", None, ("The army", "")),
    ],
)
def test_somebody_is_called_by_name_and_by_the_words_of_the_sentence(
    text: str, name: str | None, words: tuple[str, str]
) -> None:
    assert named(text, name) == words


def test_a_number_that_the_words_give_is_not_said_again() -> None:
    def known(name: str, count: Count) -> str:
        return party_words(Party(0, 0, name, name, None, "CVL", count))[1]

    assert known("three traders", Count(3, 3)) == "CVL"
    assert known("1,200 farmers", Count(1200, 1200)) == "CVL"
    assert known("several traders", Count(3, 9)) == "CVL, 3 to 9"
    assert known("the traders", Count(3, 3)) == "CVL, 3"


def test_the_source_behind_a_pronoun_is_named() -> None:
    said = msgspec.structs.replace(
        report().attributions[0], source=Source([(0, 2)], "she", 0, "other", "partly_named"), stance="threatens"
    )
    assert source_words(said, "Ana Vaz") == ("Ana Vaz", "“she”, partly named source, threatens, “said”")
    assert source_words(said)[0] == "she"


def test_a_place_is_shown_with_the_words_it_was_read_from() -> None:
    assert place_words(PESHAWAR, "the Peshawar")[1] == "city, 34.01°N 71.58°E"
    assert place_words(PESHAWAR, "Pekhawar")[1] == "“Pekhawar”, city, 34.01°N 71.58°E"


def test_the_scene_is_left_out_where_it_is_the_goal() -> None:
    moved = report()
    moved.events = [msgspec.structs.replace(moved.events[0], to_loc=PESHAWAR)]
    text = write("table", moved).decode()
    assert "    to           Peshawar" in text
    assert "    where" not in text


def test_further_evidence_stands_under_its_event() -> None:
    told = report()
    other = span("The Zarghun Front denied")
    told.events[0].evidence.append(other)
    text = write("table", told).decode()
    assert "    see also     The Zarghun Front denied\n" in text


def test_a_missing_date_is_said_with_its_remedy() -> None:
    undated = report()
    undated.document.published = None
    assert "--published YYYY-MM-DD" in write("table", undated).decode()
    assert "--published" not in write("table", report()).decode()


def test_a_page_has_the_whole_text_and_every_event_once() -> None:
    shown = report()
    plain = page(shown, terminal=False).decode()
    for number, found in enumerate(shown.events, 1):
        assert plain.count(f"{found.trigger.text}[{number}]") == 1
        assert plain.count(f"  [{number}] {found.event}") == 1
    body = re.sub(r"\[\d\]|\s", "", plain)
    for words in re.split(r"\n\s*", TEXT):
        assert re.sub(r"\s", "", words) in body
    assert plain.index("[1] ASSAULT") < plain.index("The Zarghun Front denied") < plain.index("[2] MOBILIZE")


def test_reports_are_read_back(tmp_path: Path) -> None:
    path = tmp_path / "reports.jsonl"
    path.write_bytes(encode_report(report()) + b"\n\n" + encode_report(report()) + b"\n")
    assert list(read_reports(path)) == [report(), report()]
    assert looks_like_reports(path.read_bytes())
    assert not looks_like_reports(b'{"id": "a", "text": "schema dateline/1"}')
    path.write_bytes(encode_report(report()) + b"\n" + encode_report(report())[:-30])
    with pytest.raises(ReportsError, match=r"reports\.jsonl: line 2 is not a Report"):
        list(read_reports(path))


def test_the_package_offers_the_table() -> None:
    import dateline

    table = dateline.events_table([report(), empty()])
    assert {len(column) for column in table.values()} == {3}
    assert table["event"] == ["ASSAULT", "MOBILIZE", "THREATEN"]


def test_every_code_of_the_tables_is_explained() -> None:
    codes = {agent.sector for agent in agents().values()} | {actor.sector for actor in actors()}
    codes |= {actor.code for actor in actors()}
    known = {code for code in codes if code}
    assert len(known) > 30
    unexplained = [code for code in known if not code_words([code])]
    assert not unexplained
    assert code_words(["XYZ", "UAF", "MLI", "COP"]) == "COP police, guards · UAF armed, not identified · MLI Mali"
