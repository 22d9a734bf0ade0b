"""One document a row: JSON Lines, CSV, Parquet."""

from __future__ import annotations

import datetime
import gzip
import io
import json
import tracemalloc
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.reading import Document, Failure, limits, read
from dateline.reading.compressed import damage, inflated

STORY = "The army said that three men had been arrested in Marib, and that one of them had a rifle with him."
ALL = {
    "id": "r-1",
    "text": f" {STORY}\r\n",
    "published": "2019-03-14",
    "url": "https://gazette.example/1",
    "title": "Three arrested",
    "publisher": "Gazette",
    "language": "en",
    "authors": ["Lina Okafor", "Omar Haddad"],
}


def write(tmp_path: Path, name: str, data: bytes | str) -> Path:
    path = tmp_path / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def split(path: Path) -> tuple[list[Document], list[Failure]]:
    items = list(read([path]))
    return [i for i in items if isinstance(i, Document)], [i for i in items if isinstance(i, Failure)]


def rows(*records: object) -> str:
    return "".join(json.dumps(record) + "\n" for record in records)


def parquet(path: Path, table: pa.Table, **options: object) -> Path:
    pq.write_table(table, path, **options)
    return path


def test_json_lines_with_every_field(tmp_path: Path) -> None:
    expected = [Document(**ALL)]  # type: ignore[arg-type]
    assert split(write(tmp_path, "a.jsonl", rows(ALL))) == (expected, [])
    assert split(write(tmp_path, "a.jsonl.gz", gzip.compress(rows(ALL).encode()))) == (expected, [])
    assert split(write(tmp_path, "a.ndjson", "\ufeff" + rows(ALL).rstrip())) == (expected, [])


def test_json_lines_fields_that_may_be_missing_or_otherwise(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        "a.jsonl",
        rows({"text": STORY}) + "\n  \n"
        + rows({"id": 7, "text": STORY, "authors": "Lina Okafor; Omar Haddad", "more": {}})
        + rows({"id": None, "text": STORY, "title": "  ", "authors": None, "published": 20190314}),
    )  # fmt: skip
    found, failures = split(path)
    assert failures == []
    assert [document.id for document in found] == [f"{path}:1", "7", f"{path}:5"]
    assert found[1].authors == ["Lina Okafor", "Omar Haddad"]
    assert (found[2].title, found[2].authors, found[2].published) == (None, [], "2019-03-14")


def test_html_in_a_row_knows_less_than_the_row(tmp_path: Path) -> None:
    html = (
        "<html><head><title>Other</title><meta property='article:published_time' content='2001-01-01'>"
        "<meta property='og:site_name' content='Page Gazette'></head>"
        f"<body><article><p>{STORY}</p></article></body></html>"
    )
    row = {"id": "h", "html": html, "title": "Given", "published": "2019-03-14"}
    (document,), failures = split(write(tmp_path, "a.jsonl", rows(row)))
    assert failures == []
    assert (document.text, document.title, document.published) == (STORY, "Given", "2019-03-14")
    assert document.publisher == "Page Gazette"
    (document,), _ = split(write(tmp_path, "a.jsonl", rows({**row, "text": "Text of its own."})))
    assert document.text == "Text of its own."


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ('{"id": "b", "text": "Gunm', "not valid JSON: Input data was truncated"),
        ("{'text': 'single quotes'}", "not valid JSON: JSON is malformed"),
        ('{"text": "a"} {"text": "b"}', "not valid JSON"),
        ('{"text": NaN}', "not valid JSON"),
        ('{"a":' * 50_000, "not valid JSON: nested too deeply"),
        ('["a", "b"]', "not a JSON object"),
        ("null", "not a JSON object"),
        ("{}", "has neither 'text' nor 'html'"),
        ('{"body": "a"}', "has neither 'text' nor 'html'"),
        ('{"text": ""}', "empty"),
        ('{"text": " \\n"}', "empty"),
        ('{"text": null, "html": null}', "empty"),
        ('{"text": 5}', "'text' is a number, not text"),
        ('{"text": true}', "'text' is true or false, not text"),
        ('{"text": ["a"]}', "'text' is a list, not text"),
        ('{"text": "a", "id": 1.5}', "'id' is a number, not text"),
        ('{"text": "a", "id": false}', "'id' is true or false, not text"),
        ('{"text": "a", "title": {}}', "'title' is an object, not text"),
        ('{"text": "a", "url": 3}', "'url' is a number, not text"),
        ('{"text": "a", "language": []}', "'language' is a list, not text"),
        ('{"text": "a", "authors": [1]}', "'authors' is not a list of names"),
        ('{"text": "a", "authors": 1}', "'authors' is not a list of names"),
        ('{"text": "a\\u0000b"}', "NUL"),
        ('{"text": "a\\ud800b"}', "not valid JSON"),
        ('{"html": "<html><body></body></html>"}', "no article text"),
        ('{"html": 5}', "'html' is a number, not text"),
    ],
)
def test_a_bad_line_is_named_and_passed_over(line: str, reason: str, tmp_path: Path) -> None:
    path = write(tmp_path, "a.jsonl", rows({"text": STORY}) + line + "\n" + rows({"text": STORY}))
    documents, (failure,) = split(path)
    assert [document.id for document in documents] == [f"{path}:1", f"{path}:3"]
    assert failure.input == f"{path}:2"
    assert reason in failure.reason
    assert "\n" not in failure.reason


