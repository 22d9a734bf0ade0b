"""Windows: every word once, none too long, cut where sentences end."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.language.model import LanguageModel
from dateline.language.shapes import MIXED, NEUTRAL, TITLE, UPPER, shape, shapes_of
from dateline.language.tokens import WordPieces
from dateline.language.windows import Layout, lay_out, lay_out_words

PIECES = LanguageModel().pieces
SENTENCE = "The river rose by two metres near Kisumu overnight. "
WORDS = st.text(alphabet=st.sampled_from("aBé.!?\"'”()\n \u0301👩北"), max_size=300)


def check(layout: Layout, longest: int) -> None:
    at = 0
    for window in layout.windows:
        assert window.first == at < window.last
        size = window.last - window.first
        assert len(window.pieces) == len(window.shapes) == size
        assert all(window.pieces)
        assert size == 1 or sum(map(len, window.pieces)) <= longest
        assert window.ends == sorted(set(window.ends))
        assert window.ends[0] > 0
        assert window.ends[-1] == size
        assert all(0 < at < size and 0 <= to <= size and to != at for at, to in window.moved.items())
        at = window.last
    assert at == len(layout.words)
    assert [layout.text[w.start : w.end] for w in layout.words] == layout.forms


@given(WORDS, st.integers(1, 40))
def test_windows_tile_the_words(text: str, longest: int) -> None:
    check(lay_out(text, PIECES, longest), longest)


@given(st.lists(st.text(alphabet="aB.\"'é", min_size=1, max_size=6), max_size=40), st.integers(1, 40), st.randoms())
def test_windows_of_given_words(forms: list[str], longest: int, random: Random) -> None:
    check(lay_out_words(forms, PIECES, longest), longest)
    if len(forms) > 1:
        ends = [*sorted(random.sample(range(1, len(forms)), len(forms) // 3)), len(forms)]
        layout = lay_out_words(forms, PIECES, longest, ends)
        check(layout, longest)
        found = {window.first + end for window in layout.windows for end in window.ends}
        assert set(ends) <= found


def test_windows_end_with_sentences() -> None:
    layout = lay_out(SENTENCE * 40, PIECES, 50)
    assert len(layout.windows) > 5
    assert {layout.forms[window.last - 1] for window in layout.windows} == {"."}


def test_windows_end_with_paragraphs_where_they_can() -> None:
    layout = lay_out((SENTENCE * 2 + "\n\n" + SENTENCE + "\n\n") * 5, PIECES, 50)
    assert all(window.ends != [window.last - window.first] for window in layout.windows)
    starts = {window.first % 30 for window in layout.windows}
    assert starts <= {0, 20}


def test_no_sentence_ends_before_its_closing_quote() -> None:
    layout = lay_out('He said "it fell." "We left," she said.', PIECES, 50)
    forms = layout.forms
    closing = forms.index(".") + 1
    opening = closing + 1
    assert forms[closing] == forms[opening] == '"'
    assert layout.windows[0].moved[closing] == closing + 1
    assert layout.windows[0].moved[opening + 1] == opening


@pytest.mark.parametrize("ends", [[], [1], [3, 2], [0, 3], [2, 2, 3], [4]])
def test_sentence_ends_that_cannot_be(ends: list[int]) -> None:
    with pytest.raises(ValueError, match="sentence ends"):
        lay_out_words(["a", "b", "c"], PIECES, 50, ends)


def test_pieces_are_remembered_within_bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    pieces = WordPieces(PIECES._tokenizer)
    monkeypatch.setattr(WordPieces, "MAX_CACHED", 3)
    first = [pieces(word) for word in ("one", "two", "three", "four", "one")]
    assert first[0] == first[-1]
    assert len(pieces._cache) <= 3
    assert len(pieces("x" * 80)) <= WordPieces.MAX_PIECES
    assert pieces("\u200b") == (pieces.unknown,)


def test_shapes() -> None:
    assert [shape(w) for w in ("said", "Kabul", "UN", "al-Qaida", "McCoy", "12", ",", "A")] == [
        NEUTRAL, TITLE, UPPER, MIXED, MIXED, NEUTRAL, NEUTRAL, TITLE,
    ]  # fmt: skip
    assert shapes_of(["TROOPS", "ENTER", "A", "TOWN", "."]) == [NEUTRAL] * 5
    assert shapes_of(["troops", "enter", "Gao", "."]) == [NEUTRAL, NEUTRAL, TITLE, NEUTRAL]
