"""Where the corpus lies: sentences/PART/*.txt and reports/PART/*.txt beside this file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Literal, NamedTuple

from corpus.markup import MarkupError, parse
from corpus.records import Incident, Item

Part = Literal["train", "dev", "test"]
PARTS: tuple[Part, ...] = ("train", "dev", "test")
HERE = Path(__file__).parent


class Batch(NamedTuple):
    """A file of the corpus."""

    path: Path
    part: Part
    about: dict[str, str]
    items: list[Item]
    incidents: list[Incident]


def read_batch(path: Path, part: Part) -> Batch:
    """Read one file; it holds whole reports where it lies in a folder `reports`.

    Raises MarkupError, which names file and line, and OSError.
    """
    try:
        text = path.read_text("utf-8")
    except UnicodeDecodeError as error:
        raise MarkupError(f"{path.name}:1: not UTF-8: save the file as UTF-8 ({error})") from error
    about, items, incidents = parse(text, path.name, whole="reports" in path.parts)
    return Batch(path, part, about, items, incidents)


def batches(part: Part, folder: Path = HERE) -> Iterator[Batch]:
    """The files of a part, sentences before reports, in the order of their names."""
    for kind in ("sentences", "reports"):
        for path in sorted((folder / kind / part).glob("*.txt")):
            yield read_batch(path, part)


def read(part: Part, folder: Path = HERE) -> Iterator[Item]:
    """The items of a part. Raises MarkupError."""
    for batch in batches(part, folder):
        yield from batch.items
