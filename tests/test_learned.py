"""What the trained heads read of sources, sectors and numbers, and when the tables decide instead."""

from __future__ import annotations

import msgspec
import pytest
from coded import Coded, signal
from short_trees import sentence

from dateline.codebooks.signals import Match
from dateline.coding.attribution import build_attributions
from dateline.coding.entities import find_entities
from dateline.coding.event_sizes import EventSizes
from dateline.coding.events import Candidate, _one_a_word, _telling
from dateline.coding.factuality import status_read
from dateline.coding.grammar import Grammar
from dateline.coding.learned import Reading, mentions_in, parties_of
from dateline.coding.sizes import Tolls
from dateline.records.analysis import Analysis, Argument, Attribution, Happening, Name
from dateline.records.report import Attribution as Record
from dateline.records.report import Count, Size

DRIVER = (
    "A//DET/2/det driver//NOUN/7/nsubj who//PRON/5/nsubj asked/ask/VERB/2/acl:relcl anonymity//NOUN/4/obj "
    ",//PUNCT/2/punct doubted/doubt/VERB/0/root it//PRON/7/obj"
)


def said(**traits: tuple[str, float]) -> Record:
    """ "A driver who asked anonymity, doubted it", with what the head reads of it."""
    analysis = sentence(DRIVER, [])
    analysis.attributions.append(Attribution([(0, 2)], [(6, 7)], [(7, 8)], 1.0, traits))
    layer = find_entities(analysis, places=[], quantities=[])
    (found,) = build_attributions(Grammar(analysis), layer, speaker_kind=lambda entity: None)
    return found


def sizes_of(coded: Coded, *candidates: Candidate) -> list[Size]:
    """How many, for events of material conflict; things are left out."""
    tolls = Tolls(coded.grammar, coded.quantities, coded.layer)
    found = EventSizes(coded.grammar, coded.layer, coded.quantities, tolls, {"ASSAULT": 4}).of(candidates)
    return [msgspec.structs.replace(size, items=None) for size in found]


def test_traits_that_are_read_surely_are_taken() -> None:
    plain = said()
    assert plain.source is not None
    read = said(kind=("armed_group", 0.9), stance=("declines", 0.8))
    assert read.source is not None
    assert (read.source.kind, read.stance) == ("armed_group", "declines")
    unsure = said(kind=("armed_group", 0.4), stance=("declines", 0.3))
    assert unsure.source is not None
    assert (unsure.source.kind, unsure.stance) == (plain.source.kind, plain.stance)


def test_whoever_pleads_for_anonymity_keeps_it() -> None:
    read = said(identification=("named", 0.99))
    assert read.source is not None
    assert read.source.identification == "anonymous"


GUARDS = "Guards/guard/NOUN/2/nsubj hit//VERB/0/root the//DET/4/det crowd//NOUN/2/obj"


def sectors(analysis: Analysis) -> dict[str, str | None]:
    layer = find_entities(analysis, places=[], quantities=[])
    return {entity.name: entity.sector for entity in layer.entities}


@pytest.mark.parametrize(("chance", "expected"), [(0.9, "REB"), (0.3, None)])
def test_a_sector_is_read_where_it_is_sure(chance: float, expected: str | None) -> None:
    analysis = sentence(GUARDS, [])
    before = sectors(analysis)
    analysis.sectors = [(("REB", chance),), (("CVL", 0.1),), (("CVL", 0.1),), (("CVL", chance),)]
    after = sectors(analysis)
    assert after["Guards"] == (expected or before["Guards"] or "REB")


def test_a_sector_that_is_nowhere_the_likeliest_counts_too() -> None:
    analysis = sentence("River//PROPN/2/compound Guards/guard/NOUN/3/nsubj hit//VERB/0/root him//PRON/3/obj", [])
    analysis.sectors = [(("CVL", 0.5), ("UAF", 0.45)), (("LAB", 0.5), ("UAF", 0.45)), (), ()]
    assert sectors(analysis)["River Guards"] == "UAF"


def test_an_actor_known_by_name_keeps_its_sector() -> None:
    analysis = sentence("NATO//PROPN/2/nsubj hit//VERB/0/root Homs//PROPN/2/obj", [])
    before = sectors(analysis)["NATO"]
    assert before is not None
    analysis.sectors = [(("CVL", 0.99),)] * 3
    assert sectors(analysis)["NATO"] == before


def candidate(token: int) -> Candidate:
    return Candidate(
        trigger=token, event="ASSAULT", modes=[], status="occurred", actors=[], recipients=[], weight=1.0,
        attributions=[], told_by=[token], voices=[],
    )  # fmt: skip


