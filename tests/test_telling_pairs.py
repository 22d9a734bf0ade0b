"""What two tellings of an event have in common, and whether they are joined for it."""

from __future__ import annotations

import pytest
from coded import Coded, book
from trees import token_of

from dateline.coding.events import Candidate
from dateline.coding.telling_pairs import chance, traits_of, weights
from dateline.coding.tellings import JOINED, Tellings
from dateline.records.analysis import Argument, Happening

REPORT = Coded(
    "Rebels/rebel/NOUN/2/nsubj bombed/bomb/VERB/0/root Homs//PROPN/2/obj|"
    "The//DET/2/det explosion//NOUN/3/nsubj:pass heard/hear/VERB/0/root Monday//PROPN/3/obl|"
    "An//DET/2/det explosion//NOUN/3/nsubj:pass heard/hear/VERB/0/root Tuesday//PROPN/3/obl"
)


def told(word: int, *, modes: tuple[str, ...] = (), day: int | None = None, dead: int | None = None) -> Candidate:
    """A candidate told by a word, with what the head reads around it."""
    slots = [Argument("date", day, day + 1)] if day is not None else []
    counts = [Argument("dead", dead, dead + 1)] if dead is not None else []
    happening = Happening(word, 0.9, [("ASSAULT", 1.0)], [], "occurred", slots, counts)
    return Candidate(
        word, "ASSAULT", list(modes), 0.8, [], [], "occurred", [], [word], [([], "occurred")], happening, word
    )


def traits(known: Candidate, other: Candidate, between: int = 0) -> set[str]:
    return set(traits_of(REPORT.grammar, [], known, other, between))


def test_traits_say_what_is_alike() -> None:
    first, second = told(1, modes=("explosives",), day=6), told(8, modes=("explosives",), day=10)
    found = traits(first, second, between=4)
    assert {
        "modes: same",
        "dates: differ",
        "word: differs",
        "form: indefinite",
        "distance: near",
        "between: 2",
    } <= found
    assert {"first form: verb", "begun: lead", "status: same", "counts: none", "actors: neither"} <= found
    assert traits(told(1), told(4)) >= {"form: definite", "distance: next", "dates: neither", "modes: neither"}
    assert "counts: differ" in traits(told(1, dead=2), told(4, dead=6))


def test_every_trait_has_a_weight() -> None:
    """So that the table is of the traits that there are."""
    known = {name.partition(": ")[0] for name in weights()}
    assert known == {name.partition(": ")[0] for name in traits(told(1), told(1))} | {"constant"}


def test_what_is_alike_is_likelier_one() -> None:
    grammar = REPORT.grammar
    same = chance(grammar, [], told(1, modes=("explosives",)), told(4, modes=("explosives",)), 0)
    unlike = chance(grammar, [], told(1, modes=("explosives",), day=6), told(8, modes=("firearms",), day=10), 0)
    assert unlike < 0.1 < JOINED < same


@pytest.mark.parametrize(("likely", "events"), [(JOINED, 1), (JOINED - 0.01, 2)])
def test_likely_pairs_are_joined_with_all_that_they_say(likely: float, events: int) -> None:
    tellings = Tellings(book(), REPORT.grammar, [], lambda *_: likely)
    first, second = told(1), told(token_of(REPORT.analysis, "An") + 1, modes=("explosives",))
    found = tellings.join([first, second])
    assert len(found) == events
    if events == 1:
        assert (found[0].trigger, found[0].told_by, found[0].modes) == (1, [1, 8], ["explosives"])


def test_the_likeliest_of_several_is_chosen() -> None:
    def linked(grammar: object, entities: object, known: Candidate, other: Candidate, between: int) -> float:
        return {1: 0.9, 2: 0.7}[known.trigger] if other.trigger == 8 else 0.0

    first, second, third = told(1), told(2), told(8)
    second.status, second.voices = "negated", [([], "negated")]  # so that no rule joins the first two
    found = Tellings(book(), REPORT.grammar, [], linked).join([first, second, third])
    assert [c.told_by for c in found] == [[1, 8], [2]]


def test_of_two_types_nothing_is_joined() -> None:
    other = told(4)
    other.event = "PROTEST"
    assert len(Tellings(book(), REPORT.grammar, [], lambda *_: 1.0).join([told(1), other])) == 2


def test_acts_of_others_are_never_joined() -> None:
    coded = Coded(
        "Rebels/rebel/NOUN/2/nsubj attacked/attack/VERB/0/root guards/guard/NOUN/2/obj|"
        "Soldiers/soldier/NOUN/2/nsubj attacked/attack/VERB/0/root again//ADV/2/advmod"
    )
    entities = [m.entity for m in coded.layer.mentions]
    found = Tellings(book(), coded.grammar, entities, lambda *_: 1.0).join(coded.found())
    assert [coded.texts(c.actors) for c in found if c.event == "ASSAULT"] == [["Rebels"], ["Soldiers"]]


def test_nobody_is_made_a_perpetrator_or_victim_by_another_passage() -> None:
    first, second = told(1), told(8, modes=("explosives",))
    second.actors, second.recipients = [0, 1], [2]
    (found,) = Tellings(book(), REPORT.grammar, [0, 1, 2], lambda *_: 1.0).join([first, second])
    assert (found.actors, found.recipients, found.modes, found.told_by) == ([], [], ["explosives"], [1, 8])
