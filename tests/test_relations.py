"""How they are tied: relations in sentences written for the tests, between invented groups and people."""

from __future__ import annotations

import pytest
from short_trees import sentence

from dateline.coding.attribution import build_attributions
from dateline.coding.entities import find_entities
from dateline.coding.grammar import Grammar
from dateline.coding.relations import find_relations
from dateline.records.analysis import Analysis, Attribution, Name


def relations(analysis: Analysis) -> list[tuple[str, str, str, str]]:
    """(type, name of the first, name of the second, status) of every relation."""
    layer = find_entities(analysis, places=[], quantities=[])
    attributions = build_attributions(Grammar(analysis), layer, speaker_kind=lambda entity: None)
    found = find_relations(Grammar(analysis), layer, attributions)
    names = [entity.name for entity in layer.entities]
    return [(r.type, names[r.source], names[r.target], r.status) for r in found]


def named(words: str, *names: tuple[int, int, str]) -> Analysis:
    """A sentence with proper names as (first, last, type)."""
    return sentence(words, [Name(first, last, kind, True, 1.0) for first, last, kind in names])


KARIM = (0, 2, "person")

CASES = [
    (
        named(
            "Karim//PROPN/12/nsubj Haddad//PROPN/1/flat ,//PUNCT/5/punct a//DET/5/det doctor//NOUN/1/appos "
            "and//CCONJ/8/cc former//ADJ/8/amod member//NOUN/1/conj of//ADP/10/case Zarif-Front//PROPN/8/nmod "
            ",//PUNCT/1/punct spoke/speak/VERB/0/root",
            KARIM, (9, 10, "organisation"),
        ),
        ("former_member_of", "Karim Haddad", "Zarif-Front", "current"),
    ),
    (
        named(
            "Karim//PROPN/9/nsubj Haddad//PROPN/1/flat ,//PUNCT/7/punct Zarif-Front//PROPN/7/nmod:poss 's//PART/4/case "
            "commercial//ADJ/7/amod director//NOUN/1/appos ,//PUNCT/1/punct spoke/speak/VERB/0/root",
            KARIM, (3, 4, "organisation"),
        ),
        ("member_of", "Karim Haddad", "Zarif-Front", "current"),
    ),
    (
        named(
            "Karim//PROPN/10/nsubj Haddad//PROPN/1/flat ,//PUNCT/5/punct a//DET/5/det spokesman//NOUN/1/appos "
            "for//ADP/8/case the//DET/8/det Zarif-Front//PROPN/5/nmod ,//PUNCT/5/punct spoke/speak/VERB/0/root",
            KARIM, (7, 8, "organisation"),
        ),
        ("spokesperson_of", "Karim Haddad", "Zarif-Front", "current"),
    ),
    (
        named(
            "Zarif-Front//PROPN/2/compound spokesman//NOUN/3/nmod:desc Karim//PROPN/5/nsubj Haddad//PROPN/3/flat "
            "spoke/speak/VERB/0/root",
            (0, 1, "organisation"), (2, 4, "person"),
        ),
        ("spokesperson_of", "Karim Haddad", "Zarif-Front", "current"),
    ),
    (
        named(
            "Karim//PROPN/10/nsubj Haddad//PROPN/1/flat ,//PUNCT/6/punct the//DET/6/det former//ADJ/6/amod "
            "leader//NOUN/1/appos of//ADP/8/case Zarif-Front//PROPN/6/nmod ,//PUNCT/6/punct died/die/VERB/0/root",
            KARIM, (7, 8, "organisation"),
        ),
        ("leader_of", "Karim Haddad", "Zarif-Front", "former"),
    ),
    (
        named(
            "Karim//PROPN/5/nsubj Haddad//PROPN/1/flat is/be/AUX/5/cop a//DET/5/det member//NOUN/0/root "
            "of//ADP/7/case Zarif-Front//PROPN/5/nmod",
            KARIM, (6, 7, "organisation"),
        ),
        ("member_of", "Karim Haddad", "Zarif-Front", "current"),
    ),
    (
        named(
            "Karim//PROPN/6/nsubj Haddad//PROPN/1/flat is/be/AUX/6/cop not//PART/6/advmod a//DET/6/det "
            "member//NOUN/0/root of//ADP/8/case Zarif-Front//PROPN/6/nmod",
            KARIM, (7, 8, "organisation"),
        ),
        ("member_of", "Karim Haddad", "Zarif-Front", "negated"),
    ),
    (
        named(
            "Karim//PROPN/6/nsubj Haddad//PROPN/1/flat is/be/AUX/6/cop a//DET/6/det former//ADJ/6/amod "
            "member//NOUN/0/root of//ADP/8/case Zarif-Front//PROPN/6/nmod",
            KARIM, (7, 8, "organisation"),
        ),
        ("former_member_of", "Karim Haddad", "Zarif-Front", "current"),
    ),
    (
        named(
            "Dalma-Brigade//PROPN/2/nsubj pledged/pledge/VERB/0/root allegiance//NOUN/2/obj to//ADP/5/case "
            "Zarif-Front//PROPN/2/obl",
            (0, 1, "organisation"), (4, 5, "organisation"),
        ),
        ("pledged_to", "Dalma-Brigade", "Zarif-Front", "current"),
    ),
    (
        named(
            "Dalma-Brigade//PROPN/3/nsubj will//AUX/3/aux merge//VERB/0/root with//ADP/5/case Zarif-Front//PROPN/3/obl",
            (0, 1, "organisation"), (4, 5, "organisation"),
        ),
        ("merged_with", "Dalma-Brigade", "Zarif-Front", "planned"),
    ),
    (
        named(
            "Dalma-Brigade//PROPN/5/nsubj and//CCONJ/3/cc Zarif-Front//PROPN/1/conj have//AUX/5/aux "
            "merged/merge/VERB/0/root",
            (0, 1, "organisation"), (2, 3, "organisation"),
        ),
        ("merged_with", "Dalma-Brigade", "Zarif-Front", "current"),
    ),
    (
        named(
            "Dalma-Brigade//PROPN/4/nsubj:pass is/be/AUX/4/aux:pass now//ADV/4/advmod backed/back/VERB/0/root "
            "by//ADP/6/case Zarif-Front//PROPN/4/obl:agent",
            (0, 1, "organisation"), (5, 6, "organisation"),
        ),
        ("supports", "Zarif-Front", "Dalma-Brigade", "current"),
    ),
    (
        named(
            "Zarif-Front//PROPN/3/obl:unmarked -//PUNCT/3/punct backed/back/VERB/4/amod Dalma-Brigade//PROPN/5/nsubj "
            "fled/flee/VERB/0/root",
            (0, 1, "organisation"), (3, 4, "organisation"),
        ),
        ("supports", "Zarif-Front", "Dalma-Brigade", "current"),
    ),
    (
        named(
            "Dalma-Brigade//PROPN/4/nsubj is/be/AUX/4/cop an//DET/4/det offshoot//NOUN/0/root of//ADP/6/case "
            "Zarif-Front//PROPN/4/nmod",
            (0, 1, "organisation"), (5, 6, "organisation"),
        ),
        ("splinter_of", "Dalma-Brigade", "Zarif-Front", "current"),
    ),
    (
        named(
            "Dalma-Brigade//PROPN/2/nsubj fights/fight/VERB/0/root alongside//ADP/4/case Zarif-Front//PROPN/2/obl",
            (0, 1, "organisation"), (3, 4, "organisation"),
        ),
        ("allied_with", "Dalma-Brigade", "Zarif-Front", "current"),
    ),
    (
        named(
            "Karim//PROPN/3/nsubj Haddad//PROPN/1/flat left/leave/VERB/0/root Zarif-Front//PROPN/3/obj",
            KARIM, (3, 4, "organisation"),
        ),
        ("former_member_of", "Karim Haddad", "Zarif-Front", "current"),
    ),
    (
        named(
            "Karim//PROPN/4/nsubj:pass Haddad//PROPN/1/flat was/be/AUX/4/aux:pass named/name/VERB/0/root "
            "commander//NOUN/4/xcomp of//ADP/7/case Zarif-Front//PROPN/5/nmod",
            KARIM, (6, 7, "organisation"),
        ),
        ("leader_of", "Karim Haddad", "Zarif-Front", "current"),
    ),
    (
        named(
            "Dalma-Brigade//PROPN/2/nsubj renamed/rename/VERB/0/root itself//PRON/2/obj Zarif-Front//PROPN/2/xcomp",
            (0, 1, "organisation"), (3, 4, "organisation"),
        ),
        ("alias_of", "Dalma-Brigade", "Zarif-Front", "former"),
    ),
    (
        named(
            "Karim//PROPN/7/nsubj Haddad//PROPN/1/flat of//ADP/5/case the//DET/5/det Zarif-Front//PROPN/1/nmod "
            "has/have/AUX/7/aux fled/flee/VERB/0/root",
            KARIM, (4, 5, "organisation"),
        ),
        ("member_of", "Karim Haddad", "Zarif-Front", "current"),
    ),
    (
        named(
            "Karim//PROPN/8/nsubj Haddad//PROPN/1/flat ,//PUNCT/5/punct a//DET/5/det welder//NOUN/1/appos "
            "with//ADP/7/case Zarif-Front//PROPN/5/nmod fled/flee/VERB/0/root",
            KARIM, (6, 7, "organisation"),
        ),
        ("member_of", "Karim Haddad", "Zarif-Front", "current"),
    ),
    (
        named(
            "Karim//PROPN/8/nsubj Haddad//PROPN/1/flat ,//PUNCT/5/punct deputy//ADJ/5/amod head//NOUN/1/appos "
            "of//ADP/7/case Zarif-Front//PROPN/5/nmod fled/flee/VERB/0/root",
            KARIM, (6, 7, "organisation"),
        ),
        ("member_of", "Karim Haddad", "Zarif-Front", "current"),
    ),
    (
        named(
            "Karim//PROPN/4/nsubj Haddad//PROPN/1/flat once//ADV/4/advmod belonged/belong/VERB/0/root to//ADP/6/case "
            "Zarif-Front//PROPN/4/obl",
            KARIM, (5, 6, "organisation"),
        ),
        ("former_member_of", "Karim Haddad", "Zarif-Front", "current"),
    ),
    (
        named(
            "Dalma-Brigade//PROPN/5/nsubj allied//ADJ/1/amod with//ADP/4/case Zarif-Front//PROPN/2/obl "
            "fled/flee/VERB/0/root",
            (0, 1, "organisation"), (3, 4, "organisation"),
        ),
        ("allied_with", "Dalma-Brigade", "Zarif-Front", "current"),
    ),
    (
        named(
            "Dalma-Brigade//PROPN/5/nsubj loyal//ADJ/1/amod to//ADP/4/case Zarif-Front//PROPN/2/obl "
            "fled/flee/VERB/0/root",
            (0, 1, "organisation"), (3, 4, "organisation"),
        ),
        ("pledged_to", "Dalma-Brigade", "Zarif-Front", "current"),
    ),
    (
        named(
            "Miners/miner/NOUN/6/nsubj led/lead/VERB/1/acl by//ADP/4/case Karim//PROPN/2/obl:agent "
            "Haddad//PROPN/4/flat fled/flee/VERB/0/root",
            (3, 5, "person"),
        ),
        ("leader_of", "Karim Haddad", "Miners", "current"),
    ),
    (
        named(
            "The//DET/3/det army//NOUN/3/compound spokesman//NOUN/4/nmod:desc Karim//PROPN/6/nsubj "
            "Haddad//PROPN/4/flat left/leave/VERB/0/root",
            (3, 5, "person"),
        ),
        ("spokesperson_of", "Karim Haddad", "army", "current"),
    ),
    (
        named(
            "Karim//PROPN/7/nsubj Haddad//PROPN/1/flat ,//PUNCT/5/punct alias//ADP/5/case Rashid//PROPN/1/appos "
            ",//PUNCT/5/punct fled/flee/VERB/0/root",
            KARIM, (4, 5, "person"),
        ),
        ("alias_of", "Karim Haddad", "Rashid", "current"),
    ),
    (
        named(
            "Dalma-Brigade//PROPN/7/nsubj ,//PUNCT/4/punct formerly//ADV/4/advmod known/know/VERB/1/acl as//ADP/6/case "
            "Zarif-Front//PROPN/4/obl fled/flee/VERB/0/root",
            (0, 1, "organisation"), (5, 6, "organisation"),
        ),
        ("alias_of", "Dalma-Brigade", "Zarif-Front", "former"),
    ),
    (
        named(  # whose they are, where they do something
            "Zarif-Front//PROPN/3/nmod:poss 's//PART/1/case welders/welder/NOUN/4/nsubj fled/flee/VERB/0/root",
            (0, 1, "organisation"),
        ),
        ("member_of", "Zarif-Front's welders", "Zarif-Front", "current"),
    ),
    (
        named(  # a title before the name
            "Commander//PROPN/6/nsubj Karim//PROPN/1/flat of//ADP/5/case the//DET/5/det Zarif-Front//PROPN/1/nmod "
            "spoke/speak/VERB/0/root",
            (0, 2, "person"), (4, 5, "organisation"),
        ),
        ("leader_of", "Karim", "Zarif-Front", "current"),
    ),
    (
        named(  # who chooses a head
            "Zarif-Front//PROPN/2/nsubj elected/elect/VERB/0/root Karim//PROPN/2/obj Haddad//PROPN/3/flat "
            "chairman//NOUN/2/xcomp",
            (0, 1, "organisation"), (2, 4, "person"),
        ),
        ("leader_of", "Karim Haddad", "Zarif-Front", "current"),
    ),
    (
        named(  # a band under somebody
            "Smugglers/smuggler/NOUN/5/nsubj under//ADP/3/case Karim//PROPN/1/nmod Haddad//PROPN/3/flat "
            "fled/flee/VERB/0/root",
            (2, 4, "person"),
        ),
        ("leader_of", "Karim Haddad", "Smugglers", "current"),
    ),
    (
        named(  # a participle is of the body right before it
            "Miners/miner/NOUN/9/nsubj held/hold/VERB/1/acl by//ADP/4/case Dalma-Brigade//PROPN/2/obl ,//PUNCT/6/punct "
            "merged/merge/VERB/1/acl with//ADP/8/case Zarif-Front//PROPN/6/obl fled/flee/VERB/0/root",
            (3, 4, "organisation"), (7, 8, "organisation"),
        ),
        ("merged_with", "Dalma-Brigade", "Zarif-Front", "current"),
    ),
    (
        named(  # of whom the text has told before
            "Rain//NOUN/2/nsubj closed/close/VERB/0/root Zarif-League//PROPN/2/obj|Karim//PROPN/3/nsubj "
            "Haddad//PROPN/1/flat spoke/speak/VERB/0/root ,//PUNCT/6/punct the//DET/6/det chairman//NOUN/1/appos",
            (2, 3, "organisation"), (3, 5, "person"),
        ),
        ("leader_of", "Karim Haddad", "Zarif-League", "current"),
    ),
]  # fmt: skip


