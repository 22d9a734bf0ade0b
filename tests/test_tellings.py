"""One event or two: sentences with several words for acts, and how many events a reader would count."""

from __future__ import annotations

import pytest
from coded import Coded, book
from trees import token_of

from dateline.coding.events import Candidate, Voices
from dateline.coding.grammar import Grammar
from dateline.coding.tellings import Tellings, stand
from dateline.records.report import Attribution, Form, Part, Source, Stance, Status


def told(words: str) -> list[list[str]]:
    """For each event of the type ASSAULT the words that tell of it."""
    coded = Coded(words)
    tokens = coded.analysis.tokens
    return [[tokens[t].text for t in e.told_by] for e in coded.events() if e.event == "ASSAULT"]


ONE = [
    # an attack and its result
    ("Rebels/rebel/NOUN/2/nsubj attacked/attack/VERB/0/root guards/guard/NOUN/2/obj ,//PUNCT/5/punct "
     "killing/kill/VERB/2/advcl "
     "two//NUM/5/obj", ["attacked", "killing"]),
    ("Rebels/rebel/NOUN/2/nsubj attacked/attack/VERB/0/root guards/guard/NOUN/2/obj and//CCONJ/5/cc "
     "killed/kill/VERB/2/conj "
     "two//NUM/5/obj", ["attacked", "killed"]),
    ("Two/two/NUM/3/nsubj:pass were/be/AUX/3/aux:pass killed/kill/VERB/0/root in//ADP/6/case an//DET/6/det "
     "attack//NOUN/3/obl", ["killed", "attack"]),
]  # fmt: skip

TWO = [
    # other actors
    ("Rebels/rebel/NOUN/2/nsubj attacked/attack/VERB/0/root guards/guard/NOUN/2/obj and//CCONJ/6/cc "
     "soldiers/soldier/NOUN/6/nsubj "
     "killed/kill/VERB/2/conj farmers/farmer/NOUN/6/obj", ["attacked"], ["killed"]),
    # other places, other days
    ("Two/two/NUM/3/nsubj:pass were/be/AUX/3/aux:pass killed/kill/VERB/0/root in//ADP/5/case Bor//PROPN/3/obl "
     "and//CCONJ/9/cc "
     "three//NUM/9/nsubj:pass were/be/AUX/9/aux:pass wounded/wound/VERB/3/conj in//ADP/11/case Leer//PROPN/9/obl",
     ["killed"], ["wounded"]),
    # an answer to another act
    ("Rebels/rebel/NOUN/2/nsubj killed/kill/VERB/0/root two//NUM/2/obj in//ADP/5/case retaliation//NOUN/2/obl "
     "for//ADP/8/case "
     "an//DET/8/det attack//NOUN/5/nmod", ["killed", "retaliation"], ["attack"]),
    # what did not happen is not what did
    ("Rebels/rebel/NOUN/2/nsubj attacked/attack/VERB/0/root guards/guard/NOUN/2/obj but//CCONJ/7/cc did/do/AUX/7/aux "
     "not//PART/7/advmod kill//VERB/2/conj farmers/farmer/NOUN/7/obj", ["attacked"], ["kill"]),
]  # fmt: skip


@pytest.mark.parametrize(("words", "expected"), ONE)
def test_one_act_in_several_words(words: str, expected: list[str]) -> None:
    assert told(words) == [expected]


@pytest.mark.parametrize(("words", "first", "second"), TWO)
def test_two_acts(words: str, first: list[str], second: list[str]) -> None:
    assert told(words) == [first, second]


ATTACKED = "Rebels/rebel/NOUN/2/nsubj attacked/attack/VERB/0/root guards/guard/NOUN/2/obj|"


def test_the_attack_goes_back_to_the_attack() -> None:
    after = "Police/police/NOUN/2/nsubj came/come/VERB/0/root after//ADP/5/case the//DET/5/det attack//NOUN/2/obl"
    assert told(ATTACKED + after) == [["attacked", "attack"]]


@pytest.mark.parametrize(
    "other",
    [
        "Police/police/NOUN/2/nsubj feared/fear/VERB/0/root an//DET/4/det attack//NOUN/2/obj",
        "The//DET/2/det attack//NOUN/0/root on//ADP/4/case farmers/farmer/NOUN/2/nmod",
    ],
)
def test_an_attack_or_one_on_others_does_not(other: str) -> None:
    assert ["attacked"] in told(ATTACKED + other)


def test_what_the_attack_did_is_told_with_it() -> None:
    coded = Coded(
        ATTACKED
        + "The//DET/2/det attack//NOUN/3/nsubj killed/kill/VERB/0/root six//NUM/5/nummod farmers/farmer/NOUN/3/obj"
    )
    (event,) = [e for e in coded.events() if e.event == "ASSAULT"]
    assert coded.texts(event.actors) == ["Rebels"]
    assert coded.texts(event.recipients) == ["guards", "six farmers"]


def test_a_later_attack_is_not_meant_by_the_attack_for_ever() -> None:
    between = "They//PRON/2/nsubj slept/sleep/VERB/0/root|" * 9
    after = "Police/police/NOUN/2/nsubj came/come/VERB/0/root after//ADP/5/case the//DET/5/det attack//NOUN/2/obl"
    coded = Coded(ATTACKED + between + after)
    tellings = Tellings(book(), coded.grammar, [m.entity for m in coded.layer.mentions], lambda *_: 0.0)
    assert len([e for e in tellings.join(coded.found()) if e.event == "ASSAULT"]) == 2


def _candidate(token: int, weight: float, actors: list[int], recipients: list[int], modes: list[str]) -> Candidate:
    return Candidate(token, "ASSAULT", modes, weight, actors, recipients, "occurred", [], [token], [([], "occurred")])


def test_the_heavier_word_becomes_the_trigger_and_nothing_is_lost() -> None:
    analysis = Coded(ONE[0][0]).analysis
    grammar = Grammar(analysis)
    first = _candidate(token_of(analysis, "attacked"), 0.7, [0], [1], ["firearms"])
    second = _candidate(token_of(analysis, "killing"), 0.9, [0], [2, 1], [])
    (event,) = Tellings(book(), grammar, [0, 1, 2]).join([first, second])
    assert event.trigger == token_of(analysis, "killing")
    assert (event.actors, sorted(event.recipients), event.modes) == ([0], [1, 2], ["firearms"])
    assert len(event.voices) == 2


def _said(number: int, stance: Stance, who: int | None) -> Attribution:
    source = Source([(0, 1)], "x", who, "official", "unnamed")
    form: Form = "indirect"
    return Attribution(number, source, Part([(0, 1)], "x"), Part([(0, 1)], "x"), form, stance)


@pytest.mark.parametrize(
    ("voices", "expected"),
    [
        ([([], "occurred")], "reported"),
        ([([0], "occurred")], "attributed"),
        ([([0], "occurred"), ([], "occurred")], "reported"),
        ([([0], "occurred"), ([1], "occurred")], "disputed"),
        ([([1], "occurred")], "denied"),
    ],
)
def test_standing(voices: list[tuple[list[int], Status]], expected: str) -> None:
    candidate = _candidate(0, 0.9, [], [], [])
    candidate.voices = voices
    attributions = [_said(0, "asserts", 4), _said(1, "denies", 5)]
    assert stand(candidate, Voices(attributions, [])) == expected
