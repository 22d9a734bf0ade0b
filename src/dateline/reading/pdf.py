"""The text of a PDF file: lines joined to paragraphs, without page numbers and running headers.

PDF knows letters at places on a page, no words, lines or paragraphs. pdfium orders them to lines; where a paragraph
ends is told here by the gap above a line, its indentation, its size and the length of the line before it.
"""

from __future__ import annotations

import re
import statistics
from collections import Counter
from itertools import pairwise
from typing import Any, NamedTuple

from .errors import UnreadableError
from .limits import MAX_CHARACTERS, MAX_DOCUMENT_BYTES, MAX_PDF_PAGES, megabytes
from .plaintext import checked, repaired

_GAP = 1.35
"""A line this many times further below the one above than lines of the page usually are opens a paragraph."""

_SIZE = 1.15
"""Letters this many times larger or smaller than those of the line above: a headline, a footnote."""

_INDENT = 0.8
"""A line indented by this many times its height opens a paragraph."""

_SHORT = 0.8
"""A line shorter than this share of the usual one ends its paragraph, if it ends its sentence too."""

_RUNNING = 3
"""Pages that must have the same first or last line before it is taken for a running header or footer."""

_SCANNED = 8
"""Letters a page, on average, below which a file has no text layer worth the name."""


class Line(NamedTuple):
    """A line of a page; points from the page's left and bottom edges."""

    text: str
    left: float
    right: float
    bottom: float
    height: float


class PDFText(NamedTuple):
    """A PDF file, read."""

    text: str
    title: str | None
    warnings: list[str]


def read_pdf(data: bytes) -> PDFText:
    """Extract the text of a PDF file. Raises UnreadableError for files that are damaged, locked, scanned or too long.

    A PDF's own dates say when the file was made, not when the text was published: they are not used.
    """
    if len(data) > MAX_DOCUMENT_BYTES:
        raise UnreadableError(f"larger than {megabytes(MAX_DOCUMENT_BYTES)}: split it into single reports")
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise UnreadableError(_refusal(error, b"/Encrypt" in data)) from None
    try:
        if len(document) > MAX_PDF_PAGES:
            raise UnreadableError(
                f"{len(document):,} pages, the limit is {MAX_PDF_PAGES:,}: split it into single reports"
            )
        pages, damaged = _pages(document, pypdfium2.PdfiumError)
        title = _title(document)
    finally:
        document.close()
    letters = sum(character.isalnum() for lines in pages for line in lines for character in line.text)
    if letters < _SCANNED * max(1, len(pages)):
        raise UnreadableError("no text layer: the pages are pictures (scanned). Run OCR first, for instance ocrmypdf")
    text, warnings = repaired("\n".join(_paragraphs(_without_running_lines(pages))))
    if damaged:
        warnings.append(f"damaged PDF: {len(damaged)} of its pages could not be read (first: page {damaged[0]})")
    return PDFText(checked(text), title, warnings)


def _refusal(error: Any, encrypted: bool) -> str:
    """Why pdfium did not open a file. Its errors can be those of the file before, so a password has to be there."""
    message = str(error)
    if encrypted and "password" in message.lower():
        return "protected by a password: save a copy without one"
    if encrypted and "security" in message.lower():
        return "protected by an unknown scheme: save a copy without protection"
    return "not a PDF file or damaged: download or save it again"


def _title(document: Any) -> str | None:
    """The title in the file's metadata, unless it is the name of the file that it was made from."""
    title = " ".join(str(document.get_metadata_value("Title")).replace("\0", "").split())
    if not title or re.search(
        r"\.\w{2,5}$|^(?:untitled|microsoft word\b.*|document\d*|slide \d+)$", title, re.IGNORECASE
    ):
        return None
    return repaired(title)[0]


def _pages(document: Any, error_type: type[Exception]) -> tuple[list[list[Line]], list[int]]:
    """The lines of every page, and the numbers of the pages that could not be read."""
    pages: list[list[Line]] = []
    damaged: list[int] = []
    characters = 0
    for number in range(len(document)):
        try:
            page = document[number]
            textpage = page.get_textpage()
        except error_type:
            damaged.append(number + 1)
            continue
        try:
            lines = _lines(textpage)
        finally:
            textpage.close()
            page.close()
        characters += sum(len(line.text) for line in lines)
        if characters > MAX_CHARACTERS:
            raise UnreadableError(f"more than {MAX_CHARACTERS:,} characters: split it into single reports")
        pages.append(lines)
    return pages, damaged


def _lines(textpage: Any) -> list[Line]:
    """The lines of a page as pdfium reads them, with their places.

    pdfium puts U+FFFE where it took out a line break after a hyphen: a line ends there too, and keeps the mark.
    """
    lines: list[Line] = []
    start = 0  # in UTF-16 units, which pdfium counts
    for piece in re.findall(r"[^\r\n\ufffe]*(?:\r\n|\r|\n|\ufffe|$)", textpage.get_text_range()):
        if piece.strip("\ufffe \t\r\n"):
            first = start + _units(piece) - _units(piece.lstrip())
            last = start + _units(piece.rstrip("\ufffe \t\r\n")) - 1
            left, bottom, _, top = _place(textpage, first)
            right = _place(textpage, last)[2]
            lines.append(Line(piece.strip(" \t\r\n"), left, right, bottom, top - bottom))
        start += _units(piece)
    return lines


