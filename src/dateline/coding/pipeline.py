"""Documents in, Reports out: in this process or in several, in the order of the documents, never all at once.

Each document is coded by itself, so the Reports are the same bytes whatever the number of workers. Between
processes documents travel in chunks; these grow from one document on, so that the first Report comes early.
"""

from __future__ import annotations

import signal
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from itertools import chain
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from dateline.records.document import Document, Failure
from dateline.records.report import Report

if TYPE_CHECKING:
    from dateline.coding.coder import Coder

CHUNK_DOCUMENTS = 16
CHUNK_CHARACTERS = 60_000
"""A chunk is closed by whichever comes first; 60,000 characters are a dozen articles, a second's work or so."""

AHEAD = 3
"""Chunks for each worker that may be read, coded or waiting for their turn: bounds memory."""

Item = Document | Failure
Coded = bytes | Failure
"""A Report as a line of JSON, or why there is none."""


_encode = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder(Report).decode


class CannotStartError(Exception):
    """The coder could not be set up: unknown codebook, actor table with an error, missing model."""


class Settings(NamedTuple):
    """What a coder is made from, wherever it is made."""

    codebook: tuple[str, ...] = ()
    model: str | None = None
    actors: tuple[str, ...] = ()
    """Tables of actors that go before the built-in one."""
    gazetteers: tuple[str, ...] = ()
    """Files of place names in front of the built-in ones."""

    def make_coder(self, threads: int | None) -> Coder:
        """The coder, in whichever process this is called. Raises what Coder raises."""
        from dateline.coding.coder import Coder

        return Coder(
            codebook=list(self.codebook) or None,
            model=self.model,
            threads=threads,
            actors=self.actors,
            gazetteers=self.gazetteers,
        )


DEFAULT = Settings()
"""The built-in model and codebook."""


def code_reports(items: Iterable[Item], settings: Settings = DEFAULT, workers: int = 1) -> Iterator[Report | Failure]:
    """One Report a document, in order; Failures are passed on in their place. Raises CannotStartError."""
    for coded in code_lines(items, settings, workers):
        yield _decode(coded) if isinstance(coded, bytes) else coded


def code_lines(items: Iterable[Item], settings: Settings = DEFAULT, workers: int = 1) -> Iterator[Coded]:
    """As `code_reports`, but each Report as its line of JSON. Raises CannotStartError."""
    if workers > 1:
        yield from _in_processes(_chunks(items), settings, workers)
        return
    yield from _in_this_process(_make_coder(settings, threads=None), iter(items))


def _make_coder(settings: Settings, threads: int | None) -> Coder:
    try:
        return settings.make_coder(threads)
    except Exception as error:  # whatever is wrong with a model or codebook file, the user gets a line, not a traceback
        raise CannotStartError(_one_line(error)) from error


def _in_this_process(coder: Coder, items: Iterator[Item]) -> Iterator[Coded]:
    """The coder may take documents ahead of the one it hands out; the order stays that of the items."""
    fault: list[Exception] = []  # of the reader, raised when everything before it is coded
    while True:
        taken: deque[Item] = deque()
        try:
            for report in coder.code_documents(_documents(items, taken, fault)):
                yield from _leading_failures(taken)
                document = taken.popleft()
                assert isinstance(document, Document)
                yield _encoded(document, report)
        except Exception:
            yield from _leading_failures(taken)
            if not taken:  # no document's fault
                raise
            # The one it was at is tried by itself, which says what is wrong; then on with the others.
            yield _code(coder, taken.popleft())
            items = chain(taken, items)
            continue
        yield from _leading_failures(taken)
        if fault:
            raise fault[0]
        return


def _documents(items: Iterator[Item], taken: deque[Item], fault: list[Exception]) -> Iterator[Document]:
    try:
        for item in items:
            taken.append(item)
            if isinstance(item, Document):
                yield item
    except Exception as error:
        fault.append(error)


def _leading_failures(taken: deque[Item]) -> Iterator[Failure]:
    while taken and isinstance(taken[0], Failure):
        failure = taken.popleft()
        assert isinstance(failure, Failure)
        yield failure


def _chunks(items: Iterable[Item]) -> Iterator[list[Item]]:
    chunk: list[Item] = []
    documents = characters = 0
    limit = 1
    for item in items:
        chunk.append(item)
        if isinstance(item, Document):
            documents += 1
            characters += len(item.text)
        if documents >= limit or characters >= CHUNK_CHARACTERS or len(chunk) >= 4 * CHUNK_DOCUMENTS:
            yield chunk
            chunk, documents, characters = [], 0, 0
            limit = min(2 * limit, CHUNK_DOCUMENTS)
    if chunk:
        yield chunk


def _code(coder: Coder, item: Item) -> Coded:
    if isinstance(item, Failure):
        return item
    try:
        return _encoded(item, coder.code_document(item))
    except Exception as error:  # one document never stops the others
        return _uncoded(item, error)


def _encoded(document: Document, report: Report) -> Coded:
    try:
        return _encode(report)
    except Exception as error:  # half a surrogate pair, which UTF-8 cannot carry
        return _uncoded(document, error)


