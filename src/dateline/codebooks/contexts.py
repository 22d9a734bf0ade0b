"""Contexts: what a text is about, by the words in it; and the modes that a text must have words for."""

from __future__ import annotations

from collections.abc import Container, Sequence

from dateline.codebooks.model import Codebook
from dateline.codebooks.signals import split_words
from dateline.codebooks.surroundings import POS_LETTERS
from dateline.records.analysis import Token


class ModeWords:
    """The words that the modes of a codebook cannot do without (`Mode.needs`)."""

    def __init__(self, codebook: Codebook) -> None:
        self._needs = {
            (name, mode_name): frozenset(split_words(mode.needs))
            for name, kind in codebook.types.items()
            for mode_name, mode in kind.modes.items()
            if mode.needs
        }

    def borne_out(self, event: str, modes: Sequence[str], lemmas: Container[str]) -> list[str]:
        """Of some modes of a type, those that need no word or find one among the lemmas of the event's sentences."""
        return [m for m in modes if (needs := self._needs.get((event, m))) is None or any(w in lemmas for w in needs)]


class ContextIndex:
    """The signal words of a codebook's contexts: single lemmas with a part of speech, and lemmas in a row."""

    def __init__(self, codebook: Codebook) -> None:
        self._single: dict[str, dict[str, list[tuple[str, bool]]]] = {}
        self._phrases: dict[str, list[tuple[tuple[str, ...], str, bool]]] = {}
        for name, context in codebook.contexts.items():
            for words, weak in ((context.words, False), (context.weak, True)):
                for phrase in split_words(words):
                    if " " in phrase:
                        lemmas = tuple(phrase.split())
                        self._phrases.setdefault(lemmas[0], []).append((lemmas, name, weak))
                    else:
                        lemma, _, pos = phrase.rpartition(".")
                        self._single.setdefault(lemma, {}).setdefault(pos, []).append((name, weak))
        self.unless_types = {name: frozenset(context.unless_types) for name, context in codebook.contexts.items()}

    def match(self, tokens: Sequence[Token], first: int = 0, last: int | None = None) -> dict[str, list[int]]:
        """The contexts signalled by tokens [first, last), each with the tokens that do, in order of appearance.

        One sure word signals a context, or two different weak ones. A phrase gives its first token. PLOVER codes
        contexts by document in practice; over how much text to look is the caller's choice.
        """
        found: dict[str, list[int]] = {}
        certain: set[str] = set()
        last = len(tokens) if last is None else last
        for i in range(first, last):
            lemma = tokens[i].lemma
            if (by_pos := self._single.get(lemma)) is not None:
                for name, weak in by_pos.get(POS_LETTERS.get(tokens[i].upos, ""), ()):
                    found.setdefault(name, []).append(i)
                    if not weak:
                        certain.add(name)
            for lemmas, name, weak in self._phrases.get(lemma, ()):
                if i + len(lemmas) <= last and all(tokens[i + k].lemma == lemmas[k] for k in range(1, len(lemmas))):
                    found.setdefault(name, []).append(i)
                    if not weak:
                        certain.add(name)
        return {n: at for n, at in found.items() if n in certain or len({tokens[i].lemma for i in at}) > 1}
