"""Given text is the file, character by character; what is no text is said to be none."""

from __future__ import annotations

import codecs
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.reading import Document, Failure, limits, read
from dateline.reading.errors import UnreadableError
from dateline.reading.plaintext import decode, given_text, repaired

STORY = "The army said that three men had been arrested in Marib, and that one of them had a rifle with him."


def read_bytes(data: bytes, tmp_path: Path, suffix: str = ".txt") -> Document | Failure:
    path = tmp_path / f"story{suffix}"
    path.write_bytes(data)
    (item,) = read([path])
    return item


def text_of(data: bytes, tmp_path: Path, suffix: str = ".txt") -> str:
    item = read_bytes(data, tmp_path, suffix)
    assert isinstance(item, Document), item
    return item.text


@pytest.mark.parametrize(
    "text",
    [
        STORY,
        f"\ufeff{STORY}",
        f"  {STORY}\r\n\r\n\tSecond line.\r\n ",
        f"# Heading\n\n*{STORY}*  \n\n[link](https://news.example)\n",
        f"{STORY}\u2028Next \U0001f600 e\u0301 \u00e9 &amp; &#39; \x0c \x85 end",
        f"{STORY} cafÃ© â€œquotedâ€\u009d",
    ],
)
@pytest.mark.parametrize("suffix", [".txt", ".md"])
def test_text_is_the_file_byte_for_byte(text: str, suffix: str, tmp_path: Path) -> None:
    assert text_of(text.encode(), tmp_path, suffix).encode() == text.encode()


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")))
def test_any_text_is_kept_in_files_and_in_json(text: str) -> None:
    try:
        kept, warnings = given_text(text.encode())
    except UnreadableError as error:
        # No words in it, or letters that are the mark of another kind of file.
        assert "empty" in str(error) or "not plain text" in str(error)
        return
    assert kept == text
    assert warnings == []


def test_text_in_json_is_kept(tmp_path: Path) -> None:
    text = f"\ufeff {STORY}\r\n\u2028 cafÃ© \U0001f600 \u00a0"
    for escaped in (True, False):
        path = tmp_path / "a.jsonl"
        path.write_text(json.dumps({"text": text}, ensure_ascii=escaped), encoding="utf8", newline="")
        (item,) = read([path])
        assert isinstance(item, Document)
        assert item.text == text


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
    ],
)
def test_utf16_and_utf32_are_known_by_their_marks(mark: bytes, encoding: str, tmp_path: Path) -> None:
    text = f"{STORY}\r\n«é» \U0001f600"
    assert text_of(mark + text.encode(encoding), tmp_path) == text


def test_old_encodings_are_read_with_a_warning(tmp_path: Path) -> None:
    item = read_bytes(f"{STORY} “Café”".encode("cp1252"), tmp_path)
    assert isinstance(item, Document)
    assert item.text == f"{STORY} “Café”"
    assert item.warnings == [f"not valid UTF-8 (byte {len(STORY) + 1}): read as Windows-1252"]
    item = read_bytes(f"{STORY} é".encode("latin-1") + b"\x81", tmp_path)
    assert isinstance(item, Document)
    assert item.text == f"{STORY} é\x81"
    assert item.warnings[0].endswith("read as Latin-1")


def test_a_declared_encoding_comes_after_utf8() -> None:
    assert decode("é".encode(), "cp1251") == ("é", [])
    assert decode("Привет".encode("cp1251"), "cp1251") == ("Привет", [])
    assert decode(b"caf\xe9", "no-such-encoding")[0] == "café"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b" \r\n\t\n", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        ("\u00a0\n".encode(), "empty"),
        (b"three men\0were arrested", "NUL"),
        (b"%PDF-1.7 ...", "not plain text but a PDF file: name it .pdf"),
        (b"PK\x03\x04...", "Office"),
        (b"\x1f\x8b\x08...", "unpack it first"),
        (b"{\\rtf1 text}", "rich text"),
        (b"\xff\xd8\xff\xe0", "run OCR first"),
        (codecs.BOM_UTF16_LE + b"a\0\0\xd8", "damaged"),
    ],
)
def test_what_is_no_text(data: bytes, reason: str, tmp_path: Path) -> None:
    item = read_bytes(data, tmp_path)
    assert isinstance(item, Failure)
    assert item.input == str(tmp_path / "story.txt")
    assert reason in item.reason


def test_too_large_and_too_long(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    item = read_bytes(b"a" * (limits.MAX_DOCUMENT_BYTES + 1), tmp_path)
    assert isinstance(item, Failure)
    assert item.reason == "larger than 20 MB: split it into single documents"
    item = read_bytes(b"a" * (limits.MAX_CHARACTERS + 1), tmp_path)
    assert isinstance(item, Failure)
    assert item.reason == "5,000,001 characters, the limit is 5,000,000: split it into single documents"


def test_extracted_text_is_repaired() -> None:
    assert repaired("The cafÃ© was â€œclosedâ€\u009d")[0] == "The café was “closed”"
    assert repaired("The cafÃ©")[1] == ["encoding repaired: the page mixed up UTF-8 and another encoding"]
    assert repaired("“Café” — it’s fine") == ("“Café” — it’s fine", [])
    assert repaired("e\u0301 zero\u200bwidth \x07bell")[0] == "é zerowidth bell"
