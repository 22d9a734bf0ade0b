"""Runs dateline over the development parts of public corpora and writes what comes out as a table.

    python -m bench CORPORA [--only TASK]... [--write docs/measurements.md] [--reports FOLDER]

CORPORA is a folder with one folder a corpus, converted to JSON Lines; parts that are not there are passed over.
Every figure comes from the same path as `dateline annotate` takes: read, code, one Report a document.
"""

from __future__ import annotations

import argparse
import datetime
import gzip
import json
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import msgspec

import dateline
from bench import attribution, entities, events, incidents, own, pairs, places, times, types, webpages
from bench.measurements import Measurement, write_measurements
from bench.scoring import Json, Numbers, Score
from dateline.coding.pipeline import Settings, code_lines
from dateline.records.checks import problems
from dateline.records.document import Document, Failure
from dateline.records.report import Report


class Part(NamedTuple):
    """A part of a corpus, and the scorer that judges what is found in it."""

    task: str
    corpus: str
    part: str
    path: str
    score: Callable[[list[Json], list[Json]], Score]


PARTS = [
    Part("own", "own corpus", "dev", "corpus/ of the repository", own.score),
    Part("attribution", "polnear", "dev", "polnear/dev.jsonl.gz", attribution.score),
    Part("places", "geovirus", "all", "geoparsing/geovirus.jsonl.gz", places.score),
    Part("places", "lgl", "all", "geoparsing/lgl.jsonl.gz", places.score),
    Part("times", "timebank", "train", "timex/timebank.jsonl.gz", times.score),
    Part("times", "aquaint", "train", "timex/aquaint.jsonl.gz", times.score),
    Part("events", "wikievents", "dev", "wikievents/dev.jsonl.gz", events.score),
    Part("incidents", "muc4", "dev", "muc4/dev.jsonl.gz", incidents.score),
    Part("types", "plover_gsr", "shared half", "plover_gsr/records.jsonl.gz", types.score),
    Part("pairs", "plv", "train", "plv/train.jsonl.gz", pairs.score),
    Part("entities", "re3d", "dev", "re3d/documents_dev.jsonl.gz", entities.score),
    Part("webpages", "trafilatura", "60 English pages", "webpages/pages.jsonl.gz", webpages.score),
]
TASKS = list(dict.fromkeys(part.task for part in PARTS))
OTHERS = ["gazetteer", "language", "speed", "parts"]


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("corpora", type=Path, help="folder of the corpora")
    parser.add_argument("--only", action="append", choices=[*TASKS, *OTHERS], help="this task only; may be repeated")
    parser.add_argument("--write", type=Path, metavar="FILE", help="put the figures into this Markdown file")
    parser.add_argument("--reports", type=Path, metavar="FOLDER", help="keep the Reports there")
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--codebook", action="append", default=[])
    parser.add_argument("--model")
    arguments = parser.parse_args()
    settings = Settings(tuple(arguments.codebook), arguments.model)
    wanted = arguments.only or [*TASKS, *OTHERS]
    measured = []
    for part in PARTS:
        if part.task not in wanted or (gold := gold_of(part, arguments.corpora)) is None:
            continue
        measured.append(measure(part, gold, settings, arguments.workers, arguments.reports))
        print(measured[-1].as_text(), flush=True)
    if "gazetteer" in wanted:
        from bench.gazetteer import measure_gazetteer

        for measurement in measure_gazetteer(arguments.corpora):
            measured.append(measurement)
            print(measurement.as_text(), flush=True)
    if "language" in wanted:
        from bench.language import main as measure_language

        for measurement in measure_language(arguments.corpora, Path(arguments.model) if arguments.model else None):
            measured.append(measurement)
            print(measurement.as_text(), flush=True)
    if "speed" in wanted:
        from bench.speed import measure_speed

        for measurement in measure_speed(arguments.corpora, settings):
            measured.append(measurement)
            print(measurement.as_text(), flush=True)
    if "parts" in wanted:
        from bench.coding_speed import measure_coding

        for measurement in measure_coding(arguments.corpora, settings):
            measured.append(measurement)
            print(measurement.as_text(), flush=True)
    if arguments.write:
        write_measurements(arguments.write, measured)


