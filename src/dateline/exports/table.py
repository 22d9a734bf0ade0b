"""Events for a person at a terminal: one block an event, the evidence under it with the words marked."""

from __future__ import annotations

import io
import re
import shutil
import sys
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import NamedTuple

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from dateline.exports.events_table import attributions_of
from dateline.exports.wording import (
    date_words,
    headline_words,
    party_words,
    place_words,
    size_words,
    source_words,
)
from dateline.records.report import Event, Report

PLAIN_WIDTH = 100
"""Columns where nobody's terminal says how many there are."""
MAX_WIDTH = 120
"""Longer lines are hard to read, however wide the terminal."""

QUAD_STYLE = {1: "cyan", 2: "green", 3: "yellow", 4: "red", None: "magenta"}
"""PLOVER's quad classes: verbal and material cooperation, verbal and material conflict."""

ROLE_STYLE = {
    "actor": "bold bright_blue",
    "recipient": "bold bright_magenta",
    "place": "bold green",
    "time": "bold yellow",
    "source": "italic bright_cyan",
}


class Mark(NamedTuple):
    """Characters [start, end) of the document's text, and how they are shown."""

    start: int
    end: int
    style: str
    weight: int = 0
    """Where marks lie over one another, the heaviest shows: a trigger before the mention that holds it."""


_STEERING = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def safe(text: str) -> str:
    """The text without what could steer a terminal, as long as before.

    Control characters, overrides of the writing direction and halves of surrogate pairs give way to U+FFFD.
    """
    return _STEERING.sub("\ufffd", text)


def marked(
    text: str,
    start: int,
    end: int,
    marks: Iterable[Mark],
    *,
    paragraphs: bool = False,
    notes: Mapping[int, str] | None = None,
) -> Text:
    """Characters [start, end) with the marks in them and, after the positions that have one, the notes.

    White space is made even, unless paragraphs are to stay as they are.
    """
    styles = [""] * (end - start)
    for mark in marks:
        for i in range(max(mark.start, start), min(mark.end, end)):
            styles[i - start] = mark.style
    shown = Text()
    run: list[str] = []
    run_style, last = "", " "
    for position, (char, style) in enumerate(zip(safe(text[start:end]), styles, strict=True), start):
        if notes and position in notes:
            shown.append("".join(run), run_style).append(notes[position], "dim")
            run = []
        if not paragraphs and char.isspace():
            if last == " ":
                continue
            char = " "
        if style != run_style:
            shown.append("".join(run), run_style)
            run, run_style = [], style
        run.append(char)
        last = char
    shown.append("".join(run), run_style)
    shown.rstrip()
    return shown


def event_marks(report: Report, event: Event) -> list[Mark]:
    """The words that fill the slots of an event; the trigger last, so that it is never painted over."""
    mentions = {mention.id: mention for mention in report.mentions}
    marks = []

    def mention(number: int | None, role: str) -> None:
        if number is not None and number in mentions:
            marks.append(Mark(mentions[number].start, mentions[number].end, ROLE_STYLE[role]))

    for attribution in attributions_of(report, event):
        if attribution.source:
            marks += [Mark(start, end, ROLE_STYLE["source"]) for start, end in attribution.source.spans]
    for time in report.times:
        if event.date_basis == "text" and time.earliest == event.date and time.latest == event.enddate:
            marks.append(Mark(time.start, time.end, ROLE_STYLE["time"]))
    for place in (event.event_loc, event.from_loc, event.to_loc):
        mention(place.mention if place else None, "place")
    for party in event.recipient:
        mention(party.mention, "recipient")
    for party in event.actor:
        mention(party.mention, "actor")
    marks.append(
        Mark(event.trigger.start, event.trigger.end, f"bold reverse {QUAD_STYLE.get(event.quad_code, 'magenta')}", 1)
    )
    return marks


def headline(event: Event, number: int | None = None) -> Text:
    """Type, status, standing and confidence in one line, and the word that carries the event."""
    kind, *rest = map(safe, headline_words(event))
    line = Text("  " if number is None else f"{number:>3}  ")
    line.append(kind, f"bold {QUAD_STYLE.get(event.quad_code, 'magenta')}")
    for part in rest:
        line.append(" · ", "dim").append(part, "bold" if part in ("disputed", "denied", "negated") else "")
    return line.append(f"  “{' '.join(safe(event.trigger.text).split())}”", "dim")


def _parties(event: Event) -> Text:
    def side(parties: Iterable[object], style: str) -> Text:
        shown = []
        for party in parties:
            name, known = party_words(party)  # type: ignore[arg-type]
            shown.append(_pair(name, f"({known})" if known else "", style))
        return Text(", ").join(shown)

    line = side(event.actor, ROLE_STYLE["actor"]) if event.actor else Text("nobody named", "dim")
    if event.recipient:
        line = line.append(" → ", "bold").append_text(side(event.recipient, ROLE_STYLE["recipient"]))
    return line


