"""What the user has reviewed: files of corrected Reports and of marked passages, as documents to learn from.

What cannot be used is a line that names file and document, and never stops the others.
"""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import msgspec
from corpus.markup import MarkupError, parse
from corpus.records import Item

from dateline.codebooks import Codebook
from training.user.reports import Corrected, ReportError, converted

REPORTS = (".jsonl", ".jsonl.gz", ".json")
MARKED = ".txt"


@dataclass
class Reviewed:
    """A document with what a person has said of it."""

    item: Item
    group: str
    """Documents of one group are held out together: the same text, the reports of one incident."""
    source: str
    """The file that it is from."""
    types: frozenset[str]
    """The event types that whoever reviewed it looked for."""
    whole: bool
    """Is all of it said: every telling of an event marked, every mention with its sector? So in the corpus's format; of
    a Report only what the coder writes."""
    events: bool = True
    attributions: bool = True
    parties: frozenset[str] = frozenset()
    """Of a Report: the entities that are party to an event, whose sectors somebody has looked at."""
    open_status: frozenset[str] = frozenset()


class Problem(NamedTuple):
    """A file or document that cannot be used, and why, in one line."""

    where: str
    reason: str

    def __str__(self) -> str:
        return f"{self.where}: {self.reason}"


def read(paths: Sequence[str | Path], codebooks: Sequence[Codebook]) -> tuple[list[Reviewed], list[Problem]]:
    """The documents of all files, in order; of one that is there twice the last.

    `codebooks`: those that the Reports were coded and corrected by.
    """
    found: dict[str, Reviewed] = {}
    problems: list[Problem] = []
    for path in _files(paths, problems):
        reader = _marked if path.name.endswith(MARKED) else _reports
        for one in reader(path, codebooks):
            if isinstance(one, Problem):
                problems.append(one)
                continue
            digest = _digest(one.item.text)
            if digest in found:
                problems.append(
                    Problem(f"{found[digest].source}: document '{found[digest].item.id}'",
                            f"is there again in {one.source}: only that one is used")
                )  # fmt: skip
                del found[digest]
            found[digest] = one
    return list(found.values()), problems


def _digest(text: str) -> str:
    """Of the words of a text, whatever their capitals and spaces."""
    return hashlib.sha256(" ".join(text.lower().split()).encode("utf8", "replace")).hexdigest()


def split(documents: Sequence[Reviewed], share: float) -> tuple[list[Reviewed], list[Reviewed]]:
    """Documents to learn from, and those held out to measure on.

    By a digest of its group, so that a document stays on its side whatever else is added. Where that would leave one
    side empty, one group is held out, if there are two.
    """
    place = {d.group: hashlib.sha256(d.group.encode("utf8", "replace")).digest() for d in documents}
    held = {group for group, digest in place.items() if int.from_bytes(digest[:8], "big") < share * 2**64}
    if share > 0 and len(place) > 1 and len(held) in (0, len(place)):
        held = {min(place, key=lambda group: place[group])}
    return [d for d in documents if d.group not in held], [d for d in documents if d.group in held]


def _files(paths: Sequence[str | Path], problems: list[Problem]) -> Iterator[Path]:
    for name in paths:
        path = Path(name)
        if path.is_dir():
            inside = sorted(p for p in path.rglob("*") if p.name.endswith((*REPORTS, MARKED)) and p.is_file())
            if not inside:
                problems.append(Problem(str(path), "no .jsonl, .jsonl.gz, .json or .txt in this folder"))
            yield from inside
        elif not path.exists():
            problems.append(Problem(str(path), "there is no such file"))
        elif path.name.endswith((*REPORTS, MARKED)):
            yield path
        else:
            problems.append(
                Problem(str(path), "give corrected Reports that `dateline annotate` wrote (.jsonl, .jsonl.gz, .json), "
                        "or passages marked as in corpus/GUIDELINES.md (.txt)")
            )  # fmt: skip


# ---- Reports


