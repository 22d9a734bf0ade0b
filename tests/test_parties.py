"""Who fills the slots: a tree, a trigger, the slots of its signal, and the parties that a reader would name."""

from __future__ import annotations

import pytest
from coded import Coded, signal
from trees import token_of

from dateline.coding.instruments import find_instruments
from dateline.coding.party_classes import says_where
from dateline.records.analysis import Argument, Predicate

V, N = signal(), signal("n")


def parties(words: str, trigger: str, row: object = V, **more: object) -> tuple[list[str], list[str]]:
    coded = Coded(words, **more)  # type: ignore[arg-type]
    actors, recipients = coded.parties.find(token_of(coded.analysis, trigger), row)  # type: ignore[arg-type]
    return coded.texts(actors), coded.texts(recipients)


VERBS = [
    ("Rebels/rebel/NOUN/2/nsubj killed/kill/VERB/0/root two//NUM/4/nummod guards/guard/NOUN/2/obj",
     "killed", ["Rebels"], ["two guards"]),
    ("Two/two/NUM/2/nummod guards/guard/NOUN/4/nsubj:pass were/be/AUX/4/aux:pass killed/kill/VERB/0/root "
     "by//ADP/6/case "
     "rebels/rebel/NOUN/4/obl:agent", "killed", ["rebels"], ["Two guards"]),
    ("Guards/guard/NOUN/3/nsubj:pass were/be/AUX/3/aux:pass killed/kill/VERB/0/root", "killed", [], ["Guards"]),
    ("Rebels/rebel/NOUN/2/nsubj beat//VERB/0/root guards/guard/NOUN/2/obj and//CCONJ/5/cc nurses/nurse/NOUN/3/conj",
     "beat", ["Rebels"], ["guards", "nurses"]),
    # "by Friday" kills nobody
    ("Guards/guard/NOUN/3/nsubj:pass were/be/AUX/3/aux:pass freed/free/VERB/0/root by//ADP/5/case Friday//PROPN/3/obl",
     "freed", [], ["Guards"]),
    # weapons are no actors, vehicles only as subjects
    ("A//DET/2/det guard//NOUN/4/nsubj:pass was/be/AUX/4/aux:pass hit//VERB/0/root by//ADP/7/case a//DET/7/det "
     "rocket//NOUN/4/obl:agent", "hit", [], ["A guard"]),
    ("Warplanes/warplane/NOUN/2/nsubj hit//VERB/0/root guards/guard/NOUN/2/obj", "hit", ["Warplanes"], ["guards"]),
    # where the slots have nobody
    ("Soldiers/soldier/NOUN/2/nsubj fired/fire/VERB/0/root at//ADP/4/case protesters/protester/NOUN/2/obl",
     "fired", ["Soldiers"], ["protesters"]),
    ("Pirates/pirate/NOUN/2/nsubj vowed/vow/VERB/0/root to//PART/4/mark shoot//VERB/2/xcomp sailors/sailor/NOUN/4/obj",
     "vowed", ["Pirates"], ["sailors"]),
    ("Envoys/envoy/NOUN/2/nsubj demanded/demand/VERB/0/root that//SCONJ/5/mark soldiers/soldier/NOUN/5/nsubj "
     "leave//VERB/2/ccomp", "demanded", ["Envoys"], ["soldiers"]),
    ("Envoys/envoy/NOUN/2/nsubj hoped/hope/VERB/0/root that//SCONJ/5/mark soldiers/soldier/NOUN/5/nsubj "
     "leave//VERB/2/ccomp", "hoped", ["Envoys"], []),
    # nobody is no party
    ("Rebels/rebel/NOUN/2/nsubj hurt//VERB/0/root nobody//PRON/2/obj", "hurt", ["Rebels"], []),
    ("No/no/DET/2/det one//NOUN/4/nsubj:pass was/be/AUX/4/aux:pass hurt//VERB/0/root", "hurt", [], []),
    # the same twice
    ("A//DET/2/det rebel//NOUN/3/nsubj shot/shoot/VERB/0/root himself//PRON/3/obj", "shot", ["A rebel"], []),
]  # fmt: skip


@pytest.mark.parametrize(("words", "trigger", "actors", "recipients"), VERBS)
def test_of_verbs(words: str, trigger: str, actors: list[str], recipients: list[str]) -> None:
    assert parties(words, trigger) == (actors, recipients)


