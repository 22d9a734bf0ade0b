"""One report for reading: its whole text with the words of its events marked, and after each passage its events."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import RenderableType
from rich.rule import Rule
from rich.text import Text

from dateline.exports.table import (
    Key,
    Mark,
    console_for,
    document_head,
    event_block,
    event_marks,
    legend,
    marked,
    rendered,
)
from dateline.records.report import Event, Report

FEW = 3
"""Events after which a passage ends at the next full stop, so that they stand near their words."""


def page(report: Report, *, terminal: bool) -> bytes:
    """The report as bytes for a terminal, or for a file without colours."""
    parts: list[RenderableType] = [document_head(report)]
    if report.events and terminal:
        parts.append(legend())
    parts += ["", *_passages(report)]
    if not report.events:
        parts += [Text("no events", "dim"), ""]
    key = Key()
    key.note(report)
    if lines := key.lines():
        parts += [Rule(style="dim"), *lines]
    return rendered(console_for(terminal=terminal), *parts)


def _passages(report: Report) -> Iterator[RenderableType]:
    """Text, its events, text, its events: nothing of the text is left out."""
    text = report.document.text
    marks: list[Mark] = []
    notes: dict[int, str] = {}
    for number, event in enumerate(report.events, 1):
        marks += event_marks(report, event)
        notes[event.trigger.end] = notes.get(event.trigger.end, "") + f"[{number}]"
    marks.sort(key=lambda mark: mark.weight)
    for start, end, events in _cut(report):
        words = text[start:end]
        start += len(words) - len(words.lstrip())
        if words.strip():
            yield marked(text, start, start + len(words.strip()), marks, paragraphs=True, notes=notes)
        for number, event in events:
            yield event_block(report, event, number)
        if words.strip() or events:
            yield ""


def _cut(report: Report) -> Iterator[tuple[int, int, list[tuple[int, Event]]]]:
    """Characters [start, end) and the events told there, with their numbers."""
    text = report.document.text
    waiting = sorted(enumerate(report.events, 1), key=lambda entry: entry[1].trigger.start)
    start = 0
    ends = [end for _, end in report.sentences]
    following = [start for start, _ in report.sentences[1:]] + [len(text)]
    for end, after in zip(ends, following, strict=True):
        told = [entry for entry in waiting if entry[1].trigger.start < end]
        if told and (len(told) >= FEW or "\n" in text[end:after]):
            yield start, end, told
            start, waiting = end, waiting[len(told) :]
    if start < len(text) or waiting:
        yield start, len(text), waiting