@pytest.mark.parametrize(("analysis", "expected"), CASES, ids=[case[1][0] + "-" + case[1][3] for case in CASES])
def test_tie_is_read_off_the_tree(analysis: Analysis, expected: tuple[str, str, str, str]) -> None:
    assert relations(analysis) == [expected]


NONE = [
    named(  # only possible
        "Dalma-Brigade//PROPN/3/nsubj may//AUX/3/aux merge//VERB/0/root with//ADP/5/case Zarif-Front//PROPN/3/obl",
        (0, 1, "organisation"), (4, 5, "organisation"),
    ),
    named(  # a thing is not joined as a group is
        "Karim//PROPN/3/nsubj Haddad//PROPN/1/flat joined/join/VERB/0/root the//DET/5/det march//NOUN/3/obj", KARIM
    ),
    named(  # nobody in particular
        "Karim//PROPN/3/nsubj Haddad//PROPN/1/flat met/meet/VERB/0/root his//PRON/5/nmod:poss rivals/rival/NOUN/3/obj",
        KARIM,
    ),
    named(  # beside a body, not of it
        "A//DET/2/det victim//NOUN/5/nsubj of//ADP/4/case Zarif-Front//PROPN/2/nmod spoke/speak/VERB/0/root",
        (3, 4, "organisation"),
    ),
    named(  # nobody is
        "No/no/DET/2/det officer//NOUN/5/nsubj of//ADP/4/case Zarif-Front//PROPN/2/nmod spoke/speak/VERB/0/root",
        (3, 4, "organisation"),
    ),
    named(  # its people are only told something
        "Zarif-Front//PROPN/2/nsubj told/tell/VERB/0/root its/its/PRON/4/nmod:poss welders/welder/NOUN/2/obj",
        (0, 1, "organisation"),
    ),
    named(  # people are not joined as a body is
        "Fighters/fighter/NOUN/2/nsubj left/leave/VERB/0/root miners/miner/NOUN/2/obj hurt//ADJ/2/xcomp"
    ),
    named("Dalma-Brigade//PROPN/2/nsubj attacked/attack/VERB/0/root Zarif-Front//PROPN/2/obj",
          (0, 1, "organisation"), (2, 3, "organisation")),
]  # fmt: skip


