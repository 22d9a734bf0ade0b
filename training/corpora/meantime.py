"""MEANTIME: how sure Wikinews is of what it tells (Minard et al., 2016).

Folder: `factuality`.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from training.corpora.files import json_lines
from training.windows import Span, Window


def meantime(folder: Path, part: str) -> Iterator[Window]:
    """Single sentences with the factuality of their predicates, on the scale of UDS-IH2 (Stanovsky et al., 2017).

    There is a train part only.
    """
    if part != "train":
        return
    for record in json_lines(folder / "factuality/meantime.jsonl.gz"):
        yield Window(
            corpus="meantime",
            words=record["tokens"],
            sentences=[Span(0, len(record["tokens"]))],
            factuality={p["index"]: p["value"] for p in record["predicates"]},
        )
