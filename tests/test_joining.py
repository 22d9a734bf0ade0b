"""Which mentions are joined into one entity: by grammar, name, description, as pronouns, as the model reads."""

from __future__ import annotations

from entities_of import ACRONYM, SPOKESMAN, STORM, Who, who
from trees import token_of

from dateline.records.analysis import Attribution, Name


def test_synonym_and_pronoun_join_the_gunmen() -> None:
    found = who(STORM)
    gunmen = found.entity("gunmen")
    assert found.entity("attackers") is gunmen
    assert found.entity("they") is gunmen
    assert found.entity("officers") is not gunmen
    assert (gunmen.kind, gunmen.sector, gunmen.code) == ("group", "UAF", None)
    assert gunmen.name == "About twenty gunmen"


def test_apposition_surname_and_pronoun_are_one_person_with_the_sector_of_the_ministry() -> None:
    found = who(SPOKESMAN)
    person = found.entity("Karim")
    assert found.entity("spokesman") is person
    assert found.entity("Haddad", 2) is person
    assert found.entity("he") is person
    assert (person.name, person.aliases, person.kind, person.sector) == ("Karim Haddad", ["Haddad"], "person", "GOV")
    assert found.entity("Ministry").sector == "GOV"
    assert found.text("spokesman") == "a spokesman for the Interior Ministry"


def test_acronym_and_group_join_the_movement() -> None:
    found = who(ACRONYM)
    movement = found.entity("Movement")
    assert found.entity("FOM") is movement
    assert found.entity("FOM", 2) is movement
    assert found.entity("group") is movement
    assert (movement.name, movement.aliases) == ("Free Officers Movement", ["FOM"])
    assert movement.kind == "organisation"


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


CAMP = """
1 Dozens dozen NOUN 4 nsubj
2 of of ADP 3 case
3 herders herder NOUN 1 nmod
4 stopped stop VERB 0 root
5 some some DET 6 det
6 lorries lorry NOUN 4 obj
7 . . PUNCT 4 punct

1 The the DET 2 det
2 families family NOUN 3 nsubj
3 prayed pray VERB 0 root
4 and and CCONJ 6 cc
5 they they PRON 6 nsubj
6 left leave VERB 3 conj
7 . . PUNCT 3 punct
"""


def test_model_decides_on_descriptions_and_pronouns() -> None:
    alone = who(CAMP)
    assert alone.entity("families") is not alone.entity("herders")
    assert alone.entity("they") is alone.entity("families")
    read = who(CAMP, same=[[("Dozens", 1), ("families", 1), ("they", 1)]])
    assert read.entity("families") is read.entity("herders") is read.entity("they")
    apart = who(CAMP, same=[[("Dozens", 1), ("they", 1)], [("families", 1)]])
    assert apart.entity("they") is apart.entity("herders")
    assert apart.entity("families") is not apart.entity("herders")


def test_model_does_not_join_what_cannot_be_the_same() -> None:
    lorries = who(CAMP, same=[[("lorries", 1), ("families", 1)]])
    assert lorries.entity("lorries") is not lorries.entity("families")


def test_model_gives_a_description_its_name_but_no_second_one() -> None:
    words = """
1 A a DET 2 det
2 trader trader NOUN 3 nsubj
3 spoke speak VERB 0 root
4 . . PUNCT 3 punct

1 Karim Karim PROPN 2 nsubj
2 left leave VERB 0 root
3 . . PUNCT 2 punct

1 Bassam Bassam PROPN 2 nsubj
2 stayed stay VERB 0 root
3 . . PUNCT 2 punct
"""
    names = [Name(4, 5, "person", True, 1.0), Name(7, 8, "person", True, 1.0)]
    found = who(words, names=names, same=[[("trader", 1), ("Karim", 1), ("Bassam", 1)]])
    assert found.entity("Karim") is found.entity("trader")
    assert found.entity("Karim").name == "Karim"
    assert found.entity("Bassam") is not found.entity("Karim")


def test_acronym_is_of_the_whole_name_not_of_a_name_within() -> None:
    words = """
1 The the DET 2 det
2 Union Union PROPN 9 nsubj
3 of of ADP 5 case
4 River River PROPN 5 compound
5 Pilots Pilots PROPN 2 nmod
6 ( ( PUNCT 7 punct
7 URP URP PROPN 2 appos
8 ) ) PUNCT 7 punct
9 met meet VERB 0 root
10 . . PUNCT 9 punct
"""
    found = who(words, names=[Name(1, 5, "organisation", True, 1.0), Name(6, 7, "organisation", True, 1.0)])
    assert found.entity("URP") is found.entity("Union")


def two_names(first: str, second: str, kind: str) -> Who:
    """Two names, each the subject of a sentence of its own; the last word of a name is its head."""
    words, names, at = "", [], 0
    for name in (first, second):
        parts = name.split()
        head = len(parts)
        lines = [f"{n} {word} {word} PROPN {head} compound" for n, word in enumerate(parts[:-1], 1)]
        lines += [f"{head} {parts[-1]} {parts[-1]} PROPN {head + 1} nsubj", f"{head + 1} met meet VERB 0 root"]
        words += "\n".join(lines) + "\n\n"
        names.append(Name(at, at + head, "person" if name.startswith("Ana") else kind, True, 1.0))
        at += head + 1
    return who(words, names=names)


def test_names_that_are_told_in_part() -> None:
    for first, second, kind, same in (
        ("Ana Ruiz Paredes", "Ruiz", "person", True),
        ("Ana Ruiz Paredes", "Paredes", "person", True),
        ("Ana Ruiz Paredes", "Lopez", "person", False),
        ("Ana Ruiz Paredes", "Paredes", "organisation", True),
        ("Delta Gazette", "Gazette", "organisation", True),
        ("Meridian Textiles", "Meridian", "organisation", True),
        ("Delta Gazette", "Herald", "organisation", False),
        ("Interior Ministry", "Health Ministry", "organisation", False),
        ("Luit Liberation Front", "Luit Front", "organisation", True),
        ("National Salt Front", "National Front", "organisation", False),
    ):
        found = two_names(first, second, kind)
        assert (len(found.layer.entities) == 1) == same, (first, second)


def test_two_names_side_by_side_are_two_bodies() -> None:
    words = """
1 Marram Marram PROPN 4 nsubj
2 is be AUX 4 cop
3 the the DET 4 det
4 Tideline Tideline PROPN 0 root
5 . . PUNCT 4 punct
"""
    found = who(words, names=[Name(0, 1, "organisation", True, 1.0), Name(3, 4, "organisation", True, 1.0)])
    assert found.entity("Marram") is not found.entity("Tideline")


def test_a_body_that_changes_its_name_stays_one() -> None:
    renamed = """
1 Tirana tirana PROPN 2 compound
2 League league PROPN 3 nsubj
3 changed change VERB 0 root
4 its its PRON 5 nmod:poss
5 name name NOUN 3 obj
6 to to ADP 8 case
7 Urban urban PROPN 8 compound
8 Alliance alliance PROPN 3 obl
"""
    found = who(renamed, [Name(0, 2, "organisation", True, 1.0), Name(6, 8, "organisation", True, 1.0)])
    assert found.entity("Alliance") is found.entity("League")
