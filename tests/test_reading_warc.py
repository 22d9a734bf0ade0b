"""Pages in web archives."""

from __future__ import annotations

import gzip
import io
import zlib
from pathlib import Path

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from dateline.reading import Document, Failure, limits, read

STORY = "The army said that three men had been arrested in Marib, and that one of them had a rifle with him."


def page(words: str = STORY, head: str = "") -> bytes:
    return (
        f"<html><head>{head}<title>Arrests</title></head><body><article><p>{words}</p></article></body></html>".encode()
    )


class Archive:
    """A web archive in the making."""

    def __init__(self, compressed: bool = True) -> None:
        self.file = io.BytesIO()
        self.writer = WARCWriter(self.file, gzip=compressed)

    def add(
        self, url: str, body: bytes, *headers: tuple[str, str], status: str = "200 OK", kind: str = "text/html",
        record: str = "response",
    ) -> Archive:  # fmt: skip
        http = StatusAndHeaders(status, [("Content-Type", kind), *headers], protocol="HTTP/1.1")
        self.writer.write_record(
            self.writer.create_warc_record(
                url, record, payload=io.BytesIO(body), http_headers=http if record == "response" else None,
                warc_content_type="" if record == "response" else kind,
                warc_headers_dict={"WARC-Date": "2019-03-14T22:00:00Z"},
            )
        )  # fmt: skip
        return self

    def bytes(self) -> bytes:
        return self.file.getvalue()


def split(data: bytes, tmp_path: Path, name: str = "a.warc.gz") -> tuple[list[Document], list[Failure]]:
    path = tmp_path / name
    path.write_bytes(data)
    items = list(read([path]))
    return [i for i in items if isinstance(i, Document)], [i for i in items if isinstance(i, Failure)]


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz", "a.WARC.GZ"])
def test_pages_of_an_archive(name: str, tmp_path: Path) -> None:
    archive = Archive(compressed=name.lower().endswith("gz"))
    archive.writer.write_record(archive.writer.create_warcinfo_record("a.warc", {"software": "none"}))
    archive.add("https://gazette.example/1", page(head="<meta name=author content='Lina Okafor'>"))
    archive.add("https://gazette.example/1.jpg", b"\xff\xd8\xff", kind="image/jpeg")
    archive.add("https://gazette.example/gone", page("Gone."), status="404 Not Found")
    archive.add("https://gazette.example/moved", b"", status="301 Moved")
    archive.add("https://gazette.example/robots.txt", b"User-agent: *", kind="text/plain")
    archive.add("https://gazette.example/2.txt", f"{STORY} cafÃ©".encode(), kind="text/plain; charset=utf-8")
    archive.add("https://gazette.example/3", STORY.encode(), kind="text/plain", record="conversion")
    documents, failures = split(archive.bytes(), tmp_path, name)
    assert failures == []
    assert [document.id for document in documents] == [f"https://gazette.example/{end}" for end in ("1", "2.txt", "3")]
    assert documents[0] == Document(
        id="https://gazette.example/1", url="https://gazette.example/1", text=STORY, title="Arrests",
        publisher="gazette.example", authors=["Lina Okafor"], language="en",
    )  # fmt: skip
    assert documents[1].text == f"{STORY} café"


def test_an_archive_from_standard_input() -> None:
    for compressed in (True, False):
        data = Archive(compressed).add("https://gazette.example/1", page()).bytes()
        (item,) = read(["-"], stdin=io.BytesIO(data))
        assert isinstance(item, Document)
        assert item.text == STORY


def test_an_archive_compressed_as_a_whole(tmp_path: Path) -> None:
    data = (
        Archive(compressed=False)
        .add("https://gazette.example/1", page())
        .add("https://gazette.example/2", page())
        .bytes()
    )
    documents, failures = split(gzip.compress(data), tmp_path)
    assert (len(documents), failures) == (2, [])


def test_the_day_of_the_crawl_is_no_publication_date_but_its_bound(tmp_path: Path) -> None:
    meta = "<meta property='article:published_time' content='{}'>"
    archive = Archive()
    for day in ("2019-03-01", "2019-03-15", "2019-03-16"):
        archive.add(f"https://gazette.example/{day}", page(head=meta.format(day)))
    archive.add("https://gazette.example/none", page())
    documents, _ = split(archive.bytes(), tmp_path)
    assert [document.published for document in documents] == ["2019-03-01", "2019-03-15", None, None]