@pytest.mark.parametrize("analysis", NONE)
def test_no_tie_where_the_text_states_none(analysis: Analysis) -> None:
    assert relations(analysis) == []


def test_evidence_and_attribution() -> None:
    analysis = named(
        "Residents/resident/NOUN/2/nsubj say//VERB/0/root Karim//PROPN/5/nsubj Haddad//PROPN/3/flat "
        "leads/lead/VERB/2/ccomp Zarif-Front//PROPN/5/obj",
        (2, 4, "person"), (5, 6, "organisation"),
    )  # fmt: skip
    analysis.attributions.append(Attribution([(0, 1)], [(1, 2)], [(2, 6)], 1.0))
    layer = find_entities(analysis, places=[], quantities=[])
    attributions = build_attributions(Grammar(analysis), layer, speaker_kind=lambda entity: None)
    (relation,) = find_relations(Grammar(analysis), layer, attributions)
    assert analysis.text[relation.start : relation.end] == "Karim Haddad leads Zarif-Front"
    assert relation.type == "leader_of"
    assert relation.attribution == [0]


def test_a_tie_told_twice_is_one_relation() -> None:
    words = "Karim//PROPN/3/nsubj Haddad//PROPN/1/flat leads/lead/VERB/0/root Zarif-Front//PROPN/3/obj"
    analysis = named(
        f"{words}|{words}", KARIM, (3, 4, "organisation"), (4, 6, "person"), (7, 8, "organisation")
    )  # fmt: skip
    assert relations(analysis) == [("leader_of", "Karim Haddad", "Zarif-Front", "current")]


