"""From what the user typed to the files and addresses that are meant."""

from __future__ import annotations

import glob
import os
import re
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Literal, NamedTuple

from ..records.document import Failure

Kind = Literal["html", "text", "pdf", "jsonl", "jsonl.gz", "csv", "parquet", "warc", "warc.gz", "stdin", "url"]

SUFFIXES: dict[str, Kind] = {
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".txt": "text",
    ".md": "text",
    ".pdf": "pdf",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".jsonl.gz": "jsonl.gz",
    ".csv": "csv",
    ".parquet": "parquet",
    ".warc": "warc",
    ".warc.gz": "warc.gz",
    ".warc.wet.gz": "warc.gz",
}
"""What is read, by the end of its name, longest end first; upper case is the same."""

_REMEDIES = {
    ".json": "write one JSON object a line (jq -c '.[]') and name it .jsonl",
    ".doc": "save it as text or PDF",
    ".docx": "save it as text or PDF",
    ".odt": "save it as text or PDF",
    ".rtf": "save it as text or PDF",
    ".xls": "save it as CSV",
    ".xlsx": "save it as CSV",
    ".tsv": "name it .csv, tabs are understood",
    ".xml": "convert it to HTML, text or JSON Lines",
    ".mhtml": "save the page as HTML",
    ".zip": "unpack it first",
    ".gz": "unpack it first (only .jsonl.gz and .warc.gz are read compressed)",
    ".tar": "unpack it first",
    ".epub": "save it as HTML or text",
    ".eml": "save the message as text or HTML",
    ".jpg": "run OCR first",
    ".png": "run OCR first",
}

_KNOWN = ", ".join(suffix for suffix in SUFFIXES if suffix not in (".xhtml", ".ndjson", ".warc.wet.gz"))
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*)://", re.IGNORECASE)
_MAGIC = re.compile(r"[*?\[]")


class Source(NamedTuple):
    """One file, address or stream to read; `name` is as the user typed it."""

    name: str
    kind: Kind


def expand(inputs: Iterable[str | Path]) -> Iterator[Source | Failure]:
    """The sources that `inputs` mean, in their order; folders and patterns in the order of their names.

    In folders only files with a known suffix are meant, and nothing hidden. A file that is named, or matched by a
    pattern, has to be readable: another suffix is a Failure.
    """
    for given in [inputs] if isinstance(inputs, str | Path) else inputs:
        name = str(given)
        scheme = _SCHEME.match(name)
        if name == "-":
            yield Source(name, "stdin")
        elif not name:
            yield Failure("''", "an empty name: give a file, a folder, a pattern, - or an address")
        elif scheme is not None:
            if scheme[1].lower() in ("http", "https"):
                yield Source(name, "url")
            else:
                yield Failure(name, f"only http and https addresses are fetched, not {scheme[1].lower()}: give a file")
        elif "\0" in name:
            yield Failure(repr(name), "no file has such a name")
        elif os.path.lexists(name):
            yield from _existing(name)
        elif _MAGIC.search(name):
            yield from _matching(name)
        else:
            yield Failure(name, "no such file or folder: check the spelling and the folder you are in")


def _existing(name: str) -> Iterator[Source | Failure]:
    try:
        mode = Path(name).stat().st_mode
    except OSError as error:
        yield Failure(name, f"cannot be read ({error.strerror}): check where the link leads and the permissions")
        return
    if stat.S_ISDIR(mode):
        yield from _folder(name)
    else:
        yield _file(name)


def _file(name: str) -> Source | Failure:
    kind = kind_of(name)
    if kind is not None:
        return Source(name, kind)
    suffix = Path(name).suffix.lower()
    what = f"unknown suffix {suffix!r}" if suffix else "no suffix"
    remedy = _REMEDIES.get(suffix, f"dateline reads {_KNOWN}; give text on standard input (-) otherwise")
    return Failure(name, f"{what}: {remedy}")


def kind_of(name: str) -> Kind | None:
    """The kind of a file by the end of its name, None for an unknown one."""
    lower = name.lower()
    for suffix in sorted(SUFFIXES, key=len, reverse=True):
        if lower.endswith(suffix):
            return SUFFIXES[suffix]
    return None


def _matching(pattern: str) -> Iterator[Source | Failure]:
    found = False
    for name in sorted(glob.iglob(pattern, recursive=True)):  # noqa: PTH207  names stay as typed
        found = True
        yield from _existing(name)
    if not found:
        yield Failure(pattern, "no file matches this pattern: check the spelling and the folder you are in")


def _folder(top: str) -> Iterator[Source | Failure]:
    """The known files under a folder, sorted by name folder by folder.

    Links to folders are not followed: they can go in circles.
    """
    found = False
    waiting: list[tuple[str, Kind | None]] = [(top, None)]
    while waiting:
        here, kind = waiting.pop()
        if kind is not None:
            found = True
            yield Source(here, kind)
            continue
        try:
            with os.scandir(here) as entries:
                inside = sorted(
                    (entry.name, entry.is_dir(follow_symlinks=False)) for entry in entries if _wanted(entry)
                )
        except OSError as error:
            found = True
            yield Failure(here, f"the folder cannot be read ({error.strerror}): check its permissions")
            continue
        for name, is_folder in reversed(inside):
            below = os.path.join(here, name)  # noqa: PTH118  names stay as typed
            waiting.append((below, None if is_folder else kind_of(name)))
    if not found:
        yield Failure(top, f"no file in this folder that dateline reads ({_KNOWN})")


def _wanted(entry: os.DirEntry[str]) -> bool:
    """Is this a folder, or a regular file of a known kind, and not hidden?"""
    if entry.name.startswith("."):
        return False
    try:
        return entry.is_dir(follow_symlinks=False) or (kind_of(entry.name) is not None and entry.is_file())
    except OSError:
        return False