def gold_of(part: Part, corpora: Path) -> list[Json] | None:
    """The gold documents of a part; None, and a line on standard error, where its file is not there."""
    if part.task == "own":
        return own.gold(part.part)
    path = corpora / part.path
    if not path.exists():
        print(f"{part.path}: not there, passed over", file=sys.stderr)
        return None
    return list(rows(path))


def measure(part: Part, gold: list[Json], settings: Settings, workers: int, keep: Path | None) -> Measurement:
    """Run one part and score it."""
    started = time.perf_counter()
    whole: Score = {}
    if part.task == "webpages":
        found = [page_record(item) for item in read_rows({"id": g["id"], "html": g["html"]} for g in gold)]
    else:
        lines = list(code_lines(read_rows(map(input_record, gold)), settings, workers))
        if keep:
            keep.mkdir(parents=True, exist_ok=True)
            kept = keep / f"{part.task}_{part.corpus}.jsonl"
            kept.write_bytes(b"".join(line + b"\n" for line in lines if isinstance(line, bytes)))
        found = [report_for(g, line) for g, line in zip(gold, lines, strict=True)]
        whole = {"Reports that hold together": held_together(lines)}
    seconds = time.perf_counter() - started
    score = {**part.score(gold, found), **whole}
    return Measurement.of_today(part.task, part.corpus, part.part, score, documents=len(gold), seconds=seconds)


def rows(path: Path) -> Iterator[Json]:
    with gzip.open(path, "rt", encoding="utf8", newline="\n") as lines:
        yield from (json.loads(line) for line in lines if line.strip())


def key(document: Json) -> str:
    return str(document.get("id") or document.get("docid"))


def input_record(gold: Json) -> Json:
    """What dateline is given of a gold document: id, text, date of publication if it is one, and nothing else."""
    published = gold.get("published") or gold.get("date") or gold.get("dct")
    try:
        day = datetime.date.fromisoformat(str(published)[:10]).isoformat()
    except ValueError:
        return {"id": key(gold), "text": gold["text"]}
    return {"id": key(gold), "text": gold["text"], "published": day}


def read_rows(records: Iterator[Json]) -> Iterator[Document | Failure]:
    """Through a JSON Lines file and the reader, as a user's documents come."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "documents.jsonl"
        with path.open("w", encoding="utf8") as file:
            file.writelines(json.dumps(record, ensure_ascii=False) + "\n" for record in records)
        yield from dateline.read([str(path)])


def report_for(gold: Json, line: bytes | Failure) -> Json:
    """The Report of a gold document. Raises ValueError where there is none, or its text is not the given one."""
    if isinstance(line, Failure):
        raise ValueError(f"{line.input}: {line.reason}")
    report: Json = json.loads(line)
    if report["document"]["id"] != key(gold) or report["document"]["text"] != gold["text"]:
        raise ValueError(f"{key(gold)}: the Report is not of this document, or its text is not the given one")
    return report


def held_together(lines: Sequence[bytes | Failure]) -> Numbers:
    """The share of Reports that fit the schema's types and whose spans and references are all right."""
    decode = msgspec.json.Decoder(Report).decode
    right = sum(isinstance(line, bytes) and not problems(decode(line)) for line in lines)
    return {"share": round(right / len(lines), 4) if lines else 0.0}


def page_record(item: Document | Failure) -> Json:
    """What was made of a page; all empty where nothing was."""
    if isinstance(item, Failure):
        return {"text": "", "published": None, "title": None, "authors": []}
    return {"text": item.text, "published": item.published, "title": item.title, "authors": item.authors}