def _pair(main: str, beside: str, style: str = "") -> Text:
    text = Text(safe(main), style) if style else Text(safe(main))
    return Text("").append_text(text).append(f" {safe(beside)}" if beside else "", "dim")


def event_block(report: Report, event: Event, number: int | None = None) -> RenderableType:
    """One event: headline, who to whom, where, when, how many, according to whom."""
    lines: list[tuple[str, Text]] = [("who", _parties(event))]
    if event.instrument:
        lines.append(("with", Text(safe(", ".join(" ".join(i.text.split()) for i in event.instrument)))))
    for label, place in (("where", event.event_loc), ("from", event.from_loc), ("to", event.to_loc)):
        if place:
            name, exact = place_words(place)
            lines.append((label, _pair(name, f"({exact})", ROLE_STYLE["place"])))
    days, exact = date_words(event)
    if days:
        lines.append(("when", _pair(days, f"({exact})" if exact else "", ROLE_STYLE["time"])))
    if sizes := size_words(event.size):
        lines.append(("how many", Text(safe(sizes))))
    for attribution in attributions_of(report, event):
        name, known = source_words(attribution)
        lines.append(("according to", _pair(name, f"({known})" if known else "", ROLE_STYLE["source"])))
    if event.context:
        lines.append(("context", Text(safe(", ".join(event.context)), "dim")))
    grid = Table.grid(padding=(0, 1))
    grid.add_column(style="dim", width=12)
    grid.add_column(ratio=1)
    for label, value in lines:
        grid.add_row(label, value)
    return Group(headline(event, number), Padding(grid, (0, 0, 0, 4 if number is None else 5)))


def event_blocks(report: Report, *, numbered: bool = False) -> Iterator[RenderableType]:
    """All events of a Report, those that the same words tell of under these words."""
    text = report.document.text
    entries = enumerate(report.events, 1)
    for _, group in groupby(entries, key=lambda entry: [(span.start, span.end) for span in entry[1].evidence]):
        told = list(group)
        marks = sorted((m for _, event in told for m in event_marks(report, event)), key=lambda mark: mark.weight)
        spans = told[0][1].evidence
        words = Text(" … ").join(marked(text, span.start, span.end, marks) for span in spans)
        yield words
        for number, event in told:
            yield event_block(report, event, number if numbered else None)
        yield ""


def legend() -> Text:
    """What the colours in a text say."""
    words = [("what happened", "bold reverse"), *((role, style) for role, style in ROLE_STYLE.items())]
    return Text("  ").join(Text(word, style) for word, style in words)


def document_head(report: Report) -> RenderableType:
    """Title and origin of a document, and what an analyst has to know about how it was read."""
    document = report.document
    title = " ".join(safe(document.title or document.id).split())
    day = f"published {document.published}" if document.published else "no date of publication"
    origin = [document.publisher, day, document.url]
    if document.title and document.id != document.url:
        origin.insert(0, document.id)
    lines = [
        Text(title, "bold underline"),
        Text(" · ".join(" ".join(safe(part).split()) for part in origin if part), "dim"),
    ]
    lines += [Text(f"! {' '.join(safe(warning).split())}", "yellow") for warning in report.warnings]
    return Group(*lines)


def console_for(*, terminal: bool) -> Console:
    """Colours and width of the terminal, or neither."""
    if terminal:
        width = min(shutil.get_terminal_size((PLAIN_WIDTH, 24)).columns, MAX_WIDTH)
        return Console(file=sys.stdout, width=width, highlight=False, soft_wrap=False)
    return Console(file=io.StringIO(), width=PLAIN_WIDTH, color_system=None, highlight=False, legacy_windows=False)


def rendered(console: Console, *parts: RenderableType) -> bytes:
    """The parts as bytes for that console, no blanks at the ends of lines."""
    with console.capture() as capture:
        for part in parts:
            console.print(part)
    lines = capture.get().split("\n")
    return "\n".join(line.rstrip(" ") for line in lines).encode()


class TableFormat:
    """Every event as a block, under the head of its document."""

    def __init__(self, *, terminal: bool = False) -> None:
        self._console = console_for(terminal=terminal)

    def start(self) -> bytes:
        return b""

    def rows(self, report: Report) -> bytes:
        parts: list[RenderableType] = [document_head(report), "", *event_blocks(report)]
        if not report.events:
            parts += [Text("  no events", "dim"), ""]
        return rendered(self._console, *parts)

    def finish(self) -> bytes:
        return b""
