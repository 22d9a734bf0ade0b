"""Files that cannot be read, each broken in one way, and what has to be said about each."""

from __future__ import annotations

import gzip
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pyarrow as pa
import pyarrow.parquet as pq
from running import STORY
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter


class Bad(NamedTuple):
    """A bad input: its name, how it is made, and words of the complaint (a regular expression)."""

    name: str
    content: bytes | Callable[[], bytes]
    complaint: str
    good: int = 0
    """Documents in the same file that can be read all the same."""
    complaints: int = 1

    def make(self, folder: Path) -> Path:
        path = folder / self.name
        path.write_bytes(self.content() if callable(self.content) else self.content)
        return path


def line(**fields: object) -> bytes:
    return json.dumps(fields).encode() + b"\n"


def good(number: int) -> bytes:
    return line(id=f"beside-{number}", text=STORY)


def page(body: str) -> bytes:
    return f"<!DOCTYPE html><html lang=en><head><title>Market</title></head><body>{body}</body></html>".encode()


def pdf(*, encrypted: bool = False) -> bytes:
    """A PDF file with one empty page; locked with a password that nobody knows."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] >>",
    ]
    trailer = b"/Root 1 0 R"
    if encrypted:
        key = b"<" + b"5a" * 32 + b">"
        objects.append(b"<< /Filter /Standard /V 1 /R 2 /P -4 /O " + key + b" /U " + key + b" >>")
        trailer += b" /Encrypt 4 0 R /ID [<00112233445566778899aabbccddeeff> <00112233445566778899aabbccddeeff>]"
    data, starts = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        starts.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % start for start in starts)
    size = len(objects) + 1
    return data + b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d %s >>\nstartxref\n%d\n%%%%EOF\n" % (
        size, table, size, trailer, len(data),
    )  # fmt: skip


def warc(*bodies: bytes, kind: str = "text/html") -> bytes:
    file = io.BytesIO()
    writer = WARCWriter(file, gzip=True)
    for number, body in enumerate(bodies):
        headers = StatusAndHeaders("200 OK", [("Content-Type", kind)], protocol="HTTP/1.1")
        url = f"https://khyber.example/{number}"
        writer.write_record(writer.create_warc_record(url, "response", payload=io.BytesIO(body), http_headers=headers))
    return file.getvalue()


def article(number: int) -> bytes:
    return page(f"<article><h1>Story {number}</h1><p>{STORY}</p><p>{STORY}</p></article>")


def parquet(**columns: list[str]) -> bytes:
    file = io.BytesIO()
    pq.write_table(pa.table(columns), file)
    return file.getvalue()


NOISE = bytes(range(256)) * 64

BAD_FILES = [
    Bad("empty.txt", b"", "empty"),
    Bad("blank.txt", b" \n\t\n", "empty"),
    Bad("nul.txt", b"Gunmen attacked\0 the market.", "NUL"),
    Bad("picture.txt", b"\x89PNG\r\n\x1a\n" + NOISE, "not plain text"),
    Bad("one-line-of-50-MB.txt", lambda: b"word " * 10_000_000, "larger than"),
    Bad("empty.md", b"", "empty"),
    Bad("empty.jsonl", b"", "empty"),
    Bad("broken-line-2.jsonl", good(1) + b'{"id": "b", "text": "Gunm\n' + good(2), r"\.jsonl:2: not valid JSON", 2),
    Bad("cut.jsonl", good(1) + good(2)[:-30], r"\.jsonl:2: not valid JSON", 1),
    Bad("not-utf8-line.jsonl", good(1) + b'{"id": "b", "text": \xff\xfe}\n' + good(2), r"\.jsonl:2: ", 2),
    Bad("pretty.jsonl", json.dumps([{"text": STORY}], indent=1).encode(), "JSON"),
    Bad("string.jsonl", b'"only a string"\n' + good(1), "not a JSON object", 1),
    Bad("no-text.jsonl", line(id="a", body=STORY) + good(1), "'text'", 1),
    Bad("text-is-null.jsonl", line(id="a", text=None) + good(1), "empty", 1),
    Bad("text-is-empty.jsonl", line(id="a", text="") + good(1), "empty", 1),
    Bad("text-is-number.jsonl", line(id="a", text=5) + good(1), "'text' is a number", 1),
    Bad("id-is-list.jsonl", line(id=[1], text=STORY) + good(1), "'id' is a list", 1),
    Bad("title-is-object.jsonl", line(id="a", text=STORY, title={}) + good(1), "'title' is an object", 1),
    Bad("half-a-pair.jsonl", b'{"id": "a", "text": "sad \\ud83d face"}\n' + good(1), r"\.jsonl:1: ", 1),
    Bad("too-deep.jsonl", b'{"a":' * 100_000 + b"\n" + good(1), "JSON", 1),
    Bad("utf16.jsonl", good(1).decode().encode("utf-16"), "UTF-16"),
    Bad("long-line.jsonl", lambda: good(1) + line(id="b", text="word " * 10_000_000) + good(2), "longer than", 2),
    Bad("cut.jsonl.gz", gzip.compress(b"".join(map(good, range(3))), 0)[:-40], "damaged or cut off", 2),
    Bad("plain.jsonl.gz", good(1), r"plain\.jsonl\.gz"),
    Bad("empty.html", b"", "empty"),
    Bad("scripts-only.html", page("<script>render()</script><div id=app></div>"), "no article"),
    Bad("too-deep.html", lambda: page("<div>" * 20_000 + STORY), "nested too deeply|no article"),
    Bad("huge.html", lambda: page("<p>word</p>" * 600_000), "larger than"),
    Bad("garbage.pdf", b"not a PDF at all", "not a PDF file or damaged"),
    Bad("cut.pdf", pdf()[:60], "not a PDF file or damaged"),
    Bad("locked.pdf", pdf(encrypted=True), "password"),
    Bad("scanned.pdf", pdf(), "no text layer"),
    Bad("cut.warc.gz", lambda: warc(article(1), article(2))[:-300], "cut off", 1),
    Bad("garbage.warc", NOISE, "web archive"),
    Bad("pictures.warc.gz", warc(b"GIF89a", kind="image/gif"), "holds no pages"),
    Bad("empty-page.warc.gz", warc(article(1), b""), "empty", 1),
    Bad("no-text-column.csv", b"id,body\na,b\n", "no column 'text'"),
    Bad("open-quote.csv", f'id,text\na,"{STORY}"\nb,"never closed\n'.encode(), "quote", 1),
    Bad("too-many-fields.csv", f'id,text\na,one, two\nb,"{STORY}"\n'.encode(), "fields", 1),
    Bad("header-only.csv", b"id,text\n", "no row"),
    Bad("empty.csv", b"", "empty"),
    Bad("garbage.parquet", b"PAR1" + NOISE + b"PAR1", "not a Parquet file"),
    Bad("no-text-column.parquet", parquet(body=["x"]), "no column 'text'"),
    Bad("null-text.parquet", parquet(id=["a", "b"], text=["", STORY]), "row 1", 1),
    Bad("report.docx", b"PK\x03\x04" + NOISE, "docx"),
]
