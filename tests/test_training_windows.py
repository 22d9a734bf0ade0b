"""The parts of the training that need no torch: windows, their cutting and packing, nested spans laid flat."""

from __future__ import annotations

import random
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from training.augment import misspelt, unstopped, without
from training.corpora.mentions import rehead, told
from training.corpora.polnear import merge
from training.corpora.spans import to_words
from training.corpora.treebank import innermost
from training.windows import AttributionGold, EventGold, Mention, Span, Window, encode, join, pack

from dateline.language.model import LanguageModel
from dateline.language.tokens import words as split

PIECES = LanguageModel().pieces


def window() -> Window:
    """Two sentences with every kind of annotation."""
    return Window(
        corpus="test",
        words=["Police", "left", "Gao", ".", "They", "said", "nothing", "there", "."],
        sentences=[Span(0, 4), Span(4, 9)],
        ends_known=True,
        upos=["NOUN", "VERB", "PROPN", "PUNCT", "PRON", "VERB", "PRON", "ADV", "PUNCT"],
        heads=[1, -1, 1, 1, 5, -1, 5, 5, 5],
        deprels=["nsubj", "root", "obj", "punct", "nsubj", "root", "obj", "advmod", "punct"],
        names=[Span(2, 3, "place")],
        name_types=frozenset({"place"}),
        predicates={1: [Span(0, 1, "ARG0"), Span(2, 3, "ARG1")], 5: [Span(4, 5, "ARG0"), Span(6, 8, "ARG1")]},
        factuality={1: 3.0, 5: 2.0},
        attributions=[AttributionGold([Span(5, 6)], [Span(4, 5)], [Span(6, 8)], ("kind=official",))],
        events=[EventGold(1, ("RETREAT",), ("RETREAT/withdraw",), "occurred", [Span(0, 1, "actor")], [])],
        sectors={0: "COP", 4: "COP"},
        open_words=frozenset({1, 7}),
        mentions=[
            Mention(0, 0, 1, "1", "person"),
            Mention(2, 2, 3, "2", "place"),
            Mention(4, 4, 5, "1", "person", True),
        ],
        mentions_known=True,
    )


def test_cut_numbers_anew() -> None:
    second = window().cut(4, 9)
    assert second.words == ["They", "said", "nothing", "there", "."]
    assert second.sentences == [Span(0, 5)]
    assert second.heads == [1, -1, 1, 1, 1]
    assert second.names == []
    assert second.predicates == {1: [Span(0, 1, "ARG0"), Span(2, 4, "ARG1")]}
    assert second.factuality == {1: 2.0}
    assert second.attributions == [AttributionGold([Span(1, 2)], [Span(0, 1)], [Span(2, 4)], ("kind=official",))]
    assert second.events == []
    assert second.sectors == {0: "COP"}
    assert second.open_words == {3}
    assert second.mentions == [Mention(0, 0, 1, "1", "person", True)]


def test_cut_at_the_edges() -> None:
    """Spans end at the cut, arcs that leave become roots, an attribution without its cue is dropped."""
    part = window().cut(6, 8)
    assert part.heads == [-1, -1]
    assert part.sentences == [Span(0, 2)]
    assert part.predicates == {}
    assert part.attributions == []
    cut = AttributionGold([Span(1, 2)], [Span(0, 1)], [Span(2, 3)], ("kind=official",))
    assert window().cut(4, 7).attributions == [cut]


def test_a_mention_goes_with_its_head() -> None:
    whole = Window(
        "test", ["the", "head", "of", "Gao"], [Span(0, 4)], mentions=[Mention(1, 0, 4, "1"), Mention(3, 3, 4, "2")]
    )
    assert whole.cut(1, 3).mentions == [Mention(0, 0, 2, "1")]
    assert whole.cut(2, 4).mentions == [Mention(1, 1, 2, "2")]


def test_join_undoes_cut() -> None:
    whole = window()
    assert join([whole.cut(0, 4), whole.cut(4, 9)]) == whole


def test_what_is_not_annotated_stays_so() -> None:
    bare = Window("test", ["A", "b"], [Span(0, 1), Span(1, 2)])
    part = bare.cut(1, 2)
    said = (part.upos, part.heads, part.names, part.predicates, part.attributions, part.mentions)
    assert said == (None,) * 6
    assert join([bare.cut(0, 1), part]) == bare


@given(st.integers(1, 30), st.none() | st.integers(0, 5), st.integers(1, 12))
def test_packed_windows_hold_every_word_once(longest: int, seed: int | None, times: int) -> None:
    whole = join([window()] * times)
    packed = list(pack(whole, PIECES, longest, None if seed is None else random.Random(seed)))
    assert [word for part in packed for word in part.words] == whole.words
    ends = {s.last for s in whole.sentences}
    at = 0
    for part in packed:
        size = sum(len(PIECES(word)) for word in part.words)
        assert size <= longest or len(part.words) == 1
        at += len(part.words)
        if at not in ends:  # only a sentence that is longer than a window is cut
            assert len(part.sentences) == 1
    assert at == len(whole.words)


