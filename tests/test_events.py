"""What happened: triggers, types, modes and weights in trees written for the tests."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from coded import Coded, book, finder

from dateline.coding.events import BARE, Voices
from dateline.records.analysis import Name
from dateline.records.report import Attribution, Source


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
    words = "The//DET/3/det Northern//PROPN/3/compound Accord//PROPN/4/nsubj waited/wait/VERB/0/root"
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
    bare, full = (
        Coded("Shelling//NOUN/2/nsubj continued/continue/VERB/0/root"),
        Coded(
            "Shelling//NOUN/5/nsubj of//ADP/4/case the//DET/4/det rebels/rebel/NOUN/1/nmod continued/continue/VERB/0/root"
        ),
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


def said(words: str, source: str, content: tuple[int, int], stance: str) -> tuple[list[str], list[str]]:
    """Types and trigger words of a sentence, a part of which (characters) its source says."""
    coded = Coded(words)
    layer = coded.layer
    entity = next(m.entity for m in layer.mentions if m.text == source)
    start = coded.analysis.text.index(source)
    attribution = Attribution(
        id=0, source=Source(entity=entity, text=source, spans=[(start, start + len(source))]), cue=[], content=[content],
        stance=stance,
    )  # fmt: skip
    inside = [[0] if content[0] <= t.start < content[1] else [] for t in coded.analysis.tokens]
    found = finder().find(coded.grammar, coded.parties, Voices([attribution], inside))
    return [c.event for c in found], [coded.analysis.tokens[c.trigger].text for c in found]
