"""Which words tell of the same event: an event is counted once, however often the report comes back to it.

Within a sentence, words of a type that the codebook marks `one_act` are one event when they hang together and share the
actor ("Gunmen *attacked* a convoy, *killing* three"). Across sentences, a definite noun without parties of its own goes
back to the last event of its type ("... after the *attack*"). Of all others it is weighed how likely two are one
(`dateline.coding.telling_pairs`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from dateline.codebooks import Codebook
from dateline.coding.events import Candidate, Voices
from dateline.coding.factuality import Telling, standing
from dateline.coding.grammar import Grammar
from dateline.coding.sizes import harms
from dateline.coding.telling_pairs import DEFINITE, chance
from dateline.records.report import Standing

Linked = Callable[[Grammar, Sequence[int | None], Candidate, Candidate, int], float]

_APART = frozenset(("ccomp", "csubj", "parataxis"))
"""Clauses that begin something new: what is said within is not the act of the clause around."""
_OTHERS = frozenset(
    ("retaliation", "revenge", "response", "reprisal", "retribution", "vengeance", "anniversary", "avenge")
)
"""Words between two acts of which one answers or recalls the other."""
_WHERE_OR_WHEN = frozenset(("in", "on", "at", "near", "outside", ""))
JOINED = 0.6
"""Chance from which on two candidates are one event. Nine in ten joins of that kind lose no event of our own corpus,
dev; an event that is lost in another is worse than one that is there twice."""
MEMORY = 8
"""Sentences over which "the attack" goes back. Longer reports turn to other attacks."""
OUTCOME = 2
"""Sentences over which an outcome ("Six people died") goes back to its act."""


class Tellings:
    """Joins the candidates of one document."""

    def __init__(
        self, codebook: Codebook, grammar: Grammar, entity_of: Sequence[int | None], linked: Linked = chance
    ) -> None:
        """`entity_of`: the entity of each mention; `linked`: the chance that two candidates are one event, as
        `dateline.coding.telling_pairs.chance` gives it."""
        self.codebook, self.grammar, self.entity_of = codebook, grammar, entity_of
        self._linked = linked

    def join(self, candidates: Sequence[Candidate]) -> list[Candidate]:
        """One candidate an event, in the order of their main triggers; `told_by` has all its words."""
        kept: list[Candidate] = []
        for candidate in candidates:
            known = next((k for k in reversed(kept) if self._same_act(k, candidate)), None)
            if known is None:
                known = self._referred_to(kept, candidate) or self._came_of(kept, candidate)
                if known is None and (known := self._likeliest(kept, candidate)) is not None:
                    # From afar a telling names those of its own sentence, which may be about another act: nobody is
                    # made a perpetrator or a victim by another passage. What joins is evidence, modes and numbers.
                    candidate.actors, candidate.recipients = [], []
                if known is not None:
                    self._add(known, candidate)
                    continue
                kept.append(candidate)
            elif candidate.weight > known.weight and (candidate.actors or not known.actors):
                self._add(candidate, known)
                kept[kept.index(known)] = candidate
            else:
                self._add(known, candidate)
        return kept

    def _same_act(self, one: Candidate, other: Candidate) -> bool:
        if one.event != other.event or not self.codebook.types[one.event].one_act:
            return False
        if one.status != other.status:
            return False
        if one.actors and other.actors and not self._entities(one.actors) & self._entities(other.actors):
            return False
        return any(self._hang_together(a, b) for a in one.told_by for b in other.told_by)

    def _entities(self, mentions: Sequence[int]) -> set[int | None]:
        return {self.entity_of[m] for m in mentions}

    def _hang_together(self, a: int, b: int) -> bool:
        """Is one above the other in the tree, or are both below one verb, with no clause of its own kind between?"""
        grammar = self.grammar
        above_a, above_b = [a, *grammar.ancestors(a)], [b, *grammar.ancestors(b)]
        meeting = next((t for t in above_a if t in above_b), None)
        if meeting is None:
            return False
        between = above_a[: above_a.index(meeting)] + above_b[: above_b.index(meeting)]
        if any(grammar.tokens[t].deprel.partition(":")[0] in _APART for t in between):
            return False
        # "killed two in retaliation for an attack": retaliation and killing are one, the attack is another
        if any(grammar.tokens[t].lemma in _OTHERS for t in (*between, meeting) if t == meeting or t not in (a, b)):
            return False
        return not self._told_apart(a, b)

    def _told_apart(self, a: int, b: int) -> bool:
        """Has each of two verbs a named place or day of its own ("was killed in Bor and ... wounded in Leer")?"""
        tokens = self.grammar.tokens
        own = [
            {
                (self.grammar.case(c), tokens[c].lemma)
                for c in self.grammar.below(t, "obl", "nmod")
                if tokens[c].upos == "PROPN" and tokens[c].deprel != "obl:agent"
            }
            for t in (a, b)
        ]
        for preposition in {p for p, _ in own[0]} & {p for p, _ in own[1]}:
            if preposition in _WHERE_OR_WHEN and not own[0] & own[1]:
                return True
        return False

    def _referred_to(self, kept: Sequence[Candidate], candidate: Candidate) -> Candidate | None:
        """The event that "the attack" or "the wounded" goes back to, None where the words bring something of their own.

        Parties that the event has already, as the trained head reads them into "the attack" from afar, are not its own.
        """
        grammar = self.grammar
        token = grammar.tokens[candidate.trigger]
        harmed = token.upos in ("ADJ", "VERB")  # "the wounded", "the dead"
        determiners = {grammar.tokens[c].lemma for c in grammar.below(candidate.trigger, "det")}
        own = grammar.below(candidate.trigger, "nmod", "nummod", "acl", "compound")
        if not (token.upos == "NOUN" or harmed) or own or not determiners & DEFINITE:
            return None
        if candidate.recipients and token.upos == "NOUN" and token.deprel != "nsubj" and candidate.happening is None:
            return None  # "the attack killed six" says more of the same attack, "the attack on the port" of another
        sentence = grammar.sentence_of[candidate.trigger]
        says_more = harmed or token.deprel == "nsubj"
        return next((k for k in reversed(kept) if self._goes_back(candidate, k, sentence, says_more)), None)

    def _likeliest(self, kept: Sequence[Candidate], candidate: Candidate) -> Candidate | None:
        """The event that a candidate is most likely one with, None where none is likely enough."""
        same = [k for k in kept if k.event == candidate.event]
        best, highest = None, JOINED
        for number, known in enumerate(same):
            likely = self._linked(self.grammar, self.entity_of, known, candidate, len(same) - 1 - number)
            if likely >= highest and not self._of_others(known, candidate):
                best, highest = known, likely
        return best

    def _of_others(self, known: Candidate, candidate: Candidate) -> bool:
        """Does each of two name whom it befell, or who did it, and nobody in common?"""
        for own, others in ((known.recipients, candidate.recipients), (known.actors, candidate.actors)):
            one, other = self._entities(own), self._entities(others)
            if one and other and not one & other:
                return True
        return False

    def _goes_back(self, candidate: Candidate, known: Candidate, sentence: int, says_more: bool) -> bool:
        """`says_more`: may it bring those whom it befell?"""
        if known.event != candidate.event or known.status not in ("occurred", "ongoing"):
            return False
        if sentence - self.grammar.sentence_of[known.told_by[-1]] > MEMORY:
            return False
        if not set(candidate.modes) <= set(known.modes) and (known.modes or candidate.happening is None):
            return False
        actors, recipients = self._entities(candidate.actors), self._entities(candidate.recipients)
        if actors and known.actors and not actors & self._entities(known.actors):
            return False  # but "a bomb went off ... The Front claimed the attack" says who it was
        return says_more or not recipients or bool(recipients & self._entities(known.recipients))

    def _came_of(self, kept: Sequence[Candidate], candidate: Candidate) -> Candidate | None:
        """The act that "Six people died" is the outcome of: the last of its type, in the same paragraph and a
        sentence or two before, where the words for the outcome have no day, place or doer of their own."""
        grammar = self.grammar
        trigger = candidate.trigger
        if (grammar.tokens[trigger].lemma, grammar.tokens[trigger].upos) not in harms() or not kept:
            return None
        if not self.codebook.types[candidate.event].one_act or candidate.status != "occurred":
            return None
        known = next((k for k in reversed(kept) if k.event == candidate.event), None)
        if known is None or known.status not in ("occurred", "ongoing"):
            return None
        last = known.told_by[-1]
        away = grammar.sentence_of[trigger] - grammar.sentence_of[last]
        doers = self._entities(candidate.actors)
        others = known.actors and not doers & self._entities(known.actors)
        apart = away or grammar.below(trigger, "nsubj") or not self._hang_together(last, trigger)
        if doers and others and apart:
            return None
        text = grammar.analysis.text[grammar.tokens[last].start : grammar.tokens[trigger].start]
        if not 0 <= away <= OUTCOME or "\n" in text or grammar.perfect_of_past(trigger):
            return None
        return None if self._told_apart(last, trigger) or self._set_elsewhere(trigger) else known

    def _set_elsewhere(self, trigger: int) -> bool:
        """Has a word a day or a named place of its own?"""
        tokens = self.grammar.tokens
        below = self.grammar.below(trigger, "obl", "nmod", "advmod")
        return any(
            tokens[c].upos == "PROPN" and tokens[c].deprel != "obl:agent" and self.grammar.case(c) in _WHERE_OR_WHEN
            for c in below
        )

    def _add(self, main: Candidate, other: Candidate) -> None:
        for own, more in ((main.actors, other.actors), (main.recipients, other.recipients)):
            known = self._entities([*main.actors, *main.recipients])
            own += [m for m in more if self.entity_of[m] not in known]
        main.modes += [m for m in other.modes if m not in main.modes]
        main.told_by = sorted({*main.told_by, *other.told_by})
        main.voices += other.voices
        main.backing = {**other.backing, **main.backing}


def stand(candidate: Candidate, voices: Voices) -> Standing:
    """Who stands by an event: a telling for each of its words, by the innermost source that it is put to."""
    tellings = []
    for covering, status in candidate.voices:
        innermost = voices.attributions[covering[-1]] if covering else None
        source = innermost.source.entity if innermost is not None and innermost.source is not None else None
        tellings.append(Telling(source, innermost.stance if innermost is not None else None, status == "negated"))
    return standing(tellings)
