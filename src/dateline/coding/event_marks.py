"""The marks that an event's own word bears: negation, auxiliaries, adverbs, adjectives, conjunctions, tense.

What each mark says stands in `data/markers.tsv`; what a governing word says stands in `data/governors.tsv`.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple, cast, get_args

from dateline.coding.tables import rows
from dateline.records.analysis import Token
from dateline.records.report import Status

MAX_DEPTH = 16
"""Longer chains of governors are parser errors."""
NAMING = frozenset({"NOUN", "PROPN", "PRON", "NUM", "SYM", "X"})
"""Parts of speech of events told by a noun."""

# Present and past are written alike; in news the past is meant.
_INVARIANT = frozenset(
    {"put", "hit", "cut", "set", "shut", "let", "cast", "quit", "split", "spread", "hurt", "cost", "burst"}
)
_PRESENT_BE = frozenset({"is", "are", "'s", "'re", "’s", "’re", "am", "'m", "been"})
_WH = frozenset({"who", "whom", "whose", "why", "when", "where", "how", "what", "which"})
_RECURRING = frozenset(
    {"day", "night", "week", "month", "year", "morning", "evening", "time", "hour", "weekend", "summer", "winter"}
    | {"spring", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"}
)


class Effect(NamedTuple):
    """What a governing word says about its complement, in the words of `data/governors.tsv`."""

    affirmed: str
    negated: str


class Own(NamedTuple):
    """The marks of one word."""

    negated: bool
    modal: Status | None
    """planned, hypothetical or negated ("without")."""
    aspect: Status | None
    """ongoing or habitual."""
    whether: bool
    marked: bool


@cache
def governors() -> dict[tuple[str, str, str], Effect]:
    """(lemma, part of speech, frame) to effect. Raises ValueError for a key that is there twice."""
    table: dict[tuple[str, str, str], Effect] = {}
    for words, pos, frames, affirmed, negated, _ in rows("governors.tsv"):
        for word in words.split():
            for frame in frames.split():
                key = (word.replace("_", " "), pos, frame)
                if key in table:
                    raise ValueError(f"governors.tsv: {key} is there twice")
                table[key] = Effect(affirmed, negated)
    return table


@cache
def markers() -> dict[str, dict[str, str]]:
    """place to lemma to effect. Raises ValueError for a word that is there twice in a place."""
    table: dict[str, dict[str, str]] = {}
    for words, place, effect, _ in rows("markers.tsv"):
        for word in words.split():
            at = table.setdefault(place, {})
            if word.replace("_", " ") in at:
                raise ValueError(f"markers.tsv: {word} is there twice as {place}")
            at[word.replace("_", " ")] = effect
    return table


def as_status(word: str) -> Status:
    """A table's word as a status. Raises ValueError for a word that is none."""
    if word not in get_args(Status):
        raise ValueError(f"no such status: {word}")
    return cast(Status, word)


def form(token: Token) -> str:
    """base, s, ing or past (which includes the past participle), by the spelling: the record has no features."""
    text = token.text.lower()
    if text == token.lemma:
        return "past" if text in _INVARIANT else "base"
    if text.endswith("ing"):
        return "ing"
    if text.endswith("s") and text[:2] == token.lemma[:2]:
        return "s"
    return "past"


