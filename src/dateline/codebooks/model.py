"""What a codebook is: types, modes, contexts, signals and marked-up examples, as typed records.

A codebook is written by a person as one YAML file (docs/codebooks.md) and read by `load`. Its types follow PLOVER's
vocabulary: a *type* is what one party does to another, a *mode* says how, a *context* says what it is about,
`quad_code` is 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict, and `event_scale`
runs from -10 (conflict) to 10 (cooperation).
"""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

import msgspec

MARKED_SLOTS = ("actor", "recipient", "instrument", "event_loc", "to_loc", "from_loc", "date")
"""The slots that `[slot words]` may name in an example; `{words}` is the trigger."""

_MARK = re.compile(r"\[([a-z_]+) ([^\[\]{}]+)\]|\{([^\[\]{}]+)\}")


VERBAL = (1, 3)
"""Quad codes of verbal cooperation and verbal conflict: of what is said."""
Decision = Literal["future", "announced", "refused", "demanded"]
"""What may stand between an act and its type: see the fields of `EventType` of these names."""


class MarkedSpan(NamedTuple):
    """Words of an example: characters [start, end) of the plain text, and the slot they fill ("trigger" included)."""

    slot: str
    start: int
    end: int


class MarkedText(NamedTuple):
    """An example without its marks, and what the marks said."""

    text: str
    spans: tuple[MarkedSpan, ...]


def parse_marked(text: str) -> MarkedText:
    """Take the marks out of an example such as `[actor Police] {arrested} [recipient two men].`

    Raises ValueError, with the reason, for an unknown slot, a stray bracket or a missing trigger.
    """
    plain: list[str] = []
    spans: list[MarkedSpan] = []
    length = last = 0
    for mark in _MARK.finditer(text):
        slot, words = (mark[1], mark[2]) if mark[1] else ("trigger", mark[3])
        if slot != "trigger" and slot not in MARKED_SLOTS:
            raise ValueError(f"unknown slot [{slot} ...]: use one of {', '.join(MARKED_SLOTS)}")
        between = text[last : mark.start()]
        plain += (between, words)
        length += len(between)
        spans.append(MarkedSpan(slot, length, length + len(words)))
        length += len(words)
        last = mark.end()
    plain.append(text[last:])
    whole = "".join(plain)
    if any(bracket in whole for bracket in "[]{}"):
        raise ValueError("a bracket is not closed or holds another one: write [actor words] and {trigger words}")
    if not any(span.slot == "trigger" for span in spans):
        raise ValueError("no trigger: put the word that tells of the event in braces, {like this}")
    return MarkedText(whole, tuple(spans))


class Signal(msgspec.Struct, forbid_unknown_fields=True, omit_defaults=True):
    """A row of the signal table: a word that tells of a type, under conditions. The notation is explained in
    `dateline.codebooks.signals`."""

    word: str
    with_: str = msgspec.field(default="", name="with")
    about: str = ""
    unless: str = ""
    never: str = ""
    subject: str = ""
    above: str = ""
    actor: str = ""
    recipient: str = ""
    weight: float = 0.7
    """How often in news prose the word, under these conditions, tells of this type; 0 to 1."""
    mode: str | None = None
    """Only for rows of a type; a row of a mode has that mode."""
    slots: dict[str, str] = {}
    """Which argument fills `actor` and `recipient` where it is not the usual one."""
    reciprocal: bool = False
    """All parties are actors and there is no recipient ("the two sides clashed")."""


class Example(msgspec.Struct, forbid_unknown_fields=True, omit_defaults=True):
    """A marked sentence that is an event of the type, or, as a counter-example, is not."""

    text: str
    """With marks, see `parse_marked`."""
    mode: str | None = None
    instead: str | None = None
    """Of a counter-example: the type that it is, null where it is no event."""
    why: str = ""


class Mode(msgspec.Struct, forbid_unknown_fields=True, omit_defaults=True):
    """How an event of a type is done."""

    definition: str
    event_scale: float | None = None
    """Null: the type's."""
    contexts: list[str] = []
    """Contexts that go with the mode in every case."""
    needs: str = ""
    """Lemmas, one of which must stand in the sentences that tell of the event, whoever reads the mode; "": none."""
    signals: list[str | Signal] = []


