"""Bad inputs through the real program: one line for each, the right exit code, and the good beside them are done."""

from __future__ import annotations

import http.server
import json
import os
import re
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from bad_files import BAD_FILES, Bad, good, line, page
from running import STORY, Ended, dateline

from dateline.records.report import SCHEMA


def reports(ended: Ended) -> list[dict[str, object]]:
    return [json.loads(row) for row in ended.out.splitlines()]


def ids(ended: Ended) -> list[object]:
    return [report["document"]["id"] for report in reports(ended)]  # type: ignore[index]


class Everything(NamedTuple):
    """One run over every bad file, a good one before each."""

    ended: Ended
    folder: Path


@pytest.fixture(scope="module")
def everything(tmp_path_factory: pytest.TempPathFactory) -> Everything:
    folder = tmp_path_factory.mktemp("bad")
    inputs: list[Path] = []
    for bad in BAD_FILES:
        before = folder / f"before-{bad.name.split('.')[0]}-{bad.name.split('.', 1)[1]}.txt"
        before.write_text(f"{STORY} ({bad.name})", encoding="utf8")
        inputs += [before, bad.make(folder)]
    return Everything(dateline("annotate", *inputs, "-o", folder / "out.ndjson"), folder)


@pytest.mark.parametrize("bad", BAD_FILES, ids=lambda bad: bad.name)
def test_a_bad_file_is_one_line_and_stops_nothing(bad: Bad, everything: Everything) -> None:
    ended, folder = everything
    start = f"dateline: {folder / bad.name}:"
    said = [row for row in ended.err if row.startswith(start)]
    assert len(said) == bad.complaints, said
    assert re.search(bad.complaint, said[0])
    assert ended.code == 1


def test_all_good_documents_are_done_in_order(everything: Everything) -> None:
    ended, folder = everything
    texts = [json.loads(row)["document"]["text"] for row in (folder / "out.ndjson").read_bytes().splitlines()]
    before = [text for text in texts if text.endswith(")")]
    assert before == [f"{STORY} ({bad.name})" for bad in BAD_FILES]
    assert len(texts) - len(before) == sum(bad.good for bad in BAD_FILES)
    assert len(ended.err) == sum(bad.complaints for bad in BAD_FILES)
    assert not any("Traceback" in row for row in ended.err)


@pytest.fixture
def story(tmp_path: Path) -> Path:
    path = tmp_path / "story.txt"
    path.write_text(STORY, encoding="utf8")
    return path


class Server(http.server.BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        if self.path == "/loop":
            self.send_response(302)
            self.send_header("Location", "/loop")
            self.end_headers()
        elif self.path == "/story":
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(page(f"<article><h1>Market</h1><p>{STORY}</p><p>{STORY}</p></article>"))
        else:
            self.send_error(404)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Server) as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{running.server_port}"
        running.shutdown()


def test_inputs_that_are_not_there(story: Path, tmp_path: Path, server: str) -> None:
    (tmp_path / "nothing").mkdir()
    (tmp_path / "folder.txt").mkdir()
    (tmp_path / "dangling.txt").symlink_to("gone.txt")
    expected = {
        tmp_path / "missing.txt": "no such file",
        tmp_path / "nothing": "no ",
        tmp_path / "folder.txt": "no ",
        tmp_path / "*.htm": "no ",
        tmp_path / "dangling.txt": "where the link leads",
        tmp_path / "line\nbreak\x1b[31m.txt": "no file",
        "http://no-such-host.invalid/report": "resolved",
        f"{server}/story": "public address",
        "http://10.0.0.1/": "public address",
        "http://169.254.169.254/latest/meta-data": "public address",
        "ftp://example.org/report.txt": "ftp",
    }
    ended = dateline("annotate", *expected, story)
    assert ended.code == 1
    assert len(ended.err) == len(expected)
    for row, complaint in zip(ended.err, expected.values(), strict=True):
        assert re.search(complaint, row), row
        assert "\x1b" not in row
    assert [report["document"]["text"] for report in reports(ended)] == [STORY]  # type: ignore[index]


