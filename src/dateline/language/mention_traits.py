"""What can be seen of a mention: a name, a pronoun, "the mayor"; its words, number, gender and place in the sentence.

`mention_pairs` compares these.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from dateline.language.mentions import Spans, Words
from dateline.records.analysis import Sentence, Token

Array = NDArray[np.float32]
Numbers = NDArray[np.int64]

WORDS = 6
"""Nouns, adjectives and numbers of a mention that are compared with another's: the first ones."""
LONGEST = 12
"""Words of a mention in which these are looked for."""

GROUPS = ("", "i", "we", "you", "he", "she", "it", "they", "this", "these", "one", "who", "other")
_FORMS = (
    ("i", "i me my mine myself"),
    ("we", "we us our ours ourselves ourself 's ’s"),
    ("you", "you your yours yourself yourselves"),
    ("he", "he him his himself"),
    ("she", "she her hers herself"),
    ("it", "it its itself"),
    ("they", "they them their theirs themselves themself 'em"),
    ("this", "this that"),
    ("these", "these those"),
    ("one", "one oneself"),
    ("who", "who whom whose which what whoever whatever"),
)
PRONOUNS = {form: group for group, forms in _FORMS for form in forms.split()}
"""Form to group; of other pronouns the group is "other"."""
KINDS = ("pronoun", "name", "definite", "indefinite", "bare", "joined", "clause", "number")
_PLURAL = frozenset(("we", "they", "these"))
_SINGULAR = frozenset(("i", "he", "she", "it", "this", "one"))
_SPEAKERS = frozenset(("i", "we", "you"))
_DEFINITE = frozenset(("the", "this", "that", "these", "those", "such"))
_INDEFINITE = frozenset(("a", "an", "some", "any", "no", "another", "each", "every"))
_POINTING = frozenset(("this", "that", "these", "those"))
_MALE = frozenset((
    "mr", "mr.", "sir", "lord", "king", "prince", "father", "brother", "son", "man", "boy", "husband",
))  # fmt: skip
_FEMALE = frozenset((
    "mrs", "mrs.", "ms", "ms.", "miss", "lady", "queen", "princess", "mother", "sister", "daughter", "woman", "girl",
    "wife",
))  # fmt: skip
_CONTENT = frozenset(("NOUN", "PROPN", "ADJ", "NUM", "X", "SYM"))
_ROLES = {"nsubj": 0, "csubj": 0, "obj": 1, "iobj": 1, "obl": 2, "nmod": 3, "root": 4}
_POSSESSOR, _OTHER_ROLE = 6, 5

SINGLE = (
    *KINDS,
    *(f"pronoun {group}" for group in GROUPS),
    "subject",
    "possessor",
    "object",
    "oblique",
    "part of a name",
    "head of a clause",
    "first of its noun",
    "how many of its noun before",
    "length",
    "pointed at",
    "plural",
    "in the first sentence",
    "surely a mention",
)
"""Names of what is told of each mention."""
_CODES = (
    "text", "form", "lemma", "group", "plural", "gender", "acronym", "initials", "sentence", "governor", "role",
    "number", "modifiers", "owner", "apposed", "predicate", "reflexive", "speaker", "named",
)  # fmt: skip


class Mentions(NamedTuple):
    """A document's mentions in the order of their heads, one row each."""

    heads: Numbers
    first: Numbers
    last: Numbers
    single: Array
    """[mention, SINGLE]"""
    codes: dict[str, Numbers]
    """Numbers that are equal where the thing is; -1 for nothing."""
    words: Numbers
    """[mention, WORDS]: numbers of the lemmas that it is compared by; -1 for none."""
    names: Numbers
    """The same for those of them that are names."""
    types: Array
    """[mention, type]: probabilities."""


