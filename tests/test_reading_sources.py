"""Inputs to documents: files, folders, patterns, standard input; ids, dates, languages."""

from __future__ import annotations

import gzip
import io
import json
import os
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.reading import Document, Failure, read
from dateline.reading.dates import iso_date
from dateline.reading.identifiers import SeenIds

STORY = (
    "SANAA (Agency) - Gunmen attacked a checkpoint near Marib on Tuesday and killed two soldiers, officials said. "
    "The governor told reporters that they had come from the hills and that the army was looking for them."
)
URDU = (
    "فوج کے مطابق مسلح افراد نے منگل کو ملک کے شمال میں ایک گاؤں پر حملہ کیا۔ "
    "تین افراد ہلاک ہوئے اور حملہ آور فرار ہو گئے۔"
)


def documents(*inputs: str | Path, **options: object) -> list[Document]:
    items = list(read(inputs, **options))  # type: ignore[arg-type]
    assert not [item for item in items if isinstance(item, Failure)], items
    return [item for item in items if isinstance(item, Document)]


def failure(*inputs: str | Path, **options: object) -> Failure:
    """The only thing that comes of these inputs."""
    (item,) = read(inputs, **options)  # type: ignore[arg-type]
    assert isinstance(item, Failure), item
    return item


def test_inputs_keep_their_order_and_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("b.txt", "a.md"):
        Path(name).write_text(f"{name}: {STORY}", encoding="utf8")
    assert [document.id for document in documents("b.txt", "./a.md")] == ["b.txt", "./a.md"]
    assert [document.id for document in documents("a.md", Path("b.txt"))] == ["a.md", "b.txt"]


def test_one_name_alone_is_an_input_and_not_its_letters(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(STORY, encoding="utf8")
    assert [item.id for item in read(str(path)) if isinstance(item, Document)] == [str(path)]


def test_a_folder_is_searched_in_order_without_hidden_and_unknown_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("in/z.txt", "in/b/2.TXT", "in/b/1.md", "in/.hidden.txt", "in/.git/x.txt", "in/photo.jpg", "in/a.txt"):
        path = Path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(STORY, encoding="utf8")
    Path("in/circle").symlink_to("..", target_is_directory=True)
    found = [document.id for document in documents("in")]
    assert found == [str(Path("in", name)) for name in ("a.txt", "b/1.md", "b/2.TXT", "z.txt")]


def test_patterns(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("2.txt", "1.txt", "report[1].txt"):
        Path(name).write_text(STORY, encoding="utf8")
    assert [document.id for document in documents("[12].txt")] == ["1.txt", "2.txt"]
    assert [document.id for document in documents("report[1].txt")] == ["report[1].txt"], "a name before a pattern"


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("missing.txt", "no such file"),
        ("*.html", "no file matches"),
        ("", "an empty name"),
        ("a\0b", "no file has such a name"),
        ("ftp://host.example/a.txt", "only http and https"),
        ("file:///etc/hostname", "only http and https"),
        ("empty", "no file in this folder that dateline reads"),
        ("broken.txt", "check where the link leads"),
        ("table.xlsx", "unknown suffix '.xlsx': save it as CSV"),
        ("all.json", "unknown suffix '.json': write one JSON object a line"),
        ("noname", "no suffix: dateline reads .html"),
        ("pages.zip", "unpack it first"),
    ],
)
def test_inputs_that_are_none(name: str, reason: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("empty").mkdir()
    Path("broken.txt").symlink_to("nowhere.txt")
    for other in ("table.xlsx", "all.json", "noname", "pages.zip"):
        Path(other).write_text(STORY, encoding="utf8")
    said = failure(name)
    assert reason in said.reason
    assert "\n" not in said.reason
    assert said.input in (name, "''", repr(name))


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="permissions bind ordinary users only")
def test_no_permission(tmp_path: Path) -> None:
    path = tmp_path / "secret.txt"
    path.write_text(STORY, encoding="utf8")
    path.chmod(0)
    assert "no permission" in failure(path).reason
    closed = tmp_path / "closed"
    closed.mkdir(mode=0)
    assert "folder cannot be read (Permission denied)" in failure(closed).reason


def stdin(data: bytes) -> io.BytesIO:
    return io.BytesIO(data)


def test_standard_input_is_told_by_its_first_characters() -> None:
    line = json.dumps({"id": "a", "text": STORY}).encode() + b"\n"
    for data, ids in [
        (STORY.encode(), ["-"]),
        (line * 2, ["a", "a#2"]),
        (b"\xef\xbb\xbf \n" + line, ["a"]),
        (gzip.compress(line), ["a"]),
        (f"<!DOCTYPE html><p>{STORY}</p>".encode(), ["-"]),
    ]:
        found = documents("-", stdin=stdin(data))
        assert [document.id for document in found] == ids
        assert found[0].text == STORY
    assert failure("-", stdin=stdin(b"")) == Failure("-", "empty: there is no text in it")


def test_standard_input_from_a_pipe() -> None:
    reading, writing = os.pipe()
    with os.fdopen(writing, "wb") as out:
        out.write(json.dumps({"text": STORY}).encode())
    with os.fdopen(reading, "rb") as source:
        assert [document.id for document in documents("-", stdin=source)] == ["-:1"]