class Marks:
    """Reads the marks off the trees of one document."""

    def __init__(self, tokens: Sequence[Token], children: Sequence[Sequence[int]]) -> None:
        self.tokens = tokens
        self.children = children

    def own(self, i: int) -> Own:
        """The marks among the dependents of a token."""
        tokens, table = self.tokens, markers()
        token = tokens[i]
        verbal = token.upos not in NAMING
        negated = marked = False
        modal: Status | None = None
        aspect: Status | None = None
        for k in self.children[i]:
            effect = self._verbal_mark(i, k) if verbal else self._nominal_mark(k)
            if effect is None or effect == "none":
                continue
            marked = True
            if effect == "negation":
                negated = not negated
            elif effect in ("habitual", "ongoing"):
                aspect = aspect or as_status(effect)
            elif modal != "negated" and (modal is None or effect in ("hypothetical", "negated")):
                modal = as_status(effect)
        helpers = {tokens[k].text.lower() for k in self.children[i] if tokens[k].deprel.startswith("aux")}
        able = not helpers.isdisjoint({"can", "could", "ca"})
        if modal == "hypothetical" and able and (negated or token.lemma in table["perceived"]):
            modal = None  # "shots could be heard" were; who "could not enter" did not
        if modal == "planned" and (
            ("would" in helpers and "have" in helpers) or any(self._is_condition(k) for k in self.children[i])
        ):
            modal = "hypothetical"
        if verbal and aspect is None and modal is None:
            aspect = self._aspect(i, helpers)
            if aspect is None and self._is_imperative(i, helpers):
                modal = "planned"
            elif aspect == "ongoing" and self._is_soon(i):
                modal, aspect = "planned", None
        if verbal and modal is None and self._is_to_come(i):
            modal, aspect = "planned", None
        whether = any(tokens[k].lemma == "whether" and tokens[k].deprel == "mark" for k in self.children[i])
        return Own(negated, modal, aspect, whether, marked or modal is not None or aspect is not None)

    def _verbal_mark(self, i: int, k: int) -> str | None:
        """The effect that dependent `k` has on a verb or adjective `i`."""
        tokens, table = self.tokens, markers()
        kid = tokens[k]
        relation, lemma = kid.deprel, kid.lemma
        if relation.startswith("aux"):
            return table["aux"].get(lemma)
        if relation == "advmod":
            return self._adverb(k)
        if relation in ("mark", "case"):
            return table["mark"].get(self.fixed(k))
        if relation in ("cc", "cc:preconj"):
            return "negation" if lemma in ("neither", "nor") else None
        if relation in ("nsubj", "nsubj:pass", "obj") or (relation == "obl" and tokens[i].upos == "VERB"):
            return "negation" if self._is_empty(k) else "habitual" if self._is_every(k) else None
        if relation in ("obl:unmarked", "obl:npmod", "obl:tmod", "nmod:unmarked"):
            return "habitual" if self._is_every(k) else None
        return None

    def _nominal_mark(self, k: int) -> str | None:
        """The effect that dependent `k` has on an event noun."""
        table, kid = markers(), self.tokens[k]
        relation, lemma = kid.deprel, kid.lemma
        if relation == "det":
            return table["determiner"].get(lemma)
        if relation in ("amod", "compound", "nummod"):
            return self._adjective(k)
        if relation == "case":
            return table["case"].get(self.fixed(k))
        if relation.startswith("aux"):
            return table["aux"].get(lemma)
        if relation == "mark":
            return table["mark"].get(self.fixed(k))
        if relation == "advmod":
            effect = self._adverb(k)
            return None if effect == "negated" else effect  # "nearly" measures a noun phrase
        return "negation" if relation in ("cc", "cc:preconj") and lemma in ("neither", "nor") else None

    def _adverb(self, k: int) -> str | None:
        lemma = self.tokens[k].lemma
        if lemma in ("long", "longer") and any(self.tokens[j].lemma == "no" for j in self.children[k]):
            return "negation"  # "no longer"
        effect = markers()["adverb"].get(lemma)
        return None if effect == "negation" and self._is_not_only(k) else effect

    def _is_soon(self, i: int) -> bool:
        r""" "Is leaving tomorrow", "is leaving next week"."""
        return any(
            self.tokens[k].lemma == "tomorrow" or any(self.tokens[j].lemma == "next" for j in self.children[k])
            for k in self.children[i]
            if self.tokens[k].deprel.startswith(("obl", "advmod", "nmod"))
        )

    def _is_to_come(self, i: int) -> bool:
        r""" "The two *are to* meet": "be" before the "to" of the same verb, not "to be meeting"."""
        to = next((k for k in self.children[i] if self.tokens[k].lemma == "to" and self.tokens[k].deprel == "mark"), -1)
        return any(k < to and self.tokens[k].deprel == "aux" and self.tokens[k].lemma == "be" for k in self.children[i])

    def _aspect(self, i: int, helpers: set[str]) -> Status | None:
        """Present progressive, or a general truth told of a plural."""
        token = self.tokens[i]
        if token.upos != "VERB":
            return None
        if form(token) == "ing":
            past = not helpers.isdisjoint({"was", "were", "had"})
            return None if past or helpers.isdisjoint(_PRESENT_BE) else "ongoing"
        if form(token) == "base" and not helpers and token.deprel in ("root", "conj", "ccomp"):
            for k in self.children[i]:
                kid = self.tokens[k]
                if kid.deprel == "nsubj" and kid.upos == "NOUN" and kid.text.lower() != kid.lemma and self._is_bare(k):
                    return "habitual" if self._is_full_sentence(i) else None
        return None

    def _is_bare(self, i: int) -> bool:
        return not any(
            self.tokens[k].deprel.startswith(("det", "nummod", "nmod", "acl", "compound")) for k in self.children[i]
        )

    def _is_full_sentence(self, i: int) -> bool:
        """Closed by a full stop and without a time: headlines and captions tell single events in the present tense."""
        tokens = self.tokens
        times = any(tokens[k].deprel in ("obl:unmarked", "obl:tmod", "obl:npmod") for k in self.children[i])
        return not times and any(tokens[k].text == "." for k in self.children[i])

    def _is_imperative(self, i: int, helpers: set[str]) -> bool:
        token = self.tokens[i]
        if token.upos != "VERB" or token.deprel not in ("root", "parataxis", "ccomp"):
            return False
        if helpers or form(token) != "base" or token.lemma == "thank":
            return False
        return not any(self.tokens[k].deprel.startswith(("nsubj", "csubj", "mark", "expl")) for k in self.children[i])

    def _is_not_only(self, k: int) -> bool:
        following = self.tokens[k + 1].lemma if k + 1 < len(self.tokens) else ""
        return following in ("only", "just", "merely", "simply", "least", "until")

    def _is_empty(self, k: int) -> bool:
        """ "no one", "nobody", "no shots"."""
        tokens = self.tokens
        if tokens[k].lemma in ("nobody", "nothing", "none"):
            return True
        return any(tokens[j].lemma == "no" and tokens[j].deprel in ("det", "advmod") for j in self.children[k])

    def _is_every(self, k: int) -> bool:
        tokens = self.tokens
        if tokens[k].lemma not in _RECURRING:
            return False
        return any(tokens[j].lemma in ("every", "each") for j in self.children[k])

    def _is_condition(self, k: int) -> bool:
        return any(
            self.tokens[j].deprel == "mark" and markers()["mark"].get(self.fixed(j)) == "hypothetical"
            for j in self.children[k]
        )

    def is_asked(self, i: int) -> bool:
        """A yes-no question; who, why, when and how take the event for granted."""
        tokens = self.tokens
        for _ in range(MAX_DEPTH):
            kids = self.children[i]
            if any(tokens[k].text == "?" for k in kids):
                return not any(
                    tokens[k].lemma in _WH or any(tokens[j].lemma in _WH for j in self.children[k])
                    for k in kids
                    if k < i
                )
            if tokens[i].deprel not in ("conj", "xcomp", "obj", "advcl") or tokens[i].head < 0:
                return False
            i = tokens[i].head
        return False

    def fixed(self, k: int) -> str:
        """A conjunction or preposition with the rest of its fixed expression ("in case of")."""
        rest = [self.tokens[j].lemma for j in self.children[k] if self.tokens[j].deprel == "fixed"]
        return " ".join([self.tokens[k].lemma, *rest]) if rest else self.tokens[k].lemma

    def _adjective(self, k: int) -> str | None:
        """What an adjective or participle before an event noun says ("planned", "recently foiled")."""
        token = self.tokens[k]
        text = token.text.lower()
        if text == "zero":
            return "negation"
        effect = markers()["adjective"].get(text)
        if effect is None and token.deprel == "amod" and text.endswith("ed"):
            found = governors().get((token.lemma, "VERB", "obj"))
            if found is not None and found.affirmed not in ("same", "fact"):
                effect = "negated" if found.affirmed == "opposite" else found.affirmed
        return effect
