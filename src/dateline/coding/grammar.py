"""Questions that the coding files ask of a tree: subjects, objects, conjuncts, paths."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dateline.records.analysis import Analysis, Predicate, Token

SUBJECTS = ("nsubj", "nsubj:pass", "nsubj:outer", "csubj", "csubj:pass")
NOMINAL = ("NOUN", "PROPN", "PRON", "NUM", "DET", "ADJ", "SYM", "X")
_FUTURE = frozenset(("will", "shall", "would", "'ll", "’ll", "wo"))
_PAST = frozenset(("was", "were", "had", "did", "has", "have", "'ve", "been"))
_SHARED_SUBJECT = ("xcomp", "conj", "advcl")


class Grammar:
    """An Analysis with its trees turned around and its predicates by token; made once a document."""

    def __init__(self, analysis: Analysis) -> None:
        self.analysis = analysis
        self.tokens: list[Token] = analysis.tokens
        self.children: list[list[int]] = [[] for _ in self.tokens]
        for i, token in enumerate(self.tokens):
            if token.head >= 0:
                self.children[token.head].append(i)
        self.predicates: dict[int, Predicate] = {p.token: p for p in analysis.predicates}
        self.sentence_of: list[int] = [0] * len(self.tokens)
        for number, sentence in enumerate(analysis.sentences):
            self.sentence_of[sentence.first : sentence.last] = [number] * (sentence.last - sentence.first)

    def below(self, token: int, *relations: str) -> list[int]:
        """Children in one of the relations; "obl" stands for its subtypes too."""
        return [
            c
            for c in self.children[token]
            if (r := self.tokens[c].deprel) in relations or r.partition(":")[0] in relations
        ]

    def head_of(self, first: int, last: int) -> int:
        """The word of the span [first, last) that the others depend on; a noun where several do."""
        tops = [i for i in range(first, last) if not first <= self.tokens[i].head < last]
        return next((i for i in tops if self.tokens[i].upos in NOMINAL), tops[0] if tops else first)

    def conjuncts(self, token: int) -> list[int]:
        """The word and what is joined to it by "and" or commas."""
        found = [token]
        for at in found:
            found += self.below(at, "conj")
        return found

    def case(self, token: int) -> str:
        """The preposition before a noun, "" for none."""
        return next((self.tokens[c].lemma for c in self.below(token, "case")), "")

    def passive(self, verb: int) -> bool:
        """Is a verb in the passive: by its subject or auxiliary, or a bare participle after its noun?"""
        if self.below(verb, "nsubj:pass", "aux:pass", "csubj:pass"):
            return True
        token = self.tokens[verb]
        return (
            token.deprel.startswith("acl")
            and token.deprel != "acl:relcl"
            and token.upos == "VERB"
            and not token.text.lower().endswith("ing")
            and not self.below(verb, "obj", "mark")
        )

    def subject(self, verb: int) -> int | None:
        """The subject of a verb, its own or the one that it shares with the verb above."""
        seen = set()
        at = verb
        while at >= 0 and at not in seen:
            seen.add(at)
            own = [c for r in SUBJECTS for c in self.children[at] if self.tokens[c].deprel == r]
            if own:
                return self._antecedent(own[0], at)
            token = self.tokens[at]
            if token.deprel == "acl" and token.upos == "VERB":
                return token.head
            if token.deprel not in _SHARED_SUBJECT:
                return None
            if token.deprel == "xcomp" and (objects := self.below(token.head, "obj")):
                return objects[0]
            at = token.head
        return None

    def _antecedent(self, pronoun: int, verb: int) -> int:
        """What a relative pronoun stands for; other words stand for themselves."""
        if self.tokens[pronoun].lemma in ("who", "which", "that", "whom") and self.tokens[verb].deprel == "acl:relcl":
            return self.tokens[verb].head
        return pronoun

    def ancestors(self, token: int) -> Iterator[int]:
        """The words above, the nearest first."""
        at = self.tokens[token].head
        while at >= 0:
            yield at
            at = self.tokens[at].head

    def steps(self, a: int, b: int) -> int | None:
        """Arcs between two words of a sentence, None for words of different sentences."""
        up = {a: 0, **{t: n for n, t in enumerate(self.ancestors(a), 1)}}
        if b in up:
            return up[b]
        return next((up[t] + n for n, t in enumerate(self.ancestors(b), 1) if t in up), None)

    def tense(self, token: int) -> str | None:
        """ "past", "present" or "future" of the clause that a word stands in, None where no verb is near."""
        for at in (token, *self.ancestors(token)):
            word = self.tokens[at]
            if word.upos not in ("VERB", "AUX"):
                continue
            helpers = {self.tokens[c].text.lower() for c in self.below(at, "aux", "cop")}
            if helpers & _FUTURE:
                return "future"
            if helpers & _PAST:
                return "past"
            if helpers:
                return "present"
            form = word.text.lower()
            if form.endswith("ing") or (form == word.lemma and self.below(at, "mark")):
                continue  # tenseless: the verb above decides
            return "past" if form != word.lemma and not form.endswith("s") else "present"
        return None


def text_of(text: str, tokens: Sequence[Token], first: int, last: int) -> str:
    """The characters of tokens [first, last)."""
    return text[tokens[first].start : tokens[last - 1].end]
