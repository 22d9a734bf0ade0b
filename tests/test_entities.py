"""Who: mentions, their phrases and kinds, entities, codes and sectors."""

from __future__ import annotations

from dataclasses import dataclass

from short_trees import sentence
from trees import token_of, tree

from dateline.coding.entities import EntityLayer, find_entities
from dateline.records.analysis import Analysis, Attribution, Name
from dateline.records.report import Count, Entity

STORM = """
1 About about ADV 2 advmod
2 twenty twenty NUM 3 nummod
3 gunmen gunman NOUN 4 nsubj
4 stormed storm VERB 0 root
5 the the DET 7 det
6 police police NOUN 7 compound
7 station station NOUN 4 obj
8 in in ADP 9 case
9 Taiz Taiz PROPN 4 obl
10 . . PUNCT 4 punct

1 The the DET 2 det
2 attackers attacker NOUN 3 nsubj
3 killed kill VERB 0 root
4 three three NUM 5 nummod
5 officers officer NOUN 3 obj
6 before before SCONJ 8 mark
7 they they PRON 8 nsubj
8 fled flee VERB 3 advcl
9 . . PUNCT 3 punct
"""

SPOKESMAN = """
1 Karim Karim PROPN 11 nsubj
2 Haddad Haddad PROPN 1 flat
3 , , PUNCT 5 punct
4 a a DET 5 det
5 spokesman spokesman NOUN 1 appos
6 for for ADP 9 case
7 the the DET 9 det
8 Interior interior PROPN 9 compound
9 Ministry ministry PROPN 5 nmod
10 , , PUNCT 5 punct
11 said say VERB 0 root
12 the the DET 14 det
13 Turkish turkish ADJ 14 amod
14 army army NOUN 16 nsubj
15 had have AUX 16 aux
16 withdrawn withdraw VERB 11 ccomp
17 . . PUNCT 11 punct

1 Haddad Haddad PROPN 2 nsubj
2 added add VERB 0 root
3 that that SCONJ 7 mark
4 he he PRON 7 nsubj
5 had have AUX 7 aux
6 not not PART 7 advmod
7 seen see VERB 2 ccomp
8 its its PRON 9 nmod:poss
9 soldiers soldier NOUN 7 obj
10 . . PUNCT 2 punct
"""

ACRONYM = """
1 The the DET 4 det
2 Free Free PROPN 4 amod
3 Officers officer PROPN 4 compound
4 Movement Movement PROPN 8 nsubj
5 ( ( PUNCT 6 punct
6 FOM FOM PROPN 4 appos
7 ) ) PUNCT 6 punct
8 seized seize VERB 0 root
9 the the DET 11 det
10 border border NOUN 11 compound
11 post post NOUN 8 obj
12 . . PUNCT 8 punct

1 The the DET 2 det
2 group group NOUN 3 nsubj
3 denied deny VERB 0 root
4 it it PRON 3 obj
5 . . PUNCT 3 punct

1 FOM FOM PROPN 2 nsubj
2 said say VERB 0 root
3 so so ADV 2 advmod
4 . . PUNCT 2 punct
"""


@dataclass
class Who:
    """A layer with look-ups by word."""

    analysis: Analysis
    layer: EntityLayer

    def entity(self, form: str, nth: int = 1) -> Entity:
        mention = self.layer.mentions[self.layer.by_token[token_of(self.analysis, form, nth)]]
        assert mention.entity is not None
        return self.layer.entities[mention.entity]

    def type(self, form: str, nth: int = 1) -> str:
        return self.layer.mentions[self.layer.by_token[token_of(self.analysis, form, nth)]].type

    def text(self, form: str, nth: int = 1) -> str:
        return self.layer.mentions[self.layer.by_token[token_of(self.analysis, form, nth)]].text


def who(
    words: str,
    names: list[Name] | None = None,
    places: list[str] | None = None,
    on: str | None = None,
    attributions: list[Attribution] | None = None,
) -> Who:
    analysis = tree(words, names=names or (), attributions=attributions or ())
    spans = [(token_of(analysis, p), token_of(analysis, p) + 1) for p in places or ()]
    return Who(analysis, find_entities(analysis, places=spans, quantities=[], on=on))


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


def test_synonym_and_pronoun_join_the_gunmen() -> None:
    found = who(STORM)
    gunmen = found.entity("gunmen")
    assert found.entity("attackers") is gunmen
    assert found.entity("they") is gunmen
    assert found.entity("officers") is not gunmen
    assert (gunmen.kind, gunmen.sector, gunmen.code) == ("group", "UAF", None)
    assert gunmen.name == "About twenty gunmen"


def test_count_comes_from_the_quantity_in_the_phrase() -> None:
    analysis = tree(STORM)
    end = analysis.text.index(" gunmen")
    layer = find_entities(analysis, places=[], quantities=[FakeQuantity(0, end, Count(18, 22, True))])  # type: ignore[list-item]
    entity = layer.mentions[layer.by_token[token_of(analysis, "gunmen")]].entity
    assert entity is not None and layer.entities[entity].count == Count(18, 22, True)
    assert [e.count for e in layer.entities if e.id != entity] == [None] * (len(layer.entities) - 1)


def test_apposition_surname_and_pronoun_are_one_person_with_the_sector_of_the_ministry() -> None:
    found = who(SPOKESMAN)
    person = found.entity("Karim")
    assert found.entity("spokesman") is person
    assert found.entity("Haddad", 2) is person
    assert found.entity("he") is person
    assert (person.name, person.aliases, person.kind, person.sector) == ("Karim Haddad", ["Haddad"], "person", "GOV")
    assert found.entity("Ministry").sector == "GOV"
    assert found.text("spokesman") == "a spokesman for the Interior Ministry"


