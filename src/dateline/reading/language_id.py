"""Which language a text is in: cheaply for English, with py3langid for the rest.

py3langid's model takes about 0.8 s to load, more than the rest of a run over one file, so clear English is recognised
by its function words and the model is loaded only where they are missing.
"""

from __future__ import annotations

import functools
import re
from typing import Any

_ENOUGH_LETTERS = 60
"""Letters below which a text is too short to tell: names in a headline mislead any identifier."""

_CONFIDENT = 0.9
"""Probability (py3langid, normalised) from which English, or another language than English, is believed. Which other
one matters less: Indonesian and Malay share their probability."""

_SAMPLE = 4000
"""Characters looked at: more does not change the answer."""

_ENGLISH = frozenset(
    (
        "the",
        "and",
        "that",
        "with",
        "from",
        "were",
        "has",
        "said",
        "his",
        "which",
        "been",
        "their",
        "they",
        "to",
        "it",
        "by",
        "for",
        "had",
        "this",
        "after",
        "have",
        "who",
        "are",
        "not",
        "an",
        "he",
    )
)
"""Frequent words of English; together they are rare in any other language."""

_ENGLISH_SHARE = 0.15
"""Share of the words of a text that are in `_ENGLISH`, from which it is taken for English. News prose has 0.2 to 0.35,
lists and tables less; other languages of the Latin script stay below 0.08."""

_ENGLISH_DISTINCT = 4
"""Different words of `_ENGLISH` that a text must have as well."""

_NAMES = {"eng": "en", "english": "en"}


def identify(text: str) -> str | None:
    """The ISO 639-1 code of the language of `text`, None where there is too little of it or no clear answer."""
    sample = text[:_SAMPLE]
    if sum(map(str.isalpha, sample)) < _ENOUGH_LETTERS:
        return None
    if _plainly_english(sample):
        return "en"
    ranking: list[tuple[str, float]] = _identifier().rank(sample)
    language, probability = ranking[0]
    sure = probability if language == "en" else 1 - dict(ranking)["en"]
    return language if sure >= _CONFIDENT else None


def language_code(value: str) -> str | None:
    """A given language as a lower-case code without region ("en-GB" is "en"), None for an empty one."""
    name = re.split(r"[-_]", value.strip().lower())[0]
    return _NAMES.get(name, name) or None


def _plainly_english(sample: str) -> bool:
    words = re.findall(r"[^\W\d_]+", sample.lower())
    common = [word for word in words if word in _ENGLISH]
    return len(common) >= _ENGLISH_SHARE * len(words) and len(set(common)) >= _ENGLISH_DISTINCT


@functools.cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
