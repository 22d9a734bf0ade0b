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
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from dateline.exports.events_table import attributions_of
from dateline.exports.wording import (
    TOLD_BY,
    code_words,
    date_words,
    even,
    headline_words,
    party_words,
    place_words,
    size_words,
    source_words,
    standing_words,
)
from dateline.records.report import Event, Party, Report, Span

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


UNUSUAL = ("planned", "hypothetical", "negated", "disputed", "denied")
"""What an analyst must not overlook."""


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
    """In one line: type, the word that carries the event, status, standing and confidence."""
    kind, trigger, *rest = map(safe, headline_words(event))
    line = Text("  " if number is None else f"  [{number}] ")
    line.append(kind, f"bold {QUAD_STYLE.get(event.quad_code, 'magenta')}").append(f" {trigger}")
    for part in rest:
        line.append(" · ", "dim").append(part, "bold" if part in UNUSUAL else "dim")
    return line


def _parties(event: Event) -> Text:
    def side(parties: Iterable[Party], style: str) -> Text:
        pairs = [(name, f"({known})" if known else "") for name, known in map(party_words, parties)]
        return Text(", ").join(_pair(name, known, style) for name, known in pairs)

    line = side(event.actor, ROLE_STYLE["actor"]) if event.actor else _pair("", "not stated")
    if event.recipient:
        line = Text("").append_text(line).append(" → ", "bold")
        line.append_text(side(event.recipient, ROLE_STYLE["recipient"]))
    return line


def _pair(main: str, beside: str, style: str = "") -> Text:
    text = Text(safe(main), style) if style else Text(safe(main))
    return Text("").append_text(text).append(f"{' ' if main else ''}{safe(beside)}" if beside else "", "dim")


def _places(report: Report, event: Event) -> Iterator[tuple[str, Text]]:
    """Where, whence and whither; the scene is left out where it is the goal or the start."""
    words = {mention.id: mention.text for mention in report.mentions}
    ends = [place.geonameid or place.name for place in (event.from_loc, event.to_loc) if place]
    for label, place in (("where", event.event_loc), ("from", event.from_loc), ("to", event.to_loc)):
        if place and not (label == "where" and (place.geonameid or place.name) in ends):
            name, exact = place_words(place, words.get(place.mention))
            yield label, _pair(name, f"({exact})", ROLE_STYLE["place"])


def _voices(report: Report, event: Event) -> Iterator[tuple[str, Text]]:
    """Who tells of it and who denies it, each once."""
    names = {entity.id: entity.name for entity in report.entities}
    seen = set()
    for attribution in attributions_of(report, event):
        entity = attribution.source.entity if attribution.source else None
        label = TOLD_BY.get(attribution.stance, "according to")
        name, known = source_words(attribution, None if entity is None else names.get(entity))
        if (label, name, known) not in seen:
            seen.add((label, name, known))
            yield label, _pair(name, f"({known})" if known else "", ROLE_STYLE["source"])


def event_block(report: Report, event: Event, number: int | None = None) -> RenderableType:
    """One event: headline, who to whom, where, when, how many, according to whom."""
    lines: list[tuple[str, Text]] = [("who", _parties(event))]
    if event.instrument:
        lines.append(("with", Text(safe(", ".join(even(i.text) for i in event.instrument)))))
    lines += _places(report, event)
    days, exact = date_words(event)
    if days:
        lines.append(("when", _pair(days, f"({exact})" if exact else "", ROLE_STYLE["time"])))
    if sizes := size_words(event.size):
        lines.append(("how many", Text(safe(sizes))))
    lines += _voices(report, event)
    if event.context:
        lines.append(("context", _pair("", ", ".join(event.context))))
    own = sentence_of(event)
    for span in event.evidence:
        if span is not own:
            lines.append(("see also", marked(report.document.text, span.start, span.end, event_marks(report, event))))
    grid = Table.grid(padding=(0, 1))
    grid.add_column(style="dim", width=12)
    grid.add_column(ratio=1)
    for label, value in lines:
        grid.add_row(label, value)
    return Group(headline(event, number), Padding(grid, (0, 0, 0, 4 if number is None else 6)))


def sentence_of(event: Event) -> Span | None:
    """The evidence that holds the trigger: the words that an event is shown under."""
    holding = (span for span in event.evidence if span.start <= event.trigger.start < span.end)
    return next(holding, event.evidence[0] if event.evidence else None)


def event_blocks(report: Report) -> Iterator[RenderableType]:
    """All events of a Report, those that the same sentence tells of under this sentence."""
    for span, group in groupby(report.events, key=sentence_of):
        told = list(group)
        marks = sorted((m for event in told for m in event_marks(report, event)), key=lambda mark: mark.weight)
        if span:
            yield marked(report.document.text, span.start, span.end, marks)
        for event in told:
            yield event_block(report, event)
        yield ""


class Key:
    """What the words and codes mean that stand in the events shown, each explained once, at the end."""

    def __init__(self) -> None:
        self.documents = self.events = 0
        self._codes: set[str] = set()
        self._standings: set[str] = set()

    def note(self, report: Report) -> None:
        """Count a Report, and remember what its events need explained."""
        self.documents += 1
        self.events += len(report.events)
        for event in report.events:
            self._standings.add(event.standing)
            for party in (*event.actor, *event.recipient):
                self._codes |= {code for code in (party.code, party.sector) if code}

    def lines(self) -> list[Text]:
        if not self.events:
            return []
        words = [
            f"who → to whom · confidence: that the record is right, 0 to 1 · {standing_words(self._standings)}",
            code_words(self._codes),
        ]
        return [Text(line, "dim") for line in words if line]


def legend() -> Text:
    """What the colours in a text say."""
    words = [("what happened", "bold reverse"), *((role, style) for role, style in ROLE_STYLE.items())]
    return Text("  ").join(Text(word, style) for word, style in words)


def document_head(report: Report) -> RenderableType:
    """A line, title and origin of a document, and what an analyst has to know about how it was read."""
    document = report.document
    title = even(safe(document.title or document.id))
    day = f"published {document.published}" if document.published else "no date of publication"
    origin = [document.publisher, day, document.url]
    if document.title and document.id != document.url:
        origin.insert(0, document.id)
    lines: list[RenderableType] = [
        Rule(style="dim"),
        Text(title, "bold"),
        Text(" · ".join(even(safe(part)) for part in origin if part), "dim"),
    ]
    lines += [Text(f"! {even(safe(warning))}", "yellow") for warning in report.warnings]
    if not document.published:
        lines.append(Text("! give the date of publication with --published YYYY-MM-DD, where you know it", "yellow"))
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
        self._terminal = terminal
        self._console = console_for(terminal=terminal)
        self._key = Key()

    def start(self) -> bytes:
        return rendered(self._console, legend()) if self._terminal else b""

    def rows(self, report: Report) -> bytes:
        parts: list[RenderableType] = [document_head(report), "", *event_blocks(report)]
        if not report.events:
            parts += [Text("  no events", "dim"), ""]
        self._key.note(report)
        return rendered(self._console, *parts)

    def finish(self) -> bytes:
        lines = self._key.lines()
        return rendered(self._console, Rule(style="dim"), *lines) if lines else b""
