"""PDF files, written by hand here: lines at places on pages."""

from __future__ import annotations

from pathlib import Path

import pytest

from dateline.reading import Document, Failure, limits, read
from dateline.reading.pdf import read_pdf

Lines = list[tuple[int, int, int, str]]
"""Left, bottom, size in points, words."""


def pdf(*pages: Lines, title: str = "", encrypted: bool = False) -> bytes:
    """A PDF file with these pages."""
    objects: list[bytes] = [b"<< /Type /Catalog /Pages 2 0 R >>", b""]
    objects.append(b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>")
    kids = []
    for lines in pages:
        drawn = b"".join(
            b"BT /F1 %d Tf %d %d Td (%s) Tj ET\n" % (size, left, bottom, _escaped(words))
            for left, bottom, size, words in lines
        )
        objects.append(b"<< /Length %d >>\nstream\n%sendstream" % (len(drawn), drawn))
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents %d 0 R "
            b"/Resources << /Font << /F1 3 0 R >> >> >>" % len(objects)
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b" ".join(kids), len(kids))
    trailer = b"/Root 1 0 R"
    if title:
        objects.append(b"<< /Title (%s) >>" % _escaped(title))
        trailer += b" /Info %d 0 R" % len(objects)
    if encrypted:
        key = b"<" + b"5a" * 32 + b">"
        objects.append(b"<< /Filter /Standard /V 1 /R 2 /P -4 /O %s /U %s >>" % (key, key))
        trailer += b" /Encrypt %d 0 R /ID [<00> <00>]" % len(objects)
    data, starts = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        starts.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % start for start in starts)
    data += b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, table) + b"trailer\n<< /Size %d " % (
        len(objects) + 1
    )
    return data + trailer + b" >>\nstartxref\n%d\n%%%%EOF\n" % data.index(b"xref\n0 ")


def _escaped(words: str) -> bytes:
    return words.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)").encode("cp1252")


def body(*lines: str, top: int = 700, left: int = 72) -> Lines:
    return [(left, top - 14 * number, 11, line) for number, line in enumerate(lines)]


def test_paragraphs_headlines_and_hyphens() -> None:
    page = [
        (72, 740, 20, "Three men arrested in Marib"),
        *body(
            "SANAA (Agency) - The army said that three men had been ar-",
            "rested in Marib on Monday, and that one belonged to an anti-",
            "government group. A twenty-one-year-",
            "old student was hurt.",
        ),
        *body("After a gap a second paragraph begins, which says that the", "governor was away.", top=620),
        (84, 592, 11, "An indented line begins a third one, and it is long enough"),
        (72, 578, 11, "to need a second line."),
    ]
    assert read_pdf(pdf(page)).text.split("\n") == [
        "Three men arrested in Marib",
        "SANAA (Agency) - The army said that three men had been arrested in Marib on Monday, and that one belonged to "
        "an anti-government group. A twenty-one-year-old student was hurt.",
        "After a gap a second paragraph begins, which says that the governor was away.",
        "An indented line begins a third one, and it is long enough to need a second line.",
    ]


def test_paragraphs_go_on_over_pages_without_headers_and_page_numbers() -> None:
    def page(number: int, *lines: str) -> Lines:
        return [(72, 770, 9, "Harbour Gazette, 14 March"), *body(*lines), (300, 30, 9, f"Page {number} of 3")]

    data = pdf(
        page(1, "The governor told reporters that the men had come from the", "hills, where the army has been"),
        page(2, "looking for them since the truce ended four weeks before.", "He did not say how many had come."),
        page(3, "The army did not comment on what he had said in the morn-", "ing."),
    )
    assert read_pdf(data).text.split("\n") == [
        "The governor told reporters that the men had come from the hills, where the army has been looking for them "
        "since the truce ended four weeks before. He did not say how many had come.",
        "The army did not comment on what he had said in the morning.",
    ]


def test_a_pdf_file_through_the_reader(tmp_path: Path) -> None:
    path = tmp_path / "report.pdf"
    path.write_bytes(
        pdf(
            body("The army said that “three men” and two women had been arrested.", "It said no more."),
            title="Weekly report (3)",
        )
    )
    (item,) = read([path], published="2019-03-14")
    assert item == Document(
        id=str(path),
        text="The army said that “three men” and two women had been arrested. It said no more.",
        published="2019-03-14",
        title="Weekly report (3)",
        language="en",
    )


@pytest.mark.parametrize("title", ["report.docx", "Microsoft Word - x", "untitled", ""])
def test_titles_that_are_none(title: str) -> None:
    assert read_pdf(pdf(body("The army said that three men had been arrested."), title=title)).title is None


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b"this is no PDF", "not a PDF file or damaged"),
        (pdf(body("The army said so."))[:80], "not a PDF file or damaged"),
        (pdf(body("The army said so."), encrypted=True), "protected by a password: save a copy without one"),
        (pdf([], []), "no text layer: the pages are pictures (scanned). Run OCR first"),
        (pdf(), "not a PDF file or damaged|no text layer"),
    ],
)
def test_pdf_files_that_cannot_be_read(data: bytes, reason: str, tmp_path: Path) -> None:
    path = tmp_path / "report.pdf"
    path.write_bytes(data)
    (item,) = read([path])
    assert isinstance(item, Failure)
    assert item.input == str(path)
    assert any(part in item.reason for part in reason.split("|"))


def test_too_large_and_too_many_pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "report.pdf"
    monkeypatch.setattr("dateline.reading.pdf.MAX_PDF_PAGES", 2)
    path.write_bytes(pdf(*[body("The army said that three men had been arrested.")] * 3))
    assert list(read([path])) == [Failure(str(path), "3 pages, the limit is 2: split it into single reports")]
    path.write_bytes(b"%PDF-1.4" + b"0" * limits.MAX_DOCUMENT_BYTES)
    assert list(read([path])) == [Failure(str(path), "larger than 20 MB: split it into single reports")]


def test_every_cut_of_a_file_gives_a_text_or_a_reason(tmp_path: Path) -> None:
    whole = pdf(body("The army said that three men had been arrested.", "It said no more."), body("A second page."))
    path = tmp_path / "report.pdf"
    for cut in range(0, len(whole), 37):
        path.write_bytes(whole[:cut])
        (item,) = read([path])
        assert item.text if isinstance(item, Document) else item.reason
