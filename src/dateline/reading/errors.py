"""Why something could not be read."""

from __future__ import annotations


class UnreadableError(Exception):
    """Bad data: its message is one line that says what is wrong and what to do about it.

    It never leaves this room: `read` turns it into a `Failure`.
    """


def one_line(text: object, limit: int = 160) -> str:
    """The message of another library's error, fit for one line of at most `limit` characters."""
    line = " ".join(str(text).split())
    return line if len(line) <= limit else line[: limit - 1] + "…"
