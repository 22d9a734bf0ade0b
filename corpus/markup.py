"""A file of the corpus in, items out. The notation is told in GUIDELINES.md.

key: value                      about the file
# 3 2009-11-02 wire             an item: number, day of publication, genre
  : pair curfew-1               what else is to be known of it
One sentence a line, with marks (`corpus.inline`); an empty line begins a paragraph.
  gun group AFG UAF ~12 ; w weapon          entities
  t1 time 2009-11-02                        times
  1 ASSAULT/firearms occurred actor=gun     events
  A official anonymous indirect asserts     attributions
  = k spokesperson_of m current             relations
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

from corpus import inline, vocabulary
from corpus.declarations import Declared, declare
from corpus.records import Attribution, Entity, Event, Incident, Item, Mention, Relation, Span, Time

_HEADER = re.compile(r"# (?P<id>\S+) (?P<day>\d{4}-\d\d-\d\d) (?P<genre>[a-z]+)")
_INCIDENT = re.compile(r"# incident (?P<id>\S+)")
_DIFFERENCE = re.compile(r"(?P<event>[a-z0-9_]+)\.(?P<slot>[a-z_]+): (?P<values>.+)")


class MarkupError(ValueError):
    """A file that cannot be read as marked text; the message begins with file and line."""


@dataclass
class _Block:
    """The lines of an item, sorted, each with its number."""

    header: tuple[int, str]
    notes: list[tuple[int, str]] = field(default_factory=list)
    sentences: list[tuple[int, str]] = field(default_factory=list)
    declarations: list[tuple[int, str]] = field(default_factory=list)
    paragraphs: set[int] = field(default_factory=set)
    """Sentences before which a paragraph begins."""


def parse(
    text: str, name: str, *, whole: bool = False, errors: list[MarkupError] | None = None
) -> tuple[dict[str, str], list[Item], list[Incident]]:
    """What stands about the file in its first lines; its items; its incidents. `name` is the file's, for ids and
    messages; `whole`: the items are whole reports; `errors`: takes what is wrong with an item, which is left out.

    Raises MarkupError at the first line that is wrong where no `errors` are given.
    """
    about, blocks = _blocks(text, name)
    items: dict[str, Item] = {}
    incidents: list[Incident] = []
    for block in blocks:
        try:
            if found := _INCIDENT.fullmatch(block.header[1]):
                incidents.append(_incident(found["id"], block, name))
                continue
            item = _item(whole, block, name)
            if item.id in items:
                raise MarkupError(f"{item.where}: {item.id} is there twice")
            items[item.id] = item
        except MarkupError as error:
            if errors is None:
                raise
            errors.append(error)
    return about, list(items.values()), incidents


def _blocks(text: str, name: str) -> tuple[dict[str, str], list[_Block]]:
    about: dict[str, str] = {}
    blocks: list[_Block] = []
    gap = False
    for number, line in enumerate(text.splitlines(), 1):
        if line.startswith("# "):
            blocks.append(_Block((number, line.rstrip())))
            gap = False
        elif not line.strip():
            gap = bool(blocks and blocks[-1].sentences)
        elif not blocks:
            key, colon, value = line.partition(": ")
            if not colon:
                raise MarkupError(f"{name}:{number}: before the first item write 'key: value'")
            about[key] = value.strip()
        elif line.startswith("  : "):
            blocks[-1].notes.append((number, line[4:].strip()))
        elif line.startswith("  "):
            blocks[-1].declarations.append((number, line.strip()))
        elif line[0].isspace() or line != line.rstrip():
            raise MarkupError(
                f"{name}:{number}: a sentence has no space at its ends, what is told of it begins with two"
            )
        else:
            if gap:
                blocks[-1].paragraphs.add(len(blocks[-1].sentences))
            blocks[-1].sentences.append((number, line))
            gap = False
    return about, blocks


def _incident(id: str, block: _Block, name: str) -> Incident:
    differences: dict[tuple[str, str], dict[str, str]] = {}
    for line, words in block.declarations:
        found = _DIFFERENCE.fullmatch(words)
        values = [v.partition("=") for v in found["values"].split(" ; ")] if found else []
        if not found or len(values) < 2 or not all(equals for _, equals, _ in values):
            raise MarkupError(f"{name}:{line}: write 'event.slot: report=value ; report=value': '{words}'")
        differences[found["event"], found["slot"]] = {k.strip(): v.strip() for k, _, v in values}
    return Incident(id, _notes(block).get("summary", ""), differences, f"{name}:{block.header[0]}")


def _header(line: str, name: str) -> tuple[str, datetime.date, str]:
    """Id, day and genre. Raises ValueError."""
    found = _HEADER.fullmatch(line)
    if found is None or found["genre"] not in vocabulary.GENRES:
        genres = ", ".join(sorted(vocabulary.GENRES))
        raise ValueError(f"write '# number YYYY-MM-DD genre', genre one of {genres}: '{line}'")
    stem = Path(name).stem
    # A number is numbered within its file; what has a name ("inc07-2", "s05-12" in a file of bare texts) keeps it.
    id = f"{stem}-{found['id']}" if found["id"].isdigit() else found["id"]
    return id, datetime.date.fromisoformat(found["day"]), found["genre"]


def _notes(block: _Block) -> dict[str, str]:
    """What the header says beside; of a key that is there twice, both values with " ; " between."""
    notes: dict[str, str] = {}
    for _, words in block.notes:
        key, _, value = words.partition(" ")
        notes[key] = f"{notes[key]} ; {value}" if key in notes else value
    return notes


def _item(whole: bool, block: _Block, name: str) -> Item:
    where = f"{name}:{block.header[0]}"
    try:
        id, day, genre = _header(block.header[1], name)
    except ValueError as error:
        raise MarkupError(f"{where}: {error}") from error
    if not block.sentences:
        raise MarkupError(f"{where}: {id} has no sentence")
    text, sentences, marks = _text(block, name)
    declared: dict[str, Declared] = {}
    relations: list[tuple[int, tuple[str, ...]]] = []
    for line, words in block.declarations:
        for part in words.split(" ; "):
            if part.startswith("= "):
                relations.append((line, tuple(part[2:].split())))
                continue
            try:
                one = declare(part.split())
            except ValueError as error:
                raise MarkupError(f"{name}:{line}: {error}") from error
            if one.id in declared:
                raise MarkupError(f"{name}:{line}: {one.id} is declared twice in {id}")
            declared[one.id] = one
    _compare(set(declared), {m.id for m in marks} - {"0"}, where, id)
    item = Item(
        id, day, genre, whole, text, sentences, {}, {}, {}, {}, [],
        [(m.start, m.end) for m in marks if m.id == "0"], _notes(block), where,
    )  # fmt: skip
    try:
        _fill(item, declared, marks)
    except ValueError as error:
        raise MarkupError(f"{where}: {id}: {error}") from error
    item.relations = [_relation(item, words, f"{name}:{line}") for line, words in relations]
    return item


def _text(block: _Block, name: str) -> tuple[str, list[Span], list[inline.Mark]]:
    """The whole text, its sentences, and the marks with positions in it."""
    text = ""
    sentences: list[Span] = []
    marks: list[inline.Mark] = []
    for number, (line, words) in enumerate(block.sentences):
        try:
            plain, found = inline.unmark(words)
        except ValueError as error:
            raise MarkupError(f"{name}:{line}: {error}") from error
        if text:
            text += "\n\n" if number in block.paragraphs else " "
        marks += [m._replace(start=m.start + len(text), end=m.end + len(text)) for m in found]
        sentences.append((len(text), len(text) + len(plain)))
        text += plain
    return text, sentences, marks


def _compare(declared: set[str], marked: set[str], where: str, id: str) -> None:
    if missing := sorted(marked - declared):
        raise MarkupError(f"{where}: {id}: marked, but nothing is told of it: {' '.join(missing)}")
    if missing := sorted(declared - marked):
        raise MarkupError(f"{where}: {id}: told of, but not marked in the text: {' '.join(missing)}")


def _fill(item: Item, declared: dict[str, Declared], marks: Sequence[inline.Mark]) -> None:
    for one in declared.values():
        own = [m for m in marks if m.id == one.id]
        spans = [(m.start, m.end) for m in own]
        roles = {m.role for m in own}
        if isinstance(one, Entity):
            one.mentions = [Mention(m.start, m.end, m.named) for m in own]
            item.entities[one.id] = one
        elif isinstance(one, Time):
            one.spans = spans
            item.times[one.id] = one
        elif isinstance(one, Event):
            one.triggers = spans
            item.events[one.id] = one
        else:
            one.source, one.cue, one.content = (
                [(m.start, m.end) for m in own if m.role == role] for role in ("source", "cue", "content")
            )
            if "cue" not in roles or "content" not in roles:
                raise ValueError(f"attribution {one.id} needs a cue {{{one.id} words}} and a content <{one.id} words>")
            if bool(one.source) != (one.kind is not None):
                raise ValueError(f"attribution {one.id}: kind and identification go with a source [{one.id} words]")
            item.attributions[one.id] = one
    for attribution in item.attributions.values():
        attribution.entity = _inside(item, attribution)
    for event in item.events.values():
        _check_slots(item, event)
        covering = sorted(_covering(item, event.triggers[0]), key=lambda a: -a[1])
        event.attributions = [id for id, _ in covering]
        if event.attributions and event.standing == "reported":
            event.standing = "attributed"


def _inside(item: Item, attribution: Attribution) -> str | None:
    """The entity that an attribution's source speaks of: the first mention that begins in it, the largest first."""
    starts = [
        (m.start, -m.end, e.id)
        for e in item.entities.values()
        for m in e.mentions
        if any(s <= m.start and m.end <= t for s, t in attribution.source)
    ]
    return min(starts)[2] if starts else None