def test_country_of_an_army_comes_from_the_demonym_and_passes_on_to_its_soldiers() -> None:
    found = who(SPOKESMAN)
    army = found.entity("army")
    assert (army.kind, army.code, army.sector) == ("organisation", "TUR", "MIL")
    assert found.entity("its") is army
    soldiers = found.entity("soldiers")
    assert (soldiers.kind, soldiers.code, soldiers.sector) == ("group", "TUR", "MIL")


def test_acronym_and_group_join_the_movement() -> None:
    found = who(ACRONYM)
    movement = found.entity("Movement")
    assert found.entity("FOM") is movement
    assert found.entity("FOM", 2) is movement
    assert found.entity("group") is movement
    assert (movement.name, movement.aliases) == ("Free Officers Movement", ["FOM"])
    assert movement.kind == "organisation"


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


def test_relative_clause_is_left_out_and_its_pronoun_leads_back() -> None:
    found = who("""
1 The the DET 2 det
2 soldiers soldier NOUN 8 nsubj
3 who who PRON 4 nsubj
4 shot shoot VERB 2 acl:relcl
5 two two NUM 6 nummod
6 students student NOUN 4 obj
7 were be AUX 8 aux:pass
8 detained detain VERB 0 root
9 . . PUNCT 8 punct
""")
    assert found.text("soldiers") == "The soldiers"
    assert found.entity("who") is found.entity("soldiers")
    assert found.entity("students").sector == "EDU"
    assert found.layer.noun_phrase(token_of(found.analysis, "students")) == (4, 6)


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


def test_copula_joins_and_negated_copula_does_not() -> None:
    words = """
1 Musa Musa PROPN 4 nsubj
2 was be AUX 4 cop
3 the the DET 4 det
4 leader leader NOUN 0 root
5 of of ADP 6 case
6 Ansaru Ansaru PROPN 4 nmod
7 . . PUNCT 4 punct
"""
    joined = who(words)
    assert joined.entity("leader") is joined.entity("Musa")
    assert (joined.entity("Musa").sector, joined.entity("Musa").code) == ("REB", "NGA")
    denied = who(words.replace("3 the the DET 4 det", "3 not not PART 4 advmod"))
    assert denied.entity("leader") is not denied.entity("Musa")


def test_two_armies_stay_apart() -> None:
    found = who("""
1 Syrian syrian ADJ 2 amod
2 soldiers soldier NOUN 3 nsubj
3 fought fight VERB 0 root
4 Turkish turkish ADJ 5 amod
5 soldiers soldier NOUN 3 obj
6 . . PUNCT 3 punct
""")
    assert found.entity("soldiers").code == "SYR"
    assert found.entity("soldiers", 2).code == "TUR"


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
    assert found.entity("militia").sector == "PRM"


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


def test_i_is_the_speaker_and_we_the_side_that_the_speaker_speaks_for() -> None:
    words = """
1 We we PRON 2 nsubj
2 attacked attack VERB 9 ccomp
3 and and CCONJ 5 cc
4 I I PRON 5 nsubj
5 watched watch VERB 2 conj
6 , , PUNCT 2 punct
7 a a DET 8 det
8 spokesman spokesman NOUN 9 nsubj
9 said say VERB 0 root
10 for for ADP 12 case
11 the the DET 12 det
12 group group NOUN 8 nmod
13 . . PUNCT 9 punct
"""
    found = who(words, attributions=[Attribution([(6, 8)], [(8, 9)], [(0, 5)], 1.0)])
    assert found.entity("I") is found.entity("spokesman")
    assert found.entity("We") is found.entity("group")


def test_unresolved_it_is_no_mention_but_unresolved_they_is() -> None:
    found = who("""
1 It it PRON 2 nsubj
2 rained rain VERB 0 root
3 . . PUNCT 2 punct

1 They they PRON 2 nsubj
2 fled flee VERB 0 root
3 . . PUNCT 2 punct
""")
    assert [m.text for m in found.layer.mentions] == ["They"]
    assert found.layer.entities[0].kind == "group"


def test_descriptions_with_other_owners_stay_apart() -> None:
    found = who("""
1 The the DET 2 det
2 mayor mayor NOUN 4 nmod:poss
3 's 's PART 2 case
4 office office NOUN 5 nsubj
5 called call VERB 0 root
6 the the DET 7 det
7 company company NOUN 9 nmod:poss
8 's 's PART 7 case
9 office office NOUN 5 obj
10 . . PUNCT 5 punct

1 The the DET 2 det
2 mayor mayor NOUN 4 nmod:poss
3 's 's PART 2 case
4 office office NOUN 5 nsubj
5 waited wait VERB 0 root
6 . . PUNCT 5 punct
""")
    assert found.entity("office") is not found.entity("office", 2)
    assert found.entity("office", 3) is found.entity("office")


def test_denied_and_counted_mentions_are_no_antecedents_of_bare_plurals() -> None:
    template = """
1 {first} {first} {tag}
2 soldiers soldier NOUN 3 nsubj
3 came come VERB 0 root
4 . . PUNCT 3 punct

1 Then then ADV 3 advmod
2 soldiers soldier NOUN 3 nsubj
3 left leave VERB 0 root
4 . . PUNCT 3 punct
"""
    for first, tag in (("no", "DET 2 det"), ("three", "NUM 2 nummod")):
        found = who(template.format(first=first, tag=tag))
        assert found.entity("soldiers") is not found.entity("soldiers", 2), first


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