@pytest.mark.parametrize(
    ("published", "warned"),
    [("14 March", "'14 March'"), (1.5, "1.5"), ([], "[]"), (True, "True"), ("2019-02-30", "'2019-02-30'")],
)
def test_a_wrong_date_is_a_warning(published: object, warned: str, tmp_path: Path) -> None:
    (document,), failures = split(write(tmp_path, "a.jsonl", rows({"text": STORY, "published": published})))
    assert failures == []
    assert document.published is None
    assert document.warnings == [f"published {warned} is not an ISO date (YYYY-MM-DD): ignored"]


def test_a_line_in_an_old_encoding(tmp_path: Path) -> None:
    (document,), _ = split(
        write(tmp_path, "a.jsonl", json.dumps({"text": f"{STORY} é"}, ensure_ascii=False).encode("cp1252"))
    )
    assert document.text == f"{STORY} é"
    assert document.warnings[0].endswith("read as Windows-1252")


def test_a_line_of_50_mb_is_passed_over_without_being_kept(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    with path.open("wb") as out:
        out.write(rows({"text": STORY}).encode() + b'{"text": "')
        for _ in range(50):
            out.write(b"word " * (1024 * 1024 // 5))
        out.write(b'"}\n' + rows({"text": STORY}).encode())
    tracemalloc.start()
    try:
        documents, (failure,) = split(path)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert len(documents) == 2
    assert failure == Failure(f"{path}:2", "a line longer than 40 MB: split it into single documents")
    assert peak < 2.2 * limits.MAX_LINE_BYTES


def test_one_json_value_over_many_lines_is_one_failure(tmp_path: Path) -> None:
    for value in ([{"text": STORY}], {"text": STORY}):
        path = write(tmp_path, "a.jsonl", json.dumps(value, indent=2))
        documents, (failure,) = split(path)
        assert documents == []
        assert failure == Failure(
            str(path), "one JSON value over many lines, not JSON Lines: convert it with jq -c '.[]'"
        )


@pytest.mark.parametrize(("data", "reason"), [(b"", "empty"), (b"\xff\xfe{\0", "UTF-16: save it as UTF-8")])
def test_json_lines_files_that_are_none(data: bytes, reason: str, tmp_path: Path) -> None:
    documents, (failure,) = split(write(tmp_path, "a.jsonl", data))
    assert documents == []
    assert reason in failure.reason


def test_compressed_lines_cut_anywhere_give_what_is_before_the_cut(tmp_path: Path) -> None:
    lines = [json.dumps({"id": str(number), "text": f"{STORY} {number * 7919}"}) for number in range(4)]
    whole = gzip.compress("\n".join(lines).encode() + b"\n", mtime=0)
    seen = set()
    for cut in range(12, len(whole) - 1):
        documents, (failure,) = split(write(tmp_path, "a.jsonl.gz", whole[:cut]))
        assert [document.id for document in documents] == [str(number) for number in range(len(documents))]
        assert failure.input == f"{tmp_path / 'a.jsonl.gz'}:{len(documents) + 1}"
        assert "damaged or cut off here" in failure.reason
        seen.add(len(documents))
    assert 0 in seen
    assert 4 in seen


def test_not_compressed_at_all(tmp_path: Path) -> None:
    documents, (failure,) = split(write(tmp_path, "a.jsonl.gz", rows({"text": STORY})))
    assert documents == []
    assert "it is not gzip data" in failure.reason


@given(st.lists(st.binary(max_size=200_000), max_size=4), st.integers(0, 3))
def test_compressed_streams_of_several_members(members: list[bytes], padding: int) -> None:
    stream = inflated(io.BytesIO(b"".join(map(gzip.compress, members)) + b"\0" * padding))
    assert stream.read() == b"".join(members)
    assert damage(stream) is None


def test_a_bomb_is_not_unpacked_at_once(tmp_path: Path) -> None:
    path = write(tmp_path, "a.jsonl.gz", gzip.compress(b"0" * (200 * 1024 * 1024), 9))
    tracemalloc.start()
    try:
        documents, (failure,) = split(path)
        assert tracemalloc.get_traced_memory()[1] < 2.2 * limits.MAX_LINE_BYTES
    finally:
        tracemalloc.stop()
    assert documents == []
    assert "longer than 40 MB" in failure.reason


CSV_ROW = f'r-1,"{STORY}\r\nHe said ""no"".",2019-03-14,Three arrested,Lina Okafor;Omar Haddad'
CSV_TEXT = f'{STORY}\r\nHe said "no".'


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
@pytest.mark.parametrize("between", [",", ";", "\t"])
def test_csv_as_spreadsheets_write_it(between: str, ends: str, mark: str, tmp_path: Path) -> None:
    fields = ["r-1", f'"{STORY}\r\nHe said ""no""."', "2019-03-14", "Three arrested", '"Lina Okafor;Omar Haddad"', ""]
    header = ["ID", "text", "Published", "title", "authors", "language"]
    data = mark + ends.join([between.join(header), between.join(fields), "", ""])
    (document,), failures = split(write(tmp_path, "a.csv", data))
    assert failures == []
    assert document == Document(
        id="r-1", text=CSV_TEXT, published="2019-03-14", title="Three arrested",
        authors=["Lina Okafor", "Omar Haddad"], language="en",
    )  # fmt: skip


def test_csv_rows_are_numbered_as_a_spreadsheet_does(tmp_path: Path) -> None:
    path = write(tmp_path, "a.csv", f"text,id\n{STORY.replace(',', '')},\n,b\nshort\none,two,three\n")
    documents, failures = split(path)
    assert [document.id for document in documents] == [f"{path}:2", f"{path}:4"]
    assert [(failure.input, failure.reason.split(":")[0]) for failure in failures] == [
        (f"{path}: row 3", "empty"),
        (f"{path}: row 5", "3 fields where the header has 2"),
    ]


def test_csv_with_long_fields_and_old_encoding(tmp_path: Path) -> None:
    long = f"{STORY} é " * 5_000
    (document,), failures = split(write(tmp_path, "a.csv", f'text\n"{long}"\n'.encode("cp1252")))
    assert failures == []
    assert document.text == long
    assert document.warnings == [f"not valid UTF-8 (byte {len(STORY) + 2}): read as Windows-1252"]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty: there is no header line"),
        (b"id,text\n", "empty: there is no row below the header"),
        (b"id,body\na,b\n", "no column 'text' or 'html', only: id, body"),
        (b'id,text\na,"never closed\n', "Look for a quote never closed"),
        (b'id,text\na,"b"c\n', "broken CSV"),
        (b"\xff\xfei\0d\0", "UTF-16"),
    ],
)
def test_csv_files_that_are_none(data: bytes, reason: str, tmp_path: Path) -> None:
    documents, (failure,) = split(write(tmp_path, "a.csv", data))
    assert documents == []
    assert reason in failure.reason


def test_parquet_with_every_column(tmp_path: Path) -> None:
    table = pa.table(
        {
            "id": pa.array(["r-1", None]),
            "Text": pa.array([f" {STORY}\r\n", STORY], pa.large_string()),
            "published": pa.array([datetime.date(2019, 3, 14), None]),
            "url": pa.array(["https://gazette.example/1", None]),
            "title": pa.array(["Three arrested", None]),
            "publisher": pa.array(["Gazette", None]).dictionary_encode(),
            "language": pa.array(["en", None]),
            "authors": pa.array([["Lina Okafor", "Omar Haddad"], None]),
            "embedding": pa.array([[0.5], [0.5]]),
        }
    )
    path = parquet(tmp_path / "a.parquet", table)
    documents, failures = split(path)
    assert failures == []
    assert documents == [Document(**ALL), Document(id=f"{path}:2", text=STORY, language="en")]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "stamp",
    [
        pa.array([1552521600000000001], pa.timestamp("ns", "UTC")),
        pa.array([1552521600], pa.timestamp("s")),
        ["2019-03-14"],
    ],
)
def test_parquet_dates(stamp: object, tmp_path: Path) -> None:
    path = parquet(tmp_path / "a.parquet", pa.table({"text": [STORY], "published": stamp}))
    assert [document.published for document in split(path)[0]] == ["2019-03-14"]