class EventType(msgspec.Struct, forbid_unknown_fields=True, omit_defaults=True):
    """A type of event and the decisions on it that a program can follow."""

    definition: str
    quad_code: Literal[1, 2, 3, 4] | None = None
    event_scale: float | None = None
    recipient: Literal["required", "optional", "none"] = "optional"
    future: str | None = None
    """What the same act is while it is still to come (agreed, promised, planned, expected); null: the type itself.
    This and the next three hold a type, or type and mode: `REJECT/yield`."""
    announced: str | None = None
    """What it is where the actor itself says that it will do it ("the union said it will strike"); null: as
    `future`."""
    refused: str | None = None
    """What it is where the actor itself says that it will not do it ("we shall not withdraw")."""
    demanded: str | None = None
    """What it is where somebody else says that the actor must or should do it; the speaker is then the actor."""
    by_word: bool = False
    """Whoever announces it does it: "announced a curfew" is the curfew, "announced that it will impose one" is not."""
    absorbs: list[str] = []
    """Types that are not coded of their own where this type's trigger governs theirs (what a protest is for)."""
    absorbed_by: list[str] = []
    """Types beside which this one is not coded, in one sentence and with the same actor."""
    beside: list[str] = []
    """Types that one and the same word may tell of beside this one: "sentenced to jail" is SANCTION and COERCE. Every
    other word tells of the likeliest type only. A type of another codebook may be named."""
    one_act: bool = False
    """Words of this type in one sentence that share the actor tell of one event: "attacked ..., killing three"."""
    unknown_actor: str | None = None
    """PLOVER sector code for an actor that the text does not name."""
    contexts: list[str] = []
    modes: dict[str, Mode] = {}
    signals: list[str | Signal] = []
    examples: list[str | Example] = []
    counter_examples: list[Example] = []
    rules: list[str] = []


class Context(msgspec.Struct, forbid_unknown_fields=True, omit_defaults=True):
    """What an event is about, beside its type: any number of contexts per event."""

    definition: str
    words: str = ""
    """Signal words: lemma and part of speech (`ballot.n`), or several lemmas in a row (`human right`), between |."""
    weak: str = ""
    """Signal words of which it takes two different ones, for want of a sure one ("judge" and "sentence")."""
    unless_types: list[str] = []
    """Types whose events the words do not give the context to."""


class Codebook(msgspec.Struct, forbid_unknown_fields=True, omit_defaults=True):
    """Everything that a coder needs to know about one scheme, or about several that were combined."""

    name: str
    version: str
    types: dict[str, EventType]
    contexts: dict[str, Context] = {}
    description: str = ""
    language: str = "en"
    """ISO 639-1 code of the language of signals and examples."""
    lists: dict[str, str] = {}
    """Word lists that conditions of signals may name as @name."""
    support_verbs: str = ""
    """Verbs that say little beside their noun (`carry out an attack`): their subject is the noun's actor. Lemmas, |."""
    parts: list[str] = []
    """Of a combination: the labels of its codebooks."""

    @property
    def label(self) -> str:
        """Name and version, as a Report's provenance gives it: `plover-2.0+mobilisation-1`."""
        return "+".join(self.parts) or f"{self.name}-{self.version}"

    def becomes(self, event: str, how: Decision) -> tuple[str, str | None]:
        """The type and mode that an event of type `event` is coded as when it is still to come, announced by the actor,
        refused by it, or demanded of it. Where the codebook decides nothing: the type itself, without a mode.

        Raises KeyError for a type that the codebook does not have.
        """
        kind = self.types[event]
        decided: str | None = getattr(kind, how)
        if decided is None and how == "announced":
            decided = kind.future
        name, _, mode = (decided or event).partition("/")
        return name, mode or None

    def scale(self, event: str, mode: str | None = None) -> float | None:
        """The conflict-cooperation score of a type in a mode; the type's own where the mode has none.

        Raises KeyError for a type or mode that the codebook does not have.
        """
        kind = self.types[event]
        own = kind.modes[mode].event_scale if mode is not None else None
        return kind.event_scale if own is None else own
