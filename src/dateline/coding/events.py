"""What: the words that tell of an event of the codebook, with its type, mode and parties.

A word is a trigger where a signal of the codebook holds for it (`dateline.codebooks.signals`) or the trained head says
so (`dateline.coding.learned`); of a type that both know, both are weighed. By signals alone, words inside proper names
and words that describe a noun ("the *jailed* lawyer") are none. PLOVER's coding decisions that a codebook states
for its types (`future`, `beside`, `absorbs`, `absorbed_by`) are applied to what is found by signals alone: the head has
learned them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple, cast

import msgspec

from dateline.codebooks import Codebook, Match, SignalIndex
from dateline.codebooks.model import VERBAL, Decision
from dateline.coding.confidence import Backing, chance, of_trigger
from dateline.coding.factuality import status, status_read
from dateline.coding.grammar import Grammar
from dateline.coding.learned import Reading, mentions_in, modes_of, parties_of, readings
from dateline.coding.parties import PartyFinder
from dateline.records.analysis import Happening
from dateline.records.report import Attribution, Status

FLOOR = 0.5
"""Weights below tell too little; a row of the usual weight (0.7) falls below when neither party is of its classes."""
CODED = 0.4
"""Of a type that the head has learned: the chance from which on it is coded. Chosen for F1 of types on the development
parts of our own corpus and of WikiEvents."""
SECOND = 0.7
"""A second type that the codebook allows beside the first (`beside`: convicted and jailed is one word for two) is coded
where its weight is at least this share of the first one's."""
MODE = 0.7
"""A mode is given where the weight of its row is at least this share of the type's best row."""
BARE = 0.8
"""What remains of a weight where the text names neither party. Measured on development data: words with a party were
right seven times in ten, words without one in two."""
MODIFIER = 0.7
"""What remains of a weight for a noun before another noun: "the attack helicopter", "a ransom demand"."""

_DUTY = frozenset(("must", "should", "ought"))
_NOT = frozenset(("not", "n't", "n’t", "never"))
_WISHING = frozenset(
    ("need", "want", "have", "try", "struggle", "hope", "wish", "like", "force", "help", "allow", "enable", "fail",
     "attempt", "seek")
)  # fmt: skip
"""Verbs whose infinitive is nobody's announcement: "needs to provide food" promises nothing."""


class Candidate(msgspec.Struct):
    """An event in the making; positions are tokens and mention ids."""

    trigger: int
    event: str
    modes: list[str]
    weight: float
    actors: list[int]
    recipients: list[int]
    status: Status
    attributions: list[int]
    """Ids of those whose content covers the trigger, the innermost last."""
    told_by: list[int]
    """All the words that tell of it, the trigger among them."""
    voices: list[tuple[list[int], Status]]
    """For each of these words the attributions that cover it, and its own status."""
    happening: Happening | None = None
    """What the trained head reads of the word that tells, where its type is one that the head has learned."""
    word: int = -1
    """The word that tells of it: the trigger, or in "held talks", where the verb carries nothing, the noun."""
    backing: dict[tuple[str, int], Backing] = {}
    """What speaks for each party, by slot and mention; of those not named here a signal's slots alone."""


Found = tuple[Candidate, tuple[int, ...]]
"""A candidate, and the tokens that its signal asked for."""


class Voices(NamedTuple):
    """The attributions of a document and, for each token, which contents cover it (the innermost last)."""

    attributions: list[Attribution]
    of_token: list[list[int]]


