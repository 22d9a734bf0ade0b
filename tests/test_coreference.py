"""Spans of mentions, what is compared of two of them, their clusters, and how clusters are scored."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from bench.coreference import best_assignment, score
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from tests.trees import token_of, tree

from dateline.language.coreference import Linker, Mentioned, linker_of
from dateline.language.mention_pairs import FAR, NEAR, PAIRED, candidates, compare
from dateline.language.mention_traits import SINGLE, Mentions, describe
from dateline.language.mentions import Spans, words_of
from dateline.records.analysis import Analysis

REPORT = tree("""
1 The the DET 2 det
2 mayor mayor NOUN 7 nsubj
3 of of ADP 4 case
4 Gao Gao PROPN 2 nmod
5 , , PUNCT 6 punct
6 Ali Ali PROPN 2 appos
7 met meet VERB 0 root
8 farmers farmer NOUN 7 obj
9 and and CCONJ 11 cc
10 the the DET 11 det
11 army army NOUN 8 conj
12 's 's PART 11 case
13 . . PUNCT 7 punct

1 The the DET 2 det
2 mayor mayor NOUN 5 nsubj
3 and and CCONJ 4 cc
4 they they PRON 2 conj
5 prayed pray VERB 0 root
6 in in ADP 7 case
7 Gao Gao PROPN 5 obl
8 . . PUNCT 5 punct
""")


def text_of(analysis: Analysis, first: int, last: int) -> str:
    return " ".join(token.text for token in analysis.tokens[first:last])


@pytest.mark.parametrize(
    ("head", "nth", "words"),
    [
        ("mayor", 1, "The mayor of Gao"),
        ("Gao", 1, "Gao"),
        ("Ali", 1, "Ali"),
        ("farmers", 1, "farmers"),
        ("army", 1, "the army 's"),
        ("and", 1, "farmers and the army 's"),
        ("and", 2, "The mayor and they"),
        ("they", 1, "they"),
        ("prayed", 1, "The mayor and they prayed in Gao"),
    ],
)
def test_spans(head: str, nth: int, words: str) -> None:
    spans = Spans(words_of(REPORT.tokens))
    assert text_of(REPORT, *spans.span(token_of(REPORT, head, nth))) == words


HEADS = [
    token_of(REPORT, *at)
    for at in (("mayor", 1), ("Gao", 1), ("Ali", 1), ("and", 1), ("mayor", 2), ("they", 1), ("Gao", 2))
]


def described() -> Mentions:
    types = np.zeros((len(HEADS), 2), np.float32)
    types[:, 0] = 1
    return describe(REPORT.tokens, REPORT.sentences, HEADS, np.zeros(len(HEADS), np.float32), types)


def said(later: int, earlier: int) -> set[str]:
    """What is told of a pair."""
    found = compare(described(), np.array([later]), np.array([earlier]))
    return {name for name, value in zip(PAIRED, found[:, 0], strict=True) if value > 0}


def test_pairs() -> None:
    assert {"same words", "same lemma", "some name", "from 1 sentences", "from 4 mentions"} <= said(6, 1)
    assert {"same lemma", "all of the later's words", "same role"} <= said(4, 0)
    assert "same words" not in said(4, 0)
    assert {"apposition", "other names"} <= said(2, 0)
    assert "later in earlier" in said(1, 0)
    assert "number agrees" in said(5, 3)
    assert "number differs" in said(5, 0)
    single = described().single
    assert {SINGLE[i] for i in np.flatnonzero(single[5])} >= {"pronoun", "pronoun they", "plural"}
    assert single[4, SINGLE.index("first of its noun")] == 0 < single[0, SINGLE.index("first of its noun")]


def linker() -> Linker:
    """One that goes by the same lemma alone: nothing speaks for the rest, and the vectors against all."""
    pair = np.zeros((len(PAIRED), 1), np.float32)
    pair[PAIRED.index("same lemma")] = 20
    single, ones = np.zeros((len(SINGLE), 1), np.float32), np.ones((3, 1), np.float32)
    arrays = {"link_later": single, "link_earlier": single, "link_later_map": -ones, "link_earlier_map": ones}
    arrays |= {"link_pair": pair, "link_bias": np.array([-1], np.float32), "link_out": np.ones(1, np.float32)}
    return Linker(arrays, ["person", "place"])


def mentioned(heads: list[int], first: int) -> Mentioned:
    size = len(heads)
    types = np.tile(np.array([1, 0], np.float32), (size, 1))
    vectors = np.ones((size, 3), np.float32)
    return Mentioned([head - first for head in heads], np.zeros(size, np.float32), types, vectors, vectors)


def test_clusters() -> None:
    first = REPORT.sentences[1].first
    windows = [(0, mentioned(HEADS[:4], 0)), (first, mentioned(HEADS[4:], first))]
    clusters = linker().clusters(REPORT.tokens, REPORT.sentences, windows)
    words = [[text_of(REPORT, m.first, m.last) for m in cluster] for cluster in clusters]
    assert words == [
        ["The mayor of Gao", "The mayor"],
        ["Gao", "Gao"],
        ["Ali"],
        ["farmers and the army 's"],
        ["they"],
    ]
    assert clusters[0][1].head == HEADS[4]
    assert clusters[0][0].type == "person"
    assert linker().clusters(REPORT.tokens, REPORT.sentences, []) == []


def test_weighed_as_learned() -> None:
    """What is fitted with torch and what is run without give the same scores."""
    torch = pytest.importorskip("torch")
    from training.coreference import Document, Scorer

    torch.manual_seed(1)
    found = described()
    rows, columns = candidates(found)
    vectors = torch.rand(2, len(HEADS), 5)
    scorer = Scorer(5).eval()
    arrays = scorer.arrays()
    single, paired = torch.from_numpy(found.single), torch.from_numpy(compare(found, rows, columns).T)
    places = torch.zeros(len(rows), dtype=torch.long)
    numbers = torch.arange(len(HEADS))
    at = torch.from_numpy(rows), torch.from_numpy(columns)
    with torch.no_grad():
        learned = scorer(Document(vectors[0], vectors[1], single, paired, *at, places, numbers)).numpy()
    run = Linker(arrays, ["person", "place"])._scores(found, rows, columns, vectors[0].numpy(), vectors[1].numpy())
    assert run == pytest.approx(learned, abs=1e-4)
    assert linker_of(arrays, ["person"]) is not None
    assert linker_of({}, []) is None
    assert linker_of(arrays | {"link_pair": arrays["link_pair"][1:]}, ["person"]) is None


@pytest.mark.parametrize("size", [0, 1, NEAR + 2, 3 * NEAR])
def test_compared_with_those_before(size: int) -> None:
    """All that are near, and of those farther off the last with a word in common."""
    found = described()
    rows = np.arange(size) % len(HEADS)
    codes = {name: column[rows] for name, column in found.codes.items()}
    later, earlier = candidates(found._replace(heads=rows, codes=codes, names=found.names[rows]))
    assert (earlier < later).all()
    assert (np.diff(later) >= 0).all()
    assert len({*zip(later.tolist(), earlier.tolist(), strict=True)}) == len(later)
    for row in range(size):
        compared = earlier[later == row]
        assert {*range(max(0, row - NEAR), row)} <= {*compared.tolist()}
        assert len(compared) <= NEAR + FAR


GOLD = [["a", "b", "c"], ["d", "e", "f", "g"]]
FOUND = [["a", "b"], ["c", "d"], ["f", "g", "h", "i"]]


def test_scores_of_the_literature() -> None:
    """The example of Pradhan et al. (2014, section 4), worked by hand there."""
    figures = score([(GOLD, FOUND)])
    assert figures["MUC"] == {"p": 0.4, "r": 0.4, "f1": 0.4}
    assert figures["B³"] == {"p": 0.5, "r": 0.4167, "f1": 0.4545}  # (2/2 + 2/4) / 4; (2*2/3 + 1/3 + 1/4 + 2*2/4) / 7
    assert figures["CEAF-e"] == {"p": 0.4333, "r": 0.65, "f1": 0.52}  # 4/5 + 4/8 over 3 and 2 clusters
    assert figures["mentions"] == {"p": 0.75, "r": 0.8571, "f1": 0.8}
    assert figures["CoNLL"]["f1"] == pytest.approx((0.4 + 0.4545 + 0.52) / 3, abs=1e-4)


def test_singletons() -> None:
    gold, found = [["a", "b"], ["c"]], [["a", "b"], ["d"]]
    assert score([(gold, gold)])["CoNLL"]["f1"] == 1
    assert score([(gold, found)], singletons=False)["CoNLL"]["f1"] == 1
    assert score([(gold, found)])["CEAF-e"]["f1"] == 0.5
    assert score([([], [])])["CoNLL"]["f1"] == 0


VALUES = arrays(np.float64, st.tuples(st.integers(1, 5), st.integers(1, 5)), elements=st.integers(0, 6))


@settings(deadline=None)
@given(VALUES)
def test_no_assignment_is_better(values: np.ndarray) -> None:
    rows, columns = best_assignment(values)
    assert len({*rows.tolist()}) == len({*columns.tolist()}) == min(values.shape)
    wide = values if len(values) <= values.shape[1] else values.T
    tries = itertools.permutations(range(wide.shape[1]), len(wide))
    best = max(sum(wide[row, column] for row, column in enumerate(way)) for way in tries)
    assert values[rows, columns].sum() == best
