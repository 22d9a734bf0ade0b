"""Which place is chosen: the weights, the words of the trained head, buildings that are only described."""

from __future__ import annotations

import pytest
from bench.whereabouts import Choice, fitted, unread
from short_trees import sentence, span
from trees import token_of

from dateline.coding.events import Candidate
from dateline.coding.grammar import Grammar
from dateline.coding.place_features import Option, Spot, group
from dateline.coding.place_resolution import unresolved
from dateline.coding.whereabouts import ROLES, UNREAD, PlaceFinder, shares, weights
from dateline.records.analysis import Argument, Happening
from dateline.records.report import Place

WORDS = (
    "Gunmen/gunman/NOUN/2/nsubj stormed/storm/VERB/0/root a//DET/5/det guest//NOUN/5/compound house//NOUN/2/obj "
    "on//ADP/8/case the//DET/8/det road//NOUN/5/nmod to//ADP/10/case Taiz//PROPN/8/nmod"
)


def town(number: int, name: str) -> Place:
    return Place(number, name, number, 13.6, 44.0, "YEM", None, None, name, "P", "PPL", 4, 0.9)


def chosen(slots: tuple[tuple[str, str, str | None], ...]) -> int | None:
    """The place of the storming: 0 for Taiz, 1 for the guest house; `slots`: role, first and last word."""
    analysis = sentence(WORDS)
    spots = [
        Spot(token_of(analysis, "Taiz"), town(0, "Taiz")),
        Spot(token_of(analysis, "house"), unresolved(1, "a guest house", "described"), described=True),
    ]
    at = token_of(analysis, "stormed")
    candidate = Candidate(at, "ASSAULT", [], 0.9, [], [], "occurred", [], [at], [([], "occurred")])
    read = [Argument(role, *span(analysis, first, last), 0.95) for role, first, last in slots]
    words = [Argument(a.role, i, i + 1, 0.95) for a in read if a.role == "place" for i in range(a.first, a.last)]
    candidate.happening = Happening(at, 0.9, [("ASSAULT", 0.9)], [], "occurred", read, [], words)
    candidate.word = at
    return PlaceFinder(Grammar(analysis), spots, None, set()).of(candidate, 4, set(), set())["place"]


def test_the_words_of_the_trained_head_are_weighed_most() -> None:
    assert chosen((("place", "Taiz", None),)) == 0
    assert chosen((("place", "a", "house"),)) == 1


def test_a_place_that_acts_is_not_where_it_happens() -> None:
    assert chosen((("actor", "Taiz", None),)) != 0


def test_the_ends_of_a_movement_are_not_one_place() -> None:
    analysis = sentence("They//PRON/2/nsubj left/leave/VERB/0/root Taiz//PROPN/2/obj")
    candidate = Candidate(1, "MOVE", [], 0.9, [], [], "occurred", [], [1], [([], "occurred")])
    found = PlaceFinder(Grammar(analysis), [Spot(2, town(0, "Taiz"))], None, set()).of(candidate, 0, set(), set())
    assert (found["from"], found["to"]) == (0, None)


def test_shares_add_up() -> None:
    options = [Option(0, 0, {"near": 1.0}), Option(1, 1, {"far": 2.0, "unheard of": 5.0})]
    found = shares({"near": 1.0, "far": 0.5, "none": 1.0}, {"none": 1.0}, options)
    assert found == pytest.approx([1 / 3, 1 / 3])
    assert shares({}, {"none": 1.0}, []) == []


def test_there_are_weights_for_every_role() -> None:
    assert set(weights()) == {role + unread for role in ROLES for unread in ("", UNREAD)}
    assert all(not any(name.startswith("read ") for name in weights()[role + UNREAD]) for role in ROLES)


def test_prepositions_that_lead_to_one_kind_of_place_go_together() -> None:
    assert [group(word) for word in ("in", "at", "near", "outside", "from", "into", "for", "of", "", "despite")] == [
        "in", "in", "near", "near", "from", "to", "for", "of", "bare", "between",
    ]  # fmt: skip


def test_the_fit_finds_what_speaks_for_a_place() -> None:
    choices = []
    for n in range(40):
        right = n % 4 != 0
        choices.append(
            Choice("place", {"none": 1.0}, [{"in": float(right), "read place": 0.5}, {"of": 1.0}], [right, False])
        )
    found = fitted(choices)
    assert found["in"] > 1 > found.get("of", 0.0)
    assert "read place" not in unread(choices[0]).options[0]
