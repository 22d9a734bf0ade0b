"""The commands as a person uses them: right output, right exit code, nothing half written."""

from __future__ import annotations

import contextlib
import csv
import gzip
import io
import itertools
import json
import os
import pty
import re
import select
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import IO

import pytest
from bad_files import good, line
from running import ENVIRONMENT, STORY, command, dateline
from sample_reports import report

from dateline.exports import FORMATS
from dateline.exports.events_table import COLUMNS
from dateline.exports.reports import encode_report, read_reports


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    """Forty documents, two of them broken."""
    path = tmp_path / "documents.jsonl"
    rows = [line(id=f"d{i}", text=f"{STORY} Story {i}.", published="2019-03-14") for i in range(40)]
    rows[7], rows[20] = b"{broken\n", line(id="none")
    path.write_bytes(b"".join(rows))
    return path


@pytest.fixture
def stored(tmp_path: Path) -> Path:
    """Two Reports, as annotate writes them."""
    second = report()
    second.document.id, second.document.title = "khyber-2", "Another day"
    second.events = []
    path = tmp_path / "reports.jsonl"
    path.write_bytes(encode_report(report()) + b"\n" + encode_report(second) + b"\n")
    return path


# ---- help and version


@pytest.mark.parametrize(
    "arguments",
    [["--help"], ["annotate", "--help"], ["code", "-h"], ["show", "--help"], ["schema", "--help"], ["train", "-h"]],
)
def test_help_teaches(arguments: list[str]) -> None:
    ended = dateline(*arguments)
    assert ended.code == 0
    assert b"dateline " in ended.out.split(b"Options:")[1], "an example stands under the options"
    assert max(map(len, ended.out.decode().splitlines())) <= 120


def test_help_comes_at_once() -> None:
    modules = "import sys, dateline.cli; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", modules], capture_output=True, check=True, text=True).stdout.split()
    slow = {"numpy", "onnxruntime", "pyarrow", "rich", "trafilatura", "tokenizers", "msgspec", "yaml", "urllib3"}
    assert not slow & set(loaded)


def test_version_is_the_packages() -> None:
    import dateline as package

    assert dateline("--version").out.decode() == f"dateline {package.__version__}\n"


def test_the_package_offers_its_names() -> None:
    import dateline as package

    for name in package.__all__:
        assert getattr(package, name) is not None
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        package.nothing  # noqa: B018


# ---- annotate and code


def test_reports_are_the_same_bytes_whatever_the_workers(documents: Path, tmp_path: Path) -> None:
    one = dateline("annotate", documents)
    two = dateline("annotate", documents, "--workers", "2", "-o", tmp_path / "two.jsonl")
    assert (one.code, two.code) == (1, 1)
    assert one.err == two.err
    assert [":8:" in one.err[0], ":21:" in one.err[1]] == [True, True]
    assert (tmp_path / "two.jsonl").read_bytes() == one.out
    ids = [json.loads(row)["document"]["id"] for row in one.out.splitlines()]
    assert ids == [f"d{i}" for i in range(40) if i not in (7, 20)]


def test_compressed_output_is_the_same_each_time(documents: Path, tmp_path: Path) -> None:
    paths = [tmp_path / "a.jsonl.gz", tmp_path / "b.jsonl.gz"]
    for path in paths:
        dateline("annotate", documents, "-o", path)
        time.sleep(1.1)  # a time stamp would have moved on
    assert paths[0].read_bytes() == paths[1].read_bytes()
    assert len(gzip.decompress(paths[0].read_bytes()).splitlines()) == 38
    assert len(list(read_reports(paths[0]))) == 38


def test_standard_input_is_read() -> None:
    ended = dateline("annotate", "-", stdin=STORY.encode())
    assert ended.code == 0
    assert json.loads(ended.out)["document"]["text"] == STORY


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_can_be_written(name: str, documents: Path, tmp_path: Path) -> None:
    path = tmp_path / f"events.{name}"
    ended = dateline("code", documents, "--format", name, "-o", path)
    assert ended.code == 1
    assert len(ended.err) == 2
    assert path.exists()


@pytest.mark.parametrize(
    ("name", "start"), [("e.csv", b"event_id,"), ("e.geojson", b'{"type":"FeatureCollection"'), ("e.parquet", b"PAR1")]
)
def test_the_name_of_the_output_says_the_format(name: str, start: bytes, documents: Path, tmp_path: Path) -> None:
    dateline("code", documents, "-o", tmp_path / name)
    assert (tmp_path / name).read_bytes().startswith(start)


