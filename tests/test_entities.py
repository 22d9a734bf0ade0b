"""Who: mentions, their phrases and kinds, codes and sectors."""

from __future__ import annotations

from dataclasses import dataclass

from entities_of import ACRONYM, SPOKESMAN, STORM, who
from short_trees import sentence
from trees import token_of, tree

from dateline.coding.entities import find_entities
from dateline.records.analysis import Analysis, Name
from dateline.records.report import Count


@dataclass
class FakeQuantity:
    start: int
    end: int
    count: Count


def test_layer_is_consistent_with_the_text_and_itself() -> None:
    for words in (STORM, SPOKESMAN, ACRONYM):
        found = who(words)
        layer, text = found.layer, found.analysis.text
        assert [m.id for m in layer.mentions] == list(range(len(layer.mentions)))
        assert len(layer.heads) == len(layer.agents) == len(layer.mentions)
        for mention, head in zip(layer.mentions, layer.heads, strict=True):
            assert text[mention.start : mention.end] == mention.text
            assert layer.by_token[head] == mention.id
            assert mention.entity is not None and mention.id in layer.entities[mention.entity].mentions
        assert sorted(m for e in layer.entities for m in e.mentions) == list(range(len(layer.mentions)))


def test_phrase_keeps_number_and_leaves_preposition() -> None:
    found = who(STORM, places=["Taiz"])
    assert found.text("gunmen") == "About twenty gunmen"
    assert found.text("station") == "the police station"
    assert found.text("Taiz") == "Taiz"
    assert (found.type("gunmen"), found.type("station"), found.type("Taiz")) == ("group", "facility", "place")


def test_count_comes_from_the_quantity_in_the_phrase() -> None:
    analysis = tree(STORM)
    end = analysis.text.index(" gunmen")
    layer = find_entities(analysis, places=[], quantities=[FakeQuantity(0, end, Count(18, 22, True))])  # type: ignore[list-item]
    entity = layer.mentions[layer.by_token[token_of(analysis, "gunmen")]].entity
    assert entity is not None and layer.entities[entity].count == Count(18, 22, True)
    assert [e.count for e in layer.entities if e.id != entity] == [None] * (len(layer.entities) - 1)


def test_country_of_an_army_comes_from_the_demonym_and_passes_on_to_its_soldiers() -> None:
    found = who(SPOKESMAN)
    army = found.entity("army")
    assert (army.kind, army.code, army.sector) == ("organisation", "TUR", "MIL")
    assert found.entity("its") is army
    soldiers = found.entity("soldiers")
    assert (soldiers.kind, soldiers.code, soldiers.sector) == ("group", "TUR", "MIL")


def test_known_actor_and_the_date_that_it_is_taken_at() -> None:
    words = """
1 Taliban Taliban PROPN 2 compound
2 fighters fighter NOUN 3 nsubj
3 entered enter VERB 0 root
4 the the DET 5 det
5 town town NOUN 3 obj
6 . . PUNCT 3 punct
"""
    before, after = who(words, on="2019-05-01"), who(words, on="2022-05-01")
    assert (before.entity("fighters").code, before.entity("fighters").sector) == ("AFG", "REB")
    assert after.entity("fighters").sector == "GOV"
    assert before.entity("Taliban").name == "Taliban"
    assert before.entity("Taliban") is not before.entity("fighters")


def test_conjuncts_are_mentions_of_their_own_and_countries_act_for_their_governments() -> None:
    found = who("""
1 Kenya Kenya PROPN 6 nsubj
2 and and CCONJ 4 cc
3 the the DET 4 det
4 rebels rebel NOUN 1 conj
5 have have AUX 6 aux
6 signed sign VERB 0 root
7 a a DET 8 det
8 truce truce NOUN 6 obj
9 in in ADP 10 case
10 Uganda Uganda PROPN 6 obl
11 . . PUNCT 6 punct
""")
    assert found.text("rebels") == "the rebels"
    kenya, uganda = found.entity("Kenya"), found.entity("Uganda")
    assert (kenya.kind, kenya.code, kenya.sector) == ("place", "KEN", "GOV")
    assert (uganda.code, uganda.sector) == ("UGA", None)
    assert found.entity("rebels").sector == "REB"


def test_counted_nouns_and_partitives() -> None:
    found = who("""
1 Dozens dozen NOUN 5 nsubj:pass
2 of of ADP 3 case
3 civilians civilian NOUN 1 nmod
4 were be AUX 5 aux:pass
5 killed kill VERB 0 root
6 and and CCONJ 13 cc
7 one one NUM 13 nsubj:pass
8 of of ADP 11 case
9 the the DET 11 det
10 masked masked ADJ 11 amod
11 men man NOUN 7 nmod
12 was be AUX 13 aux:pass
13 arrested arrest VERB 5 conj
14 . . PUNCT 5 punct
""")
    dozens = found.entity("Dozens")
    assert found.entity("civilians") is dozens
    assert (found.text("civilians"), dozens.kind, dozens.sector) == ("Dozens of civilians", "group", "CVL")
    assert (found.text("one"), found.type("one")) == ("one of the masked men", "person")
    assert found.text("men") == "the masked men"
    assert found.entity("men") is not found.entity("one")
    assert found.entity("men").sector == "UAF"


