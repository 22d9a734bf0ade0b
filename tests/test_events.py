"""What happened: triggers, types, modes and weights in trees written for the tests."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from coded import Coded, book

from dateline.coding.events import BARE
from dateline.records.analysis import Name


def types(words: str, names: Sequence[Name] = ()) -> list[tuple[str, str]]:
    """(type, trigger) of every event of a sentence."""
    coded = Coded(words, names=names)
    return [(c.event, coded.analysis.tokens[c.trigger].text) for c in coded.found()]


def test_two_words_that_need_each_other_are_one_event() -> None:
    words = "Chad//PROPN/2/nsubj lodged/lodge/VERB/0/root a//DET/4/det complaint//NOUN/2/obj"
    assert types(words) == [("ACCUSE", "lodged")]


def test_the_word_that_governs_takes_the_word_that_it_needs() -> None:
    words = (
        "Unions/union/NOUN/2/nsubj called/call/VERB/0/root off//ADP/2/compound:prt the//DET/5/det strike//NOUN/2/obj"
    )
    assert types(words) == [("CONCEDE", "called")]


def test_modes_of_the_word_that_goes_are_kept() -> None:
    words = "The//DET/2/det junta//NOUN/3/nsubj declared/declare/VERB/0/root martial//ADJ/5/amod law//NOUN/3/obj"
    [found] = Coded(words).found()
    assert (found.event, found.modes) == ("COERCE", ["martial-law"])


def test_words_inside_names_tell_of_nothing() -> None:
    words = "The//DET/3/det Northern//PROPN/3/compound Ambush//PROPN/4/nsubj waited/wait/VERB/0/root"
    named = [Name(1, 3, "organisation", True, 1.0)]
    assert types(words) != []
    assert types(words, named) == []


@pytest.mark.parametrize("participle", ["jailed/jail/VERB", "detained/detain/VERB", "dead//ADJ"])
def test_what_describes_a_noun_is_taken_for_granted(participle: str) -> None:
    words = f"The//DET/3/det {participle}/3/amod lawyer//NOUN/4/nsubj waited/wait/VERB/0/root"
    assert types(words) == []


def test_a_word_tells_of_one_type_unless_the_codebook_says_otherwise() -> None:
    assert book().types["SANCTION"].beside == ["COERCE"]
    words = (
        "A//DET/2/det court//NOUN/3/nsubj sentenced/sentence/VERB/0/root two//NUM/5/nummod men/man/NOUN/3/obj "
        "to//ADP/7/case prison//NOUN/3/obl"
    )
    assert sorted(t for t, _ in types(words)) == ["COERCE", "SANCTION"]
    words = "Rebels/rebel/NOUN/2/nsubj agreed/agree/VERB/0/root to//PART/4/mark disarm//VERB/2/xcomp"
    assert types(words) == [("CONCEDE", "agreed")]


def test_an_event_without_parties_is_less_sure() -> None:
    bare = Coded("Shelling//NOUN/2/nsubj continued/continue/VERB/0/root")
    full = Coded(
        "Shelling//NOUN/5/nsubj of//ADP/4/case the//DET/4/det rebels/rebel/NOUN/1/nmod continued/continue/VERB/0/root"
    )
    [alone], [aimed] = bare.found(), full.found()
    assert full.texts(aimed.recipients) == ["the rebels"]
    assert alone.weight == pytest.approx(BARE * aimed.weight)


def test_a_collision_that_kills_is_no_assault() -> None:
    rows = (
        "Two//NUM/2/nummod lorries/lorry/NOUN/3/nsubj {}/VERB/0/root ,//PUNCT/5/punct killing/kill/VERB/3/advcl "
        "nine//NUM/7/nummod people//NOUN/5/obj"
    )
    assert types(rows.format("collided/collide")) == []
    assert types(rows.format("halted/halt")) == [("ASSAULT", "killing")]


def test_a_preposition_deep_in_a_phrase_is_not_the_verbs_own() -> None:
    words = (
        "Police//NOUN/2/nsubj called/call/VERB/0/root the//DET/4/det owner//NOUN/2/obj of//ADP/7/case a//DET/7/det "
        "shop//NOUN/4/nmod for//ADP/9/case tools/tool/NOUN/7/nmod"
    )
    assert all(t != "REQUEST" for t, _ in types(words))
    words = "Police//NOUN/2/nsubj called/call/VERB/0/root for//ADP/4/case calm//NOUN/2/obl"
    assert types(words) == [("REQUEST", "called")]


def test_the_subject_of_a_passive_acts_in_the_clause_below() -> None:
    words = (
        "Migrants/migrant/NOUN/3/nsubj:pass are/be/AUX/3/aux:pass expected/expect/VERB/0/root to//PART/5/mark "
        "set//VERB/3/xcomp out//ADP/5/compound:prt"
    )
    assert types(words) == [("MOVE", "set")]


def test_what_is_refused_is_a_rejection() -> None:
    words = "Oslo//PROPN/4/nsubj will//AUX/4/aux not//PART/4/advmod lift//VERB/0/root the//DET/6/det ban//NOUN/4/obj"
    [found] = Coded(words, places=[(0, 1)]).found()
    assert (found.event, found.modes, found.status) == ("REJECT", ["yield"], "occurred")
    done = "Oslo//PROPN/4/nsubj did/do/AUX/4/aux not//PART/4/advmod lift//VERB/0/root the//DET/6/det ban//NOUN/4/obj"
    [found] = Coded(done, places=[(0, 1)]).found()
    assert (found.event, found.status) == ("CONCEDE", "negated")


def test_what_somebody_must_do_is_no_promise() -> None:
    words = "Malta//PROPN/3/nsubj {}/AUX/3/aux visit//VERB/0/root Tunis//PROPN/3/obj"
    for helper, expected in (("must/", "CONSULT"), ("will/", "AGREE")):
        [found] = Coded(words.format(helper), places=[(0, 1), (3, 4)]).found()
        assert found.event == expected


def test_what_is_needed_is_no_promise() -> None:
    words = "Malta//PROPN/2/nsubj {}/VERB/0/root to//PART/4/mark donate//VERB/2/xcomp tents/tent/NOUN/4/obj"
    assert types(words.format("needs/need"))[0][0] == "AID"
    assert types(words.format("plans/plan"))[0][0] == "AGREE"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("They/they/PRON/2/nsubj announced/announce/VERB/0/root an//DET/4/det arrest//NOUN/2/obj", "COERCE"),
        ("They/they/PRON/2/nsubj claimed/claim/VERB/0/root responsibility//NOUN/2/obj for//ADP/6/case the//DET/6/det "
         "ambush//NOUN/3/nmod", "ASSAULT"),
        ("Men/man/NOUN/2/nsubj fired/fire/VERB/0/root on//ADP/5/case the//DET/5/det home//NOUN/2/obl of//ADP/8/case "
         "a//DET/8/det judge//NOUN/5/nmod", "ASSAULT"),
        ("The//DET/2/det ministry//NOUN/3/nsubj fired/fire/VERB/0/root the//DET/5/det judge//NOUN/3/obj", "SANCTION"),
        ("Volcanoes/volcano/NOUN/2/nsubj threatened/threaten/VERB/0/root towns/town/NOUN/2/obj", None),
        ("Prices/price/NOUN/2/nsubj exploded/explode/VERB/0/root", None),
        ("Leopards/leopard/NOUN/2/nsubj killed/kill/VERB/0/root goats/goat/NOUN/2/obj", None),
        ("Families/family/NOUN/2/nsubj fled/flee/VERB/0/root the//DET/4/det town//NOUN/2/obj", "MOVE"),
    ],
)  # fmt: skip
def test_senses_of_words(words: str, expected: str | None) -> None:
    assert [t for t, _ in types(words)] == ([expected] if expected else [])