NOUNS = [
    ("Rebels/rebel/NOUN/2/nsubj launched/launch/VERB/0/root an//DET/4/det attack//NOUN/2/obj on//ADP/6/case "
     "guards/guard/NOUN/4/nmod", "attack", ["Rebels"], ["guards"]),
    ("Rebels/rebel/NOUN/2/nsubj planned/plan/VERB/0/root an//DET/4/det attack//NOUN/2/obj",
     "attack", ["Rebels"], []),
    ("Police/police/NOUN/2/nsubj foiled/foil/VERB/0/root an//DET/4/det attack//NOUN/2/obj",
     "attack", [], []),
    ("An//DET/2/det attack//NOUN/0/root by//ADP/4/case rebels/rebel/NOUN/2/nmod on//ADP/6/case "
     "guards/guard/NOUN/2/nmod",
     "attack", ["rebels"], ["guards"]),
    ("The//DET/2/det raid//NOUN/3/nsubj wounded/wound/VERB/0/root guards/guard/NOUN/3/obj", "raid", [], ["guards"]),
    ("The//DET/2/det raid//NOUN/3/nsubj surprised/surprise/VERB/0/root guards/guard/NOUN/3/obj", "raid", [], []),
    ("Guards/guard/NOUN/2/nsubj came/come/VERB/0/root under//ADP/4/case fire//NOUN/2/obl", "fire", [], ["Guards"]),
    ("An//DET/2/det attack//NOUN/0/root carried/carry/VERB/2/acl out//ADP/3/compound:prt by//ADP/6/case "
     "rebels/rebel/NOUN/3/obl:agent", "attack", ["rebels"], []),
    ("Farmers/farmer/NOUN/2/nsubj marched/march/VERB/0/root in//ADP/4/case protest//NOUN/2/obl", "protest",
     ["Farmers"], []),
    ("Police/police/NOUN/2/nsubj stood/stand/VERB/0/root beside//ADP/5/case a//DET/5/det protest//NOUN/2/obl",
     "protest", [], []),
]  # fmt: skip


@pytest.mark.parametrize(("words", "trigger", "actors", "recipients"), NOUNS)
def test_of_nouns(words: str, trigger: str, actors: list[str], recipients: list[str]) -> None:
    assert parties(words, trigger, N) == (actors, recipients)


def test_both_sides_of_a_meeting_are_actors() -> None:
    row = signal(type="CONSULT", reciprocal=True)
    words = (
        "Ministers/minister/NOUN/2/nsubj met/meet/VERB/0/root with//ADP/4/case rebels/rebel/NOUN/2/obl "
        "and//CCONJ/6/cc farmers/farmer/NOUN/4/conj"
    )
    assert parties(words, "met", row) == (["Ministers", "rebels", "farmers"], [])


def test_slots_of_a_signal_come_first() -> None:
    words = "Rebels/rebel/NOUN/2/nsubj split//VERB/0/root from//ADP/5/case the//DET/5/det army//NOUN/2/obl"
    assert parties(words, "split", signal(recipient="prep:from"))[1] == ["the army"]
    assert parties(words, "split", signal(recipient="none"))[1] == []
    assert parties(words, "split", signal(actor="none"))[0] == []


def test_a_role_label_does_not_make_a_passive_subject_the_agent() -> None:
    words = "Guards/guard/NOUN/3/nsubj:pass were/be/AUX/3/aux:pass killed/kill/VERB/0/root"
    labelled = [Predicate(2, [Argument("ARG0", 0, 1)], 1.0)]
    assert parties(words, "killed", predicates=labelled) == ([], ["Guards"])


def test_a_role_label_fills_what_the_tree_leaves_open() -> None:
    words = "Rebels/rebel/NOUN/0/root tried/try/VERB/1/dep to//PART/4/mark attack//VERB/2/dep"
    labelled = [Predicate(3, [Argument("ARG0", 0, 1)], 1.0)]
    assert parties(words, "attack", predicates=labelled)[0] == ["Rebels"]


def test_a_role_label_of_another_clause_does_not_count() -> None:
    words = (
        "Jailing/jail/VERB/3/csubj him//PRON/1/obj helps/help/VERB/5/ccomp nobody//PRON/3/obj "
        "lawyers/lawyer/NOUN/6/nsubj complained/complain/VERB/0/root"
    )
    labelled = [Predicate(0, [Argument("ARG0", 4, 5)], 1.0)]
    assert parties(words, "Jailing", predicates=labelled)[0] == []