@pytest.mark.parametrize(
    ("words", "names", "time"),
    [
        ("Dalma-Brigade//PROPN/2/nsubj merged/merge/VERB/0/root with//ADP/4/case Zarif-Front//PROPN/2/obl "
         "in//ADP/6/case March//PROPN/2/obl", ((0, 1, "organisation"), (3, 4, "organisation")), 5),
        ("Karim//PROPN/3/nsubj Haddad//PROPN/1/flat became/become/VERB/0/root leader//NOUN/3/xcomp of//ADP/6/case "
         "Zarif-Front//PROPN/4/nmod on//ADP/8/case Monday//PROPN/3/obl", (KARIM, (5, 6, "organisation")), 7),
        ("Karim//PROPN/8/nsubj Haddad//PROPN/1/flat ,//PUNCT/4/punct leader//NOUN/1/appos of//ADP/6/case "
         "Zarif-Front//PROPN/4/nmod ,//PUNCT/1/punct spoke/speak/VERB/0/root on//ADP/10/case Monday//PROPN/8/obl",
         (KARIM, (5, 6, "organisation")), 9),
    ],
)  # fmt: skip
def test_when_a_tie_began_or_held(words: str, names: tuple[tuple[int, int, str], ...], time: int) -> None:
    analysis = named(words, *names)
    layer = find_entities(analysis, places=[], quantities=[])
    (relation,) = find_relations(Grammar(analysis), layer, [], [time])
    assert relation.time == (None if "spoke" in words else 0)  # he spoke on Monday, and led before and after
