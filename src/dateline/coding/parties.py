"""Who did it, and to whom: the mentions that fill the slots of a trigger.

The tree goes before the role labeller where it is plain (a passive subject is no agent, an object no actor); the role
labeller fills what the tree leaves open, as far as its spans hang on the trigger. Where the slots of a signal give
nobody, the phrases around are asked: "attack *on* ...", "under fire", "vowed to shoot *two sailors*", "demanded that
*he* resign".
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from dateline.codebooks.signals import CompiledSignal
from dateline.coding.claims import claimants
from dateline.coding.grammar import Grammar
from dateline.coding.party_classes import classes_of, says_where
from dateline.coding.party_words import AIMED, CARRYING, NOBODY, RECEIVING, RELATIVE, STRIKING, THWARTING
from dateline.coding.places import locate_dateline

if TYPE_CHECKING:
    from dateline.coding.entities import EntityLayer

_THINGS = frozenset(("weapon", "vehicle", "quantity", "money", "document"))
"""Mentions that are no actors; as recipients only vehicles are."""
_AGENT_LIKE = frozenset(("person", "group", "organisation"))

_INSIDE = ("nmod:poss", "compound", "amod", "appos", "flat", "nmod")
"""From a word that is not itself a party to the party in its phrase: "a convoy of soldiers", "the villages of ..."."""
_INSIDE_ACTOR = frozenset(("by", "of", "between", "among"))
_INSIDE_RECIPIENT = frozenset(
    ("of", "with", "against", "on", "to", "for", "between", "among", "from", "upon", "toward", "towards")
)
_WITH = frozenset(("with", "between", "among", "against"))
_TOWARDS = ("against", "on", "upon", "at", "with", "to", "toward", "towards", "from")
"""Prepositions before the other side of an act, the surest first."""
_ROLE_CASES = frozenset(("", "of", "for", "into", "over", "between", "among", *_TOWARDS))
_AT_PLACES = frozenset(("", "on", "against", "of", "upon", "'s", "’s"))
"""After which a place that is no state can be what an act is aimed at: an attack on a town, not a visit to it."""


class PartyFinder:
    """Fills slots with mentions of one document."""

    def __init__(self, grammar: Grammar, layer: EntityLayer, support_verbs: frozenset[str]) -> None:
        self.grammar, self.layer = grammar, layer
        self.support_verbs = support_verbs - THWARTING
        opening = locate_dateline(grammar.analysis.text)
        self._dateline = (opening.start, opening.story) if opening else (0, 0)
        self._classes: dict[int, frozenset[str]] = {}

    def find(self, trigger: int, signal: CompiledSignal) -> tuple[list[int], list[int]]:
        """(actors, recipients) of a trigger, as mention ids in text order; a mention fills one slot only."""
        actors = self._fill(trigger, signal.actor_slots, actor=True)
        actors = actors or self._parties(claimants(self.grammar, trigger), actor=True)
        if signal.reciprocal:
            both = actors + self._fill(trigger, signal.recipient_slots, actor=False)
            others = self._parties(self._with(trigger), actor=True)
            both += [m for m in others if self.layer.mentions[m].type != "other"]  # "fought *with courage*"
            both = both or self._parties(self._patients(trigger), actor=True)
            return list(dict.fromkeys(both)), []
        recipients = self._fill(trigger, signal.recipient_slots, actor=False)
        taken = {self.layer.mentions[m].entity for m in actors}
        recipients = [m for m in recipients if self.layer.mentions[m].entity not in taken]
        if not recipients and "none" not in signal.recipient_slots:
            others = self._beside(trigger)
            recipients = [m for m in others if self.layer.mentions[m].entity not in taken]
        return actors, recipients

    def classes_of(self, mentions: Sequence[int]) -> set[str]:
        """What any of some parties can be."""
        return {c for m in mentions for c in self.classes(m)}

    def classes(self, mention: int) -> frozenset[str]:
        """What a party can be, in the words of `dateline.codebooks.signals.CLASSES`."""
        if (known := self._classes.get(mention)) is None:
            record = self.layer.mentions[mention]
            entity = self.layer.entities[record.entity] if record.entity is not None else None
            known = self._classes[mention] = classes_of(record.type, self.main_word(mention), entity)
        return known

    # slots

    def _fill(self, trigger: int, slots: Sequence[str], *, actor: bool) -> list[int]:
        """The parties of the first slot that has any."""
        for slot in slots:
            heads = self._slot(trigger, slot)
            if heads and (found := self._parties(heads, actor=actor)):
                return found
        return []

    def _slot(self, trigger: int, slot: str) -> list[int]:
        grammar = self.grammar
        match slot:
            case "none":
                return []
            case "self":
                return [trigger]
            case "subject":
                found = grammar.subject(trigger)
                return [found] if found is not None else []
            case "object":
                return self._patients(trigger)
            case "poss":
                return grammar.below(trigger, "nmod:poss")
            case "mod":
                return grammar.below(trigger, "amod", "compound")
        if slot.startswith("prep:"):
            return self._after(trigger, (slot[5:],))
        words = [self._in_cleft(word) for word in self._by_tree(trigger, slot)]
        return words or self._argument(trigger, slot)

    def _in_cleft(self, word: int) -> int:
        """Whom a pronoun stands for in a cleft whose parts the parser left apart: "it was *they* who fired"."""
        grammar = self.grammar
        tokens = grammar.tokens
        if tokens[word].lemma not in RELATIVE or tokens[word].deprel != "nsubj":
            return word
        sentence = grammar.sentence_of[word]
        for at in range(word - 1, -1, -1):
            if grammar.sentence_of[at] != sentence or tokens[at].upos == "VERB":
                break
            its = any(tokens[c].lemma == "it" for c in grammar.below(at, "nsubj", "expl"))
            if its and grammar.below(at, "cop"):
                return at
        return word

    def _after(self, trigger: int, prepositions: Iterable[str]) -> list[int]:
        """Nouns after a preposition that hang on a trigger, on its object, or on the verb whose object it is."""
        grammar = self.grammar
        tops = [trigger, *grammar.below(trigger, "obj")]
        if (verb := self._carrier(trigger)) is not None:
            tops.append(verb)
        nouns = [[(grammar.case(c), c) for c in grammar.below(top, "obl", "nmod") if c != trigger] for top in tops]
        for word in prepositions if any(nouns) else ():
            for hanging in nouns:
                if found := [c for case, c in hanging if case == word]:
                    return found
        return []

    def _argument(self, trigger: int, role: str) -> list[int]:
        """Heads of the role labeller's spans, as far as they can be what they are said to be."""
        grammar = self.grammar
        predicate = grammar.predicates.get(trigger)
        if predicate is None:
            return []
        verb = grammar.verbal(trigger)
        if role == "ARG0" and verb and grammar.thwarted(trigger):
            return []
        passive = verb and grammar.passive(trigger)
        no_auxiliary = not grammar.below(trigger, "aux:pass")  # "two groups merged": the tree may be wrong
        found = []
        for argument in predicate.arguments:
            if argument.role != role:
                continue
            head = grammar.head_of(argument.first, argument.last)
            case = grammar.case(head)
            relation = grammar.tokens[head].deprel
            if role == "ARG0":
                if case not in (("", "by") if verb else ("", "by", "of", "from", "between")):
                    continue
                sure = not (no_auxiliary and self._unsure(trigger, head))
                if verb and (relation in ("obj", "nmod:poss") or (passive and case != "by" and sure)):
                    continue
            elif case not in _ROLE_CASES:
                continue
            if grammar.within_reach(trigger, head):
                found.append(head)
        return found[:1]

    def _unsure(self, trigger: int, head: int) -> bool:
        """Is a word the patient by its relation alone, with no auxiliary ("two groups merged")?"""
        tokens = self.grammar.tokens
        return tokens[head].deprel == "nsubj:pass" or tokens[trigger].head == head

    def _by_tree(self, trigger: int, role: str) -> list[int]:
        """Agent, patient and addressee by syntax."""
        grammar = self.grammar
        if not grammar.verbal(trigger):
            return self._agents_of_noun(trigger) if role == "ARG0" else []
        if role == "ARG0":
            return grammar.agents(trigger)
        if role == "ARG1":
            return self._patients(trigger)
        if role == "ARG2":
            if found := grammar.below(trigger, "iobj"):
                return found
            return self._patients(trigger) if grammar.below(trigger, "xcomp", "ccomp") else []
        return []

    def _patients(self, verb: int) -> list[int]:
        """What a verb is done to: its object, or the subject of a passive."""
        grammar = self.grammar
        found = grammar.below(verb, "obj")
        if grammar.below(verb, "nsubj:pass"):
            # "a report that a man had been beaten": "that" read as a relative pronoun
            found = [c for c in found if grammar.tokens[c].lemma not in RELATIVE]
        if not found and not grammar.passive(verb):
            subjects = grammar.below(verb, "nsubj")
            found = [c for c in subjects[1:] if c > verb]  # "urged *the besiegers* to ..." read as a second subject
        if found:
            return found
        if grammar.passive(verb) and (subject := grammar.subject(verb)) is not None:
            return [subject]
        return []

    # nouns

    def _carrier(self, noun: int) -> int | None:
        """The verb of which a noun is the object and which lends it its subject: "*launched* an attack"."""
        token = self.grammar.tokens[noun]
        if token.upos not in ("NOUN", "PROPN") or token.head < 0:
            return None
        above = self.grammar.tokens[token.head]
        if above.upos != "VERB" or token.deprel not in ("obj", "obl", "nsubj:pass"):
            return None
        if above.lemma in self.support_verbs or (above.lemma in CARRYING and token.deprel != "obl"):
            return token.head
        return None

    def _agents_of_noun(self, noun: int) -> list[int]:
        """Whoever does what a noun names: its own subject, or that of the verb which carries it."""
        grammar = self.grammar
        if found := [c for c in grammar.below(noun, "nmod", "obl:agent") if grammar.case(c) == "by"]:
            return found
        if grammar.below(noun, "nmod:poss"):
            return []  # its own slot
        if subject := [c for c in grammar.children[noun] if grammar.tokens[c].deprel == "nsubj"]:
            return subject[:1]  # "they are on strike"
        if (verb := self._carrier(noun)) is not None:
            return grammar.agents(verb)
        for clause in grammar.below(noun, "acl"):  # "an attack carried out by ..."
            if grammar.tokens[clause].lemma in self.support_verbs:
                agents = grammar.agents(clause)
                return [a for a in agents if a != noun]
        token = grammar.tokens[noun]
        aside = token.deprel.startswith("obl") and grammar.case(noun) in ("in", "on") and token.head >= 0
        if aside and not grammar.below(noun, "det"):  # "in protest", "on strike"
            return grammar.agents(token.head)
        return []

    # where the slots have nobody

    def _beside(self, trigger: int) -> list[int]:
        """The other side, by the phrases around a trigger."""
        grammar = self.grammar
        noun = not grammar.verbal(trigger)
        if found := self._parties(grammar.below(trigger, "iobj"), actor=False):
            return found
        found = self._befallen(trigger) if noun else self._parties(self._patients(trigger), actor=False)
        if found:
            return found
        for word in _TOWARDS:
            if found := self._parties(self._after(trigger, (word,)), actor=False):
                return found
        for clause in self._contents(trigger):
            if found := self._in_content(trigger, clause):
                return found
        return []

    def _befallen(self, noun: int) -> list[int]:
        """Whom a noun befell, by the verb above: "the *raid* killed three", "came under *fire*", "got *aid*"."""
        grammar = self.grammar
        token = grammar.tokens[noun]
        if token.head < 0:
            return []
        above = grammar.tokens[token.head]
        if token.deprel == "nsubj" and above.lemma in STRIKING and above.upos == "VERB":
            return self._parties(grammar.below(token.head, "obj"), actor=False)
        under = token.deprel.startswith("obl") and grammar.case(noun) == "under"
        if under or (token.deprel == "obj" and above.upos == "VERB" and (
            above.lemma in RECEIVING or grammar.passive(token.head)
        )):  # fmt: skip
            subject = grammar.subject(token.head)
            return self._parties([subject] if subject is not None else [], actor=False)
        if (verb := self._carrier(noun)) is not None:
            return self._parties(grammar.below(verb, "iobj"), actor=False)
        return []

    def _contents(self, trigger: int) -> list[int]:
        """Clauses that say what is asked for, promised, threatened: "vowed *to shoot*", "the plan *to house*"."""
        grammar = self.grammar
        found = grammar.below(trigger, "xcomp", "ccomp")
        for word in (trigger, *grammar.below(trigger, "obj")):
            if grammar.tokens[word].upos == "NOUN":
                found += [c for c in grammar.below(word, "acl", "ccomp") if grammar.below(c, "mark")]
        return found

    def _in_content(self, trigger: int, clause: int) -> list[int]:
        """Who is meant in what is asked for or promised."""
        grammar = self.grammar
        subject = [c for c in grammar.below(clause, "nsubj") if grammar.tokens[c].lemma not in ("that", "which", "who")]
        if subject:
            if grammar.tokens[trigger].lemma not in AIMED:
                return []
            return [m for m in self._parties(subject, actor=False) if self.sentient(m)]
        for heads in (grammar.below(clause, "iobj"), self._after(clause, ("to", "with")), grammar.below(clause, "obj")):
            if found := [m for m in self._parties(heads, actor=False) if self.sentient(m)]:
                return found
        return []

    def _with(self, trigger: int) -> list[int]:
        """The other side: "talks with", "clashed with", "between A and B"."""
        grammar = self.grammar
        tops = [trigger, *grammar.below(trigger, "obj")]
        if (verb := self._carrier(trigger)) is not None:
            tops.append(verb)
        return [c for top in tops for c in grammar.below(top, "obl", "nmod") if grammar.case(c) in _WITH]

    # from words to mentions

    def _parties(self, heads: Iterable[int], *, actor: bool) -> list[int]:
        """The mentions of some head words and their conjuncts, in the order found, that can be a party."""
        found: list[int] = []
        for head in heads:
            for word in self.grammar.conjuncts(head):
                mention = self._mention(word, word, actor=actor)
                if mention is not None and mention not in found:
                    found.append(mention)
        return found

    def _mention(self, word: int, top: int, *, actor: bool, depth: int = 2) -> int | None:
        """The mention of a word or, where it is none that can be a party, the nearest inside its phrase."""
        grammar = self.grammar
        mention = self.layer.by_token.get(word)
        if mention is not None and not self._can_be(mention, word, top, actor=actor):
            if self.layer.mentions[mention].type not in _THINGS:
                return None
            mention = None
        if mention is not None and (depth == 0 or actor or self.layer.mentions[mention].type != "other"):
            return mention
        if depth == 0:
            return None
        cases = _INSIDE_ACTOR if actor else _INSIDE_RECIPIENT
        for relation in _INSIDE:
            for child in grammar.below(word, relation):
                if grammar.tokens[child].deprel == "nmod" and grammar.case(child) not in cases:
                    continue
                inner = self._mention(child, top, actor=actor, depth=depth - 1)
                if inner is not None and (mention is None or self.sentient(inner)):
                    return inner  # "the treaty with *its neighbour*"
        return mention

    def _can_be(self, mention: int, word: int, top: int, *, actor: bool) -> bool:
        record = self.layer.mentions[mention]
        if record.entity is None or self._in_dateline(mention) or record.text.lower() in NOBODY:
            return False
        if record.type == "place" and "state" not in self.classes(mention):
            return not actor and self.grammar.case(word if word != top else top) in _AT_PLACES
        if actor:
            if record.type in ("facility", "vehicle"):  # "the embassy refused", "warplanes bombed"
                return self.grammar.tokens[top].deprel == "nsubj"
            return record.type not in _THINGS
        if word != top and not self.sentient(mention):
            return record.type != "place" and self.grammar.case(word) == "of"
        if record.type == "facility":
            return self.grammar.case(word) not in ("from", "in", "through")
        return record.type not in _THINGS or record.type == "vehicle"

    def only_where(self, mention: int, *, actor: bool) -> bool:
        """Does a mention only say where, whoever reads it as a party: in a dateline, or, of actors, before a noun or
        after "in"?"""
        if self._in_dateline(mention) or not actor or self.layer.mentions[mention].type != "place":
            return self._in_dateline(mention)
        head = self.layer.heads[mention]
        relation = self.grammar.tokens[head].deprel.partition(":")[0]
        return says_where(self.grammar.case(head), relation, state=self.sentient(mention))

    def main_word(self, mention: int) -> str:
        """The lemma of the word that heads a mention."""
        return self.grammar.tokens[self.layer.heads[mention]].lemma

    def _in_dateline(self, mention: int) -> bool:
        first, last = self._dateline
        return first <= self.layer.mentions[mention].start < last

    def sentient(self, mention: int) -> bool:
        """Is a mention of people, a body or a state?"""
        kind = self.layer.mentions[mention].type
        return kind in _AGENT_LIKE or (kind == "place" and "state" in self.classes(mention))
