"""Noun phrases of a dependency tree: which words belong to a head, and in which words it begins and ends."""

from __future__ import annotations

from dateline.coding.who.letter_case import is_cased
from dateline.records.analysis import Analysis

# Dependents before the head, with all that hangs on them.
_INSIDE = frozenset({
    "det", "det:predet", "nummod", "amod", "compound", "flat", "flat:name", "flat:foreign", "nmod:poss", "nmod:desc",
    "nmod:unmarked", "goeswith", "fixed", "nmod:npmod", "compound:prt", "nummod:gov", "dep", "nmod:tmod",
})  # fmt: skip
# Words that make one name or one noun with their head.
PARTS = frozenset({"compound", "flat", "flat:name", "flat:foreign", "goeswith", "fixed"})
_AFTER = frozenset({"flat", "flat:name", "flat:foreign", "goeswith", "fixed", "compound", "nummod", "nmod:desc"})
# Prepositions of a complement that belongs to the noun ("ministry of defence", "spokesman for the rebels").
_TIES = frozenset({"of", "for", "from", "to", "against"})
_OUTSIDE = frozenset({
    "acl", "acl:relcl", "appos", "parataxis", "conj", "cc", "advcl", "cop", "nsubj", "nsubj:pass", "csubj", "aux",
    "obl", "dislocated", "discourse", "orphan", "list", "mark", "ccomp", "xcomp", "advcl:relcl", "nsubj:outer", "punct",
})  # fmt: skip
_NO_PART_OF_NAMES = frozenset({"former", "late", "new", "senior", "top", "local", "young", "old", "then", "other"})
_LONGEST_COMPLEMENT = 9
_LONGEST_BEFORE = 12
"""Longer runs of modifiers before a noun are parser errors."""
_JOINTS = frozenset({"-", "–", "/", ",", "'", '"', "“", "”", "‘", "’"})


class Phrases:
    """The tree of a document, indexed from head to dependents."""

    __slots__ = ("_spans", "cased", "children", "tokens")

    def __init__(self, analysis: Analysis) -> None:
        self.tokens = analysis.tokens
        self.children: list[list[int]] = [[] for _ in self.tokens]
        for index, token in enumerate(self.tokens):
            if token.head >= 0:
                self.children[token.head].append(index)
        self._spans: dict[int, tuple[int, int]] = {}
        self.cased = is_cased(analysis)
        """Whether capitals mean anything: False for text all in capitals or all in small letters."""

    def child(self, head: int, *relations: str) -> int:
        """The first dependent with one of the relations, or -1."""
        for index in self.children[head]:
            if self.tokens[index].deprel in relations:
                return index
        return -1

    def case(self, head: int) -> str:
        """The preposition of a noun ("of"), lower case, or the empty string."""
        for index in self.children[head]:
            if self.tokens[index].deprel == "case" and index < head:
                return self.tokens[index].text.lower()
        return ""

    def complement(self, head: int, *prepositions: str) -> int:
        """The noun that depends on this one with one of the prepositions, or -1."""
        for index in self.children[head]:
            if self.tokens[index].deprel == "nmod" and index > head and self.case(index) in prepositions:
                return index
        return -1

    def span(self, head: int) -> tuple[int, int]:
        """The noun phrase as tokens [first, last): without its preposition, relative clauses, appositions, other
        conjuncts, or complements that only say where something is."""
        known = self._spans.get(head)
        if known is None:
            known = self._spans[head] = self._find_span(head)
        return known

    def _find_span(self, head: int) -> tuple[int, int]:
        tokens = self.tokens
        first, last = head, head + 1
        children = self.children[head]
        if not children:
            return first, last
        before: list[tuple[int, int]] = []
        after: list[tuple[int, int]] = []
        for index in children:
            relation = tokens[index].deprel
            if index < head:
                if relation in _INSIDE or (relation == "advmod" and tokens[index].upos == "NUM"):
                    before.append(self._reach(index, head))
            elif relation in _AFTER:
                after.append(self._reach(index, -1))
            elif relation == "nmod" and self.case(index) in _TIES:
                begin, end = self.span(index)
                begin = min([begin, *(c for c in self.children[index] if tokens[c].deprel == "case" and c > head)])
                if end - begin <= _LONGEST_COMPLEMENT:
                    after.append((begin, end))
        for begin, end in reversed(before):
            if head - begin > _LONGEST_BEFORE:
                break
            if end == first or (end < first and self._joined(end, first)):
                first = begin
            elif end < first:
                break
        for begin, end in after:
            if begin == last or (begin > last and self._joined(last, begin)):
                last = max(last, end)
            elif begin > last:
                break
        return first, last

    def _joined(self, first: int, last: int) -> bool:
        """Only hyphens, quotation marks or commas lie between."""
        return last - first <= 2 and all(self.tokens[i].text in _JOINTS for i in range(first, last))

    def _reach(self, index: int, limit: int) -> tuple[int, int]:
        """What hangs on a modifier, clauses and the like aside; its conjuncts too, where they stand before `limit`."""
        first, last = index, index + 1
        for child in self.children[index]:
            relation = self.tokens[child].deprel
            if relation in _OUTSIDE:
                if relation == "obl":
                    if child > index:
                        continue
                elif relation not in ("conj", "cc") or child >= limit:
                    continue
            begin, end = self._reach(child, limit)
            first, last = min(first, begin), max(last, end)
        return first, last

    def name(self, head: int) -> tuple[int, int]:
        """The words that make one name with a head, contiguous, as tokens [first, last): "Free Officers Movement"."""
        first, last = head, head + 1
        children = self.children[head]
        for index in reversed(children):
            if index < head and (self.tokens[index].deprel in PARTS or self._part_of_name(index, head)):
                begin, end = self._reach(index, head)
                if end == first or (end < first and self._joined(end, first)):
                    first = begin
        for index in children:
            if index > head and self.tokens[index].deprel in PARTS:
                begin, end = self._reach(index, -1)
                if begin == last or (begin > last and self._joined(last, begin)):
                    last = max(last, end)
        return first, last

    def _part_of_name(self, index: int, head: int) -> bool:
        """A capitalised adjective of a name: "Democratic" in "Syrian Democratic Forces"."""
        token = self.tokens[index]
        return (
            token.deprel == "amod"
            and self.tokens[head].upos == "PROPN"
            and token.text[:1].isupper()
            and token.lemma not in _NO_PART_OF_NAMES
        )

    def text(self, text: str, first: int, last: int) -> str:
        """The characters of tokens [first, last)."""
        return text[self.tokens[first].start : self.tokens[last - 1].end]