def describe(
    tokens: Sequence[Token], sentences: Sequence[Sentence], heads: Sequence[int], odds: Array, types: Array
) -> Mentions:
    """What is to be seen of the mentions with these heads, in order; odds [mention] of their being one, types
    [mention, type]."""
    size = len(heads)
    upos, deprels = [t.upos for t in tokens], [t.deprel for t in tokens]
    spans = Spans(Words([t.text for t in tokens], upos, [t.head for t in tokens], deprels))
    forms = [t.text.lower() for t in tokens]
    numbers: dict[str, int] = {}
    number = numbers.setdefault
    lemmas = [number(t.lemma, len(numbers)) for t in tokens]
    sentence_of = [n for n, s in enumerate(sentences) for _ in range(s.first, s.last)]
    row_of = {head: row for row, head in enumerate(heads)}
    codes: dict[str, list[int]] = {name: [-1] * size for name in _CODES}
    first, last = [0] * size, [0] * size
    kinds, told = [0] * size, [[0.0] * 12 for _ in range(size)]
    words, names = [[-1] * WORDS for _ in range(size)], [[-1] * WORDS for _ in range(size)]
    seen: defaultdict[int, int] = defaultdict(int)
    for row, head in enumerate(heads):
        joined = spans.joined(head)
        top = head if joined < 0 else joined
        token, form, part = tokens[top], forms[head], upos[top]
        begin, end = spans.span(head)
        first[row], last[row] = begin, end
        group = ""
        if joined < 0 and (part == "PRON" or (part == "DET" and form in PRONOUNS)):
            group = PRONOUNS.get(form, "other")
        determiner, owner, count = "", -1, -1
        before: list[str] = []
        for child in spans.children[top]:
            if child >= top or child < begin:
                break
            relation = deprels[child]
            if relation[:3] == "det":
                determiner = forms[child]
            elif relation == "nmod:poss":
                owner = child
            elif upos[child] in _CONTENT:
                before.append(forms[child])
                if upos[child] == "NUM":
                    count = lemmas[child]
        if joined >= 0:
            kind = "joined"
        elif group:
            kind = "pronoun"
        elif part == "PROPN":
            kind = "name"
        elif part in ("VERB", "AUX"):
            kind = "clause"
        elif part == "NUM":
            kind = "number"
        elif determiner in _DEFINITE or owner >= 0:
            kind = "definite"
        else:
            kind = "indefinite" if determiner in _INDEFINITE else "bare"
        kinds[row] = KINDS.index(kind)
        plural = gender = -1
        if group:
            plural = 1 if group in _PLURAL else 0 if group in _SINGULAR else -1
            gender = ("he", "she", "it").index(group) if group in ("he", "she", "it") else -1
        elif joined >= 0:
            plural = 1
        elif part in ("NOUN", "PROPN"):
            plural = int(part == "NOUN" and form != token.lemma)
            titles = {token.lemma, *before}
            gender = 0 if titles & _MALE else 1 if titles & _FEMALE else -1
        relation = token.deprel.partition(":")[0]
        possessor = token.deprel == "nmod:poss"
        role = _POSSESSOR if possessor else _ROLES.get(relation, _OTHER_ROLE)
        codes["group"][row] = GROUPS.index(group)
        codes["plural"][row], codes["gender"][row] = plural, gender
        codes["sentence"][row], codes["governor"][row], codes["role"][row] = sentence_of[head], token.head, role
        if relation == "appos":
            codes["apposed"][row] = token.head
        if owner >= 0:
            codes["owner"][row] = lemmas[owner]
        if token.head in row_of and relation == "nsubj":  # a noun as predicate
            codes["predicate"][row_of[token.head]] = head
        start, stop = begin, end
        while start < stop - 1 and (forms[start] in _DEFINITE or forms[start] in _INDEFINITE):
            start += 1
        while stop > start + 1 and upos[stop - 1] in ("PART", "PUNCT"):
            stop -= 1
        codes["text"][row] = number(" ".join(forms[start:stop]), len(numbers))
        known = seen[lemmas[top]]
        if group:
            codes["reflexive"][row] = 1 if form.endswith(("self", "selves")) else -1
            codes["speaker"][row] = 1 if group in _SPEAKERS else -1
        elif joined < 0:
            seen[lemmas[top]] += 1
            codes["form"][row] = number(form, len(numbers))
            codes["lemma"][row], codes["number"][row] = lemmas[top], count
            codes["modifiers"][row] = number("+" + " ".join(sorted(before)), len(numbers))
            at = [
                i for i in range(begin, min(end, begin + LONGEST)) if upos[i] in _CONTENT and deprels[i] != "nmod:poss"
            ]
            for place, i in enumerate(at[:WORDS]):
                words[row][place] = lemmas[i]
                if upos[i] == "PROPN":
                    names[row][place] = lemmas[i]
                    codes["named"][row] = 1
            if tokens[head].text.isupper() and len(form) > 1:
                codes["acronym"][row] = number("=" + form.replace(".", ""), len(numbers))
            if len(at) > 1:
                codes["initials"][row] = number("=" + "".join(forms[i][0] for i in at), len(numbers))
        told[row] = [
            role == 0,
            possessor,
            role == 1,
            role == 2 or (role == 3 and not possessor),
            relation in ("appos", "flat", "compound"),
            relation in ("root", "parataxis", "conj"),
            known == 0,
            min(known, 5) / 5,
            min(end - begin, 12) / 12,
            determiner in _POINTING,
            plural == 1,
            sentence_of[head] == 0,
        ]
    found = {name: np.array(column, np.int64) for name, column in codes.items()}
    single = np.zeros((size, len(SINGLE)), np.float32)
    rows = np.arange(size)
    single[rows, kinds] = 1
    single[rows, len(KINDS) + found["group"]] = 1
    single[:, len(KINDS) + len(GROUPS) : -1] = np.array(told, np.float32).reshape(size, 12)
    single[:, -1] = np.clip(odds, -3, 3) / 3
    found["group"][found["group"] == 0] = -1
    return Mentions(
        np.array(heads, np.int64), np.array(first), np.array(last), single, found, _table(words), _table(names), types
    )


def _table(rows: list[list[int]]) -> Numbers:
    return np.array(rows, np.int64).reshape(len(rows), WORDS)
