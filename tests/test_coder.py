"""The whole way of a text, with the built-in model and codebook."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline.codebooks import CodebookError
from dateline.coding.coder import Coder
from dateline.exports.schema import json_schema
from dateline.language.model import ModelError
from dateline.reading import read
from dateline.records.checks import problems
from dateline.records.document import Document
from dateline.records.report import Report

EXAMPLES = Path(__file__).parent.parent / "examples"

STORY = (
    "PESHAWAR, Pakistan (Agency) - About twenty gunmen stormed a police station in Peshawar on Tuesday, killing at "
    "least three officers and wounding 12 others, officials said. A spokesman for the Iron Dawn Movement (IDM) denied "
    "that the group had attacked the station. Police arrested 14 suspects in Charsadda on Wednesday. The union of bus "
    "drivers said it would strike on Friday if the government did not release its leader."
)


@pytest.fixture(scope="module")
def coder() -> Coder:
    return Coder()


@pytest.fixture(scope="module")
def story(coder: Coder) -> Report:
    return coder.code(STORY, published="2019-03-14")


def test_coder_raid_has_all_its_slots(story: Report) -> None:
    (raid,) = [e for e in story.events if e.event == "ASSAULT" and e.status == "occurred"]
    assert raid.quad_code == 4
    assert [(a.text, a.sector) for a in raid.actor] == [("About twenty gunmen", "UAF")]
    assert raid.actor[0].count == msgspec.convert(
        {"min": 18, "max": 22, "approximate": True}, type(raid.actor[0].count)
    )
    assert raid.event_loc is not None and raid.event_loc.name == "Peshawar" and raid.event_loc.country_code == "PAK"
    assert (raid.date, raid.enddate, raid.date_precision, raid.date_basis) == (
        "2019-03-12",
        "2019-03-12",
        "day",
        "text",
    )
    assert raid.size.dead is not None and raid.size.dead.min == 3 and raid.size.dead.max is None
    assert raid.size.injured is not None and raid.size.injured.min == raid.size.injured.max == 12
    assert raid.status == "occurred"


def test_coder_arrest_has_its_own_place_and_date(story: Report) -> None:
    arrest = next(e for e in story.events if e.trigger.text == "arrested")
    assert arrest.event == "COERCE" and arrest.mode == ["arrest"]
    assert arrest.event_loc is not None and arrest.event_loc.name == "Charsadda"
    assert arrest.date == "2019-03-13" and arrest.standing == "reported"
    assert arrest.size.arrested is not None and arrest.size.arrested.min == 14


def test_coder_denial_is_no_event_that_happened(story: Report) -> None:
    denied = [e for e in story.events if e.trigger.text == "attacked"]
    assert denied
    assert all(e.standing in ("denied", "disputed") and e.status == "negated" for e in denied)


def test_coder_finds_who_says_it(story: Report) -> None:
    sources = {a.source.text: a for a in story.attributions if a.source is not None}
    assert sources["officials"].source is not None and sources["officials"].source.kind == "official"
    assert any(a.stance == "denies" for a in story.attributions)


def test_coder_ties_spokesman_to_group_and_knows_its_acronym(story: Report) -> None:
    group = next(e for e in story.entities if e.kind == "organisation" and "Iron Dawn" in e.name)
    assert "IDM" in group.aliases
    assert any(r.type == "spokesperson_of" and r.target == group.id for r in story.relations)


def test_coder_leaves_relative_dates_open_without_publication_date(coder: Coder) -> None:
    report = coder.code("Gunmen attacked a market in Peshawar on Tuesday.")
    assert report.times[0].earliest is None
    assert all(e.date is None for e in report.events)
    assert (
        report.warnings == ["no publication date: 'on Tuesday' left unresolved"]
        or "left unresolved" in report.warnings[0]
    )


def test_coder_passes_other_languages_on_uncoded(coder: Coder) -> None:
    warning = "language 'ur' not supported: not coded"
    report = coder.code_document(Document("x", "خبر", language="ur", warnings=[warning]))
    assert report.events == [] and report.warnings == [warning]


@pytest.mark.parametrize(
    "path", sorted(p for p in EXAMPLES.iterdir() if p.suffix in {".html", ".txt", ".md", ".jsonl"})
)
def test_coder_report_of_example_holds_together(coder: Coder, path: Path) -> None:
    (document,) = read([str(path)])
    assert isinstance(document, Document)
    report = coder.code_document(document)
    assert problems(report) == []
    jsonschema.validate(json.loads(msgspec.json.encode(report)), json_schema("report"))
    assert report.events
    assert msgspec.json.encode(coder.code_document(document)) == msgspec.json.encode(report)


@given(st.text(max_size=300))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_coder_report_of_any_text_holds_together(coder: Coder, text: str) -> None:
    assert problems(coder.code(text, published="2020-02-29")) == []


@pytest.mark.parametrize("change", [str.upper, str.lower, lambda text: text.replace(".", "")])
def test_coder_reads_caseless_and_unpunctuated_text(coder: Coder, change) -> None:  # type: ignore[no-untyped-def]
    report = coder.code(change(STORY), published="2019-03-14")
    assert problems(report) == []
    assert {"ASSAULT", "COERCE"} <= {e.event for e in report.events}


def test_coder_names_what_is_wrong_with_codebook_and_model(tmp_path: Path) -> None:
    with pytest.raises(CodebookError, match="no such codebook"):
        Coder(codebook="plovr")
    with pytest.raises(ModelError, match="not a model folder"):
        Coder(model=tmp_path)
    with pytest.raises(ValueError, match="Invalid isoformat"):
        Coder().code("Police arrested two men.", published="14.3.2019")


@pytest.mark.parametrize("where", ["in Lyon", "in the city of Lyon"])
def test_a_place_that_is_named_within_a_description_is_on_the_map(coder: Coder, where: str) -> None:
    report = coder.code(f"Gunmen shot dead two bankers {where} on Tuesday.", published="2019-03-14")
    (shot,) = [event for event in report.events if event.event == "ASSAULT"]
    assert shot.event_loc is not None
    assert (shot.event_loc.city, shot.event_loc.country_code) == ("Lyon", "FRA")
