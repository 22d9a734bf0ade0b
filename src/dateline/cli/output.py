"""Where results go: standard output or a file, whole lines only, and one line of complaint when that fails."""

from __future__ import annotations

import contextlib
import errno
import gzip
import os
import sys
from pathlib import Path
from typing import IO, Protocol, cast

import click

READABLE_SUFFIXES = (".jsonl", ".jsonl.gz", ".csv", ".parquet", ".txt")
"""Outputs that a later run over the same folder would take for documents."""


class OutputError(Exception):
    """The results cannot be written; the message names the file."""


class _Stream(Protocol):
    def write(self, data: bytes) -> int: ...
    def close(self) -> None: ...


class Output:
    """A file or standard output, opened at the first write: an earlier result is not lost to a mistyped option.

    Each `write` is handed to the system at once, so that a job that is stopped leaves whole lines behind.
    """

    def __init__(self, path: str | None) -> None:
        path = None if path == "-" else path
        self.path = path
        self.name = path or "standard output"
        self._stream: _Stream | None = None
        self._raw: IO[bytes] | None = None
        self._created = False
        self._whole = 0
        """Length of the file after the last complete write."""
        if path:
            self._check(Path(path))

    def _check(self, path: Path) -> None:
        try:
            self._created = not path.exists()
            os.close(os.open(path, os.O_WRONLY | os.O_CREAT, 0o666))
        except OSError as error:
            raise OutputError(self._message(error)) from error

    def _message(self, error: OSError) -> str:
        if error.errno == errno.ENOENT:
            return f"{self.name}: cannot be written: there is no folder '{Path(self.name).parent}'"
        return f"{self.name}: cannot be written: {error.strerror or error}"

    def is_terminal(self) -> bool:
        return self.path is None and sys.stdout.isatty()

    def _open(self) -> _Stream:
        if self.path is None:
            return cast(_Stream, sys.stdout.buffer)
        self._raw = Path(self.path).open("wb", buffering=0)  # noqa: SIM115 (closed in `close`)
        if self.path.endswith(".gz"):
            # no name and no time in the header: the same results are the same bytes
            return cast(_Stream, gzip.GzipFile("", "wb", fileobj=self._raw, mtime=0))
        return cast(_Stream, self._raw)

    def write(self, data: bytes) -> None:
        """Write all of it. Raises OutputError, or BrokenPipeError where the reader has left."""
        try:
            if self._stream is None:
                self._stream = self._open()
            rest = memoryview(data)
            while rest:
                rest = rest[self._stream.write(rest) :]  # type: ignore[arg-type]
            if self.path is None:
                cast(IO[bytes], self._stream).flush()
            elif self._stream is self._raw:
                self._whole += len(data)
        except BrokenPipeError:
            raise
        except OSError as error:
            self._drop_half_line()
            raise OutputError(self._message(error)) from error

    def _drop_half_line(self) -> None:
        if self._raw is not None and not isinstance(self._stream, gzip.GzipFile):
            with contextlib.suppress(OSError):
                self._raw.truncate(self._whole)

    def close(self) -> None:
        """Finish the file; an empty result is an empty file. Raises OutputError."""
        try:
            if self.path is not None and self._stream is None:
                self._stream = self._open()
            if self.path is not None and self._stream is not None:
                self._stream.close()
            if self._raw is not None:
                self._raw.close()
        except BrokenPipeError:
            raise
        except OSError as error:
            raise OutputError(self._message(error)) from error

    def abandon(self) -> None:
        """Nothing will be written: leave no empty file where there was none."""
        if self.path is not None and self._stream is None and self._created:
            with contextlib.suppress(OSError):
                Path(self.path).unlink()


def silence_stdout() -> None:
    """After a broken pipe: keep the interpreter from writing to it once more as it ends."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def refuse_own_input(path: str | None, inputs: tuple[str, ...]) -> None:
    """Raises click.UsageError where the output would overwrite an input, or be read as one the next time."""
    if path is None or path == "-":
        return
    target = os.path.realpath(path)  # never raises, whatever the name
    for name in inputs:
        if name == "-":
            continue
        source = os.path.realpath(name)
        if target == source:
            raise click.UsageError(f"-o {path}: that is the input; write to another file.")
        if target.startswith(source + os.sep) and Path(source).is_dir() and path.lower().endswith(READABLE_SUFFIXES):
            raise click.UsageError(
                f"-o {path}: lies in the input folder '{name}' and would be read as a document the next time; "
                "write it elsewhere."
            )
