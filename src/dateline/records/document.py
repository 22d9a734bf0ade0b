"""What `reading` hands on: a document, or the reason why there is none."""

from __future__ import annotations

import msgspec


class Document(msgspec.Struct):
    """One article: its text and what is known about it.

    `text` is frozen: every offset of every later stage points into it.
    """

    id: str
    text: str
    published: str | None = None
    """ISO date (YYYY-MM-DD)."""
    url: str | None = None
    title: str | None = None
    publisher: str | None = None
    authors: list[str] = []
    language: str | None = None
    """ISO 639-1 code, None where the text is too short to tell."""
    warnings: list[str] = []
    """What an analyst has to know about how it was read; carried into the Report."""


class Failure(msgspec.Struct):
    """An input, or one document in it, that could not be read."""

    input: str
    """The path or address, with the line or record where there are several documents in it."""
    reason: str
    """One line: what is wrong and what to do about it."""