def test_csv_of_coded_events_reads_back(documents: Path) -> None:
    lines = dateline("code", documents).out.splitlines()
    rows = list(csv.DictReader(io.StringIO(dateline("code", documents, "--format", "csv").out.decode(), newline="")))
    assert [row["event_id"] for row in rows] == [json.loads(event)["id"] for event in lines]
    assert all(list(row) == [column.name for column in COLUMNS] for row in rows)


def test_an_empty_result_is_an_empty_file(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    ended = dateline("annotate", tmp_path / "empty.txt", "-o", tmp_path / "out.jsonl")
    assert ended.code == 1
    assert (tmp_path / "out.jsonl").read_bytes() == b""


def test_a_longer_earlier_result_is_replaced(tmp_path: Path, documents: Path) -> None:
    path = tmp_path / "out.jsonl"
    path.write_bytes(b"old\n" * 1_000_000)
    dateline("annotate", documents, "-o", path)
    assert len(path.read_bytes().splitlines()) == 38


# ---- at a terminal, interrupted, cut off


def on_terminal(*arguments: str | Path) -> tuple[int, str]:
    """Run on a pseudo-terminal: exit code and what is seen."""
    main, other = pty.openpty()
    process = subprocess.Popen(
        command(*arguments), stdin=other, stdout=other, stderr=other, env={**ENVIRONMENT, "TERM": "xterm-256color"}
    )
    os.close(other)
    seen = b""
    while select.select([main], [], [], 60)[0]:
        try:
            part = os.read(main, 65536)
        except OSError:
            break
        if not part:
            break
        seen += part
    os.close(main)
    return process.wait(), seen.decode()


def test_a_terminal_gets_a_table_with_colours(stored: Path, documents: Path) -> None:
    code, seen = on_terminal("show", stored)
    assert code == 0
    assert "\x1b[" in seen
    assert "ASSAULT firearms" in seen
    code, seen = on_terminal("code", documents)
    assert code == 1
    assert '{"' not in seen


def test_progress_is_shown_on_a_terminal_only(documents: Path, tmp_path: Path) -> None:
    _, seen = on_terminal("annotate", documents, "-o", tmp_path / "a.jsonl")
    assert "38 documents, 2 not done" in seen
    _, seen = on_terminal("annotate", documents, "--quiet", "-o", tmp_path / "a.jsonl")
    assert "38 documents" not in seen
    assert seen.count("dateline: ") == 2


def feed(stdin: IO[bytes]) -> None:
    """One document after the other until nobody reads them."""
    with contextlib.suppress(OSError):
        for number in itertools.count():
            stdin.write(good(number))
    with contextlib.suppress(OSError):
        stdin.close()


def interrupted(tmp_path: Path, *options: str, stop: signal.Signals = signal.SIGINT) -> tuple[int, list[str], bytes]:
    """Start on an endless input, stop after the first results: exit code, standard error, the output file."""
    output = tmp_path / "out.jsonl"
    process = subprocess.Popen(
        command("annotate", "-", "-o", output, *options),
        stdin=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=ENVIRONMENT,
        start_new_session=True,
    )
    assert process.stdin and process.stderr
    threading.Thread(target=feed, args=(process.stdin,), daemon=True).start()
    deadline = time.monotonic() + 60
    while not (output.exists() and output.stat().st_size) and time.monotonic() < deadline:
        time.sleep(0.05)
    os.killpg(process.pid, stop)
    code = process.wait(30)
    said = process.stderr.read().decode().splitlines()
    process.stderr.close()
    return code, said, output.read_bytes()


@pytest.mark.parametrize("options", [(), ("--workers", "2")])
def test_ctrl_c_leaves_whole_lines(options: tuple[str, ...], tmp_path: Path) -> None:
    code, said, written = interrupted(tmp_path, *options)
    assert code == 130
    (line,) = said
    found = re.fullmatch(r"dateline: interrupted: (\d+) documents? (was|were) written", line)
    assert found and int(found[1]) - len(written.splitlines()) in (0, -1), "one may be written and not yet counted"
    assert written.endswith(b"\n")
    assert all(json.loads(row)["schema"] for row in written.splitlines())


def test_a_killed_job_leaves_whole_lines(tmp_path: Path) -> None:
    _, _, written = interrupted(tmp_path, stop=signal.SIGKILL)
    assert written.endswith(b"\n")
    assert all(json.loads(row)["schema"] for row in written.splitlines())


def test_a_reader_that_leaves_is_no_error(documents: Path) -> None:
    process = subprocess.Popen(
        command("annotate", documents), stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=ENVIRONMENT
    )
    assert process.stdout and process.stderr
    process.stdout.readline()
    process.stdout.close()
    said = process.stderr.read().decode()
    process.stderr.close()
    assert process.wait(60) in (1, 141)
    assert "Traceback" not in said and "Broken pipe" not in said


# ---- code, from Reports


def test_events_of_stored_reports_are_written_without_coding(documents: Path, tmp_path: Path) -> None:
    path = tmp_path / "reports.jsonl.gz"
    dateline("annotate", documents, "-o", path)
    again = dateline("code", path, "--format", "csv")
    assert again.code == 0
    assert again.out == dateline("code", documents, "--format", "csv").out
    assert dateline("code", "-", "--format", "csv", stdin=gzip.decompress(path.read_bytes())).out == again.out
    twice = dateline("code", path, path, "--format", "csv")
    assert len(twice.out.splitlines()) == 2 * len(again.out.splitlines()) - 1


def test_stored_reports_cannot_be_coded_otherwise(stored: Path, tmp_path: Path) -> None:
    for option, value in (
        ("--codebook", "acled"),
        ("--actors", "x.csv"),
        ("--published", "2019-03-14"),
        ("--model", "x"),
    ):
        ended = dateline("code", stored, option, value, "-o", tmp_path / "events.csv")
        assert ended.code == 2
        assert option in ended.err[-1]
        assert not (tmp_path / "events.csv").exists()


def test_a_damaged_file_of_reports_is_said(stored: Path) -> None:
    whole = stored.read_bytes()
    stored.write_bytes(whole[:-200])
    ended = dateline("code", stored)
    assert ended.code == 1
    assert len(ended.out.splitlines()) == 3, "what could be read is written"
    assert len(ended.err) == 1 and "line 2 is not a Report" in ended.err[0]


def test_a_dash_is_standard_output(documents: Path, tmp_path: Path) -> None:
    ended = dateline("code", documents, "-o", "-", cwd=tmp_path)
    assert ended.out == dateline("code", documents).out
    assert not (tmp_path / "-").exists()


# ---- show


def test_show_reads_what_annotate_wrote(stored: Path) -> None:
    ended = dateline("show", stored)
    text = ended.out.decode()
    assert ended.code == 0
    assert "Gunmen storm market" in text
    assert "stormed[1] a grain market" in text
    assert "  [1] ASSAULT firearms “stormed” · occurred · attributed · confidence 0.91" in text
    assert "according to a senior police official" in text
    assert "\x1b" not in text
    assert ended.err == [f"dateline: {stored}: holds more documents than this one: choose with --document ID"]


def test_show_reads_reports_from_standard_input(stored: Path) -> None:
    assert "Gunmen storm market" in dateline("show", "-", stdin=stored.read_bytes()).out.decode()


def test_show_chooses_a_document(stored: Path, documents: Path) -> None:
    ended = dateline("show", stored, "--document", "khyber-2")
    assert "Another day" in ended.out.decode()
    assert "no events" in ended.out.decode()
    assert ended.err == []
    assert "Story 5." in dateline("show", documents, "--document", "d5").out.decode()
    missing = dateline("show", stored, "--document", "none")
    assert missing.code == 1
    assert missing.err == [f"dateline: {stored}: there is no document 'none' in it"]


def test_show_codes_a_document(tmp_path: Path) -> None:
    path = tmp_path / "story.txt"
    path.write_text(STORY)
    for source, stdin in ((str(path), None), ("-", STORY.encode())):
        ended = dateline("show", source, "--published", "2019-03-14", stdin=stdin)
        assert ended.code == 0
        assert "2019-03-14" in ended.out.decode()
        assert "grain" in ended.out.decode()


def test_show_says_what_is_wrong(stored: Path, tmp_path: Path) -> None:
    missing = dateline("show", tmp_path / "missing.txt")
    assert missing.code == 1
    assert len(missing.out) == 0
    assert len(missing.err) == 1 and "missing.txt" in missing.err[0]
    damaged = tmp_path / "damaged.jsonl"
    damaged.write_bytes(stored.read_bytes()[:500])
    ended = dateline("show", damaged)
    assert ended.code == 1
    assert ended.err[0].startswith(f"dateline: {damaged}: line 1 is not a Report")
    assert dateline("show", stored, "--codebook", "plover").code == 0
    story = tmp_path / "story.txt"
    story.write_text(STORY)
    assert dateline("show", story, "--codebook", "no-such-book").code == 2
