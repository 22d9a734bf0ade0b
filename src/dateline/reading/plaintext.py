"""Bytes to text: given text is decoded and otherwise left alone, so that every offset holds.

The text of a web page is another matter: nobody has offsets into it yet, so mojibake in it is repaired
(by ftfy) before it is frozen.
"""

from __future__ import annotations

import codecs
import re
import unicodedata

from .errors import UnreadableError
from .limits import MAX_CHARACTERS, MAX_DOCUMENT_BYTES, megabytes

_BINARY = {
    b"%PDF-": "a PDF file: name it .pdf",
    b"PK\x03\x04": "a zip, Office or e-book file: save it as text, HTML or PDF",
    b"\x1f\x8b": "a gzip file: unpack it first",
    b"\xd0\xcf\x11\xe0": "an old Office file: save it as text or PDF",
    b"{\\rtf": "a rich text file: save it as plain text",
    b"\x89PNG": "an image: dateline reads no pictures, run OCR first",
    b"\xff\xd8\xff": "an image: dateline reads no pictures, run OCR first",
    b"PAR1": "a Parquet file: name it .parquet",
}
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_UTF32 = (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)


def decode(data: bytes, declared: str | None = None) -> tuple[str, list[str]]:
    """Decode a document: (text, warnings).

    UTF-8 first, because text in another encoding is almost never valid UTF-8; then the `declared` encoding;
    then Windows-1252 or, where that has no such byte, Latin-1, with a warning. The byte order mark of UTF-16 and
    UTF-32 belongs to the encoding and goes; a UTF-8 one is a character of the file and stays, as U+FEFF, so that
    `text.encode()` is the file byte for byte.
    """
    for marks, encoding in ((_UTF32, "utf-32"), (_UTF16, "utf-16")):
        if data.startswith(marks):
            try:
                return data.decode(encoding), []
            except UnicodeDecodeError as error:
                raise UnreadableError(
                    f"starts as {encoding.upper()} but is damaged ({error.reason}): save it as UTF-8"
                ) from None
    try:
        return data.decode("utf-8"), []
    except UnicodeDecodeError as error:
        place = error.start
    if declared is not None:
        try:
            return data.decode(declared), []
        except (UnicodeDecodeError, LookupError):
            pass
    for encoding, name in (("cp1252", "Windows-1252"), ("latin-1", "Latin-1")):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return text, [f"not valid UTF-8 (byte {place}): read as {name}"]
    raise AssertionError("Latin-1 decodes everything")


def given_text(data: bytes) -> tuple[str, list[str]]:
    """The text of a plain text file, unchanged: (text, warnings).

    Raises UnreadableError for binary data and empty files.
    """
    if len(data) > MAX_DOCUMENT_BYTES:
        raise UnreadableError(f"larger than {megabytes(MAX_DOCUMENT_BYTES)}: split it into single documents")
    refuse_binary(data, "plain text")
    text, warnings = decode(data)
    return checked(text), warnings


def refuse_binary(data: bytes, expected: str) -> None:
    """Raises UnreadableError for the files of other programs under the name of text or HTML."""
    for magic, kind in _BINARY.items():
        if data.startswith(magic):
            raise UnreadableError(f"not {expected} but {kind}")


def checked(text: str) -> str:
    """`text` itself, if it is one: not empty, not binary, not too long. Raises UnreadableError."""
    if not text.strip("\ufeff \t\r\n\f\v\u00a0"):
        raise UnreadableError("empty: there is no text in it")
    if "\0" in text:
        raise UnreadableError("holds NUL characters: binary data or damaged, save it as UTF-8 text")
    if len(text) > MAX_CHARACTERS:
        raise UnreadableError(
            f"{len(text):,} characters, the limit is {MAX_CHARACTERS:,}: split it into single documents"
        )
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise UnreadableError(
            f"holds half a surrogate pair at character {error.start}: write it as UTF-8 anew"
        ) from None
    return text


_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\u200b\u2060\ufeff\ufff9-\ufffc]")
_C1 = re.compile("[\x80-\x9f]")
_REPAIRED = "encoding repaired: the page mixed up UTF-8 and another encoding"


def repaired(text: str) -> tuple[str, list[str]]:
    """Extracted text with mojibake undone, NFC, control and zero-width characters gone: (text, warnings).

    Never for given text: it moves offsets.
    """
    if text.isascii():
        return _CONTROL.sub("", text), []
    mended = _mended(text)
    warnings = [_REPAIRED] if mended != text else []
    return unicodedata.normalize("NFC", _CONTROL.sub("", mended)), warnings


def repaired_markup(html: str) -> tuple[str, list[str]]:
    """A page with the mojibake undone that would not outlive its parsing: (html, warnings).

    UTF-8 read as Latin-1 holds C1 control characters. HTML parsers drop them, and what is left cannot be repaired.
    """
    if _C1.search(html) is None:
        return html, []
    mended = _mended(html)
    return mended, [_REPAIRED] if mended != html else []


def _mended(text: str) -> str:
    """Line by line: often only a part of a page is broken."""
    from ftfy import fix_encoding

    return "\n".join(line if line.isascii() else fix_encoding(line) for line in text.split("\n"))
