"""The pages in a web archive (WARC, also WET), one after the other."""

from __future__ import annotations

import datetime
import zlib
from collections.abc import Iterator
from email.message import Message
from typing import Any, BinaryIO
from urllib.parse import urlsplit

from ..records.document import Document, Failure
from .compressed import damage
from .dates import iso_date
from .errors import UnreadableError, one_line
from .html import decode_page
from .limits import MAX_DOCUMENT_BYTES, megabytes
from .pdf import read_pdf
from .plaintext import checked, decode, repaired
from .rows import add_page

_HTML = ("text/html", "application/xhtml+xml")
_READ = (*_HTML, "text/plain", "application/pdf")
_MACHINE_FILES = ("/robots.txt", "/ads.txt", "/humans.txt", "/security.txt")
"""Plain text on a site that crawlers fetch and nobody reads as news."""

_PIECE = 64 * 1024
_TOO_LARGE = f"larger than {megabytes(MAX_DOCUMENT_BYTES)}: no single report, left out"


def read_warc(stream: BinaryIO, name: str) -> Iterator[Document | Failure]:
    """The pages and texts in an archive; a bad one is a Failure that names its record and address.

    `stream` is decompressed already (`compressed.inflated`). Answers other than 200 and media are passed over. An
    archive that is cut off gives what stands before the cut, then one Failure.
    """
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    class Records(ArchiveIterator):  # type: ignore[misc]
        INC_RECORD = ""  # warcio's own message on standard error

        def _next_record(self, next_line: Any) -> Any:
            try:
                return super()._next_record(next_line)
            except EOFError:
                if next_line:  # a record has begun: warcio would take this for the end of the archive
                    raise ArchiveLoadFailed("the archive ends in the header of a record") from None
                raise

    number = found = 0
    try:
        for record in Records(stream):
            number += 1
            url = record.rec_headers.get_header("WARC-Target-URI") or ""
            place = f"{name}: record {number}" + (f" {url}" if url else "")
            kind = _media_type(record)
            data = _content(record) if kind else None
            if not _complete(record):
                yield _cut(place, damage(stream) or "the record is shorter than it says")
                return
            if kind is None:
                continue
            found += 1
            try:
                yield _document(record, kind, data, url, f"{name}:{number}")
            except UnreadableError as error:
                yield Failure(place, str(error))
    except (ArchiveLoadFailed, EOFError, ValueError, AttributeError, TypeError) as error:
        # What warcio raises on headers that are none.
        if number:
            yield _cut(f"{name}: record {number + 1}", damage(stream) or error)
        else:
            yield Failure(name, f"not a web archive ({one_line(error, 100)}): only WARC and ARC are read")
        return
    if damage(stream):
        yield _cut(f"{name}: record {number + 1}", damage(stream))
    elif not number:
        yield Failure(name, "empty, or cut off in its first record: download it again")
    elif not found:
        yield Failure(name, "holds no pages: no record is an answer 200 with HTML, text or PDF")


def _cut(place: str, why: object) -> Failure:
    return Failure(place, f"damaged or cut off here, the rest is not read ({one_line(why, 80)}): download it again")


def _media_type(record: Any) -> str | None:
    """The media type of a record that may be a document, None for every other record."""
    if record.rec_type == "response" and record.http_headers is not None:
        if record.http_headers.get_statuscode() != "200":
            return None
        header = record.http_headers.get_header("Content-Type")
    elif record.rec_type in ("resource", "conversion"):
        header = record.rec_headers.get_header("Content-Type")
    else:
        return None
    kind = (header or "").split(";")[0].strip().lower()
    path = urlsplit(record.rec_headers.get_header("WARC-Target-URI") or "").path
    return kind if kind in _READ and not path.endswith(_MACHINE_FILES) else None


def _content(record: Any) -> bytes | None:
    """The content of a record without transfer encoding, None where it is too large."""
    stream = record.raw_stream
    if record.http_headers and (record.http_headers.get_header("Transfer-Encoding") or "").lower() == "chunked":
        from warcio.bufferedreaders import ChunkedDataReader

        stream = ChunkedDataReader(stream)
    parts: list[bytes] = []
    size = 0
    while part := stream.read(_PIECE):
        size += len(part)
        if size > MAX_DOCUMENT_BYTES:
            return None
        parts.append(part)
    return b"".join(parts)


def _complete(record: Any) -> bool:
    """Did the record have all the bytes that its header says? Reads what is left of it."""
    if not (record.rec_headers.get_header("Content-Length") or "").isdigit() and record.format == "warc":
        return False
    while record.raw_stream.read(_PIECE):
        pass
    return int(getattr(record.raw_stream, "limit", 0) or 0) == 0


def _unpacked(data: bytes, encoding: str) -> bytes:
    """Content without its HTTP content encoding. Raises UnreadableError."""
    if encoding in ("", "identity", "none", "utf-8"):
        return data
    if encoding in ("gzip", "x-gzip"):
        # Some crawlers unpack the content and keep the header.
        return _inflate(data, 16 + zlib.MAX_WBITS) if data.startswith(b"\x1f\x8b") else data
    if encoding == "deflate":
        zlib_header = data[:1] == b"\x78"
        return _inflate(data, zlib.MAX_WBITS if zlib_header else -zlib.MAX_WBITS)
    raise UnreadableError(f"content encoding {one_line(encoding, 30)!r} is not read: archive the page without it")


def _inflate(data: bytes, window: int) -> bytes:
    member = zlib.decompressobj(window)
    try:
        content = member.decompress(data, MAX_DOCUMENT_BYTES + 1)
    except zlib.error as error:
        raise UnreadableError(f"its compressed content is damaged ({error}): archive the page again") from None
    if len(content) > MAX_DOCUMENT_BYTES:
        raise UnreadableError(_TOO_LARGE)
    if not member.eof:
        raise UnreadableError("its compressed content is cut off: archive the page again")
    return content


def _document(record: Any, kind: str, data: bytes | None, url: str, fallback_id: str) -> Document:
    document = Document(id=url or fallback_id, text="", url=url or None)
    if data is None:
        raise UnreadableError(_TOO_LARGE)
    data = _unpacked(data, _header(record, "Content-Encoding").strip().lower())
    if not data.strip():
        raise UnreadableError("empty: there is no text in it")
    if kind == "application/pdf":
        document.text, document.title, document.warnings = read_pdf(data)
    elif kind == "text/plain":
        text, warnings = decode(data, _charset(record))
        text, repairs = repaired(text)
        document.text, document.warnings = checked(text), [*warnings, *repairs]
    else:
        html, document.warnings = decode_page(data, _charset(record))
        add_page(document, html, _day_after(record.rec_headers.get_header("WARC-Date")))
    return document


def _header(record: Any, name: str) -> str:
    return (record.http_headers.get_header(name) if record.http_headers else None) or ""


def _charset(record: Any) -> str | None:
    header = Message()
    header["Content-Type"] = _header(record, "Content-Type") or "text/plain"
    charset = header.get_param("charset")
    return charset if isinstance(charset, str) else None


def _day_after(crawled: str | None) -> str | None:
    """The last day on which a page fetched at `crawled` (UTC) can have been published: the next day has begun
    elsewhere."""
    day = iso_date(crawled)
    return (datetime.date.fromisoformat(day) + datetime.timedelta(days=1)).isoformat() if day else None