def _covering(item: Item, trigger: Span) -> Iterator[tuple[str, int]]:
    """Attributions whose content covers a trigger, and how long that content is."""
    for attribution in item.attributions.values():
        if any(start <= trigger[0] and trigger[1] <= end for start, end in attribution.content):
            yield attribution.id, sum(end - start for start, end in attribution.content)


def _check_slots(item: Item, event: Event) -> None:
    for slot in ("actor", "recipient", "instrument"):
        for id in getattr(event, slot):
            if id not in item.entities:
                raise ValueError(f"event {event.id}: {slot}={id} is no entity here")
    for slot in ("place", "to", "origin"):
        if (id := getattr(event, slot)) is not None and (
            id not in item.entities or item.entities[id].kind not in ("place", "facility")
        ):
            raise ValueError(f"event {event.id}: {slot}={id} is no place or facility here")
    if event.date is not None and event.date not in item.times:
        raise ValueError(f"event {event.id}: date={event.date} is no time here")


def _relation(item: Item, words: tuple[str, ...], where: str) -> Relation:
    if len(words) != 4 or words[1] not in vocabulary.RELATIONS or words[3] not in vocabulary.RELATION_STATUS:
        known = ", ".join(sorted(vocabulary.RELATIONS))
        raise MarkupError(f"{where}: write '= one relation other status', relation one of {known}: '{' '.join(words)}'")
    one, kind, other, status = words
    for id in (one, other):
        if id not in item.entities:
            raise MarkupError(f"{where}: {id} in '{' '.join(words)}' is no entity here")
    # The evidence: the smallest stretch that holds a mention of each.
    start, end = min(
        ((min(a.start, b.start), max(a.end, b.end)) for a in item.entities[one].mentions
         for b in item.entities[other].mentions),
        key=lambda span: span[1] - span[0],
    )  # fmt: skip
    return Relation(cast("Relation", kind), one, other, status, start, end)  # type: ignore[arg-type]