class EventFinder:
    """Finds events by one codebook; holds no state of a document."""

    def __init__(self, codebook: Codebook, learned: Iterable[str] = ()) -> None:
        """`learned`: types that the language model knows."""
        self.codebook = codebook
        self.learned = frozenset(learned) & codebook.types.keys()
        self.index = SignalIndex(codebook, FLOOR)  # weights are only ever lowered

    def find(self, grammar: Grammar, parties: PartyFinder, voices: Voices) -> list[Candidate]:
        """The events of a document in the order of their triggers."""
        names = _inside_names(grammar)
        read = readings(grammar.analysis) if self.learned else {}
        told: list[Found] = []
        for i in range(len(grammar.tokens)):
            silent = i in names or _describes(grammar, i)
            matches = [] if silent else self.index.match(grammar.tokens, grammar.children, i)
            if matches or i in read:
                told += self._of_trigger(grammar, parties, voices, i, matches, read)
        kept = _without_taken(told)
        decided = _one_a_word(self._decide(grammar, kept))
        for candidate in decided:
            if candidate.happening is None:
                self._recode(parties, voices, candidate)
        return decided

    def _of_trigger(
        self,
        grammar: Grammar,
        parties: PartyFinder,
        voices: Voices,
        trigger: int,
        matches: list[Match],
        read: dict[int, Reading],
    ) -> list[Found]:
        """The best type of a trigger, and others nearly as good, each with the tokens that its signal used. `read`: the
        readings of the document."""
        scored: list[tuple[float, Match, list[int], list[int]]] = []
        filled: dict[tuple[object, ...], tuple[list[int], list[int]]] = {}
        chances = read[trigger].chances if trigger in read else {}
        never = self.index.ruled_out(grammar.tokens, grammar.children, trigger)
        matches = [m for m in matches if m.type not in never]
        unseen = [name for name in chances if name in self.learned - never and all(m.type != name for m in matches)]
        for match in [*matches, *(self.index.bare(name, grammar.tokens[trigger].upos) for name in unseen)]:
            signal = match.signal
            slots = (signal.actor_slots, signal.recipient_slots, signal.reciprocal)
            if slots not in filled:
                filled[slots] = parties.find(trigger, signal)
            actors, recipients = filled[slots]
            weight = self._by_signal(grammar, parties, trigger, match, actors, recipients)
            if match.type in self.learned:
                head_chance = _chance(read, _telling(read, trigger, match), match.type)
                weight = chance("trigger", of_trigger(head_chance, weight if weight >= FLOOR else 0.0))
            if weight >= (CODED if match.type in self.learned else FLOOR):
                scored.append((weight, match, actors, recipients))
        if not scored:
            return []
        scored.sort(key=lambda s: -s[0])
        best = scored[0][0]
        found: dict[str, Found] = {}
        for weight, match, actors, recipients in scored:
            known = found.get(match.type)
            if known is not None:
                if match.mode and match.mode not in known[0].modes and weight >= MODE * known[0].weight:
                    known[0].modes.append(match.mode)
                continue
            word = _telling(read, trigger, match)
            reading = read[word] if _chance(read, word, match.type) > 0 else None
            if found and (weight < SECOND * best or not (reading or self._beside(match.type, found))):
                continue
            covering = voices.of_token[trigger]
            stances = [voices.attributions[a].stance for a in covering]
            modes = [match.mode] if match.mode else []
            backing: dict[tuple[str, int], Backing] = {}
            if reading is not None:
                told = reading.happening
                state = status_read(
                    cast("Status", told.status),
                    grammar.analysis,
                    trigger,
                    children=grammar.children,
                    content_stances=stances,
                )
                modes = modes_of(reading, match.type) or modes
                as_ruled = {"actor": actors, "recipient": recipients}
                as_read = {slot: mentions_in(grammar, parties.layer, told.slots, slot) for slot in as_ruled}
                actors, recipients = parties_of(trigger, as_read, as_ruled, parties)
                backing = {
                    (slot, m): Backing(as_read[slot].get(m, 0.0), m in as_ruled[slot])
                    for slot, mentions in (("actor", actors), ("recipient", recipients))
                    for m in mentions
                }
            else:
                state = status(grammar.analysis, trigger, children=grammar.children, content_stances=stances)
            candidate = Candidate(
                trigger,
                match.type,
                modes,
                weight,
                list(actors),
                list(recipients),
                state,
                list(covering),
                [trigger],
                [(covering, state)],
                None if reading is None else reading.happening,
                word,
                backing,
            )
            found[match.type] = (candidate, match.used)
        return list(found.values())

    def _by_signal(
        self,
        grammar: Grammar,
        parties: PartyFinder,
        trigger: int,
        match: Match,
        actors: Sequence[int],
        recipients: Sequence[int],
    ) -> float:
        """The weight of a signal, lowered where its parties or its place in the sentence speak against it."""
        token = grammar.tokens[trigger]
        weight = match.weight
        if token.deprel == "compound" and token.upos in ("NOUN", "PROPN"):
            weight *= MODIFIER
        weight *= match.signal.fit(parties.classes_of(actors), parties.classes_of(recipients))
        if not actors and not recipients:
            if self._is_heading(grammar, trigger):
                return 0.0
            if match.signal.actor_slots != ("none",):
                weight *= BARE
        return weight

    @staticmethod
    def _is_heading(grammar: Grammar, trigger: int) -> bool:
        """Is a noun all that its sentence has: no verb, name or number, as in the heading "Displacement and needs"?"""
        sentence = grammar.analysis.sentences[grammar.sentence_of[trigger]]
        words = grammar.tokens[sentence.first : sentence.last]
        return not any(word.upos in ("VERB", "AUX", "PROPN", "NUM") for word in words)

    def _beside(self, event: str, others: Iterable[str]) -> bool:
        """May one word tell of a type beside others?"""
        types = self.codebook.types
        return all(event in types[other].beside or other in types[event].beside for other in others)

    def _decide(self, grammar: Grammar, candidates: list[Candidate]) -> list[Candidate]:
        """Leave out what a codebook does not code beside something else."""
        by_sentence: dict[int, list[Candidate]] = {}
        for candidate in candidates:
            by_sentence.setdefault(grammar.sentence_of[candidate.trigger], []).append(candidate)
        return [c for same in by_sentence.values() for c in same if not any(self._yields(grammar, c, o) for o in same)]

    def _yields(self, grammar: Grammar, one: Candidate, other: Candidate) -> bool:
        if one is other:
            return False
        if one.happening is not None and other.happening is not None:
            return False
        types = self.codebook.types
        if other.trigger in grammar.ancestors(one.trigger):
            if one.event in types[other.event].absorbs:
                return True
            # What is asked for, promised, threatened or refused is said by the verbal type alone.
            if types[other.event].quad_code in VERBAL and one.status in ("planned", "hypothetical"):
                return True
        if other.event in types[one.event].absorbed_by and set(one.actors) & set(other.actors):
            return True
        # The same act told twice by one phrase: "launched an attack", "the promise to help".
        return (
            one.event == other.event
            and other.weight >= one.weight
            and grammar.tokens[one.trigger].head == other.trigger
            and grammar.tokens[one.trigger].deprel in ("obj", "xcomp", "compound", "flat")
        )

    @staticmethod
    def _is_wish(grammar: Grammar, trigger: int) -> bool:
        """Is an act still to come only a purpose, a need or a wish: "in order to help", "needs to provide food"?"""
        token = grammar.tokens[trigger]
        if token.deprel == "advcl":
            return True
        return token.deprel == "xcomp" and grammar.tokens[token.head].lemma in _WISHING

    def _recode(self, parties: PartyFinder, voices: Voices, candidate: Candidate) -> None:
        """Apply what the codebook makes of an act that is to come, refused or demanded: a planned visit is AGREE."""
        grammar = parties.grammar
        kind = self.codebook.types[candidate.event]
        tense = grammar.tense(candidate.trigger)
        if candidate.status not in ("planned", "negated") and not (
            candidate.status == "hypothetical" and tense == "future"
        ):
            return
        source = voices.attributions[candidate.attributions[-1]] if candidate.attributions else None
        speaker = source.source.entity if source is not None and source.source is not None else None
        layer = parties.layer
        by_itself = speaker is not None and any(layer.mentions[m].entity == speaker for m in candidate.actors)
        how: Decision
        if any(grammar.tokens[c].lemma in _DUTY for c in grammar.below(candidate.trigger, "aux")):
            # What somebody must do is asked of it by whoever says so; without a speaker it is nobody's demand.
            if speaker is None or by_itself:
                return
            how = "demanded"
        elif candidate.status == "negated":
            # Only what is still to come can be refused: "we shall not withdraw", not "we did not attack".
            if tense != "future" or not (by_itself or (source is None and candidate.actors)):
                return
            how = "refused"
        elif candidate.status == "hypothetical":
            # "said it would meet him if ...": an offer under a condition, where the speaker makes it
            if not by_itself:
                return
            not_to_be = any(grammar.tokens[c].lemma in _NOT for c in grammar.below(candidate.trigger, "advmod"))
            how = "refused" if not_to_be else "announced"
        elif by_itself:
            how = "announced"
        elif source is not None and source.stance == "asks" and speaker is not None:
            how = "demanded"
        elif self._is_wish(grammar, candidate.trigger):
            return
        else:
            how = "future"
        if how == "announced" and kind.by_word and grammar.tokens[candidate.trigger].upos == "NOUN":
            return
        event, mode = self.codebook.becomes(candidate.event, how)
        if event == candidate.event:
            return
        if how == "demanded" and source is not None and source.source is not None:
            spans = source.source.spans
            asking = [
                m
                for m in (layer.entities[speaker].mentions if speaker is not None else ())
                if any(a <= layer.mentions[m].start < b for a, b in spans)
            ]
            if not asking:
                return
            candidate.actors, candidate.recipients = asking[:1], candidate.actors
        candidate.event, candidate.modes, candidate.status = event, [mode] if mode else [], "occurred"