def test_a_server_of_ones_own(story: Path, server: str) -> None:
    ended = dateline("annotate", f"{server}/loop", f"{server}/gone", f"{server}/story", story, "--allow-private")
    assert ended.code == 1
    assert [bool(re.search(words, row)) for words, row in zip(("redirects", "404"), ended.err, strict=True)] == [
        True
    ] * 2
    assert len(reports(ended)) == 2


ODD_TEXTS = {
    "emoji": "😀 " + STORY + " 👩‍👩‍👧‍👦",
    "right-to-left": "قال المتحدث إن المسلحين هاجموا السوق في مدينة بيشاور يوم الثلاثاء وقتلوا ثلاثة تجار.",
    "unknown language": "Qozma nel turvak, hul vesh moriq danel sut. " * 8,
    "no full stop": "word " * 5000,
    "marks only": "?! ... ,,, --- “”",
    "one letter": "a",
    "capitals": STORY.upper(),
    "no capitals": STORY.lower(),
    "unclosed quotation": STORY + " “We will",
    "line separators": STORY.replace(" ", "\u2028"),
    "carriage returns": STORY.replace(". ", ".\r\n\r\n"),
    "combining marks": "e\u0301" * 500,
    "control characters": STORY.replace(" ", "\x07 "),
    "very long word": "x" * 100_000,
}


def test_odd_texts_are_kept_to_the_letter(tmp_path: Path) -> None:
    path = tmp_path / "odd.jsonl"
    path.write_bytes(b"".join(line(id=name, text=text, published="2019-03-14") for name, text in ODD_TEXTS.items()))
    ended = dateline("annotate", path)
    assert ended.err == []
    assert ended.code == 0
    for report, (name, text) in zip(reports(ended), ODD_TEXTS.items(), strict=True):
        assert report["schema"] == SCHEMA
        assert report["document"]["id"] == name  # type: ignore[index]
        assert report["document"]["text"] == text  # type: ignore[index]


def test_wrong_encodings_are_read_and_said_in_the_report(tmp_path: Path) -> None:
    latin = tmp_path / "latin.txt"
    latin.write_bytes((STORY + " Señor Müller was there.").encode("latin-1"))
    mark = tmp_path / "mark.txt"
    mark.write_bytes(b"\xef\xbb\xbf" + STORY.encode())
    wide = tmp_path / "wide.txt"
    wide.write_bytes(STORY.encode("utf-16"))
    ended = dateline("annotate", latin, mark, wide)
    assert (ended.code, ended.err) == (0, [])
    texts = [report["document"]["text"].lstrip("\ufeff") for report in reports(ended)]  # type: ignore[index]
    assert texts == [STORY + " Señor Müller was there.", STORY, STORY]
    assert reports(ended)[0]["warnings"]


def test_an_id_that_comes_back_is_told_apart(tmp_path: Path) -> None:
    path = tmp_path / "twice.jsonl"
    path.write_bytes(good(1) + good(1))
    ended = dateline("annotate", path)
    assert ended.code == 0
    assert ids(ended) == ["beside-1", "beside-1#2"]
    assert "beside-1" in str(reports(ended)[1]["warnings"])


def test_a_wrong_date_in_a_row_is_a_warning(tmp_path: Path) -> None:
    path = tmp_path / "dates.jsonl"
    path.write_bytes(line(id="a", text=STORY, published="the 14th"))
    (report,) = reports(dateline("annotate", path))
    assert report["document"]["published"] is None  # type: ignore[index]
    assert any("the 14th" in warning for warning in report["warnings"])  # type: ignore[attr-defined]