def _units(text: str) -> int:
    return len(text) + sum(character > "\uffff" for character in text)


def _place(textpage: Any, index: int) -> tuple[float, float, float, float]:
    """Left, bottom, right, top of a character of the page's text; zeros where pdfium does not know."""
    from pypdfium2 import PdfiumError, raw

    character = raw.FPDFText_GetCharIndexFromTextIndex(textpage, index)
    if character < 0:
        return 0.0, 0.0, 0.0, 0.0
    try:
        left, bottom, right, top = textpage.get_charbox(character, loose=True)
    except PdfiumError:
        return 0.0, 0.0, 0.0, 0.0
    return left, bottom, right, top


_PAGE_NUMBER = re.compile(r"[\s\W]*(?:page|p\.?)?\s*\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?[\s\W]*", re.IGNORECASE)


def _without_running_lines(pages: list[list[Line]]) -> list[list[Line]]:
    """The pages without page numbers and without first and last lines that come back page after page."""

    def key(line: Line) -> str:
        return re.sub(r"\d+", "#", line.text.strip())

    seen = Counter(key(line) for lines in pages for line in lines[:1] + lines[1:][-1:])

    def running(line: Line) -> bool:
        return _PAGE_NUMBER.fullmatch(line.text) is not None or seen[key(line)] >= _RUNNING

    kept = []
    for lines in pages:
        while lines and running(lines[0]):
            lines = lines[1:]
        while lines and running(lines[-1]):
            lines = lines[:-1]
        kept.append(lines)
    return kept


def _paragraphs(pages: list[list[Line]]) -> list[str]:
    paragraphs: list[str] = []
    previous: Line | None = None
    for lines in pages:
        gaps = [above.bottom - below.bottom for above, below in pairwise(lines) if above.bottom > below.bottom]
        gap = statistics.median_low(gaps) if gaps else 0.0
        lefts = sorted(line.left for line in lines)
        left = lefts[len(lefts) // 4] if lefts else 0.0
        widths = sorted(line.right - line.left for line in lines)
        width = widths[len(widths) * 3 // 4] if widths else 0.0
        for number, line in enumerate(lines):
            if previous is None or not paragraphs or _opens(line, previous, number == 0, gap, left, width):
                paragraphs.append(line.text)
            else:
                paragraphs[-1] = _joined(paragraphs[-1], line.text)
            previous = line
    return [" ".join(re.sub("[\ufffe\u0002\u00ad]", "", paragraph).split()) for paragraph in paragraphs]


def _opens(line: Line, above: Line, new_page: bool, gap: float, left: float, width: float) -> bool:
    """Does `line` open a paragraph?"""
    ends = re.search(r"""[.!?:]["'”’)\]]*$""", above.text) is not None
    if not above.height or not line.height:  # places unknown: by the words alone
        return ends and len(above.text) < 60
    if not 1 / _SIZE <= line.height / above.height <= _SIZE:
        return True
    if new_page or line.bottom > above.bottom:  # a new page or column: the text runs on unless its sentence is over
        return ends
    if gap and above.bottom - line.bottom > _GAP * gap:
        return True
    if line.left - left > _INDENT * line.height and line.left - above.left > _INDENT * line.height:
        return True
    return ends and above.right - above.left < _SHORT * width


_HYPHENATED = re.compile("[^\\W\\d_][-\ufffe\u0002\u2010]$")
"""A hyphen at the end of a line; U+FFFE and U+0002 are pdfium's signs for one."""


def _joined(above: str, line: str) -> str:
    """Two lines of a paragraph as one.

    A hyphen at the end of a line goes if the word runs on in lower case and is no compound, as far as that can be told:
    compounds have another hyphen before ("twenty-one-year-old") or a first part that keeps its own ("anti-government").
    """
    if above.endswith("\u00ad"):  # a soft hyphen is layout and nothing else
        return above[:-1] + line
    if _HYPHENATED.search(above):
        first = above[:-1].rsplit(None, 1)[-1].lower().lstrip("\"'“‘(")
        whole = line[0].islower() and "-" not in first and first not in _PREFIXES
        return above[:-1] + ("" if whole else "-") + line
    return f"{above} {line}"


_PREFIXES = frozenset(
    (
        "anti",
        "co",
        "counter",
        "cross",
        "ex",
        "half",
        "mid",
        "multi",
        "non",
        "pan",
        "post",
        "pre",
        "pro",
        "self",
        "semi",
        "vice",
        "well",
    )
)
"""First parts that keep their hyphen ("anti-government")."""