def _uncoded(document: Document, error: Exception) -> Failure:
    return Failure(document.id, f"could not be coded: {_one_line(error)}")


def _one_line(error: Exception) -> str:
    """The message of an error that was raised for the user; with its kind where it was not."""
    text = " ".join(str(error).split())
    ours = type(error).__module__.startswith("dateline.")
    return text if ours and text else f"{type(error).__name__}: {text}".rstrip(": ")


# ---- several processes


class _Worker:
    """A process with a coder of its own, and the chunk it is at."""

    def __init__(self, settings: Settings) -> None:
        # spawn on every platform: a fork would copy threads and locks of the model's runtime
        context = get_context("spawn")
        self.connection, other = context.Pipe()
        self.process: BaseProcess = context.Process(target=_serve, args=(other, settings), daemon=True)
        _start_ignoring_interrupts(self.process)
        other.close()
        self.number = -1
        self.chunk: list[Item] = []
        self.ready = False

    def give(self, number: int, chunk: list[Item]) -> None:
        self.number, self.chunk = number, chunk
        # A worker that has just died is noticed when its answer is awaited.
        try:
            self.connection.send(chunk)
        except OSError:
            return

    def stop(self) -> None:
        self.connection.close()
        self.process.terminate()
        self.process.join()


def _start_ignoring_interrupts(process: BaseProcess) -> None:
    """Start a process that Ctrl-C does not reach: the parent ends it, and nothing but the parent speaks."""
    if threading.current_thread() is not threading.main_thread():
        process.start()
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        process.start()
    finally:
        signal.signal(signal.SIGINT, before)


def _serve(connection: Connection, settings: Settings) -> None:
    """The life of a worker: a coder, then chunk after chunk. It answers with a list, or a line why there is none."""
    try:
        coder = _make_coder(settings, threads=1)
    except CannotStartError as error:
        connection.send(str(error))
        return
    connection.send(None)
    try:
        while True:
            connection.send([_code(coder, item) for item in connection.recv()])
    except (EOFError, OSError):  # the parent is gone or has closed the pipe
        return


def _in_processes(all_chunks: Iterable[list[Item]], settings: Settings, count: int) -> Iterator[Coded]:
    chunks = enumerate(all_chunks)
    waiting: deque[tuple[int, list[Item]]] = deque()
    workers: list[_Worker] = []
    done: dict[int, list[Coded]] = {}
    next_out = 0
    taken = 0
    exhausted = False
    try:
        while True:
            while waiting and (worker := _free(workers, count, settings)):
                worker.give(*waiting.popleft())
            while next_out in done:
                yield from done.pop(next_out)
                next_out += 1
            busy = [worker for worker in workers if worker.number >= 0]
            if exhausted and not busy and not waiting:
                return
            may_read = not exhausted and taken - next_out < AHEAD * count and len(waiting) < count
            answered = wait([worker.connection for worker in busy], timeout=0 if may_read else None) if busy else []
            for worker in busy:
                if worker.connection in answered:
                    number, coded = worker.number, _answer(worker, workers, settings)
                    if coded is not None:
                        done[number] = coded
            if may_read and not answered:
                entry = next(chunks, None)
                if entry is None:
                    exhausted = True
                else:
                    waiting.append(entry)
                    taken += 1
    finally:
        for worker in workers:
            worker.stop()


def _free(workers: list[_Worker], count: int, settings: Settings) -> _Worker | None:
    for worker in workers:
        if worker.number < 0:
            return worker
    if len(workers) < count:
        workers.append(_Worker(settings))
        return workers[-1]
    return None


def _answer(worker: _Worker, workers: list[_Worker], settings: Settings) -> list[Coded] | None:
    """What a worker has to say: its chunk, done; or None where it only says that it is ready."""
    try:
        answer = worker.connection.recv()
    except (EOFError, OSError):
        worker.process.join()
        how = _how_it_ended(worker.process.exitcode)
        workers.remove(worker)
        worker.connection.close()
        if not worker.ready:
            raise CannotStartError(f"a worker process ended before it was ready ({how})") from None
        return _survivors(worker.chunk, how, settings)
    if answer is None:
        worker.ready = True
        return None
    if isinstance(answer, str):
        raise CannotStartError(answer)
    worker.number, worker.chunk = -1, []
    coded: list[Coded] = answer
    return coded


def _survivors(chunk: list[Item], how: str, settings: Settings) -> list[Coded]:
    """Code a chunk whose worker died, each document by itself, to find the one that kills."""
    if len(chunk) == 1:
        item = chunk[0]
        return [Failure(item.id, f"the process that coded it ended ({how})") if isinstance(item, Document) else item]
    return list(_in_processes(([item] for item in chunk), settings, 1))


def _how_it_ended(code: int | None) -> str:
    if code is not None and code < 0:
        name = signal.Signals(-code).name
        return f"{name}: killed, perhaps for want of memory" if name == "SIGKILL" else name
    return f"exit status {code}"
