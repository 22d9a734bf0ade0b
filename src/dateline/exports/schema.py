"""The JSON Schema of what dateline writes, derived from the types it writes it with."""

from __future__ import annotations

from typing import Any, Literal

import msgspec

from dateline.exports.jsonl import EventLine
from dateline.records.report import SCHEMA, Report

RECORDS = {"report": Report, "event": EventLine}
"""A line of `dateline annotate`, and a line of `dateline code --format jsonl`."""


def json_schema(of: Literal["report", "event"]) -> dict[str, Any]:
    """JSON Schema, draft 2020-12. Objects are closed: a field that is not named here is a mistake."""
    record = RECORDS[of]
    schema = msgspec.json.schema(record)
    for definition in schema["$defs"].values():
        if "properties" in definition:
            definition["additionalProperties"] = False
            # Everything is always written but the sizes that were not found.
            if definition["title"] != "Size":
                definition["required"] = list(definition["properties"])
    if of == "report":
        schema["$defs"]["Report"]["properties"]["schema"] = {"const": SCHEMA}
    name, _, version = SCHEMA.partition("/")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:{name}:{of}:{version}",
        "title": f"{name} {of}, version {version}",
        **schema,
    }