def test_parquet_rows_that_are_bad(tmp_path: Path) -> None:
    path = parquet(tmp_path / "a.parquet", pa.table({"text": [STORY, "", None, "a\0b"]}))
    documents, failures = split(path)
    assert [document.id for document in documents] == [f"{path}:1"]
    assert [failure.input for failure in failures] == [f"{path}: row {number}" for number in (2, 3, 4)]
    path = parquet(tmp_path / "b.parquet", pa.table({"text": [b"bytes"], "id": [1]}))
    assert split(path)[1] == [Failure(f"{path}: row 1", "'text' is binary data, not text")]


def test_parquet_files_that_are_none(tmp_path: Path) -> None:
    good = parquet(tmp_path / "good.parquet", pa.table({"text": [STORY] * 10})).read_bytes()
    for data, reason in [
        (b"", "not a Parquet file"),
        (b"PAR1garbagePAR1", "not a Parquet file"),
        (good[:-9], "not a Parquet file"),
        (good[:4] + b"\xff" * 60 + good[64:], "damaged"),
    ]:
        documents, (failure,) = split(write(tmp_path, "a.parquet", data))
        assert documents == []
        assert reason in failure.reason
        assert "\n" not in failure.reason
    assert "empty" in split(parquet(tmp_path / "a.parquet", pa.table({"text": pa.array([], pa.string())})))[1][0].reason
    assert "no column 'text'" in split(parquet(tmp_path / "a.parquet", pa.table({"body": ["a"]})))[1][0].reason


def test_parquet_is_not_read_whole(tmp_path: Path) -> None:
    texts = [f"{STORY} {number} " * 100 for number in range(4000)]
    path = parquet(tmp_path / "a.parquet", pa.table({"text": texts}), compression=None, use_dictionary=False)
    pool = pa.default_memory_pool()
    before, peak = pool.bytes_allocated(), 0
    for _ in read([path]):
        peak = max(peak, pool.bytes_allocated() - before)
    assert path.stat().st_size > 40_000_000
    assert peak < path.stat().st_size / 3
