"""Questions that the coding files ask of a tree: subjects, objects, conjuncts, paths."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dateline.knowledge.agents import find_agent
from dateline.records.analysis import Analysis, Predicate, Token

SUBJECTS = ("nsubj", "nsubj:pass", "nsubj:outer", "csubj", "csubj:pass")
NOMINAL = ("NOUN", "PROPN", "PRON", "NUM", "DET", "ADJ", "SYM", "X")
_PASSIVE = frozenset(("nsubj:pass", "aux:pass", "csubj:pass"))
_FUTURE = frozenset(("will", "shall", "would", "'ll", "’ll", "wo"))
_PAST = frozenset(("was", "were", "had", "did", "has", "have", "'ve", "been"))
_ARRANGING = frozenset(
    (
        "announce",
        "arrange",
        "call",
        "convene",
        "delay",
        "fix",
        "order",
        "plan",
        "postpone",
        "schedule",
        "set",
        "slate",
    )
)
"""Verbs with "for" or "until" before the day that they look forward to: "called a strike for Friday"."""
_INTENDING = frozenset(
    (
        "aim",
        "expect",
        "hope",
        "intend",
        "plan",
        "prepare",
        "schedule",
        "set",
        "slate",
        "want",
    )
)
"""Verbs whose infinitive lies ahead while they are in the present: "plans to meet on Friday"."""
_SHARED_SUBJECT = ("xcomp", "conj", "advcl")
_CLAUSES = frozenset(("ccomp", "csubj", "advcl", "acl", "parataxis"))
_AGAINST = frozenset(
    (
        "foil",
        "thwart",
        "prevent",
        "avert",
        "reject",
        "condemn",
        "criticise",
        "criticize",
        "oppose",
        "uncover",
        "disrupt",
    )
)
"""Verbs whose subject is not the one who planned what their object names: "foiled a plot to ..."."""


_DONE_TO = frozenset(
    (
        "abduct",
        "arrest",
        "behead",
        "detain",
        "execute",
        "injure",
        "jail",
        "kidnap",
        "kill",
        "massacre",
        "wound",
    )
)
"""Verbs that are always done to somebody: without an object they are passives ("Six soldiers *killed* in ambush")."""

_HELD = frozenset(("commit", "dedicate", "oppose"))
"""Verbs whose participle with "to" says what its subject holds, not what befalls it ("is *opposed* to talks")."""
_ENDING = frozenset(("until", "till", "through"))
"""Prepositions before the day to which something lasts."""


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
        tokens = self.tokens
        return [
            c
            for c in self.children[token]
            if (r := tokens[c].deprel) in relations or (":" in r and r.partition(":")[0] in relations)
        ]

    def head_of(self, first: int, last: int) -> int:
        """The word of the span [first, last) that the others depend on; a noun where several do."""
        tops = [i for i in range(first, last) if not first <= self.tokens[i].head < last]
        return next((i for i in tops if self.tokens[i].upos in NOMINAL), tops[0] if tops else first)

    def conjuncts(self, token: int) -> list[int]:
        """The word and what is joined to it by "and" or commas, not what it includes ("including two children")."""
        found = [token]
        for at in found:
            found += [c for c in self.below(at, "conj") if self.case(c) not in ("including", "include", "among")]
        return found

    def case(self, token: int) -> str:
        """The preposition before a noun, "" for none."""
        for child in self.children[token]:
            if self.tokens[child].deprel.partition(":")[0] == "case":
                return self.tokens[child].lemma
        return ""

    def passive(self, verb: int) -> bool:
        """Is a verb in the passive: by its subject or auxiliary, or a bare participle after its noun?"""
        token = self.tokens[verb]
        if token.lemma in _HELD and any(self.case(c) == "to" for c in self.below(verb, "obl")):
            return False
        if any(self.tokens[c].deprel in _PASSIVE for c in self.children[verb]):
            return True
        bare = self._participle(verb) and self.below(verb, "nsubj") and not self.below(verb, "obj", "aux", "ccomp")
        if bare and any(find_agent((self.tokens[c].lemma,)) is not None for c in self._by(verb)):
            return True  # headlines: "Envoy *removed* from hall by police"
        if token.lemma in _DONE_TO and self._participle(verb) and self.below(verb, "nsubj"):
            # headlines, and "with six people killed"
            return not self.below(verb, "obj", "aux", "ccomp", "xcomp", "mark") and token.deprel != "acl:relcl"
        if token.deprel == "conj" and token.upos == "VERB" and token.head >= 0:
            # "was beaten and robbed": a joined participle without a subject or auxiliary of its own
            shares = not self.below(verb, "nsubj", "aux", "obj", "csubj")
            return (
                shares
                and self.tokens[token.head].upos == "VERB"
                and self._participle(verb)
                and self.passive(token.head)
            )
        return (
            token.deprel.startswith("acl")
            and token.deprel != "acl:relcl"
            and token.upos == "VERB"
            and not token.text.lower().endswith("ing")
            and not self.below(verb, "obj", "mark")
        )

    def _participle(self, verb: int) -> bool:
        token = self.tokens[verb]
        form = token.text.lower()
        return form != token.lemma and not form.endswith(("ing", "s"))

    def subject(self, verb: int) -> int | None:
        """The subject of a verb, its own or the one that it shares with the words above."""
        seen = set()
        at = verb
        while at >= 0 and at not in seen:
            seen.add(at)
            own = [c for r in SUBJECTS for c in self.children[at] if self.tokens[c].deprel == r]
            if own:
                return self._antecedent(own[0], at)
            token = self.tokens[at]
            above = token.head
            relation = token.deprel
            if above < 0:
                return None
            if relation == "acl" and token.upos == "VERB":
                if not self.below(at, "mark", "case"):
                    return above  # "soldiers patrolling", "hostages taken"
                found = self._controller(above)
                if found is not None and found < 0:
                    at = self.tokens[above].head
                    continue
                return found
            if relation not in _SHARED_SUBJECT:
                return None
            if relation == "xcomp" and (objects := self.below(above, "obj", "iobj")):
                return objects[0]
            if relation == "advcl" and self.passive(above) and not self.passive(at) and not self.below(at, "mark"):
                # "a grenade was thrown into a bar, killing ...": by whoever threw it
                return next(iter(self._by(above)), None)
            at = above
        return None

    def verbal(self, token: int) -> bool:
        """Is a word a verb, or a participle that the tagger took for an adjective ("are forbidden")?"""
        return self.tokens[token].upos in ("VERB", "AUX") or any(
            self.tokens[c].deprel == "aux:pass" for c in self.children[token]
        )

    def _controller(self, noun: int) -> int | None:
        """Who is to do what an infinitive or gerund after a noun says ("its plan to ...", "announced a push to ...").

        A word, -1 for the subject of the verb above, None where the text does not say.
        """
        if owners := self.below(noun, "nmod:poss"):
            return owners[0]
        token = self.tokens[noun]
        if token.deprel == "xcomp" or self.below(noun, "cop"):  # "became the first country to ..."
            return self.subject(noun)
        if token.upos in ("PROPN", "PRON") or find_agent((token.lemma,)) is not None:
            return noun  # "accused the army of burning ..."
        if token.head < 0 or self.tokens[token.head].upos != "VERB":
            return None
        if token.deprel == "obj":
            return None if self.tokens[token.head].lemma in _AGAINST else -1
        if token.deprel.startswith("obl"):  # "detained a tailor on suspicion of recruiting"
            objects = self.below(token.head, "obj")
            return objects[0] if objects else -1
        return None

    def thwarted(self, verb: int) -> bool:
        """Is a verb the content of what somebody foiled or condemned ("foiled a plot to *blow up* ...")?"""
        token = self.tokens[verb]
        if token.deprel != "acl" or token.head < 0 or self.tokens[token.head].deprel != "obj":
            return False
        return self.tokens[self.tokens[token.head].head].lemma in _AGAINST

    def _by(self, verb: int) -> list[int]:
        return [c for c in self.below(verb, "obl") if self.case(c) == "by"]

    def agents(self, verb: int) -> list[int]:
        """Whoever does what a verb says: its subject, in a passive the noun after "by", its own or a joined verb's."""
        if not self.passive(verb):
            subject = self.subject(verb)
            return [subject] if subject is not None else []
        if found := self._by(verb):
            return found
        joined = self.below(verb, "conj")
        if self.tokens[verb].deprel == "conj":
            joined.append(self.tokens[verb].head)
        for other in joined:  # "was fined and banned by a court"
            if self.tokens[other].upos == "VERB" and (found := self._by(other)):
                return found
        return []

    def within_reach(self, trigger: int, word: int) -> bool:
        """Can a word belong to what a trigger tells of: is there no border of a clause on the way down to it, and no
        clause around the trigger left but those that share their parties?"""
        above = [trigger, *self.ancestors(trigger)]
        at = word
        while at not in above:
            if at < 0 or self.tokens[at].deprel.partition(":")[0] in _CLAUSES:
                return False
            at = self.tokens[at].head
        return not any(
            self.tokens[t].deprel.partition(":")[0] in ("ccomp", "parataxis") for t in above[: above.index(at)]
        )

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
        """ "past", "present" or "future" of the clause that a word stands in, None where no verb is near.

        Of a word for a day or month, what is arranged for it or is to be done on it lies ahead: "called a strike for
        Friday", "is to meet on Friday". Not so of a quarter or year: "expects to report a loss for the quarter".
        """
        dated = self.tokens[token].upos in ("PROPN", "NUM")
        if dated and self._arranged(token):
            return "future"
        infinitive = False
        for at in (token, *self.ancestors(token)):
            word = self.tokens[at]
            if word.upos not in ("VERB", "AUX"):
                continue
            helpers = {self.tokens[c].text.lower() for c in self.below(at, "aux", "cop")}
            form = word.text.lower()
            to_do = form == word.lemma and any(self.tokens[c].lemma == "to" for c in self.below(at, "mark"))
            if helpers & _FUTURE or (dated and to_do and helpers & {"is", "are", "'s", "’s"}):
                return "future"
            found = "past" if helpers & _PAST else "present" if helpers else None
            if found is None:
                if form.endswith("ing") or (form == word.lemma and self.below(at, "mark")):
                    infinitive = infinitive or (to_do and word.deprel == "xcomp")
                    continue  # tenseless: the verb above decides
                found = "past" if form != word.lemma and not form.endswith("s") else "present"
            ahead = dated and infinitive and found == "present" and word.lemma in _INTENDING
            return "future" if ahead else found
        return None

    def _arranged(self, token: int) -> bool:
        """Does a word stand after the "for" or "until" of an arrangement that still held when the text was written?
        Also in notices without a finite verb: "lane closure *through* June 1"."""
        for at in (token, *self.ancestors(token)):
            word = self.tokens[at]
            if word.upos in ("VERB", "AUX") or word.head < 0:
                return False
            if self.case(at) in ("for", *_ENDING):
                above = word.head
                if self.case(at) in _ENDING and not any(self._finite(c) for c in (above, *self.ancestors(above))):
                    return True
                if self.tokens[above].upos == "NOUN" and self.tokens[above].deprel == "obj":
                    above = self.tokens[above].head  # "called [a strike for Friday]"
                chain = [above, *self.ancestors(above)]
                return self.tokens[above].lemma in _ARRANGING and not any(self._had(c) for c in chain)
        return False

    def _finite(self, word: int) -> bool:
        return self.tokens[word].upos in ("VERB", "AUX") and bool(self.below(word, "nsubj", "aux", "cop", "csubj"))

    def _had(self, verb: int) -> bool:
        return any(self.tokens[c].text.lower() in ("had", "'d", "’d") for c in self.below(verb, "aux"))

    def perfect_of_past(self, token: int) -> bool:
        """Is the verb of a word's clause in the past perfect ("had fled")?"""
        for at in (token, *self.ancestors(token)):
            if self.tokens[at].upos in ("VERB", "AUX"):
                return self._had(at)
            if self.tokens[at].deprel in ("obl", "nmod", "nsubj"):
                return False
        return False


def text_of(text: str, tokens: Sequence[Token], first: int, last: int) -> str:
    """The characters of tokens [first, last)."""
    return text[tokens[first].start : tokens[last - 1].end]
