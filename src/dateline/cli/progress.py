"""One line on standard error that says how far the work is, where a person watches."""

from __future__ import annotations

import sys
import time

INTERVAL = 0.2
"""Seconds between two updates of the line."""


class Progress:
    """Counts what is done; shows it on a terminal, and nothing elsewhere."""

    def __init__(self, *, show: bool) -> None:
        self.show = show and sys.stderr.isatty()
        self.documents = 0
        self.events = 0
        self.failures = 0
        self._started = self._shown = time.monotonic()

    def __str__(self) -> str:
        parts = [_number(self.documents, "document")]
        if self.events:
            parts.append(_number(self.events, "event"))
        if self.failures:
            parts.append(f"{self.failures} not done")
        seconds = time.monotonic() - self._started
        if seconds >= 1:
            parts.append(f"{self.documents / seconds:.1f} documents/s")
        return ", ".join(parts)

    def update(self) -> None:
        if self.show and time.monotonic() - self._shown >= INTERVAL:
            self._shown = time.monotonic()
            print(f"\r\033[K{self}", end="", file=sys.stderr, flush=True)

    def clear(self) -> None:
        """Make room for another line."""
        if self.show:
            print("\r\033[K", end="", file=sys.stderr, flush=True)

    def finish(self) -> None:
        self.clear()
        if self.show:
            print(self, file=sys.stderr)


def _number(count: int, noun: str) -> str:
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"