def _one_a_word(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Of several candidates of a type that are told by one word, "sponsored" and "talks" by "talks", the likeliest."""
    best: dict[tuple[str, int], Candidate] = {}
    for candidate in candidates:
        known = best.setdefault((candidate.event, candidate.word), candidate)
        if candidate.weight > known.weight:
            best[candidate.event, candidate.word] = candidate
    return [c for c in candidates if best[c.event, c.word] is c]


def _chance(read: Mapping[int, Reading], word: int, event: str) -> float:
    """The chance by the trained head that a word tells of an event of a type."""
    return read[word].chances.get(event, 0.0) if word in read else 0.0


def _telling(read: Mapping[int, Reading], trigger: int, match: Match) -> int:
    """Of a trigger and the words that its signal asked for, the one that the trained head takes to tell of it."""
    return max((trigger, *match.used), key=lambda word: _chance(read, word, match.type))


def _without_taken(found: Sequence[Found]) -> list[Candidate]:
    """Leave out words that another one needs to tell of its event: "called off the *talks*".

    Of two words that need each other ("lodged a complaint") the likelier one stays. A word that goes gives its modes
    and weight to the one that stays, where both are of one type.
    """
    needs: dict[int, set[int]] = {}
    weights: dict[int, float] = {}
    for candidate, used in found:
        needs.setdefault(candidate.trigger, set()).update(used)
        weights[candidate.trigger] = max(weights.get(candidate.trigger, 0.0), candidate.weight)
    takers: dict[int, list[int]] = {trigger: [] for trigger in needs}
    for trigger, used_here in needs.items():
        for token in used_here.intersection(needs) - {trigger}:
            mutual = trigger in needs[token]
            if not mutual or (weights[trigger], -trigger) > (weights[token], -token):
                takers[token].append(trigger)
    stays: dict[int, bool] = {}

    def decide(trigger: int) -> bool:
        if trigger not in stays:
            stays[trigger] = True  # for a ring of words that need each other
            stays[trigger] = not any(decide(taker) for taker in takers[trigger])
        return stays[trigger]

    kept = [candidate for candidate, _ in found if decide(candidate.trigger)]
    for candidate, _ in found:
        if not stays[candidate.trigger]:
            for other in kept:
                if other.trigger in takers[candidate.trigger] and other.event == candidate.event:
                    other.weight = max(other.weight, candidate.weight)
                    other.modes += [m for m in candidate.modes if m not in other.modes]
    return kept


def _inside_names(grammar: Grammar) -> set[int]:
    """Words of proper names, which tell of nothing: "the Northern *Accord*", "the *Strike* Force"."""
    return {
        i
        for name in grammar.analysis.names
        if name.named and name.type != "nationality"
        for i in range(name.first, name.last)
        if grammar.tokens[i].upos == "PROPN"
    }


def _describes(grammar: Grammar, token: int) -> bool:
    """Does a word stand before its noun, and take an act for granted: "the *jailed* lawyer", "the *dead* man"?"""
    word = grammar.tokens[token]
    return word.deprel == "amod" and word.upos in ("VERB", "ADJ")
