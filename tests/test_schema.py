"""The published schema says exactly what is written."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from bad_files import line
from jsonschema import Draft202012Validator
from running import STORY, dateline
from sample_reports import report

from dateline.exports.jsonl import JsonlFormat
from dateline.exports.reports import encode_report
from dateline.exports.schema import json_schema
from dateline.records.report import SCHEMA

REPORT = json.loads(encode_report(report()))


def errors(of: Any, instance: Any) -> list[str]:
    return [error.message for error in Draft202012Validator(json_schema(of)).iter_errors(instance)]


@pytest.mark.parametrize("of", ["report", "event"])
def test_the_schema_is_one(of: Any) -> None:
    schema = json_schema(of)
    Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["$id"] == f"urn:dateline:{of}:{SCHEMA.split('/')[1]}"
    assert all(definition["additionalProperties"] is False for definition in schema["$defs"].values())


def test_a_report_and_its_events_fit() -> None:
    assert errors("report", REPORT) == []
    for row in JsonlFormat().rows(report()).splitlines():
        assert errors("event", json.loads(row)) == []


def set_at(*path: str | int, value: object) -> Callable[[dict[str, Any]], None]:
    def change(record: Any) -> None:
        for step in path[:-1]:
            record = record[step]
        record[path[-1]] = value

    return change


def drop(*path: str | int) -> Callable[[dict[str, Any]], None]:
    def change(record: Any) -> None:
        for step in path[:-1]:
            record = record[step]
        del record[path[-1]]

    return change


@pytest.mark.parametrize(
    "change",
    [
        set_at("schema", value="dateline/2"),
        set_at("unheard_of", value=1),
        set_at("document", "published", value=20190314),
        set_at("sentences", 0, value=[0, 1, 2]),
        set_at("mentions", 0, "type", value="animal"),
        set_at("events", 0, "status", value="perhaps"),
        set_at("events", 0, "size", "killed", value={"min": 1, "max": 1, "approximate": False}),
        set_at("events", 0, "confidence", value="high"),
        drop("events", 0, "trigger"),
        drop("events", 0, "actor", 0, "count"),
        drop("warnings"),
    ],
)
def test_what_is_not_a_report_does_not_fit(change: Callable[[dict[str, Any]], None]) -> None:
    wrong = copy.deepcopy(REPORT)
    change(wrong)
    assert errors("report", wrong)


def test_the_command_prints_it() -> None:
    for arguments, of in (([], "report"), (["--of", "event"], "event")):
        ended = dateline("schema", *arguments)
        assert ended.code == 0
        assert json.loads(ended.out) == json_schema(of)  # type: ignore[arg-type]


def test_what_the_program_writes_fits(tmp_path: Path) -> None:
    path = tmp_path / "documents.jsonl"
    path.write_bytes(
        line(
            id="story", text=STORY, published="2019-03-14", title="Market", publisher="Khyber Wire", authors=["A. Khan"]
        )
        + line(id="bare", text="Nothing happened.")
        + line(
            id="foreign", text="Les combattants ont attaqué le marché de la ville et tué trois marchands mardi. " * 3
        )
    )
    written = dateline("annotate", path, "--codebook", "plover", "--codebook", "mobilisation").out.splitlines()
    assert len(written) == 3
    for row in written:
        assert errors("report", json.loads(row)) == []
    for row in dateline("code", path, "--format", "jsonl").out.splitlines():
        assert errors("event", json.loads(row)) == []
