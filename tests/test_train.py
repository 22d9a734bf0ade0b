"""What `dateline train` reads, and what it makes of it: the parts that need no torch."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from corpus.markup import parse
from reviewed_passages import ATTRIBUTIONS, BAD, EVENTS, PASSAGES
from running import dateline
from sample_reports import TEXT, report
from training.user import table, unsaid
from training.user.reviewed import Reviewed, read, split
from training.windows import Span, Window

from dateline.codebooks import load
from dateline.coding.coder import Coder
from dateline.exports.reports import encode_report

Json = dict[str, Any]
BOOKS = [load("plover"), load("mobilisation")]


def as_json() -> Json:
    found: Json = json.loads(encode_report(report()))
    return found


def written(folder: Path, *records: Json, name: str = "reviewed.jsonl") -> Path:
    path = folder / name
    path.write_text("".join(json.dumps(record) + "\n" for record in records), "utf-8")
    return path


def one(path: Path) -> Reviewed:
    documents, problems = read([path], BOOKS)
    assert problems == []
    (found,) = documents
    return found


def words(found: Reviewed, ids: list[str]) -> list[str]:
    entities = [found.item.entities[id] for id in ids]
    return [found.item.text[e.mentions[0].start : e.mentions[0].end] for e in entities]


@pytest.fixture(scope="module")
def coder() -> Coder:
    return Coder()


def window_of(found: Reviewed, coder: Coder) -> Window:
    (reading,) = unsaid.readings(coder, [found])
    return unsaid.window_for(unsaid.filled(found, reading), reading, coder.model.event_types)


def of(window: Window, span: Span) -> str:
    return " ".join(window.words[span.first : span.last])


# ---- Reports


def test_a_report_says_what_it_says(tmp_path: Path) -> None:
    found = one(written(tmp_path, as_json()))
    first, second, third = found.item.events.values()
    assert (first.event, first.modes, first.status) == ("ASSAULT", ["firearms"], "occurred")
    assert [TEXT[a:b] for a, b in first.triggers] == ["stormed"]
    assert words(found, first.actor) == ["About twenty gunmen"]
    assert words(found, first.recipient) == ["three traders"]
    assert first.place is not None and words(found, [first.place]) == ["Peshawar"]
    assert first.size["dead"].min == 3
    assert first.date is not None and [TEXT[a:b] for a, b in found.item.times[first.date].spans] == ["Tuesday"]
    assert (second.status, third.status, third.date) == ("negated", "planned", None)
    assert [a.kind for a in found.item.attributions.values()] == ["official", None]


def test_what_a_report_teaches(tmp_path: Path, coder: Coder) -> None:
    window = window_of(one(written(tmp_path, as_json())), coder)
    assert window.events is not None and window.attributions is not None
    told = {window.words[e.trigger]: e for e in window.events}
    stormed = told["stormed"]
    assert (stormed.types, stormed.modes) == (("ASSAULT",), ("ASSAULT/firearms",))
    slots = {s.label: of(window, s) for s in stormed.slots}
    assert slots == {
        "actor": "About twenty gunmen", "recipient": "three traders", "place": "Peshawar", "date": "Tuesday",
    }  # fmt: skip
    assert [(c.label, of(window, c)) for c in stormed.counts] == [("dead", "three")]
    assert told["killing"].types == ("ASSAULT",), "the model's second telling of the same event stays one"
    assert told["attack"].status == "planned"
    said, denied = window.attributions
    assert of(window, said.source[0]) == "a senior police official"
    assert said.traits == ("kind=official", "identification=anonymous", "stance=asserts")
    assert (denied.source, denied.traits) == ([], ("stance=denies",))
    assert {window.words[at]: sector for at, sector in window.sectors.items()}["gunmen"] == "UAF"


def test_an_event_that_the_reviewer_took_out_is_none(tmp_path: Path, coder: Coder) -> None:
    text = "Rebels killed two guards in Gao. The army shelled a village near Kidal."
    coded = json.loads(encode_report(coder.code(text, id="x")))
    assert [event["trigger"]["text"] for event in coded["events"]] == ["killed", "shelled"]
    del coded["events"][1]
    window = window_of(one(written(tmp_path, coded)), coder)
    assert window.events is not None
    assert [window.words[e.trigger] for e in window.events] == ["killed"]


def test_what_a_report_leaves_out_is_not_taught(tmp_path: Path, coder: Coder) -> None:
    event = {
        "event": "ASSAULT", "trigger": {"start": 7, "end": 13}, "actor": [{"text": "Rebels", "sector": "REB"}],
        "recipient": [{"text": "two guards"}], "event_loc": {"name": "Gao"},
    }  # fmt: skip
    record = {"document": {"id": "x", "text": "Rebels killed two guards in Gao, he said."}, "events": [event]}
    found = one(written(tmp_path, record))
    window = window_of(found, coder)
    assert window.attributions is None
    assert window.events is not None
    (killed,) = window.events
    assert [(s.label, of(window, s)) for s in killed.slots] == [
        ("actor", "Rebels"), ("recipient", "two guards"), ("place", "Gao"),
    ]  # fmt: skip
    assert killed.status == "occurred", "as the model reads it"
    assert window.sectors == {0: "REB"}
    assert window.sentences
    bare = one(written(tmp_path, {"document": record["document"], "attributions": []}))
    assert window_of(bare, coder).events is None


def test_types_that_nobody_asked_about_stay_as_they_are_read(tmp_path: Path, coder: Coder) -> None:
    record = {
        "document": {"id": "x", "text": "Rebels killed two guards in Gao."},
        "events": [],
        "provenance": {"codebook": "mobilisation-1"},
    }
    found = one(written(tmp_path, record))
    assert "ASSAULT" not in found.types and "RECRUIT" in found.types
    window = window_of(found, coder)
    assert window.events is not None
    assert [(window.words[e.trigger], e.types) for e in window.events] == [("killed", ("ASSAULT",))]


def broken(change: Callable[[Json], object]) -> Json:
    record = as_json()
    record["document"]["id"] = "bad-1"
    record["document"]["text"] += " "
    change(record)
    return record


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda r: r["events"][0]["trigger"].update(start=3, end=9), "'stormed' stands at"),
        (lambda r: r["events"][0]["trigger"].update(end=9999), "is not in the text, which has"),
        (lambda r: r["events"][0].update(event="ASAULT"), "no codebook has the type ASAULT: one of ACCUSE"),
        (lambda r: r["events"][0].update(mode=["knife"]), "ASSAULT has no mode 'knife'"),
        (lambda r: r["events"][0].update(status="done"), "status"),
        (lambda r: r["events"][0]["actor"][0].update(mention=99), "there is no mention 99"),
        (lambda r: r["events"][0]["actor"][0].update(sector="ARMY"), "'ARMY' is no sector"),
        (lambda r: r["events"][0].update(actor=[{"text": "nobody at all"}]), "'nobody at all' is not in the text"),
        (lambda r: r["mentions"][0].update(text="Ten gunmen"), "mention 0"),
        (lambda r: r["attributions"][0]["cue"].update(spans=[]), "its cue has no spans"),
        (lambda r: r["provenance"].update(codebook="villages-1"), "villages-1: name it with --codebook"),
        (lambda r: r["document"].update(language="ur"), "only English"),
    ],
)
def test_a_bad_report_is_one_line_and_stops_no_other(
    tmp_path: Path, change: Callable[[Json], object], reason: str
) -> None:
    path = written(tmp_path, broken(change), as_json())
    documents, problems = read([path], BOOKS)
    assert [d.item.id for d in documents] == ["khyber-1"]
    (problem,) = problems
    assert str(path) in str(problem) and reason in str(problem), problem
    assert "bad-1" in str(problem) or "line 1" in str(problem)
    assert "\n" not in str(problem)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{broken", "no JSON"),
        (json.dumps({"id": "x", "text": "Rebels fled."}), "code it with `dateline annotate`"),
        (json.dumps({"event": "AID", "trigger": {"start": 0, "end": 1}}), "give what `dateline annotate` writes"),
        ("[1]", "not a Report"),
    ],
)
def test_what_is_no_report_is_told_apart(tmp_path: Path, line: str, reason: str) -> None:
    path = tmp_path / "reviewed.jsonl.gz"
    path.write_bytes(gzip.compress(f"{line}\n{json.dumps(as_json())}\n".encode()))
    documents, (problem,) = read([path], BOOKS)
    assert len(documents) == 1
    assert reason in str(problem) and "line 1" in str(problem)


def test_one_report_over_many_lines(tmp_path: Path) -> None:
    second = {**as_json(), "document": {"id": "second", "text": "Rebels fled."}, "mentions": [], "entities": []}
    second |= {"sentences": None, "attributions": [], "events": [], "times": []}
    (tmp_path / "one.json").write_text(json.dumps(as_json(), indent=2), "utf-8")
    (tmp_path / "more.json").write_text(json.dumps([second, {"id": "x"}], indent=2), "utf-8")
    documents, (problem,) = read([tmp_path], BOOKS)
    assert [d.item.id for d in documents] == ["second", "khyber-1"]
    assert "more.json: number 2: not a Report" in str(problem)


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "cut.jsonl.gz").write_bytes(gzip.compress(b"{}" * 1000)[:30])
    (tmp_path / "notes.docx").write_bytes(b"PK")
    (tmp_path / "empty").mkdir()
    names = ("cut.jsonl.gz", "notes.docx", "empty", "missing.jsonl")
    documents, problems = read([tmp_path / name for name in names], BOOKS)
    assert documents == []
    assert [p.where for p in problems] == [str(tmp_path / name) for name in names]


# ---- marked passages, and both together


def test_marked_passages(tmp_path: Path, coder: Coder) -> None:
    (tmp_path / "t01.txt").write_text(PASSAGES + BAD, "utf-8")
    documents, (problem,) = read([tmp_path], BOOKS)
    assert [d.item.id for d in documents] == [f"t01-{n}" for n in range(1, 7)]
    assert (sum(len(d.item.events) for d in documents), sum(len(d.item.attributions) for d in documents)) == (
        EVENTS, ATTRIBUTIONS,
    )  # fmt: skip
    assert problem.where.startswith(str(tmp_path / "t01.txt:")) and "'artillery' is no mode" in problem.reason
    window = window_of(documents[0], coder)
    assert window.events is not None
    assert [window.words[e.trigger] for e in window.events] == ["raided", "killing"]


def test_of_a_document_that_is_there_twice_the_last_counts(tmp_path: Path) -> None:
    old = as_json()
    new = {**old, "events": []}
    documents, (problem,) = read(
        [written(tmp_path, old, name="a.jsonl"), written(tmp_path, new, name="b.jsonl")], BOOKS
    )
    assert [len(d.item.events) for d in documents] == [0]
    assert "a.jsonl: document 'khyber-1'" in str(problem) and "b.jsonl" in str(problem)


def many(count: int) -> list[Reviewed]:
    item = parse(PASSAGES, "t01.txt")[1][0]
    return [Reviewed(item, f"group {n}", "t01.txt", frozenset(), whole=True) for n in range(count)]


def test_what_is_held_out_stays_so() -> None:
    documents = many(1000)
    learned, held = split(documents, 0.2)
    assert 150 < len(held) < 250 and len(learned) + len(held) == 1000
    few = documents[:300]
    assert {d.group for d in split(few, 0.2)[1]} == {d.group for d in held} & {d.group for d in few}
    assert split(documents, 0)[1] == []
    for number in range(2, 9):
        assert all(split(many(number), 0.01)), "neither side is empty"


def test_the_table_is_right(tmp_path: Path, coder: Coder) -> None:
    record = as_json()
    found = one(written(tmp_path, record))
    perfect = table.score([found], [report()])
    assert set(perfect.as_numbers().values()) == {1.0}
    assert perfect.asked("event, trigger and type") == 3
    worse = report()
    worse.events = worse.events[:2]
    worse.events[0].status = "planned"
    worse.attributions = worse.attributions[:1]
    fallen = table.score([found], [worse])
    assert fallen.as_numbers()["event, trigger and type"] == 0.8
    assert fallen.as_numbers()["status"] == 0.5
    assert fallen.as_numbers()["cue"] == pytest.approx(2 / 3, abs=0.001)
    text = table.as_text(perfect, fallen, 1)
    assert "Few held-out events: 3" in text and "ower than before" in text
    assert "status                       1.000   0.500  -0.500" in text
    assert table.warnings(perfect, perfect, 0)[-1].startswith("Nothing was held out")


# ---- the command


@pytest.mark.skipif(find_spec("torch") is not None, reason="torch is installed")
def test_without_torch_one_line_says_what_to_install(tmp_path: Path) -> None:
    ended = dateline("train", written(tmp_path, as_json()), "--out", tmp_path / "model")
    assert ended.code == 2
    assert ended.err == ["dateline: train needs torch: pip install 'dateline[training]'"]


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["--encoder", "x"], "--encoder and --corpora go together"),
        (["--teach", "events,weather"], "any of events, attributions"),
        (["--held-out", "2"], "--held-out"),
    ],
)
def test_wrong_usage(tmp_path: Path, arguments: list[str], reason: str) -> None:
    ended = dateline("train", "x.jsonl", "--out", tmp_path / "model", *arguments)
    assert ended.code == 2 and reason in " ".join(ended.err)