USAGE = {
    "no input": ([], "INPUT"),
    "month 13": (["story.txt", "--published", "2019-13-01"], "2019-13-01"),
    "30 February": (["story.txt", "--published", "2019-02-30"], "2019-02-30"),
    "words for a date": (["story.txt", "--published", "yesterday"], "YYYY-MM-DD"),
    "date without dashes": (["story.txt", "--published", "20190314"], "YYYY-MM-DD"),
    "no workers": (["story.txt", "--workers", "0"], "0"),
    "half a worker": (["story.txt", "--workers", "1.5"], "1.5"),
    "unknown option": (["story.txt", "--speed", "fast"], "--speed"),
    "unknown format": (["story.txt", "--format", "xlsx"], "xlsx"),
    "parquet to the screen": (["story.txt", "--format", "parquet"], "-o FILE"),
    "a table of a kind that is not written": (["story.txt", "-o", "events.xlsx"], r"\.csv, .*--format"),
    "parquet in gzip": (["story.txt", "-o", "events.parquet.gz"], r"leave \.gz"),
    "output is the input": (["story.txt", "-o", "story.txt"], "is the input"),
    "output among the inputs": ([".", "-o", "events.csv"], "input folder"),
    "unknown codebook": (["story.txt", "--codebook", "no-such-book"], "no-such-book"),
    "broken codebook": (["story.txt", "--codebook", "broken.yaml"], r"broken\.yaml"),
    "codebook without types": (["story.txt", "--codebook", "empty.yaml"], r"empty\.yaml"),
    "missing model": (["story.txt", "--model", "no-such-model"], "no-such-model"),
    "missing model for workers": (["story.txt", "--model", "no-such-model", "--workers", "2"], "no-such-model"),
}


@pytest.mark.parametrize("case", USAGE)
def test_wrong_usage_is_said_and_writes_nothing(case: str, story: Path, tmp_path: Path) -> None:
    (tmp_path / "broken.yaml").write_text("types: [unclosed\n")
    (tmp_path / "empty.yaml").write_text("name: mine\n")
    arguments, complaint = USAGE[case]
    before = sorted(tmp_path.iterdir())
    options = [] if "-o" in arguments or case == "parquet to the screen" else ["-o", "results.jsonl"]
    ended = dateline("code", *arguments, *options, cwd=tmp_path)
    assert ended.code == 2, ended.err
    assert re.search(complaint, ended.err[-1])
    assert not any("Traceback" in row for row in ended.err)
    assert sorted(tmp_path.iterdir()) == before, "no empty file is left"
    assert story.read_text() == STORY


def test_annotate_writes_no_table(story: Path, tmp_path: Path) -> None:
    before = sorted(tmp_path.iterdir())
    for name in ("events.csv", "events.parquet", "map.geojson.gz"):
        ended = dateline("annotate", story, "-o", name, cwd=tmp_path)
        assert ended.code == 2
        assert "dateline code" in ended.err[-1]
    assert sorted(tmp_path.iterdir()) == before


def test_a_file_in_the_place_of_a_command_gets_a_hint(story: Path, tmp_path: Path) -> None:
    for name in ("story.txt", "https://news.invalid/report"):
        ended = dateline(name, cwd=tmp_path)
        assert ended.code == 2
        assert f"dateline show {name}" in ended.err[-1]
    assert "No such command" in dateline("shwo", cwd=tmp_path).err[-1]


def test_an_earlier_result_outlives_wrong_usage(story: Path, tmp_path: Path) -> None:
    earlier = tmp_path / "results.jsonl"
    earlier.write_text("precious\n")
    assert dateline("annotate", story, "-o", earlier, "--codebook", "no-such-book").code == 2
    assert earlier.read_text() == "precious\n"


@pytest.mark.parametrize(
    ("output", "complaint"),
    [
        ("missing/results.jsonl", "there is no folder"),
        ("folder", "s a directory"),
        ("story.txt/results.ndjson", "ot a directory"),
        ("x" * 300, "too long"),
    ],
)
def test_an_output_that_cannot_be_opened(output: str, complaint: str, story: Path, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    ended = dateline("annotate", story, "-o", output, cwd=tmp_path)
    assert ended.code == 1
    assert len(ended.err) == 1
    assert output in ended.err[0]
    assert complaint in ended.err[0]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
@pytest.mark.parametrize("name", ["annotate", "code"])
def test_a_full_disk_is_one_line(name: str, story: Path) -> None:
    ended = dateline(name, story, "-o", "/dev/full")
    assert ended.code == 1
    assert len(ended.err) == 1
    assert "/dev/full: cannot be written: No space left" in ended.err[0]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission(story: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text(STORY)
    secret.chmod(0)
    ended = dateline("annotate", secret, story)
    assert ended.code == 1
    assert len(ended.err) == 1 and "ermission" in ended.err[0]
    assert len(reports(ended)) == 1
