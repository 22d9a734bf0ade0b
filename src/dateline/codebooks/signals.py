"""Signals: the readable table that says which words, under which conditions, tell of which type.

A signal is one small mapping in a codebook:

    {word: call.v, with: "off", about: "talk|meeting|visit", unless: "strike", weight: 0.85}

`word`      the trigger: lemma and part of speech, `.v` verb, `.n` noun or name, `.a` adjective, `.r` adverb;
            alternatives with |. Passives and inflected forms need no rows of their own. A plain string stands for
            `{word: ...}`.
`with`      lemmas that must depend on the trigger. `off|out`: one of them; `out, attack|raid`: one of each (a comma
            means and). `to street`, `tear gas`: two lemmas, the second with the first among its own dependents, be it
            preposition, compound or adjective. `free.v`: the lemma as a verb only. `prt:in`: as a particle only ("gave
            *in*", not "gave lectures *in* Oslo"). `@accident` stands for the codebook's list of that name.
`about`     the same, but the words may also stand in the clause that the trigger governs ("agreed to *release*").
`unless`    the same, but these words block the signal: two steps below the trigger (possessors not counted), in its
            subject, in its clause, as the noun that it modifies ("riot *police*"), or as the verb whose result it is
            ("*collided*, killing nine").
`never`     the same, but these words block the type for the trigger altogether, also where another row holds or the
            language model reads it: "*died* of malaria" is no assault.
`subject`   lemmas in the subject of the trigger, or in the agent of a passive ("by a *suicide bomber*").
`above`     lemmas between the trigger and the verb that governs it, that verb included (`hold` for "held a round of
            talks"; `break off`: with its particle).
`actor`, `recipient`
            classes of which the party should be one (see `CLASSES`). The matcher does not know them: the coder asks
            `CompiledSignal.fit`.
`weight`    how often in news prose that word, under these conditions, tells of this type; 0 to 1, by default 0.7.
`mode`      the mode, for signals that stand at the type itself.
`slots`     which argument is the actor and which the recipient where it is not the usual one: PropBank's `ARG0` ...
            `ARG5`, `subject`, `object`, `poss` (possessor), `mod` (adjective or compound before a noun) or `prep:WORD`;
            alternatives with |, the first one found is taken; `self`: the trigger itself ("*rioters*"); `none`: left
            empty.
`reciprocal` all parties are actors.

Words that depend on the trigger: down to three steps in the tree, not across clauses and not the active subject; the
noun that a participle or relative clause describes ("hostages *taken* by rebels") counts as one of them.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple

from dateline.codebooks.model import Codebook, Mode, Signal
from dateline.codebooks.surroundings import POS_LETTERS, Surroundings, joined_by_hyphen
from dateline.records.analysis import Token

HUMAN = ("person", "group", "armed", "state", "court", "organisation", "media")
CLASSES = (*HUMAN, "place", "thing")
"""What a party can be; one party may be several (an army is armed and state, a country place and state): `person` a
single human being, `group` people in number or of a kind, `armed` army, rebels, militia or gunmen, `state` government,
ministry, police, army or a country as an actor, `court` courts and prosecutors, `organisation` parties, companies,
NGOs, international bodies, `media` newspapers, broadcasters and journalists, `place` and `thing`. `human` stands for
all but the last two."""

ARGUMENTS = ("ARG0", "ARG1", "ARG2", "ARG3", "ARG4", "ARG5", "subject", "object", "poss", "mod", "self", "none")
VERB_SLOTS = {"actor": ("ARG0",), "recipient": ("ARG1",)}
NOUN_SLOTS = {
    "actor": ("ARG0", "prep:by", "poss", "mod"),
    "recipient": ("ARG1", "prep:on", "prep:against", "prep:of"),
}
"""What fills the slots where the signal does not say: of verbs and adjectives, and of nouns."""

MISFIT = 0.3
"""What remains of a weight for each party of a class that the signal does not name. A judgement, not a measurement: low
enough that a row whose classes fit wins, high enough that a party whose class the lexicon has wrong does not silence a
clear verb."""

Condition = tuple[frozenset[str], ...]


class CompiledSignal(NamedTuple):
    """A signal ready to be matched."""

    type: str
    mode: str | None
    weight: float
    with_: Condition
    about: Condition
    unless: Condition
    never: Condition
    subject: Condition
    above: Condition
    actor: frozenset[str]
    """Classes; empty: any."""
    recipient: frozenset[str]
    actor_slots: tuple[str, ...]
    """The arguments that fill the slot, the best first."""
    recipient_slots: tuple[str, ...]
    reciprocal: bool
    row: Signal
    """As the codebook has it."""

    @property
    def conditional(self) -> bool:
        """Whether anything beside the word itself has to hold."""
        return bool(self.with_ or self.about or self.unless or self.never or self.subject or self.above)

    def fit(self, actor: Collection[str] = (), recipient: Collection[str] = ()) -> float:
        """What to multiply the weight by, given the classes of the parties found; an empty collection: not known."""
        factor = 1.0
        if self.actor and actor and self.actor.isdisjoint(actor):
            factor *= MISFIT
        if self.recipient and recipient and self.recipient.isdisjoint(recipient):
            factor *= MISFIT
        return factor


class Match(NamedTuple):
    """A signal that holds for a trigger."""

    type: str
    mode: str | None
    weight: float
    signal: CompiledSignal
    used: tuple[int, ...]
    """The tokens that met its conditions. They belong to this event and should start none of their own ("lifted the
    *ban*", "called off the *talks*")."""


class SignalIndex:
    """All signals of a codebook by the lemma of their word.

    `match` costs one look-up for a word that signals nothing, which is most of them.
    """

    def __init__(self, codebook: Codebook, least: float = 0.0) -> None:
        """`least`: rows of a lower weight are left out, but for what they rule out."""
        self._least = least
        self.support_verbs = frozenset(split_words(codebook.support_verbs))
        self._rows: dict[str, dict[str, list[CompiledSignal]]] = {}
        for name, kind in codebook.types.items():
            for row in kind.signals:
                self._add(name, None, row, codebook.lists)
            for mode_name, mode in kind.modes.items():
                self._add_mode(name, mode_name, mode, codebook.lists)
        for by_pos in self._rows.values():
            for signals in by_pos.values():
                signals.sort(key=_order)

    def _add_mode(self, name: str, mode_name: str, mode: Mode, lists: dict[str, str]) -> None:
        for row in mode.signals:
            self._add(name, mode_name, row, lists)

    def _add(self, name: str, mode: str | None, row: str | Signal, lists: dict[str, str]) -> None:
        signal = Signal(word=row) if isinstance(row, str) else row
        if signal.weight < self._least and not signal.never:
            return
        compiled: dict[str, CompiledSignal] = {}  # a noun has other usual slots than a verb
        for word in split_words(signal.word):
            lemma, _, pos = word.rpartition(".")
            if pos not in compiled:
                compiled[pos] = _compile(name, mode or signal.mode, signal, pos, lists)
            self._rows.setdefault(lemma, {}).setdefault(pos, []).append(compiled[pos])

    def __len__(self) -> int:
        """The number of rows, one for each word of a signal."""
        return sum(len(signals) for by_pos in self._rows.values() for signals in by_pos.values())

    def bare(self, event: str, upos: str) -> Match:
        """What stands for a signal where none of a type holds: the usual slots, no weight."""
        pos = "v" if upos in ("VERB", "AUX") else "n"
        return Match(event, None, 0.0, _compile(event, None, Signal(word="", weight=0.0), pos, {}), ())

    def lemmas(self) -> frozenset[str]:
        """The lemmas of all triggers."""
        return frozenset(self._rows)

    def words(self) -> list[str]:
        """All triggers, as `lemma.pos`, in alphabetical order."""
        return sorted(f"{lemma}.{pos}" for lemma, by_pos in self._rows.items() for pos in by_pos)

    def match(self, tokens: Sequence[Token], children: Sequence[Sequence[int]], i: int) -> list[Match]:
        """The types that token `i` tells of as a trigger, the likeliest first: one match for each type and mode.

        `children[k]` are the tokens whose head is `k` (`children_of`); indices and heads count the same `tokens`.
        """
        signals = self._rows_of(tokens, i)
        if not signals:
            return []
        around: Surroundings | None = None
        best: dict[tuple[str, str | None], Match] = {}
        for signal in signals:  # in falling weight, so that the first of each type and mode stays
            key = (signal.type, signal.mode)
            if key in best:
                continue
            used: tuple[int, ...] = ()
            if signal.conditional:
                if around is None:
                    around = Surroundings(tokens, children, i, self.support_verbs)
                met = _holds(signal, around)
                if met is None:
                    continue
                used = met
            best[key] = Match(signal.type, signal.mode, signal.weight, signal, used)
        return list(best.values())

    def ruled_out(self, tokens: Sequence[Token], children: Sequence[Sequence[int]], i: int) -> set[str]:
        """The types that token `i` does not tell of in any case, by the `never` of a row."""
        strict = [signal for signal in self._rows_of(tokens, i) if signal.never]
        if not strict:
            return set()
        around = Surroundings(tokens, children, i, self.support_verbs)
        return {signal.type for signal in strict if _met(signal.never, around.blocking, [])}

    def _rows_of(self, tokens: Sequence[Token], i: int) -> Sequence[CompiledSignal]:
        token = tokens[i]
        letter = POS_LETTERS.get(token.upos, "")
        by_pos = None
        if i > 1 and tokens[i - 1].text == "-" and (joined := joined_by_hyphen(tokens, i)):
            by_pos = self._rows.get(joined[0]) or self._rows.get(joined[1])
        by_pos = by_pos or self._rows.get(token.lemma)
        return by_pos.get(letter, ()) if by_pos else ()


def _holds(signal: CompiledSignal, around: Surroundings) -> tuple[int, ...] | None:
    """The tokens that meet the signal's conditions; None if one is not met."""
    used: list[int] = []
    if signal.with_ and not _met(signal.with_, around.below, used):
        return None
    if signal.subject and not _met(signal.subject, around.subject, used):
        return None
    if signal.above and not _met(signal.above, around.above, used):
        return None
    if signal.about and not _met(signal.about, around.about, used):
        return None
    if signal.unless and _met(signal.unless, around.blocking, []):
        return None
    if signal.never and _met(signal.never, around.blocking, []):
        return None
    return tuple(used)


def _met(condition: Condition, words: dict[str, int], used: list[int]) -> bool:
    for alternatives in condition:
        found = alternatives & words.keys()
        if not found:
            return False
        used.extend(sorted({words[word] for word in found}))
    return True


def _order(signal: CompiledSignal) -> tuple[float, bool]:
    return (-signal.weight, not signal.conditional)


def _compile(name: str, mode: str | None, row: Signal, pos: str, lists: dict[str, str]) -> CompiledSignal:
    usual = NOUN_SLOTS if pos == "n" else VERB_SLOTS
    actor, recipient = row.slots.get("actor"), row.slots.get("recipient")
    return CompiledSignal(
        type=name,
        mode=mode,
        weight=row.weight,
        with_=parse_condition(row.with_, lists),
        about=parse_condition(row.about, lists),
        unless=parse_condition(row.unless, lists),
        never=parse_condition(row.never, lists),
        subject=parse_condition(row.subject, lists),
        above=parse_condition(row.above, lists),
        actor=parse_classes(row.actor),
        recipient=parse_classes(row.recipient),
        actor_slots=usual["actor"] if actor is None else tuple(split_words(actor)),
        recipient_slots=usual["recipient"] if recipient is None else tuple(split_words(recipient)),
        reciprocal=row.reciprocal,
        row=row,
    )


def split_words(words: str) -> list[str]:
    """The alternatives of `a|b|c`."""
    return [word for part in words.split("|") if (word := part.strip())]


def parse_condition(text: str, lists: dict[str, str]) -> Condition:
    """`a|b, c d|@list` as sets of which one word each is needed. Raises KeyError for a list that there is not."""
    if not text:
        return ()
    return tuple(frozenset(_expand(part, lists)) for part in text.split(","))


def _expand(part: str, lists: dict[str, str]) -> list[str]:
    words: list[str] = []
    for word in split_words(part):
        words.extend(split_words(lists[word[1:]]) if word.startswith("@") else [word])
    return words


def parse_classes(text: str) -> frozenset[str]:
    """`state|armed` as a set, `human` spelt out. Raises ValueError for a class that is not in `CLASSES`."""
    classes: set[str] = set()
    for name in split_words(text):
        if name == "human":
            classes.update(HUMAN)
        elif name in CLASSES:
            classes.add(name)
        else:
            raise ValueError(f"unknown class {name!r}: use human or one of {', '.join(CLASSES)}")
    return frozenset(classes)