def test_encoded_words_point_at_their_pieces() -> None:
    part = window()
    ids, shapes, first, last = encode(part, PIECES)
    assert (ids[0], ids[-1]) == (PIECES.cls, PIECES.sep)
    assert len(ids) == len(shapes)
    assert [tuple(ids[a : b + 1]) for a, b in zip(first, last, strict=True)] == [PIECES(w) for w in part.words]
    part.caseless = True
    assert set(encode(part, PIECES)[1]) == {0}


def test_heads_of_mentions_by_a_tree() -> None:
    """Mayor Ali Ba left: "Ali" depends on "left", "Mayor" and "Ba" on "Ali"."""
    mentions = [Mention(2, 0, 3, "1"), Mention(3, 3, 4, "2")]
    assert rehead(mentions, [1, 3, 1, -1]) == [Mention(1, 0, 3, "1"), Mention(3, 3, 4, "2")]
    seen = told([Mention(0, 0, 1, "a"), Mention(1, 1, 2, "b"), Mention(2, 2, 3, "a")])
    assert [m.known for m in seen] == [False, False, True]


def test_innermost() -> None:
    nested = [Span(0, 6, "person"), Span(1, 3, "place"), Span(4, 5, "place")]
    assert innermost(nested) == [Span(1, 3, "place"), Span(4, 5, "place"), Span(5, 6, "person")]
    assert innermost([Span(0, 5, "person"), Span(3, 5, "place")]) == [Span(0, 3, "person"), Span(3, 5, "place")]
    assert innermost([Span(0, 2, "person"), Span(0, 2, "place")]) == [Span(0, 2, "place")]


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(1, 8)), max_size=8))
def test_innermost_spans_are_apart(drawn: list[tuple[int, int]]) -> None:
    spans = sorted((Span(a, a + n) for a, n in drawn), key=lambda s: s.first - s.last)
    flat = innermost(spans)
    assert flat == sorted(flat)
    assert all(a.last <= b.first for a, b in pairwise(flat))
    assert {i for s in flat for i in range(s.first, s.last)} <= {i for s in spans for i in range(s.first, s.last)}
    merged = merge(list(spans))
    assert {i for s in merged for i in range(s.first, s.last)} == {i for s in spans for i in range(s.first, s.last)}
    assert all(a.last < b.first for a, b in pairwise(merged))


def test_characters_to_words() -> None:
    text = "Gao's mayor fled."
    found = split(text)
    assert to_words(found, 0, 5, "x") == Span(0, 2, "x")
    assert to_words(found, 1, 2) == Span(0, 1)
    assert to_words(found, 5, 6) is None
    assert to_words(found, 6, len(text)) == Span(2, 5)


def test_a_text_without_its_last_stop() -> None:
    """Both sentences or the last one only; everything else stays where its words are."""
    seen = set()
    for seed in range(20):
        bare = unstopped(window(), random.Random(seed))
        seen.add(tuple(bare.words))
        assert bare.words[-1] == "there"
        assert bare.sentences[-1].last == len(bare.words)
        assert [bare.words[i] for i in bare.predicates or {}] == ["left", "said"]
        assert [bare.words[a.cue[0].first] for a in bare.attributions or []] == ["said"]
        assert [bare.words[e.trigger] for e in bare.events or []] == ["left"]
        assert [bare.words[m.head] for m in bare.mentions or []] == [
            window().words[m.head] for m in window().mentions or []
        ]
        roots = [i for i, head in enumerate(bare.heads or []) if head == -1]
        assert [bare.words[i] for i in roots] == ["left", "said"]
    assert {len(words) for words in seen} == {7, 8}


@given(st.sets(st.sampled_from([0, 2, 3, 7, 8])))
def test_words_taken_out_take_their_marks_along(gone: set[int]) -> None:
    whole, part = window(), without(window(), gone)
    kept = [i for i in range(len(whole.words)) if i not in gone]
    assert part.words == [whole.words[i] for i in kept]
    assert part.upos == [whole.upos[i] for i in kept if whole.upos]
    assert [part.words[h] if h >= 0 else None for h in part.heads or []] == [
        whole.words[h] if h >= 0 else None for h in (whole.heads[i] for i in kept if whole.heads)
    ]
    arguments = {i for args in (part.predicates or {}).values() for a in args for i in range(a.first, a.last)}
    wanted = {i for args in (whole.predicates or {}).values() for a in args for i in range(a.first, a.last)} - gone
    assert [part.words[i] for i in sorted(arguments)] == [whole.words[i] for i in sorted(wanted)]


@given(st.integers())
def test_slips_leave_the_words_one_for_one(seed: int) -> None:
    whole = join([window()] * 8)
    slipped = misspelt(whole, random.Random(seed))
    assert len(slipped.words) == len(whole.words)
    for before, after in zip(whole.words, slipped.words, strict=True):
        assert after and not after.isspace()
        assert before == after or (len(before) > 3 and abs(len(before) - len(after)) <= 1)
    assert slipped.sentences == whole.sentences