def test_encoded_content(tmp_path: Path) -> None:
    raw = zlib.compressobj(wbits=-15)
    chunks = b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in (page()[:50], page()[50:])) + b"0\r\n\r\n"
    archive = Archive()
    archive.add("https://gazette.example/gzip", gzip.compress(page()), ("Content-Encoding", "gzip"))
    archive.add("https://gazette.example/zlib", zlib.compress(page()), ("Content-Encoding", "deflate"))
    archive.add("https://gazette.example/raw", raw.compress(page()) + raw.flush(), ("Content-Encoding", "deflate"))
    archive.add("https://gazette.example/kept-header", page(), ("Content-Encoding", "gzip"))
    archive.add("https://gazette.example/chunks", chunks, ("Transfer-Encoding", "chunked"))
    archive.add(
        "https://gazette.example/old",
        page("Привет, " * 20).decode().encode("cp1251"),
        kind="text/html; charset=windows-1251",
    )
    documents, failures = split(archive.bytes(), tmp_path)
    assert failures == []
    assert [document.text for document in documents[:5]] == [STORY] * 5
    assert documents[5].text.startswith("Привет, Привет")


@pytest.mark.parametrize(
    ("body", "headers", "reason"),
    [
        (b"", [], "empty"),
        (b"<html><body></body></html>", [], "no article text"),
        (gzip.compress(page())[:-20], [("Content-Encoding", "gzip")], "its compressed content is cut off"),
        (b"\x1f\x8b" + b"\xff" * 50, [("Content-Encoding", "gzip")], "its compressed content is damaged"),
        (b"\x00", [("Content-Encoding", "zstd")], "content encoding 'zstd' is not read"),
        (b"0" * (limits.MAX_DOCUMENT_BYTES + 1), [], "larger than 20 MB"),
        (gzip.compress(b"0" * (limits.MAX_DOCUMENT_BYTES + 1)), [("Content-Encoding", "gzip")], "larger than 20 MB"),
        (b"0" * (limits.MAX_HTML_BYTES + 1), [], "a web page larger than 5 MB"),
    ],
)
def test_a_bad_page_is_named_and_passed_over(
    body: bytes, headers: list[tuple[str, str]], reason: str, tmp_path: Path
) -> None:
    archive = Archive().add("https://gazette.example/1", page())
    archive.add("https://gazette.example/bad", body, *headers).add("https://gazette.example/3", page())
    documents, (failure,) = split(archive.bytes(), tmp_path)
    assert [document.url for document in documents] == ["https://gazette.example/1", "https://gazette.example/3"]
    assert failure.input == f"{tmp_path / 'a.warc.gz'}: record 2 https://gazette.example/bad"
    assert reason in failure.reason


@pytest.mark.parametrize("compressed", [True, False])
def test_archives_cut_anywhere_give_what_is_before_the_cut(
    compressed: bool, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    archive, ends = Archive(compressed), []
    for number in range(3):
        archive.add(f"https://gazette.example/{number}", page(f"{STORY} {number}"))
        ends.append(len(archive.bytes()))
    whole = archive.bytes()
    closing = 0 if compressed else len("\r\n\r\n")
    for cut in range(8, len(whole), 7):
        documents, failures = split(whole[:cut], tmp_path, "a.warc.gz" if compressed else "a.warc")
        complete = sum(cut >= end - closing for end in ends)
        assert len(documents) in (complete, complete + compressed), (
            cut
        )  # the check sum at the end may be what is missing
        assert [document.url for document in documents] == [
            f"https://gazette.example/{n}" for n in range(len(documents))
        ]
        at_the_end = any(end - closing <= cut <= end for end in ends)
        assert len(failures) == (0 if at_the_end else 1), (cut, failures)
        for failure in failures:
            assert "cut off" in failure.reason or "not a web archive" in failure.reason
    assert capfd.readouterr().err == ""


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b"not an archive\n" * 20, "not a web archive"),
        (b"\0" * 500, "not a web archive|empty"),
        (gzip.compress(b"not an archive\n" * 20), "not a web archive"),
        (Archive().add("https://gazette.example/a.gif", b"GIF89a", kind="image/gif").bytes(), "holds no pages"),
    ],
)
def test_archives_that_are_none(data: bytes, reason: str, tmp_path: Path) -> None:
    documents, (failure,) = split(data, tmp_path, "a.warc.gz" if data.startswith(b"\x1f\x8b") else "a.warc")
    assert documents == []
    assert any(part in failure.reason for part in reason.split("|")), failure