def test_a_town_is_attacked_but_does_not_attack() -> None:
    assert parties("Rebels/rebel/NOUN/2/nsubj attacked/attack/VERB/0/root Taiz//PROPN/2/obj", "attacked",
                   places=[(2, 3)]) == (["Rebels"], ["Taiz"])  # fmt: skip
    assert parties("Taiz//PROPN/2/nsubj attacked/attack/VERB/0/root rebels/rebel/NOUN/2/obj", "attacked",
                   places=[(0, 1)]) == ([], ["rebels"])  # fmt: skip


def test_a_visit_to_a_town_is_not_a_visit_to_somebody() -> None:
    words = "The//DET/2/det minister//NOUN/3/nsubj travelled/travel/VERB/0/root to//ADP/5/case Taiz//PROPN/3/obl"
    assert parties(words, "travelled", signal(recipient="prep:to"), places=[(4, 5)]) == (["The minister"], [])


def test_a_country_acts() -> None:
    words = "Kenya//PROPN/2/nsubj accused/accuse/VERB/0/root Uganda//PROPN/2/obj"
    assert parties(words, "accused", places=[(0, 1), (2, 3)]) == (["Kenya"], ["Uganda"])


def test_the_place_of_a_dateline_is_no_party() -> None:
    words = (
        "NAIROBI/nairobi/PROPN/5/nsubj (Agency)/agency/PROPN/1/appos -/-/PUNCT/5/punct Rebels/rebel/NOUN/5/nsubj "
        "attacked/attack/VERB/0/root guards/guard/NOUN/5/obj"
    )
    assert "NAIROBI" not in parties(words, "attacked", places=[(0, 1)])[0]


def test_a_town_before_a_noun_only_says_where() -> None:
    coded = Coded(
        "Guards/guard/NOUN/2/nsubj left/leave/VERB/0/root a//DET/5/det London//PROPN/5/compound march//NOUN/2/obj "
        "for//ADP/7/case Chad//PROPN/2/obl",
        places=[(3, 4), (6, 7)],
    )
    of = {coded.layer.mentions[m].text: m for m in range(len(coded.layer.mentions))}
    assert coded.parties.only_where(of["London"], actor=True)
    assert not coded.parties.only_where(of["London"], actor=False)
    assert not coded.parties.only_where(of["Chad"], actor=True)
    assert not coded.parties.only_where(of["Guards"], actor=True)


def test_states_act_before_a_noun_but_not_after_to() -> None:
    assert not says_where("", "compound", state=True)  # "the US raid"
    assert says_where("", "compound", state=False)
    assert says_where("to", "nmod", state=True)  # "the deployment to Liberia"


def test_classes() -> None:
    coded = Coded(
        "Soldiers/soldier/NOUN/2/nsubj arrested/arrest/VERB/0/root a//DET/4/det journalist//NOUN/2/obj in//ADP/6/case "
        "Taiz//PROPN/2/obl", places=[(5, 6)],
    )  # fmt: skip
    of = {coded.layer.mentions[m].text: coded.parties.classes(m) for m in range(len(coded.layer.mentions))}
    assert {"armed", "state"} <= of["Soldiers"]
    assert {"person", "media"} <= of["a journalist"]
    assert of["Taiz"] == {"place"}
    assert coded.parties.classes_of(range(len(coded.layer.mentions))) == set().union(*of.values())


INSTRUMENTS = [
    ("They//PRON/2/nsubj attacked/attack/VERB/0/root us//PRON/2/obj with//ADP/5/case rockets/rocket/NOUN/2/obl",
     "attacked", ["rockets"]),
    ("They//PRON/2/nsubj fired/fire/VERB/0/root rockets/rocket/NOUN/2/obj", "fired", ["rockets"]),
    ("They//PRON/2/nsubj destroyed/destroy/VERB/0/root rockets/rocket/NOUN/2/obj", "destroyed", []),
    ("It//PRON/2/nsubj exploded/explode/VERB/0/root near//ADP/5/case two//NUM/5/nummod rockets/rocket/NOUN/2/obl",
     "exploded", []),
    ("They//PRON/2/nsubj fled/flee/VERB/0/root when//ADV/5/advmod rockets/rocket/NOUN/5/nsubj fell/fall/VERB/2/advcl",
     "fled", []),
]  # fmt: skip


@pytest.mark.parametrize(("words", "trigger", "expected"), INSTRUMENTS)
def test_instruments(words: str, trigger: str, expected: list[str]) -> None:
    coded = Coded(words)
    assert coded.texts(find_instruments(coded.grammar, coded.layer, token_of(coded.analysis, trigger))) == expected