def test_title_gives_sector_country_and_gender() -> None:
    found = who("""
1 Kenyan kenyan ADJ 3 amod
2 Defence defence PROPN 3 compound
3 Minister minister PROPN 4 nmod:desc
4 Wanjiru Wanjiru PROPN 6 nsubj
5 Otieno Otieno PROPN 4 flat
6 resigned resign VERB 0 root
7 . . PUNCT 6 punct

1 Aides aide NOUN 2 nsubj
2 said say VERB 0 root
3 the the DET 4 det
4 minister minister NOUN 6 nsubj
5 had have AUX 6 aux
6 lost lose VERB 2 ccomp
7 her her PRON 8 nmod:poss
8 seat seat NOUN 6 obj
9 . . PUNCT 2 punct
""")
    minister = found.entity("Wanjiru")
    assert (minister.name, minister.kind, minister.code, minister.sector) == ("Wanjiru Otieno", "person", "KEN", "GOV")
    assert found.entity("minister") is minister
    assert found.entity("her") is minister
    assert found.text("Wanjiru") == "Kenyan Defence Minister Wanjiru Otieno"


def test_backed_by_a_country_is_not_of_that_country() -> None:
    found = who("""
1 The the DET 5 det
2 Iran Iran PROPN 4 compound
3 - - PUNCT 4 punct
4 backed back VERB 5 amod
5 militia militia NOUN 6 nsubj
6 attacked attack VERB 0 root
7 . . PUNCT 6 punct
""")
    assert found.entity("militia").code is None
    assert found.entity("militia").sector == "UAF"


def test_tagger_decides_what_a_name_is() -> None:
    words = """
1 Dawn Dawn PROPN 3 nsubj
2 Coast Coast PROPN 1 flat
3 declined decline VERB 0 root
4 . . PUNCT 3 punct
"""
    assert who(words).type("Dawn") == "person"
    assert who(words, names=[Name(0, 2, "organisation", True, 0.9)]).type("Dawn") == "organisation"


def test_place_with_the_name_of_a_known_actor_is_a_place() -> None:
    words = """
1 Shepherds shepherd NOUN 2 nsubj
2 left leave VERB 0 root
3 Fars fars PROPN 2 obj
4 . . PUNCT 2 punct
"""
    place, agency = who(words, places=["Fars"]).entity("Fars"), who(words).entity("Fars")
    assert (place.kind, place.code, place.sector) == ("place", None, None)
    assert (agency.kind, agency.code, agency.sector) == ("organisation", "IRN", "JRN")


def test_numbers_that_stand_for_people_carry_the_count() -> None:
    analysis = tree("""
1 At at ADP 2 case
2 least least ADJ 3 nmod
3 nine nine NUM 5 nsubj:pass
4 were be AUX 5 aux:pass
5 wounded wound VERB 0 root
6 . . PUNCT 5 punct
""")
    quantities = [FakeQuantity(0, len("At least nine"), Count(9, None))]
    layer = find_entities(analysis, places=[], quantities=quantities)  # type: ignore[arg-type]
    assert [(m.text, m.type) for m in layer.mentions] == [("At least nine", "group")]
    assert layer.entities[0].count == Count(9, None)


def test_small_letters_are_no_party() -> None:
    found = who("""
1 The the DET 3 det
2 labour labour PROPN 3 compound
3 ministry ministry NOUN 4 nsubj
4 waited wait VERB 0 root
5 . . PUNCT 4 punct
""")
    assert found.entity("ministry").code is None


def test_empty_document() -> None:
    layer = find_entities(Analysis("", [], [], [], [], [], [], []), places=[], quantities=[])
    assert (layer.mentions, layer.entities, layer.by_token) == ([], [], {})


def test_people_of_a_nationality_are_a_group() -> None:
    """The tagger has a type for "Syrian" that the record has not."""
    analysis = sentence(
        "The//DET/2/det Syrians/syrian/PROPN/3/nsubj fled/flee/VERB/0/root Gao//PROPN/3/obj",
        [Name(1, 2, "nationality", True, 0.9)],
    )
    layer = find_entities(analysis, places=[], quantities=[])
    assert [m.type for m in layer.mentions if m.text.endswith("Syrians")] == ["group"]


def test_a_name_holds_no_half_of_a_quotation() -> None:
    quoted = """
1 The the DET 3 det
2 " " PUNCT 3 punct
3 rebels rebel NOUN 4 nsubj
4 fled flee VERB 0 root
5 . . PUNCT 4 punct
6 " " PUNCT 4 punct
"""
    found = who(quoted)
    assert found.entity("rebels").name == "The rebels"
