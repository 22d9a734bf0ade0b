"""Several processes write what one writes, and lose nothing when one of them dies."""

from __future__ import annotations

import multiprocessing
import os
import time
from collections import deque
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple, cast

import pytest

from dateline.coding.coder import Coder
from dateline.coding.pipeline import AHEAD, CHUNK_DOCUMENTS, CannotStartError, Settings, code_lines, code_reports
from dateline.records.document import Document, Failure
from dateline.records.report import SCHEMA, Dateline, DocumentRecord, Provenance, Report


class WilfulCoder:
    """Does what the text of a document tells it to."""

    def code_document(self, document: Document) -> Report:
        order, _, rest = document.text.partition(" ")
        if order == "raise":
            raise ValueError(f"line one\n{rest}")
        if order == "die":
            os._exit(int(rest))
        if order == "abort":
            os.abort()
        if order == "wait":
            time.sleep(float(rest))
        record = DocumentRecord(document.id, None, None, document.text, None, None, [], None, Dateline())
        made_by = Provenance("0", "wilful", "none")
        return Report(SCHEMA, record, [], [], [], [], [], [], [], [], [], made_by)

    def code_documents(self, documents: Iterable[Document]) -> Iterator[Report]:
        """Takes documents ahead, as a coder does that keeps its model busy."""
        ahead: deque[Document] = deque()
        for document in documents:
            ahead.append(document)
            if len(ahead) > 2:
                yield self.code_document(ahead.popleft())
        yield from map(self.code_document, ahead)


class WilfulSettings(NamedTuple):
    """Takes the place of Settings; workers find it in this module."""

    fault: str | None = None

    def make_coder(self, threads: int | None) -> Coder:
        if self.fault == "die":
            os._exit(9)
        if self.fault:
            raise ValueError(self.fault)
        return cast(Coder, WilfulCoder())


def run(texts: list[str], workers: int, fault: str | None = None) -> list[Any]:
    items = [Failure(text, "is broken") if text.startswith("broken") else Document(text, text) for text in texts]
    settings = cast(Settings, WilfulSettings(fault))
    return [
        item.reason if isinstance(item, Failure) else item.document.text
        for item in code_reports(items, settings, workers)
    ]


@pytest.mark.parametrize("workers", [1, 3])
def test_order_is_kept_and_failures_stay_in_place(workers: int) -> None:
    texts = [f"wait 0.0{i % 3}{i:03}" for i in range(60)]
    texts[5] = "broken 5"
    texts[33] = "broken 33"
    expected = ["is broken" if text.startswith("broken") else text for text in texts]
    assert run(texts, workers) == expected


@pytest.mark.parametrize("workers", [1, 2])
def test_a_document_that_cannot_be_coded_is_named_and_the_others_go_on(workers: int) -> None:
    texts = [f"text {i}" for i in range(20)]
    texts[10], texts[11], texts[12], texts[19] = "broken", "raise it broke", "raise again", "raise at the end"
    result = run(texts, workers)
    assert result[10:13] == [
        "is broken",
        "could not be coded: ValueError: line one it broke",
        "could not be coded: ValueError: line one again",
    ]
    assert result[19] == "could not be coded: ValueError: line one at the end"
    assert result[:10] + result[13:19] == texts[:10] + texts[13:19]


def test_a_fault_of_the_reader_is_not_blamed_on_a_document() -> None:
    def items() -> Iterator[Document]:
        yield Document("a", "text")
        raise RuntimeError("the reader's own")

    with pytest.raises(RuntimeError, match="the reader's own"):
        list(code_lines(items(), cast(Settings, WilfulSettings())))


def test_a_document_that_kills_its_worker_is_named_and_the_others_go_on() -> None:
    texts = [f"text {i}" for i in range(20)]
    texts[9], texts[10] = "die 3", "abort"
    result = run(texts, 2)
    assert result[9] == "the process that coded it ended (exit status 3)"
    assert result[10] == "the process that coded it ended (SIGABRT)"
    assert [text for i, text in enumerate(result) if i not in (9, 10)] == texts[:9] + texts[11:]


@pytest.mark.parametrize("workers", [1, 2])
def test_a_coder_that_cannot_be_made_ends_it(workers: int) -> None:
    with pytest.raises(CannotStartError, match="ValueError: no such model"):
        run(["text"], workers, "no such model")


def test_a_worker_that_dies_before_it_is_ready_ends_it() -> None:
    with pytest.raises(CannotStartError, match=r"ended before it was ready \(exit status 9\)"):
        run(["text"], 2, "die")


@pytest.mark.parametrize("workers", [1, 2])
def test_reading_is_never_far_ahead_of_writing(workers: int) -> None:
    read = 0

    def items() -> Iterator[Document]:
        nonlocal read
        for i in range(2000):
            read += 1
            yield Document(str(i), "text")

    furthest = 0
    for written, _ in enumerate(code_lines(items(), cast(Settings, WilfulSettings()), workers)):
        furthest = max(furthest, read - written)
    assert furthest <= (AHEAD * workers + 1) * CHUNK_DOCUMENTS


@pytest.mark.parametrize(("workers", "at_most"), [(1, 3), (2, 64)])
def test_the_first_report_does_not_wait_for_the_last_document(workers: int, at_most: int) -> None:
    read = 0

    def items() -> Iterator[Document]:
        nonlocal read
        for i in range(100):
            read += 1
            yield Document(str(i), "text")

    next(code_lines(items(), cast(Settings, WilfulSettings()), workers))
    assert read <= at_most


def test_workers_end_with_the_reader() -> None:
    lines = code_lines((Document(str(i), "text") for i in range(100)), cast(Settings, WilfulSettings()), 2)
    next(lines)
    assert multiprocessing.active_children()
    cast(Any, lines).close()
    assert not multiprocessing.active_children()


def test_text_that_utf8_cannot_carry_is_a_failure() -> None:
    result = run(["text 1", "half a pair \ud83d"], 1)
    assert result[0] == "text 1"
    assert result[1].startswith("could not be coded: UnicodeEncodeError")
