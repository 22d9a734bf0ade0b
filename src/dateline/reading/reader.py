"""Everything that can be read, one after the other: `read`."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import BinaryIO, cast
from urllib.parse import urlsplit

from ..records.document import Document, Failure
from .compressed import inflated
from .dates import iso_date
from .errors import UnreadableError, one_line
from .identifiers import SeenIds
from .limits import MAX_DOCUMENT_BYTES
from .plaintext import given_text
from .sources import Kind, Source, expand, kind_of

CODED_LANGUAGE = "en"
"""The language that dateline codes; documents in others are handed on with a warning."""

_Rows = Callable[[BinaryIO, str], Iterator[Document | Failure]]


def read(
    inputs: Iterable[str | Path],
    *,
    published: str | None = None,
    allow_private: bool = False,
    stdin: BinaryIO | None = None,
) -> Iterator[Document | Failure]:
    """Read the documents that `inputs` name, in their order; what cannot be read comes as a Failure in its place.

    An input is a file, a folder (searched through, sorted by name), a pattern (`reports/**/*.html`), `-` for
    standard input (`stdin`, if given) or an http(s) address. Documents are read one at a time: memory does not grow
    with their number.

    `published` (an ISO date) is the date of documents that have none of their own. `allow_private` lets addresses
    inside the user's network be fetched.

    Ids: that of the row, else `file:line`; for a file its path as given; for a page from an archive or the web its
    address. An id that comes back gets `#2`, `#3`, ..., with a warning.

    Raises ValueError where `published` is no ISO date; never for what is read.
    """
    fallback = None
    if published is not None:
        fallback = iso_date(published)
        if fallback is None:
            raise ValueError(f"published {published!r} is not an ISO date (YYYY-MM-DD)")
    return _finished(inputs, fallback, allow_private, stdin)


def _finished(
    inputs: Iterable[str | Path], fallback: str | None, allow_private: bool, stdin: BinaryIO | None
) -> Iterator[Document | Failure]:
    """The documents with date, language and unique id."""
    seen = SeenIds()
    for source in expand(inputs):
        for item in [source] if isinstance(source, Failure) else _read(source, allow_private, stdin):
            if isinstance(item, Document):
                _finish(item, fallback, seen)
            yield item


def _finish(document: Document, fallback: str | None, seen: SeenIds) -> None:
    document.published = document.published or fallback
    if document.language is None:
        from .language_id import identify

        document.language = identify(document.text)
    if document.language not in (None, CODED_LANGUAGE):
        document.warnings = [*document.warnings, f"language {document.language!r} not supported: not coded"]
    given = document.id
    document.id = seen.unique(given)
    if document.id != given:
        document.warnings = [*document.warnings, f"the id {given!r} was there before: this document is {document.id!r}"]


def _read(source: Source, allow_private: bool, stdin: BinaryIO | None) -> Iterator[Document | Failure]:
    """The documents of one source."""
    try:
        if source.kind == "url":
            yield from _address(source.name, allow_private)
        elif source.kind == "stdin":
            yield from _standard_input(stdin if stdin is not None else sys.stdin.buffer)
        elif source.kind == "parquet":
            from .tables import read_parquet

            yield from read_parquet(source.name)
        else:
            with Path(source.name).open("rb") as stream:
                yield from _stream(stream, source.kind, source.name)
    except UnreadableError as error:
        yield Failure(source.name, str(error))
    except PermissionError:
        yield Failure(source.name, "no permission to read it: check its permissions")
    except OSError as error:
        yield Failure(source.name, f"cannot be read ({one_line(error.strerror or error, 80)})")
    except Exception as error:  # never let one file end a run
        kind = f"{type(error).__name__}: {one_line(error, 80)}"
        yield Failure(source.name, f"not read to its end ({kind}): a fault of dateline, please report it")


def _stream(stream: BinaryIO, kind: Kind, name: str) -> Iterator[Document | Failure]:
    """The documents of an open file or answer of a known kind.

    Raises UnreadableError where it is one document, and bad.
    """
    if kind.endswith(".gz"):
        yield from _stream(inflated(stream), cast(Kind, kind.removesuffix(".gz")), name)
    elif kind in ("jsonl", "csv", "warc"):
        yield from _rows(kind)(stream, name)
    else:
        data = stream.read(MAX_DOCUMENT_BYTES + 1)
        if not data.strip():
            raise UnreadableError("empty: there is no text in it")
        yield _single(data, kind, name)


def _rows(kind: Kind) -> _Rows:
    if kind == "warc":
        from .webarchive import read_warc

        return read_warc
    from .tables import read_csv, read_jsonl

    return read_csv if kind == "csv" else read_jsonl


def _single(data: bytes, kind: Kind, name: str, url: str | None = None, charset: str | None = None) -> Document:
    """One document of a whole file. Raises UnreadableError."""
    document = Document(id=name, text="", url=url)
    if kind == "html":
        from .html import decode_page
        from .rows import add_page

        html, document.warnings = decode_page(data, charset)
        add_page(document, html)
    elif kind == "pdf":
        from .pdf import read_pdf

        document.text, document.title, document.warnings = read_pdf(data)
    else:
        document.text, document.warnings = given_text(data)
    return document


def _standard_input(stdin: BinaryIO) -> Iterator[Document | Failure]:
    """Standard input: what it is, its first characters say."""
    stream = stdin if hasattr(stdin, "peek") else cast(BinaryIO, io.BufferedReader(cast(io.RawIOBase, stdin)))
    head = _peek(stream)
    if head.startswith(b"\x1f\x8b"):
        stream = inflated(stream)
        head = _peek(stream)
    yield from _stream(stream, _kind_of_content(head), "-")


def _peek(stream: BinaryIO) -> bytes:
    return cast(io.BufferedReader, stream).peek(1024)


def _kind_of_content(head: bytes) -> Kind:
    if head.startswith(b"%PDF-"):
        return "pdf"
    if head.startswith(b"WARC/"):
        return "warc"
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()[:1]
    return "jsonl" if start == b"{" else "html" if start == b"<" else "text"


_MEDIA_TYPES: dict[str, Kind] = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "application/pdf": "pdf",
    "text/plain": "text",
    "text/markdown": "text",
    "application/jsonl": "jsonl",
    "application/jsonlines": "jsonl",
    "application/x-jsonlines": "jsonl",
    "application/x-ndjson": "jsonl",
    "application/ndjson": "jsonl",
    "text/csv": "csv",
}


def _address(url: str, allow_private: bool) -> Iterator[Document | Failure]:
    """The document at an address; its media type says what it is, and the end of the address where there is none."""
    from .fetch import fetch

    fetched = fetch(url, allow_private)
    kind = _MEDIA_TYPES.get(fetched.media_type)
    by_name = kind_of(urlsplit(fetched.url).path)
    if fetched.media_type in ("", "application/octet-stream", "text/plain") and by_name in (
        "html",
        "pdf",
        "text",
        "jsonl",
        "csv",
    ):
        kind = by_name
    elif not fetched.media_type:
        kind = _kind_of_content(fetched.data[:1024])
    if kind is None:
        raise UnreadableError(
            f"the server sends {one_line(fetched.media_type, 60)}: only HTML, PDF, text, JSON Lines and CSV are read"
        )
    if not fetched.data.strip():
        raise UnreadableError("empty: the server sends a page without content")
    if kind in ("jsonl", "csv"):
        yield from _stream(io.BytesIO(fetched.data), kind, url)
    else:
        yield _single(fetched.data, kind, url, fetched.url, fetched.charset)
