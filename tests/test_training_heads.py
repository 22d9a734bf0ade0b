"""Heads of the language model: what windows teach them, and what they learn from one another. Needs torch."""

from __future__ import annotations

from typing import Any

import pytest
from test_training_windows import PIECES, window

torch = pytest.importorskip("torch")
nn = torch.nn

from training.batches import plan  # noqa: E402
from training.heads import IGNORE, layout_of  # noqa: E402
from training.heads.attributions import Attributions  # noqa: E402
from training.heads.coreference import Coreference  # noqa: E402
from training.heads.events import Events  # noqa: E402
from training.heads.names import Names  # noqa: E402
from training.heads.pairs import FARTHEST, buckets  # noqa: E402
from training.heads.roles import Roles  # noqa: E402
from training.heads.tagging import Factuality, PartsOfSpeech, Sectors, SentenceEnds  # noqa: E402
from training.heads.tree import Tree  # noqa: E402
from training.heads.voices import Voices  # noqa: E402
from training.windows import Span, Window  # noqa: E402

WIDTH = 24
UPOS = ["ADV", "NOUN", "PRON", "PROPN", "PUNCT", "VERB"]


def heads() -> dict[str, Any]:
    torch.manual_seed(3)
    return {
        "sentence_ends": SentenceEnds(WIDTH),
        "parts_of_speech": PartsOfSpeech(WIDTH, UPOS),
        "tree": Tree(WIDTH, ["advmod", "nsubj", "obj", "punct", "root"]),
        "names": Names(WIDTH, ["person", "place"]),
        "roles": Roles(WIDTH, ["ARG0", "ARG1"]),
        "attributions": Attributions(WIDTH),
        "factuality": Factuality(WIDTH),
        "voices": Voices(WIDTH, taught=True),
        "sectors": Sectors(WIDTH, ["COP", "GOV"]),
        "events": Events(WIDTH, ["ASSAULT", "RETREAT"], ["RETREAT/withdraw"]),
        "coreference": Coreference(WIDTH),
    }


def words(windows: list[Window], seed: int = 0) -> Any:
    torch.manual_seed(seed)
    return torch.randn(len(windows), max(len(w.words) for w in windows), WIDTH)


BARE = Window("test", ["A", "b", "c"], [Span(0, 2), Span(2, 3)])


@pytest.mark.parametrize("name", heads())
def test_a_text_without_marks_teaches_nothing(name: str) -> None:
    assert heads()[name].gold([BARE]) is None


@pytest.mark.parametrize("name", heads())
def test_every_head_learns_from_a_window_that_is_marked(name: str) -> None:
    """A few steps on one window, beside one that says nothing, bring its loss down."""
    head, windows = heads()[name].eval(), [window(), BARE]
    gold, seen = head.gold(windows), words(windows)
    optimizer = torch.optim.Adam(head.parameters(), lr=0.02)
    losses = []
    for _ in range(25):
        loss = head.loss(seen, gold)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(float(loss.detach()))
    assert losses[-1] < losses[0] * 0.7


@pytest.mark.parametrize("name", heads())
def test_what_is_not_known_does_not_count(name: str) -> None:
    """The words of a window that says nothing change no loss, whatever they are."""
    head, windows = heads()[name].eval(), [window(), BARE]
    gold, seen = head.gold(windows), words(windows)
    other = seen.clone()
    other[1] = 7.0
    other[0, len(windows[0].words) :] = 7.0
    assert torch.allclose(head.loss(seen, gold), head.loss(other, gold), atol=1e-5)


@pytest.mark.parametrize("name", heads())
def test_a_head_agrees_best_with_itself(name: str) -> None:
    """Its distance to its own readings is the least that there is: no step away from them makes it smaller."""
    head, windows = heads()[name].eval(), [window(), BARE]
    seen, layout = words(windows), layout_of(windows)
    for parameter in head.parameters():  # readings that say something
        parameter.data *= 2
    loss = head.distil(seen, [(head, seen)], layout)
    loss.backward()
    for parameter in head.parameters():
        assert parameter.grad is None or parameter.grad.abs().max() < 1e-4
    other = words(windows, seed=1)
    assert head.distil(other, [(head, seen)], layout) >= loss.detach() - 1e-5


def test_words_beyond_a_window_are_in_no_sentence() -> None:
    layout = layout_of([window(), BARE])
    assert layout.words.sum(1).tolist() == [9, 3]
    assert layout.sentence[1].tolist() == [0, 0, 1, -1, -1, -1, -1, -1, -1]


def test_a_name_of_a_type_that_is_not_marked_is_not_denied() -> None:
    """`window` marks places only: an unmarked word that is taken for a person costs nothing, for a place much."""
    head = Names(WIDTH, ["person", "place"]).eval()
    gold = head.gold([window()])
    labels, silent = gold
    assert [head.labels[i] for i in range(len(head.labels)) if silent[0, i]] == ["O", "B-person", "I-person"]
    assert labels[0, 2] == head.index["B-place"]
    assert labels[0, 1] == labels[0, 7] == IGNORE  # of these the corpus does not say that they are none


def test_distances_are_exact_near_by() -> None:
    near = torch.arange(-16, 17)
    assert buckets(near).tolist() == [FARTHEST + d for d in range(-16, 17)]
    assert buckets(torch.tensor([-5000, 5000])).tolist() == [0, 2 * FARTHEST]


def test_a_plan_reads_every_word_as_often_as_asked() -> None:
    documents = {"test": [window()] * 30}
    settings = {"seed": 4, "longest": 12, "batch": 40}
    steps = plan(documents, {"test": 2}, settings, PIECES)
    assert steps == plan(documents, {"test": 2}, settings, PIECES)
    assert sum(p.last - p.first for step in steps for p in step) == 2 * 30 * 9
    for step in steps:
        assert len(step) * max(p.size for p in step) <= 40
