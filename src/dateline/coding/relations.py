"""How they are tied: who leads, speaks for, belongs to, supports, opposes, joined or left whom.

Ties are read off words (`data/ties.tsv`) that hang between two mentions in the tree, and only there: what a reader
would have to infer from several sentences is left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING, Literal, NamedTuple, cast, get_args

from dateline.coding.attribution import attributions_of
from dateline.coding.factuality import status
from dateline.coding.grammar import Grammar
from dateline.coding.tables import rows
from dateline.records.analysis import Analysis
from dateline.records.report import Attribution, Mention, Relation, RelationType

if TYPE_CHECKING:
    from dateline.coding.entities import EntityLayer

TieStatus = Literal["current", "former", "planned", "negated"]

_BODIES = frozenset({"organisation", "group"})
_PERSONAL = frozenset({"person", "group"})
_ANYBODY = frozenset({"person", "organisation", "group", "place"})
_ENDS: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "spokesperson_of": (_PERSONAL, _BODIES | {"person"}),
    "leader_of": (frozenset({"person", "place", "organisation"}), _BODIES),
    "member_of": (frozenset({"person", "group"}), _BODIES),
    "former_member_of": (frozenset({"person", "group"}), _BODIES),
    "part_of": (_BODIES, _BODIES),
    "splinter_of": (_BODIES, _BODIES),
    "merged_with": (_BODIES, _BODIES),
    "pledged_to": (_PERSONAL | _BODIES, _PERSONAL | _BODIES),
}
"""Types of mentions at either end; others tie anybody to anybody."""
_OFFICES = frozenset({"spokesperson_of", "leader_of", "member_of", "former_member_of"})
"""Ties to a body that need no name: "a spokesman for the ministry"."""
_MUTUAL = frozenset({"rival_of", "allied_with", "supports"})
"""Ties that are of use only between known parties, not in "his opponents"."""
_FORMER = frozenset({"former", "ex", "ex-", "onetime", "one-time", "erstwhile", "then", "late", "ousted", "deposed"})
_FORMERLY = frozenset({"formerly", "previously", "once", "originally"})
_NAMING = frozenset({"know", "call", "name", "rename", "nickname", "dub"})
_ALIAS_WORDS = frozenset({"alias", "aka", "a.k.a.", "a.k.a"})
_OFFICE_VERBS = frozenset({"become", "name", "appoint", "elect", "declare", "proclaim", "remain", "make"})
_SERVING = frozenset({"serve", "act", "work", "appoint", "name", "elect", "install", "succeed", "replace", "take_over"})


class _Tie(NamedTuple):
    links: frozenset[str]
    relation: RelationType
    turned: bool


class _Found(NamedTuple):
    """A tie between two mentions, by a word of the text."""

    word: int
    relation: RelationType
    first: int
    second: int
    status: TieStatus


@cache
def _ties() -> dict[tuple[str, str], list[_Tie]]:
    """(lemma, part of speech) to ties. Raises ValueError for a relation that does not exist."""
    table: dict[tuple[str, str], list[_Tie]] = {}
    for words, pos, links, relation, turned, _ in rows("ties.tsv"):
        if relation not in get_args(RelationType):
            raise ValueError(f"ties.tsv: no such relation: {relation}")
        for word in dict.fromkeys(words.split()):
            tie = _Tie(frozenset(links.split()), cast(RelationType, relation), turned == "yes")
            table.setdefault((word.replace("_", " "), pos), []).append(tie)
    return table


def find_relations(analysis: Analysis, layer: EntityLayer, attributions: Sequence[Attribution]) -> list[Relation]:
    """The ties between the entities of a document, in the order of the words that state them; each tie once.

    `start` and `end` reach from the first to the last of the two mentions and the word that ties them. What is only
    possible ("may join") is no tie; what is intended is `planned`, what is said not to be so `negated`.
    """
    finder = _Finder(Grammar(analysis), layer)
    relations: list[Relation] = []
    seen: set[tuple[str, int, int, str]] = set()
    tokens = analysis.tokens
    for found in finder.find():
        first, second = layer.mentions[found.first], layer.mentions[found.second]
        if first.entity is None or second.entity is None or first.entity == second.entity:
            continue
        key = (found.relation, first.entity, second.entity, found.status)
        if key in seen:
            continue
        seen.add(key)
        word = tokens[found.word]
        start, end = min(first.start, second.start, word.start), max(first.end, second.end, word.end)
        said = attributions_of(word, attributions)
        relations.append(Relation(found.relation, first.entity, second.entity, start, end, found.status, said))
    return relations


class _Finder:
    """Looks for the tables' words in the trees of one document."""

    def __init__(self, grammar: Grammar, layer: EntityLayer) -> None:
        self.grammar = grammar
        self.tokens = grammar.tokens
        self.children = grammar.children
        self.layer = layer

    def find(self) -> Iterator[_Found]:
        """Every tie between two mentions, in text order of the tying words."""
        table = _ties()
        for i, token in enumerate(self.tokens):
            if token.upos in ("NOUN", "PROPN"):
                for tie in table.get((token.lemma, "NOUN"), ()):
                    yield from self._role(i, tie)
                if token.lemma in _ALIAS_WORDS:
                    yield from self._alias_between(i)
            elif token.upos in ("VERB", "ADJ", "ADV", "ADP", "X"):
                yield from self._verb(i)
                if token.lemma in _ALIAS_WORDS:
                    yield from self._alias_between(i)

    def _verb(self, i: int) -> Iterator[_Found]:
        table, token = _ties(), self.tokens[i]
        lemma = token.lemma.rpartition("-")[2]
        if token.deprel == "amod" and (found := self._participle(i, lemma)):
            yield found
            return
        if token.upos not in ("VERB", "ADJ"):
            return
        names = [lemma]
        for k in self.children[i]:
            if self.tokens[k].deprel == "compound:prt":
                names = [f"{lemma} {self.tokens[k].lemma}"]
            elif self.tokens[k].deprel in ("obj", "advmod"):
                names.append(f"{lemma} {self.tokens[k].lemma}")
        for name in names:
            for tie in table.get((name, "VERB"), ()):
                yield from self._deed(i, tie)
        if token.lemma in _NAMING:
            yield from self._naming(i)

    def _role(self, i: int, tie: _Tie) -> Iterator[_Found]:
        """A noun for what one is to the other."""
        targets = [
            k for k in self.children[i] if (self._link(k) in tie.links) or ("own" in tie.links and self._is_owner(k, i))
        ]
        if not targets:
            return
        holders = self._holders(i)
        former = any(self.tokens[k].lemma in _FORMER for k in self.grammar.below(i, "amod", "compound", "advmod"))
        told: TieStatus | None = "current"  # a description holds by itself, a predicate as its sentence does
        if self.grammar.below(i, "cop"):
            told = self._told(i)
        elif self.tokens[i].deprel in ("xcomp", "obl"):
            told = self._told(self.tokens[i].head)
        if told is None or not holders:
            return
        if former and told == "current":
            told = "former"
        relation = tie.relation
        if relation == "member_of" and told == "former":
            relation = "former_member_of"
        for target in targets:
            for second in self.grammar.conjuncts(target):
                if (pair := self._pair(relation, holders, second)) is not None:
                    yield _Found(i, relation, *pair, told)

    def _is_owner(self, k: int, i: int) -> bool:
        """The possessor, or the name before the noun, of a role."""
        token = self.tokens[k]
        if token.deprel == "nmod:poss":
            return True
        if k >= i or token.deprel not in ("compound", "nmod", "nmod:desc", "nmod:unmarked"):
            return False
        mention = self.layer.by_token.get(k)
        return mention is not None and self.layer.mentions[mention].named

    def _holders(self, i: int) -> list[int]:
        """The mentions that may have the role told by noun `i`, the surest first."""
        token, tokens = self.tokens[i], self.tokens
        found: list[int] = []
        if token.head >= 0:
            if token.deprel in ("nmod:desc", "appos") or (
                token.deprel == "compound" and tokens[token.head].upos == "PROPN"
            ):
                found.append(token.head)
            elif token.deprel == "xcomp":
                found += self._officer(token.head, _OFFICE_VERBS)
            elif token.deprel == "obl" and self.grammar.case(i) == "as":
                found += self._officer(token.head, _SERVING)
        if self.grammar.below(i, "cop"):
            subject = self.grammar.subject(i)
            found += [] if subject is None else [subject]
        if not found:
            found += [k for k in self.grammar.below(i, "appos", "flat") if tokens[k].upos in ("PROPN", "NOUN")]
            found.append(i)  # last: the appositions may be the body's ("a spokesman for the Front (FLM)")
        elif token.deprel in ("nmod:desc", "appos"):
            found.append(i)
        return found

    def _officer(self, verb: int, verbs: frozenset[str]) -> list[int]:
        """Who comes into an office: the object of "named", the subject of "became" and "was named"."""
        if self.tokens[verb].lemma not in verbs:
            return []
        objects = self.grammar.below(verb, "obj")
        if objects and self.tokens[verb].lemma not in ("become", "remain", "serve", "act", "work"):
            return objects
        subject = self.grammar.subject(verb)
        return [] if subject is None else [subject]

    def _deed(self, i: int, tie: _Tie) -> Iterator[_Found]:
        """A verb for what one does with the other."""
        told = self._told(i)
        subject = self.grammar.subject(i)
        if told is None:
            return
        passive = self.grammar.passive(i)
        if "obj" in tie.links:
            if passive:
                firsts = [k for k in self.grammar.below(i, "obl") if self.grammar.case(k) == "by"]
                seconds = [] if subject is None else [subject]
            else:
                firsts = [] if subject is None else [subject]
                seconds = self.grammar.below(i, "obj")
        else:
            firsts = [] if subject is None else [subject]
            seconds = [k for k in self.children[i] if self._link(k) in tie.links]
            if not seconds and "each" in tie.links and subject is not None:
                seconds = self.grammar.below(subject, "conj")
        if "obj" in tie.links:  # "he joined the protest": only bodies with a name are joined, led or backed
            seconds = [k for k in seconds if self._is_named_token(k)]
        for first in firsts:
            for second in (c for k in seconds for c in self.grammar.conjuncts(k)):
                if (pair := self._pair(tie.relation, [first], second)) is not None:
                    yield _Found(i, tie.relation, *pair, told)

    def _participle(self, i: int, lemma: str) -> _Found | None:
        """ "An Iran-backed militia": the name before the participle, and the noun after it."""
        for tie in _ties().get((lemma, "PART"), ()):
            noun = self.tokens[i].head
            for k in self.children[i]:
                name = self.layer.by_token.get(k)
                if k > i or name is None or not self.layer.mentions[name].named or self.tokens[k].deprel == "punct":
                    continue
                body = self.layer.by_token.get(noun)
                if body is None:
                    continue
                first, second = (k, noun) if tie.turned else (noun, k)
                if (pair := self._pair(tie.relation, [first], second)) is not None:
                    return _Found(i, tie.relation, *pair, "current")
        return None

    def _naming(self, i: int) -> Iterator[_Found]:
        """ "Also known as", "formerly called", "renamed itself": one is another name of the other."""
        token = self.tokens[i]
        adverbs = {self.tokens[k].lemma for k in self.grammar.below(i, "advmod")}
        if not self.grammar.passive(i) and not any(self.tokens[k].lemma.endswith("self") for k in self.children[i]):
            return
        former = bool(adverbs & _FORMERLY) or token.lemma == "rename"
        subject = self.grammar.subject(i)
        if subject is None:
            return
        for k in self.children[i]:
            named = self._link(k) == "as" or self.tokens[k].deprel in ("xcomp", "obj")
            if k > i and named and (pair := self._pair("alias_of", [k], subject)) is not None:
                first, second = pair
                if self.layer.mentions[first].named and self.layer.mentions[first].type != "place":
                    if token.lemma == "rename":
                        first, second = second, first
                    yield _Found(i, "alias_of", first, second, "former" if former else "current")

    def _alias_between(self, i: int) -> Iterator[_Found]:
        """ "X, alias Y": the mentions that end before the word and begin after it."""
        word = self.tokens[i]
        before = after = None
        for number, mention in enumerate(self.layer.mentions):
            if 0 <= word.start - mention.end <= 3 and (before is None or mention.end > self.layer.mentions[before].end):
                before = number
            elif 0 <= mention.start - word.end <= 3 and after is None:
                after = number
        if before is None or after is None:
            return
        left, right = self.layer.mentions[before], self.layer.mentions[after]
        if left.type == right.type and left.type in ("person", "organisation", "group") and right.named:
            yield _Found(i, "alias_of", after, before, "current")

    def _pair(self, relation: str, holders: Sequence[int], second: int) -> tuple[int, int] | None:
        """The mentions at both ends, if they are of the types that the relation ties."""
        target = self._mention(second)
        if target is None:
            return None
        firsts, seconds = _ENDS.get(relation, (_ANYBODY, _ANYBODY))
        record = self.layer.mentions[target]
        if record.type not in seconds or not (self._is_named(record) or relation in _OFFICES):
            return None
        for holder in holders:
            mention = self._mention(holder)
            if mention is None or mention == target or self.layer.mentions[mention].type not in firsts:
                continue
            if self.layer.mentions[mention].entity == record.entity:
                continue  # the target's own acronym, where the parser hangs it on the holder: "a spokesman for X (Y)"
            if relation not in _MUTUAL or self._is_named(self.layer.mentions[mention]):
                return mention, target
        return None

    def _is_named_token(self, i: int) -> bool:
        mention = self._mention(i)
        return mention is not None and self._is_named(self.layer.mentions[mention])

    def _mention(self, i: int) -> int | None:
        return self.layer.by_token.get(i)

    def _is_named(self, mention: Mention) -> bool:
        """Somebody in particular: this mention or another of its entity is a name."""
        if mention.named or mention.entity is None:
            return mention.named
        return any(self.layer.mentions[m].named for m in self.layer.entities[mention.entity].mentions)

    def _link(self, k: int) -> str:
        """The preposition of a complement, "" for other dependents."""
        return self.grammar.case(k) if self.tokens[k].deprel.partition(":")[0] in ("obl", "nmod") else ""

    def _told(self, i: int) -> TieStatus | None:
        """Whether the tie holds, by the text; None where it is only possible or asked about."""
        told = status(self.grammar.analysis, i, children=self.children)
        if told in ("occurred", "ongoing", "habitual"):
            return "current"
        return cast(TieStatus, told) if told in ("planned", "negated") else None