def test_numbers_are_those_the_head_ties_to_the_event() -> None:
    coded = Coded(
        "A//DET/2/det blast//NOUN/3/nsubj shook/shake/VERB/0/root Homs//PROPN/3/obj :/:/PUNCT/3/punct "
        "five//NUM/7/nummod burns/burn/NOUN/3/parataxis in/in/ADP/11/case all//DET/11/det "
        "twelve//NUM/11/nummod houses/house/NOUN/7/nmod"
    )
    grammar = coded.grammar
    happening = Happening(1, 0.9, [("ASSAULT", 1.0)], [], "occurred", [], [Argument("injured", 5, 6)])
    grammar.analysis.happenings.append(happening)
    told = candidate(1)
    assert sizes_of(coded, told) == [Size(injured=Count(5, 5))]
    assert sizes_of(coded, candidate(2)) == [Size()]


def test_a_number_that_a_toll_accounts_for_says_nothing_else() -> None:
    coded = Coded(
        "Police//NOUN/2/nsubj fired/fire/VERB/0/root gas//NOUN/2/obj and//CCONJ/5/cc arrested/arrest/VERB/2/conj "
        "14//NUM/7/nummod men/man/NOUN/5/obj"
    )
    happening = Happening(1, 0.9, [("ASSAULT", 1.0)], [], "occurred", [], [Argument("injured", 5, 6)])
    coded.grammar.analysis.happenings.append(happening)
    assert [t.key for t in Tolls(coded.grammar, coded.quantities).found] == ["arrested"]
    assert sizes_of(coded, candidate(1)) == [Size()]


def test_of_a_verb_that_carries_nothing_the_noun_tells() -> None:
    """ "held talks": the signal is the verb's, the head reads the noun."""
    match = signal("v", type="CONSULT")
    held = Match("CONSULT", None, 0.9, match, (2,))

    def read(**chances: float) -> dict[int, Reading]:
        words = {"verb": 1, "noun": 2}
        happening = Happening(0, 0.9, [], [], "occurred", [])
        return {words[w]: Reading(happening, {"CONSULT": chance}) for w, chance in chances.items()}

    assert _telling(read(noun=0.8), 1, held) == 2
    assert _telling(read(noun=0.3, verb=0.8), 1, held) == 1
    assert _telling({}, 1, held) == 1


def test_one_word_tells_of_one_event_of_a_type() -> None:
    def candidate(trigger: int, weight: float) -> Candidate:
        return Candidate(trigger, "CONSULT", [], weight, [], [], "occurred", [], [trigger], [], None, 5)

    sponsored, talks, other = candidate(1, 0.6), candidate(5, 0.8), candidate(9, 0.5)
    other.word = 9
    assert _one_a_word([sponsored, talks, other]) == [talks, other]


def test_nobody_fills_a_slot_twice() -> None:
    """Both words of the head's spans are of one entity: the surer span stays."""
    analysis = sentence(
        "Rebels/rebel/NOUN/2/nsubj shot/shoot/VERB/0/root Musa//PROPN/2/obj ,//PUNCT/6/punct Musa//PROPN/6/nsubj "
        "said/say/VERB/2/parataxis",
        [Name(2, 3, "person", True, 0.9), Name(4, 5, "person", True, 0.9)],
    )
    layer = find_entities(analysis, places=[], quantities=[])
    slots = [Argument("recipient", 2, 3, 0.6), Argument("recipient", 4, 5, 0.9), Argument("actor", 0, 1, 0.8)]
    found = mentions_in(Grammar(analysis), layer, slots, "recipient")
    assert [(layer.mentions[m].start, score) for m, score in found.items()] == [(analysis.tokens[4].start, 0.9)]


@pytest.mark.parametrize(("noun", "expected"), [("guards/guard", Size(injured=Count(6, 6))), ("shots/shot", Size())])
def test_a_number_of_shots_is_none_of_people(noun: str, expected: Size) -> None:
    coded = Coded(
        f"Rebels/rebel/NOUN/2/nsubj fired/fire/VERB/0/root on//ADP/5/case six//NUM/5/nummod {noun}/NOUN/2/obl"
    )
    happening = Happening(1, 0.9, [("ASSAULT", 1.0)], [], "occurred", [], [Argument("injured", 3, 4)])
    coded.grammar.analysis.happenings.append(happening)
    assert sizes_of(coded, candidate(1)) == [expected]


PASSIVE = Coded(
    "Rebels/rebel/NOUN/2/nsubj fled/flee/VERB/0/root before//ADP/6/mark a//DET/5/det commander//NOUN/6/nsubj:pass "
    "killed/kill/VERB/2/advcl by//ADP/8/case guards/guard/NOUN/6/obl:agent on//ADP/10/case buses/bus/NOUN/6/obl"
)


@pytest.mark.parametrize(
    ("word", "chance", "expected"),
    [
        (5, 0.95, (["guards"], ["a commander"])),  # the subject of a passive suffers
        (1, 0.6, (["guards"], ["a commander"])),
        (1, 0.95, (["a commander", "guards"], [])),
    ],
)
def test_the_tree_goes_before_the_head_where_it_is_plain_or_the_head_unsure(
    word: int, chance: float, expected: tuple[list[str], list[str]]
) -> None:
    commander, guards = (PASSIVE.layer.by_token[token] for token in (4, 7))
    ruled = {"actor": [guards], "recipient": [commander]}
    found = parties_of(word, {"actor": {commander: chance}, "recipient": {}}, ruled, PASSIVE.parties)
    assert tuple(PASSIVE.texts(mentions) for mentions in found) == expected