def _reports(path: Path, codebooks: Sequence[Codebook]) -> Iterator[Reviewed | Problem]:
    decode = msgspec.json.Decoder(Corrected).decode
    for where, record in _records(path):
        if isinstance(record, Problem):
            yield record
            continue
        try:
            report = decode(record)
        except msgspec.MsgspecError as error:
            yield Problem(where, _why_no_report(record, error))
            continue
        where = f"{path}: document '{report.document.id}'"
        try:
            yield _report(report, path, where, codebooks)
        except ReportError as error:
            yield Problem(where, str(error))


def _records(path: Path) -> Iterator[tuple[str, bytes | Problem]]:
    """The JSON of each Report, and where it stands: one a line, or in a .json file one, or a list, over many lines."""
    number = 0
    try:
        if path.suffix == ".json":
            whole = path.read_bytes()
            listed = whole.lstrip()[:1] == b"["
            records = msgspec.json.decode(whole, type=list[msgspec.Raw]) if listed else [whole]
            yield from ((f"{path}: number {n}" if listed else str(path), bytes(r)) for n, r in enumerate(records, 1))
            return
        with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as lines:
            for number, line in enumerate(lines, 1):
                if line.strip():
                    yield f"{path}: line {number}", line
    except msgspec.MsgspecError as error:
        yield str(path), Problem(str(path), f"no JSON: {error}")
    except (OSError, EOFError) as error:
        yield str(path), Problem(str(path), f"cannot be read after line {number}: {error}")


def _why_no_report(line: bytes, error: Exception) -> str:
    try:
        keys = msgspec.json.decode(line)
    except msgspec.MsgspecError:
        return f"no JSON: {error}; one Report a line"
    if isinstance(keys, dict) and "trigger" in keys:
        return "an event, not a Report: give what `dateline annotate` writes, not `dateline code`"
    if isinstance(keys, dict) and "text" in keys and "document" not in keys:
        return "a document, not a Report: code it with `dateline annotate`, correct that, and give it here"
    return f"not a Report: {error}"


def _report(report: Corrected, path: Path, where: str, codebooks: Sequence[Codebook]) -> Reviewed:
    """Raises ReportError."""
    if report.document.language not in (None, "en"):
        raise ReportError(f"its language is '{report.document.language}': only English is read")
    label = report.provenance.codebook
    parts = label.split("+") if label else []
    used = [c for c in codebooks if not parts or c.label in parts]
    if not used:
        raise ReportError(f"was coded by the codebook {label}: name it with --codebook")
    types = {name: kind for codebook in codebooks for name, kind in codebook.types.items()}
    for number, event in enumerate(report.events or []):
        what = f"event {number}, '{event.trigger.text or ''}'"
        if event.event not in types:
            known = ", ".join(sorted(types))
            raise ReportError(f"{what}: no codebook has the type {event.event}: one of {known}; or give --codebook")
        if unknown := [mode for mode in event.mode if mode not in types[event.event].modes]:
            known = ", ".join(sorted(types[event.event].modes)) or "it has none"
            raise ReportError(f"{what}: {event.event} has no mode '{unknown[0]}': {known}")
    made = converted(report, where)
    return Reviewed(
        made.item,
        group=_digest(made.item.text),
        source=str(path),
        types=frozenset(name for codebook in used for name in codebook.types),
        whole=False,
        events=report.events is not None,
        attributions=report.attributions is not None,
        parties=made.parties,
        open_status=made.open_status,
    )


# ---- marked passages


def _marked(path: Path, codebooks: Sequence[Codebook]) -> Iterator[Reviewed | Problem]:
    from corpus.vocabulary import CODEBOOK

    errors: list[MarkupError] = []
    try:
        _, items, incidents = parse(path.read_text("utf-8"), path.name, errors=errors)
    except UnicodeDecodeError as error:
        yield Problem(str(path), f"not UTF-8: save the file as UTF-8 ({error})")
        return
    except OSError as error:
        yield Problem(str(path), f"cannot be read: {error}")
        return
    except MarkupError as error:
        yield Problem(str(path), f"{error}; is it marked as in corpus/GUIDELINES.md?")
        return
    for error in errors:
        line, _, reason = str(error).partition(": ")
        yield Problem(str(path.with_name(line)), reason)
    for item in items:
        # The reports of an incident tell the same.
        group = f"{path.stem} incidents" if incidents else _digest(item.text)
        yield Reviewed(item, group, str(path), frozenset(CODEBOOK.types), whole=True)
