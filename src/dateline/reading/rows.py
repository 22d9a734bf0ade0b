"""One row of data (a JSON object, a line of CSV, a row of Parquet) to one document."""

from __future__ import annotations

from collections.abc import Mapping

from ..records.document import Document
from .dates import iso_date
from .errors import UnreadableError, one_line
from .html import read_page
from .language_id import language_code
from .plaintext import checked

COLUMNS = ("id", "text", "html", "published", "url", "title", "publisher", "language", "authors")
"""The names that are read; others may be there and are left alone."""

_JSON_NAMES = {
    bool: "true or false",
    int: "a number",
    float: "a number",
    list: "a list",
    dict: "an object",
    bytes: "binary data",
}


def row_document(row: Mapping[str, object], fallback_id: str) -> Document:
    """The document in a row; `fallback_id` serves where it has no id.

    "text" is taken as it stands. "html" is read as a page; what the row itself says (title, date, ...) goes before
    what the page says. A wrong date is a warning; a wrong type is not. Raises UnreadableError.
    """
    document = Document(id=_identifier(row.get("id")) or fallback_id, text="")
    document.published, document.warnings = _published(row.get("published"))
    document.url = _string(row, "url")
    document.title = _string(row, "title")
    document.publisher = _string(row, "publisher")
    document.authors = _authors(row.get("authors"))
    language = _string(row, "language")
    document.language = language_code(language) if language else None
    text, html = _string(row, "text", strip=False), _string(row, "html", strip=False)
    if text is not None:
        document.text = checked(text)
    elif html is not None:
        add_page(document, html)
    elif "text" in row or "html" in row:
        raise UnreadableError("empty: there is no text in it")
    else:
        raise UnreadableError("has neither 'text' nor 'html': name the field that holds the report 'text'")
    return document


def add_page(document: Document, html: str, latest: str | None = None) -> None:
    """Fill in the article on a page, and what the page says where `document` does not know it yet.

    Raises UnreadableError.
    """
    text, data, warnings = read_page(html, document.url, latest)
    document.text = text
    document.warnings = [*document.warnings, *warnings]
    document.title = document.title or data.title
    document.authors = document.authors or data.authors
    document.published = document.published or data.published
    document.publisher = document.publisher or data.publisher
    document.url = document.url or data.url


def _string(row: Mapping[str, object], name: str, strip: bool = True) -> str | None:
    """A field of text, None where it is missing or empty."""
    value = row.get(name)
    if value is None:
        return None
    if not isinstance(value, str):
        raise UnreadableError(f"'{name}' is {_kind(value)}, not text")
    return (value.strip() if strip else value) or None


def _kind(value: object) -> str:
    return _JSON_NAMES.get(type(value), f"of the type {type(value).__name__}")


def _identifier(value: object) -> str | None:
    """Ids are text; whole numbers are written as they are read."""
    if value is None or isinstance(value, str):
        return value or None
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    raise UnreadableError(f"'id' is {_kind(value)}, not text")


def _authors(value: object) -> list[str]:
    """A list of names, or names with semicolons between them."""
    if value is None:
        return []
    names = value.split(";") if isinstance(value, str) else value
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise UnreadableError("'authors' is not a list of names")
    return [name.strip() for name in names if name.strip()]


def _published(value: object) -> tuple[str | None, list[str]]:
    """(ISO date or None, warnings)."""
    if value is None or (isinstance(value, str) and not value.strip()):
        return None, []
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)  # 20190314 without quotation marks
    date = iso_date(value)
    if date is not None:
        return date, []
    return None, [f"published {one_line(repr(value), 60)} is not an ISO date (YYYY-MM-DD): ignored"]
