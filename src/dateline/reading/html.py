"""The article on a web page.

trafilatura finds the article; what it leaves of the page around it is taken out by the tables of `boilerplate`, before
and after. What the page says about the article is read by `pagedata`.
"""

from __future__ import annotations

import functools
import logging
import re
from copy import deepcopy
from typing import Any, NamedTuple

from .boilerplate import is_boilerplate, prune
from .errors import UnreadableError, one_line
from .limits import MAX_ELEMENT_DEPTH, MAX_HTML_BYTES, megabytes
from .pagedata import PageData, embedded_article, letters, page_data
from .plaintext import checked, decode, refuse_binary, repaired, repaired_markup

_ENOUGH = 250
"""Characters: a shorter extraction may have missed the article, so trafilatura's slower search is tried as well."""

_EMBEDDED = 2.0
"""The article in a page's JSON-LD is taken where it is this many times longer than what is found in the page itself."""

_CHARSET = re.compile(
    r"(?:utf-?8|utf-?16(?:le|be)?|us-ascii|ascii|latin-?\d|iso-?8859-\d+|windows-\d+|cp\d+|koi8-[ru]|gb(?:k|2312|18030)|"
    r"big5(?:-hkscs)?|euc-(?:jp|kr)|shift_jis|iso-2022-jp|tis-620)",
    re.IGNORECASE,
)
"""Encodings of the web. Python has other codecs under other names, which are no text encodings or slow."""

_META_CHARSET = re.compile(
    rb"""<(?:meta|\?xml)\b[^>]{0,200}?(?:charset|encoding)\s*=\s*["']?\s*([\w-]{3,20})""", re.IGNORECASE
)
_HEAD_BYTES = 4096
"""Where a page declares its encoding: the HTML standard asks for the first 1024 bytes, some need more."""

_TOO_LARGE = f"a web page larger than {megabytes(MAX_HTML_BYTES)}: save the article as text"
_TOO_DEEP = "elements nested too deeply to find an article: save the article as text"
_NO_ARTICLE = "no article text on the page (drawn by scripts, or navigation only): save the article as text"


class Page(NamedTuple):
    """A web page, read: `text` is the article alone."""

    text: str
    data: PageData
    warnings: list[str]


def decode_page(data: bytes, charset: str | None = None) -> tuple[str, list[str]]:
    """Decode the bytes of a page: (html, warnings). `charset` is what the server or archive says.

    Raises UnreadableError.
    """
    if len(data) > MAX_HTML_BYTES:
        raise UnreadableError(_TOO_LARGE)
    refuse_binary(data, "HTML")
    if charset is None:
        found = _META_CHARSET.search(data[:_HEAD_BYTES])
        charset = found[1].decode("ascii", "ignore") if found else None
    return decode(data, _codec(charset))


def _codec(charset: str | None) -> str | None:
    """The codec of a declared encoding, None for an unknown one.

    Latin-1 and ASCII mean Windows-1252 on the web (WHATWG).
    """
    if charset is None or _CHARSET.fullmatch(charset) is None:
        return None
    name = charset.lower()
    return "cp1252" if name in ("iso-8859-1", "iso8859-1", "latin1", "latin-1", "ascii", "us-ascii") else name


def read_page(html: str, url: str | None = None, latest: str | None = None) -> Page:
    """Extract the article from a page or a piece of one.

    `url` is where it was found, `latest` the ISO date before which it must have been published (an archive's).
    Raises UnreadableError where there is no article.
    """
    if len(html) > MAX_HTML_BYTES:
        raise UnreadableError(_TOO_LARGE)
    if not html.strip("\ufeff \t\r\n\0"):
        raise UnreadableError("empty: there is no text in it")
    _silence()
    html, warnings = repaired_markup(html)
    tree = _parse(html)
    try:
        data = page_data(tree, url, latest)
        embedded = embedded_article(tree)
        prune(tree)
        text = _article(tree)
    except RecursionError:
        raise UnreadableError(_TOO_DEEP) from None
    except UnreadableError:
        raise
    except Exception as error:  # the extractors raise all kinds on broken markup; one bad page must not end a run
        kind = type(error).__name__
        raise UnreadableError(f"no article could be extracted ({kind}: {one_line(error, 80)})") from error
    if len(embedded) > _EMBEDDED * len(text):
        text = embedded
    text, repairs = repaired(text)
    text = _lines(text, data.title)
    if not re.search(r"\w", text):
        raise UnreadableError(_NO_ARTICLE)
    return Page(checked(text), data, warnings or repairs)


def _parse(html: str) -> Any:
    from lxml.etree import ParserError  # type: ignore[import-untyped]
    from lxml.html import HTMLParser, document_fromstring  # type: ignore[import-untyped]

    html = html.replace("\0", "").lstrip("\ufeff \t\r\n")
    html = re.sub(r"^<\?xml[^>]{0,200}>", "", html)  # lxml refuses text that declares an encoding
    if not re.search(r"<(?:html|body)\b", html[:100_000], re.IGNORECASE):
        html = f"<html><body><div>{html}</div></body></html>"
    try:
        parser = HTMLParser(remove_comments=True, remove_pis=True, encoding="utf-8")
        tree = document_fromstring(html.encode("utf-8", "replace"), parser=parser)
    except (ParserError, ValueError, AssertionError) as error:
        raise UnreadableError(f"not HTML: {one_line(error, 80)}") from None
    if _depth(tree) > MAX_ELEMENT_DEPTH:
        raise UnreadableError(_TOO_DEEP)
    return tree


def _depth(tree: Any) -> int:
    """How deep elements lie in one another, without recursion."""
    from lxml.etree import iterwalk

    deepest = depth = 0
    for event, _ in iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
    return deepest


def _article(tree: Any) -> str:
    from trafilatura import bare_extraction

    text = ""
    for fast in (True, False):
        found: Any = bare_extraction(deepcopy(tree), fast=fast, include_comments=False, include_tables=True)
        text = max(text, (found.text or "") if found is not None else "", key=len)
        if len(text) >= _ENOUGH:
            break
    return text


def _lines(text: str, title: str | None) -> str:
    """The lines of the article: evenly spaced, without boilerplate, without the headline (that is the title)."""
    kept: list[str] = []
    for line in text.splitlines():
        line = " ".join(line.split())
        if not line or is_boilerplate(line):
            continue
        if not kept and title is not None and letters(line) == letters(title):
            continue
        if kept and line[0].islower() and (kept[-1][-1].isalnum() or kept[-1][-1] in ",;"):
            kept[-1] += " " + line  # a line break in the middle of a sentence
        else:
            kept.append(line)
    return "\n".join(kept)


@functools.cache
def _silence() -> None:
    """Keep the extractors' log lines off standard error: what matters of them comes back as warnings and failures."""
    for name in ("trafilatura", "htmldate", "justext", "courlan", "charset_normalizer"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
