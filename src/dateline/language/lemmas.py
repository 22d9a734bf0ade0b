"""Base forms of English words, from tables and spelling rules of our own.

`lemma` follows the conventions of Universal Dependencies' English treebanks ("worse" is "bad", "'s" as an auxiliary is
"be", "his" stays "his") with one difference: everything is lower case. The tables are in `data/lemmas.tsv`.
"""

from __future__ import annotations

import re
from functools import lru_cache

from dateline.language.irregular import FORMS, WORDS

_VOWELS = frozenset("aeiou")
_VERBS, _AUXILIARIES, _NOUNS = FORMS["verb"], FORMS["auxiliary"], FORMS["noun"]
_ADJECTIVES, _GRADABLE = FORMS["adjective"], frozenset(WORDS["gradable"])
_NAMES, _SHORT_NAMES = FORMS["name"], FORMS["short name"]
_UNCHANGED_NOUNS = frozenset(WORDS["unchanged noun"])
_OTHERS = {upos: FORMS[upos] for upos in ("PRON", "DET", "ADV", "PART", "CCONJ", "ADP")}
_E_VERBS, _PLAIN_VERBS = frozenset(WORDS["silent e"]), frozenset(WORDS["no silent e"])
# Whether the stem before -ed or -ing had a silent e, by its ending; the longest ending that fits decides.
_SILENT_E = dict.fromkeys(WORDS["ending with silent e"], True) | dict.fromkeys(WORDS["ending without silent e"], False)
_PREFIXES = ("re", "un", "over", "out", "under", "mis", "dis", "pre", "co", "fore")
# Nouns in -us that add -es; others in -use add -s ("houses").
_US_PLURALS = ("ruses", "cuses", "puses", "buses", "nuses", "nsuses", "tuses", "luses")


@lru_cache(maxsize=65536)
def lemma(form: str, upos: str) -> str:
    """The lower-case base form of a word of the given universal part of speech ("Gunmen", NOUN: "gunman").

    Forms of other parts of speech than nouns, verbs, auxiliaries, adjectives, pronouns, determiners and adverbs are
    returned in lower case. Never raises; an empty form gives an empty lemma.
    """
    word = form.lower().replace("’", "'")
    if upos == "NOUN":
        return _noun(word)
    if upos == "VERB":
        return _verb(word)
    if upos == "PROPN":
        return _name(word, form)
    if upos == "AUX":
        return _AUXILIARIES.get(word) or _verb(word)
    if upos == "ADJ":
        return _adjective(word)
    others = _OTHERS.get(upos)
    return others.get(word, word) if others else word


def _noun(word: str) -> str:
    known = _NOUNS.get(word)
    if known is not None:
        return known
    if "-" in word and not word.endswith("-"):
        first, last = word.rsplit("-", 1)
        return f"{first}-{_noun(last)}" if last.isalpha() else word
    if word.endswith("men") and len(word) > 4:
        return word[:-2] + "an"
    if word.endswith("children"):
        return word[:-3]
    if len(word) < 3 or not word.endswith("s") or word in _UNCHANGED_NOUNS:
        return word
    if word.endswith("'s"):
        return word[:-2]
    if word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ics"):
        return word[:-1]
    if word.endswith("ies"):
        return word[:-1] if len(word) <= 4 else word[:-3] + "y"
    if word.endswith(("sses", "shes", "xes", "zzes", "oes", "uses")) or (word.endswith("ches")):
        if word.endswith("uses") and not word.endswith(_US_PLURALS):
            return word[:-1]
        return word[:-2]
    return word[:-1]


def _name(word: str, form: str) -> str:
    """Names keep their shape: only plurals of peoples, parties and kinds of institution are undone."""
    if word in _NAMES:
        return _NAMES[word]
    if word.rstrip(".") in _SHORT_NAMES:
        return _SHORT_NAMES[word.rstrip(".")]
    if word.endswith(("ans", "crats", "icans", "ists", "ites")) and len(word) > 5 and form[:1].isupper():
        return word[:-1]
    return word


def _adjective(word: str) -> str:
    known = _ADJECTIVES.get(word)
    if known is not None:
        return known
    for ending in ("er", "est"):
        if word.endswith(ending):
            stem = word[: -len(ending)]
            for base in (stem, stem + "e", stem[:-1] + "y" if stem.endswith("i") else "", stem[:-1]):
                if base in _GRADABLE:
                    return base
    return word


def _verb(word: str) -> str:
    known = _VERBS.get(word)
    if known is not None:
        return known
    if word.endswith("in'") and len(word) > 4:
        word = word[:-1] + "g"
    if word.endswith("ing") and len(word) > 4 and _has_vowel(word[:-3]):
        return _unsuffixed(word[:-3])
    if word.endswith("ed") and len(word) > 3:
        if word.endswith("ied"):
            return word[:-1] if len(word) == 4 else word[:-3] + "y"
        if word.endswith("eed"):
            return word if word in _PLAIN_VERBS else word[:-1]
        return _unsuffixed(word[:-2]) if _has_vowel(word[:-2]) else word
    if word.endswith("s") and len(word) > 2 and not word.endswith(("ss", "us", "is", "'s")):
        if word.endswith("ies"):
            return word[:-1] if len(word) <= 4 else word[:-3] + "y"
        if word.endswith(("sses", "shes", "xes", "zzes", "oes", "tches", "nches")) or (
            (word.endswith("ches") and not word.endswith("aches")) or word.endswith(("eaches", "oaches"))
        ):
            return word[:-2]
        if word.endswith("ses") and word[:-2] in _PLAIN_VERBS:
            return word[:-2]
        return word[:-1]
    return word


def _has_vowel(stem: str) -> bool:
    return any(letter in "aeiouy" for letter in stem)


def _unsuffixed(stem: str) -> str:
    """The verb that -ed or -ing was added to: undoes doubling and gives a silent e back."""
    if stem in _PLAIN_VERBS:
        return stem
    if stem in _E_VERBS:
        return stem + "e"
    for prefix in _PREFIXES:
        if stem.startswith(prefix):
            rest = stem[len(prefix) :].lstrip("-")
            if rest in _E_VERBS:
                return stem + "e"
            if rest in _PLAIN_VERBS:
                return stem
    if len(stem) > 2 and stem[-1] == stem[-2] and stem[-1] not in _VOWELS:
        return _undoubled(stem)
    return stem + "e" if _silent_e(stem) else stem


def _undoubled(stem: str) -> str:
    last = stem[-1]
    if last in "sfz":
        return stem
    if last == "l":
        # One syllable keeps both ("kill"), longer verbs mostly doubled one ("cancelled", "patrolled").
        return stem if _syllables(stem) == 1 else stem[:-1]
    return stem[:-1]


def _syllables(stem: str) -> int:
    return len(re.findall(r"[aeiouy]+", stem))


def _silent_e(stem: str) -> bool:
    for length in (5, 4, 3, 2, 1):
        known = _SILENT_E.get(stem[-length:]) if length <= len(stem) else None
        if known is not None:
            return known
    return False
