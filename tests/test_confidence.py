"""How sure: every record says it, between 0 and 1, and surer where more speaks for it."""

from __future__ import annotations

import pytest
from coded import Coded
from short_trees import sentence

import dateline
from dateline.coding import confidence
from dateline.coding.confidence import Backing, Features, What
from dateline.coding.grammar import Grammar
from dateline.records.analysis import Attribution
from dateline.records.checks import problems

WORDS = "Rebels/rebel/NOUN/2/nsubj killed/kill/VERB/0/root two//NUM/4/nummod guards/guard/NOUN/2/obj"
TEXT = (
    "KANO, June 12 (Wire) - Gunmen killed nine soldiers near Kano on Monday, the army said. Residents told reporters "
    "that the attackers burned two shops. The army denied that any civilian was hurt in the attack."
)


def saying(score: float) -> Features:
    analysis = sentence("Police//NOUN/2/nsubj said/say/VERB/0/root so//ADV/2/advmod")
    return confidence.of_attribution(Grammar(analysis), Attribution([(0, 1)], [(1, 2)], [(2, 3)], score))


def party(read: float, ruled: bool = True, slot: confidence.Slot = "actor") -> Features:
    coded = Coded(WORDS)
    (candidate,) = coded.events()
    mention = (candidate.actors if slot == "actor" else candidate.recipients)[0]
    candidate.backing = {(slot, mention): Backing(read, ruled)}
    return confidence.of_party(coded.grammar, coded.layer, candidate, slot, mention)


def event(weight: float, earlier: int = 0) -> Features:
    coded = Coded(WORDS)
    (candidate,) = coded.events()
    candidate.weight = weight
    return confidence.of_event(coded.grammar, candidate, [candidate] * earlier)


ASKED: list[tuple[What, Features]] = [
    ("trigger", confidence.of_trigger(0.5, 0.7)),
    ("event", event(0.8)),
    ("actor", party(0.9)),
    ("recipient", party(0.9, slot="recipient")),
    ("attribution", saying(0.8)),
    ("place", confidence.of_place(1.0, 3.0, True, 4)),
]


@pytest.mark.parametrize(("what", "features"), ASKED)
def test_the_table_has_every_feature_that_is_asked_for_and_no_other(what: What, features: Features) -> None:
    assert confidence.weights()[what].keys() == {*features, confidence.CONSTANT}
    assert 0 < confidence.chance(what, features) < 1


def test_the_table_is_of_nothing_else() -> None:
    assert confidence.weights().keys() == {what for what, _ in ASKED}


def test_the_surer_the_head_the_surer_the_record() -> None:
    steps = [0.1, 0.3, 0.5, 0.7, 0.9]
    for what, made in (("trigger", lambda p: confidence.of_trigger(p, 0.7)), ("event", event), ("actor", party),
                       ("attribution", saying)):  # fmt: skip
        chances = [confidence.chance(what, made(step)) for step in steps]
        assert chances == sorted(set(chances)), what


def test_signals_and_rivals_count() -> None:
    assert confidence.chance("trigger", confidence.of_trigger(0.5, 1.0)) > confidence.chance(
        "trigger", confidence.of_trigger(0.5, 0.0)
    )
    assert confidence.chance("actor", party(0.9, ruled=True)) > confidence.chance("actor", party(0.9, ruled=False))
    assert confidence.chance("event", event(0.9)) > confidence.chance("event", event(0.9, earlier=2))
    assert confidence.chance("place", confidence.of_place(3.0, 3.0, True, 4)) > confidence.chance(
        "place", confidence.of_place(0.1, 3.0, True, 4)
    )


def test_nothing_is_certain() -> None:
    assert confidence.log_odds(1.0) == confidence.log_odds(1 - confidence.LEAST)
    assert confidence.log_odds(0.0) == confidence.log_odds(confidence.LEAST)


def test_a_feature_without_a_weight_is_an_error() -> None:
    with pytest.raises(KeyError):
        confidence.chance("place", {"no such feature": 1.0})


def test_every_record_of_a_report_says_how_sure_it_is() -> None:
    report = dateline.Coder().code(TEXT, published="2023-06-14")
    assert problems(report) == []
    parties = [party for event in report.events for party in (*event.actor, *event.recipient)]
    assert report.events and report.attributions and parties and report.places
    for record in (*report.events, *report.attributions, *parties, *report.places):
        assert 0 <= record.confidence <= 1
        assert record.confidence == round(record.confidence, 2)


def test_checks_find_a_confidence_that_is_none() -> None:
    report = dateline.Coder().code(TEXT, published="2023-06-14")
    report.attributions[0].confidence = 1.2
    event = next(event for event in report.events if event.actor)
    event.actor[0].confidence = -0.1
    assert len(problems(report)) == 2
