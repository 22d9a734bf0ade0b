"""What `annotate` and `code` have in common: read, code, write, complain, and end with the right exit code."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Protocol

import click

from dateline.cli.output import Output, OutputError, refuse_own_input, silence_stdout
from dateline.cli.progress import Progress
from dateline.cli.stored import standard_input, stored_lines

SWITCH = 0.00005
"""Seconds after which a thread of Python makes way. One that is back from the model waits for its turn to decode: with
Python's own 0.005 for longer than it decodes (10 % of the whole run)."""
INTERRUPTED = 130
"""128 and the number of SIGINT."""
READER_LEFT = 141
"""128 and the number of SIGPIPE, as for a program that the signal ends."""


class LineFormat(Protocol):
    """Turns Reports, as lines of JSON, into what is written."""

    def start(self) -> bytes: ...
    def lines(self, line: bytes) -> tuple[bytes, int]:
        """What to write for one Report, and how many events it holds (0 where nobody counts)."""
        ...

    def finish(self) -> bytes: ...


def say(message: str) -> None:
    """One line on standard error."""
    line = "".join(c if c.isprintable() else " " for c in " ".join(message.split()))
    click.echo(f"dateline: {line}", err=True)


def open_output(path: str | None, inputs: tuple[str, ...]) -> Output:
    """Where the results go. Ends the program where that cannot be; raises click.UsageError where it must not be."""
    refuse_own_input(path, inputs)
    try:
        return Output(path)
    except OutputError as error:
        say(str(error))
        sys.exit(1)


def run(
    inputs: tuple[str, ...],
    target: Output,
    form: LineFormat,
    *,
    published: str | None,
    codebooks: tuple[str, ...],
    actors: tuple[str, ...],
    workers: int,
    model: str | None,
    gazetteers: tuple[str, ...],
    allow_private: bool,
    quiet: bool,
    reuse: bool = False,
) -> None:
    """Code every document of the inputs and write it to the target. Ends the program with its exit code.

    With `reuse` inputs may be Reports, which are not coded again. Raises click.UsageError where that makes no sense.
    """
    from dateline.coding.pipeline import CannotStartError, Settings, code_lines
    from dateline.exports.reports import ReportsError
    from dateline.reading import read
    from dateline.records.document import Failure

    progress = Progress(show=not quiet and not target.is_terminal())
    stdin = standard_input() if "-" in inputs else None
    coded: Iterator[bytes | Failure] | None = stored_lines(inputs, stdin) if reuse else None
    if coded is None:
        items = read(inputs, published=published, allow_private=allow_private, stdin=stdin)
        sys.setswitchinterval(SWITCH)
        coded = code_lines(items, Settings(codebooks, model, actors, gazetteers), workers)
    elif codebooks or actors or gazetteers or model or published:
        target.abandon()
        raise click.UsageError(
            "The input holds Reports that `dateline annotate` wrote: they are coded and dated already, so that "
            "--codebook, --actors, --gazetteer, --model and --published say nothing here. Give the documents "
            "themselves."
        )
    code = 0
    try:
        started = False
        for result in coded:
            if isinstance(result, Failure):
                progress.failures += 1
                progress.clear()
                say(f"{result.input}: {result.reason}")
                code = 1
            else:
                data, events = form.lines(result)
                target.write(data if started else form.start() + data)
                started = True
                progress.documents += 1
                progress.events += events
            progress.update()
        target.write(form.finish() if started else form.start() + form.finish())
        target.close()
        progress.finish()
    except CannotStartError as error:
        target.abandon()
        progress.clear()
        say(str(error))
        code = 2
    except (OutputError, ReportsError) as error:
        progress.clear()
        say(f"{error} ({written(progress)})")
        code = 1
    except BrokenPipeError:
        silence_stdout()
        code = READER_LEFT
    except KeyboardInterrupt:
        progress.clear()
        code = INTERRUPTED
        _end_early(target, form, progress)
    finally:
        close = getattr(coded, "close", None)
        if close:
            close()
    sys.exit(code)


def written(progress: Progress) -> str:
    return f"{progress.documents} documents were written" if progress.documents != 1 else "1 document was written"


def _end_early(target: Output, form: LineFormat, progress: Progress) -> None:
    """After Ctrl-C: close what was begun, so that it can be read."""
    try:
        if progress.documents:
            target.write(form.finish())
            target.close()
        else:
            target.abandon()
    except (OutputError, BrokenPipeError):
        silence_stdout()
    say(f"interrupted: {written(progress)}")
