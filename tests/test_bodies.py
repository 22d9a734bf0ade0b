"""The sector of bodies by their names, alone and in a text."""

from __future__ import annotations

import pytest
from entities_of import who
from short_trees import sentence

from dateline.coding.acting_places import settle_places, without_the_scene
from dateline.coding.entities import find_entities
from dateline.coding.grammar import Grammar
from dateline.knowledge.bodies import sector_of_members, sector_of_name
from dateline.records.analysis import Name


@pytest.mark.parametrize(
    ("lemma", "words", "sector"),
    [
        ("union", ["Growers'", "Cotton"], "AGR"),
        ("union", ["Teachers'"], "LAB"),
        ("union", ["Students'"], "EDU"),
        ("union", ["Tenants'", "Hillside"], "SOC"),
        ("association", ["Owners'", "Lorry"], "BUS"),
        ("council", ["Women's"], "SOC"),
        ("committee", ["strike"], "LAB"),
        ("league", ["Socialist"], "PTY"),
        ("cooperative", ["Women's"], None),
        ("council", ["National"], None),
        ("ministry", ["Labour"], None),
        ("union", ["Verdant"], None),
    ],
)
def test_a_body_is_what_its_members_are(lemma: str, words: list[str], sector: str | None) -> None:
    assert sector_of_members(lemma, words) == sector


@pytest.mark.parametrize(
    ("name", "sector"),
    [
        ("Lowland Courier", "JRN"),
        ("Radio Marula", "JRN"),
        ("Marula Falcons", "REB"),
        ("Ford Village Guard", "PRM"),
        ("Marula Coast Guard", "COP"),
        ("Falcons", None),
        ("Marula Verdant", None),
    ],
)
def test_the_ends_of_a_name_tell(name: str, sector: str | None) -> None:
    assert sector_of_name(name) == sector


def test_words_after_a_body_count_too() -> None:
    found = who("""
1 The the DET 2 det
2 Federation federation PROPN 6 nsubj
3 of of ADP 5 case
4 Cotton cotton PROPN 5 compound
5 Traders trader PROPN 2 nmod
6 met meet VERB 0 root
7 . . PUNCT 6 punct
""")
    assert found.entity("Federation").sector == "BUS"


def test_guards_of_a_firm_are_employed_and_its_store_is_a_firms() -> None:
    found = who("""
1 Guards guard NOUN 6 nsubj
2 of of ADP 4 case
3 a a DET 4 det
4 company company NOUN 1 nmod
5 had have AUX 6 aux
6 left leave VERB 0 root
7 the the DET 8 det
8 house house NOUN 6 obj
9 of of ADP 11 case
10 the the DET 11 det
11 union union NOUN 8 nmod
12 . . PUNCT 6 punct
""")
    assert found.entity("Guards").sector == "LAB"
    assert (found.entity("house").kind, found.entity("house").sector) == ("facility", "LAB")


def test_the_men_of_an_armed_group_are_what_it_is() -> None:
    found = who("""
1 Men man NOUN 5 nsubj
2 of of ADP 4 case
3 the the DET 4 det
4 gang gang NOUN 1 nmod
5 fled flee VERB 0 root
6 . . PUNCT 5 punct
""")
    assert found.entity("Men").sector == "CRM"


def test_places_that_are_parties_stand_for_governments_or_for_people() -> None:
    analysis = sentence(
        "The//DET/2/det district/district/NOUN/3/nsubj refused/refuse/VERB/0/root "
        "the//DET/5/det village/village/NOUN/3/obj"
    )
    layer, grammar = find_entities(analysis, places=[], quantities=[]), Grammar(analysis)
    district, village = (layer.by_token[i] for i in (1, 4))
    settle_places(grammar, layer, [(district, False, 4), (village, False, 3)])
    sectors = {m.text: layer.entities[m.entity].sector for m in layer.mentions if m.entity is not None}
    assert sectors == {"The district": None, "the village": "CVL"}
    settle_places(grammar, layer, [(district, True, 4)])
    assert layer.entities[layer.mentions[district].entity or 0].sector == "GOV"


def test_the_place_of_an_event_is_no_recipient_beside_others() -> None:
    analysis = sentence(
        "attack//NOUN/0/root on//ADP/4/case a//DET/4/det clinic//NOUN/1/nmod in//ADP/6/case Gao//PROPN/1/nmod",
        [Name(5, 6, "place", True, 1.0)],
    )
    grammar = Grammar(analysis)
    layer = find_entities(analysis, places=[(5, 6)], quantities=[])
    clinic, gao = layer.by_token[3], layer.by_token[5]
    assert without_the_scene(grammar, layer, [clinic, gao], gao) == [clinic]
    assert without_the_scene(grammar, layer, [gao], gao) == [gao]
    assert without_the_scene(grammar, layer, [clinic, gao], None) == [clinic, gao]