def test_where_the_head_sees_nobody_the_rules_give_people_and_no_things() -> None:
    commander, guards = (PASSIVE.layer.by_token[token] for token in (4, 7))
    buses = PASSIVE.layer.by_token.get(9)
    assert buses is not None
    read: dict[str, dict[int, float]] = {"actor": {guards: 0.9}, "recipient": {}}
    assert parties_of(5, read, {"actor": [guards], "recipient": [buses]}, PASSIVE.parties) == ([guards], [])
    assert parties_of(5, read, {"actor": [], "recipient": [commander]}, PASSIVE.parties) == ([guards], [commander])


@pytest.mark.parametrize(("factuality", "expected"), [(2.8, "occurred"), (-2.0, "negated")])
def test_a_denial_is_read_only_where_the_act_is_not_sure(factuality: float, expected: str) -> None:
    analysis = sentence(GUARDS, [])
    analysis.factuality[1] = factuality
    assert status_read("negated", analysis, 1, children=Grammar(analysis).children) == expected


def test_what_the_innermost_source_denies_did_not_happen() -> None:
    analysis = sentence(GUARDS, [])
    children = Grammar(analysis).children
    assert status_read("ongoing", analysis, 1, children=children, content_stances=["asserts", "denies"]) == "negated"
    assert status_read("planned", analysis, 1, children=children, content_stances=["denies"]) == "planned"


def test_what_is_condemned_happened_whoever_avoids_condemning_it() -> None:
    analysis = sentence(
        "He//PRON/2/nsubj avoided/avoid/VERB/0/root condemning/condemn/VERB/2/xcomp the//DET/5/det raid//NOUN/3/obj"
    )
    children = Grammar(analysis).children
    assert status_read("negated", analysis, 4, children=children) == "occurred"
    assert status_read("occurred", analysis, 4, children=children, content_stances=["denies"]) == "occurred"
    assert status_read("negated", analysis, 2, children=children) == "negated"


def test_whoever_is_read_on_both_sides_stays_where_it_is_surer() -> None:
    coded = Coded(
        "Rebels/rebel/NOUN/2/nsubj fled/flee/VERB/0/root|Guards/guard/NOUN/2/nsubj shot/shoot/VERB/0/root "
        "rebels/rebel/NOUN/2/obj"
    )
    first, again = (coded.layer.by_token[token] for token in (0, 4))
    coded.layer.mentions[again].entity = coded.layer.mentions[first].entity
    read = {"actor": {first: 0.6}, "recipient": {again: 0.9}}
    assert parties_of(3, read, {"actor": [], "recipient": []}, coded.parties) == ([], [again])
    read = {"actor": {first: 0.9}, "recipient": {again: 0.6}}
    assert parties_of(3, read, {"actor": [], "recipient": []}, coded.parties) == ([first], [])


def test_the_head_makes_no_town_before_a_noun_an_actor() -> None:
    coded = Coded("A//DET/3/det Leeds//PROPN/3/compound march//NOUN/0/root ended/end/VERB/3/acl", places=[(1, 2)])
    leeds = coded.layer.by_token[1]
    read: dict[str, dict[int, float]] = {"actor": {leeds: 0.9}, "recipient": {}}
    assert parties_of(2, read, {"actor": [], "recipient": []}, coded.parties) == ([], [])


def test_who_acts_in_another_sentence_does_not_act_here() -> None:
    coded = Coded(
        "Rebels/rebel/NOUN/2/nsubj fled/flee/VERB/0/root|Guards/guard/NOUN/2/nsubj shot/shoot/VERB/0/root "
        "one//NUM/4/nummod man//NOUN/2/obj"
    )
    rebels, guards = (coded.layer.by_token[token] for token in (0, 2))
    read = {"actor": {rebels: 0.8, guards: 0.9}, "recipient": {}}
    assert parties_of(3, read, {"actor": [guards], "recipient": []}, coded.parties)[0] == [guards]
    assert parties_of(3, read, {"actor": [], "recipient": []}, coded.parties)[0] == [rebels, guards]


@pytest.mark.parametrize(("owned", "expected"), [(False, []), (True, ["Ministers"])])
def test_whoever_condemns_an_act_has_not_done_it(owned: bool, expected: list[str]) -> None:
    article = "their/their/PRON/4/nmod:poss" if owned else "the//DET/4/det"
    coded = Coded(f"Ministers/minister/NOUN/2/nsubj deplored/deplore/VERB/0/root {article} attack//NOUN/2/obj")
    ministers = coded.layer.by_token[0]
    read: dict[str, dict[int, float]] = {"actor": {ministers: 0.8}, "recipient": {}}
    actors, _ = parties_of(3, read, {"actor": [], "recipient": []}, coded.parties)
    assert coded.texts(actors) == expected