def test_an_id_that_comes_back_gets_a_number_and_a_warning(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text("".join(json.dumps({"id": name, "text": STORY}) + "\n" for name in "aba"), encoding="utf8")
    found = documents(path, path)
    assert [document.id for document in found] == ["a", "b", "a#2", "a#3", "b#2", "a#4"]
    assert found[2].warnings == ["the id 'a' was there before: this document is 'a#2'"]
    assert found[1].warnings == []


@given(st.lists(st.sampled_from(["a", "b", "a#2", "a#3", "", "é"]), max_size=80))
def test_ids_are_unique_whatever_comes(names: list[str]) -> None:
    seen = SeenIds()
    given_out = [seen.unique(name) for name in names]
    assert len(set(given_out)) == len(names)
    assert all(name in seen for name in given_out)


def test_many_ids_need_little_memory() -> None:
    tracemalloc.start()
    try:
        seen = SeenIds()
        for number in range(50_000):
            seen.unique(f"https://news.example/{number}")
        assert seen.unique("https://news.example/49999") == "https://news.example/49999#2"
        assert tracemalloc.get_traced_memory()[0] < 32 * 50_000
    finally:
        tracemalloc.stop()


def test_memory_does_not_grow_with_the_number_of_documents(tmp_path: Path) -> None:
    def peak(count: int) -> int:
        path = tmp_path / f"{count}.jsonl"
        with path.open("w", encoding="utf8") as out:
            for number in range(count):
                out.write(json.dumps({"id": str(number), "text": STORY * 20}) + "\n")
        tracemalloc.start()
        try:
            assert sum(1 for _ in read([path])) == count
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    peak(10)  # modules and caches
    few, many = peak(100), peak(3000)
    assert many - few < 40 * 3000, "nothing but the ids is kept"


def test_the_given_date_is_for_documents_without_one(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    rows = [{"published": "2019-03-14T23:30:00+05:00"}, {}, {"published": "last week"}, {"published": "2019-02-30"}]
    path.write_text("".join(json.dumps({"text": STORY, **row}) + "\n" for row in rows), encoding="utf8")
    found = documents(path, published="2020-01-31")
    assert [document.published for document in found] == ["2019-03-14", "2020-01-31", "2020-01-31", "2020-01-31"]
    assert found[2].warnings == ["published 'last week' is not an ISO date (YYYY-MM-DD): ignored"]
    assert [document.published for document in documents(path)] == ["2019-03-14", None, None, None]


@pytest.mark.parametrize("wrong", ["yesterday", "2019-13-01", "14/03/2019", ""])
def test_a_wrong_date_for_all_is_the_callers_mistake(wrong: str) -> None:
    with pytest.raises(ValueError, match="not an ISO date"):
        read([], published=wrong)


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2019-03-14", "2019-03-14"),
        ("20190314", "2019-03-14"),
        (" 2019-03-14T10:00:00.123Z ", "2019-03-14"),
        ("2019-03-14 10:00:00 UTC", "2019-03-14"),
        ("2019-03-14T10:00:00+0530", "2019-03-14"),
        ("2019-03", None),
        ("03/14/2019", None),
        ("2019-02-29", None),
        ("2019-03-14 or so", None),
        (20190314, None),
        (None, None),
    ],
)
def test_iso_dates(written: object, day: str | None) -> None:
    assert iso_date(written) == day


def language_of(text: str, tmp_path: Path, **fields: object) -> Document:
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps({"text": text, **fields}), encoding="utf8")
    (document,) = documents(path)
    return document


def test_other_languages_are_handed_on_with_a_warning(tmp_path: Path) -> None:
    document = language_of(URDU, tmp_path)
    assert document.language == "ur"
    assert document.warnings == ["language 'ur' not supported: not coded"]
    assert document.text == URDU


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (STORY, "en"),
        (STORY.upper(), "en"),
        (
            "Gunmen attacked a village in northern Benue state Tuesday, killing three, commander Musa Danladi said.",
            "en",
        ),
        ("Mosul: three dead", None),
        ("3 4 5 -- " * 50, None),
        ("Des hommes armés ont attaqué mardi un village du nord du pays, a annoncé l'armée dans la soirée.", "fr"),
        ("Bewaffnete haben am Dienstag ein Dorf im Norden des Landes angegriffen, teilte die Armee mit.", "de"),
        ("هاجم مسلحون يوم الثلاثاء قرية في شمال البلاد، بحسب ما أعلن الجيش. وقتل ثلاثة أشخاص.", "ar"),
    ],
)
def test_languages(text: str, language: str | None, tmp_path: Path) -> None:
    document = language_of(text, tmp_path)
    if language == "ar":  # its relatives share the script and most frequent letters
        assert document.language not in ("en", None)
    else:
        assert document.language == language


def test_a_given_language_wins(tmp_path: Path) -> None:
    assert language_of(URDU, tmp_path, language="en-GB").language == "en"
    assert language_of(URDU, tmp_path, language="en-GB").warnings == []
    assert language_of(STORY, tmp_path, language="UR").language == "ur"
    assert language_of(STORY, tmp_path, language="English").language == "en"
    assert language_of(STORY, tmp_path, language=" ").language == "en"
