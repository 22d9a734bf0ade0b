"""Edges of cues and contents, in sentences written for the tests."""

from __future__ import annotations

from short_trees import sentence

from dateline.coding.grammar import Grammar
from dateline.coding.quotations import quoted_spans
from dateline.coding.saying_spans import put_right
from dateline.records.analysis import Analysis, Attribution

CALLED = (
    "Monks/monk/NOUN/2/nsubj called/call/VERB/0/root for//ADP/5/case an//DET/5/det end//NOUN/2/obl "
    "to//ADP/8/case the//DET/8/det fighting//NOUN/5/nmod near//ADP/10/case Gao//PROPN/8/nmod .//PUNCT/2/punct"
)


def spans(analysis: Analysis, one: Attribution) -> tuple[str, list[str]]:
    """The words of the cue, and those of each piece of the content."""
    found = put_right(Grammar(analysis), one, quoted_spans(analysis.text))

    def words(piece: tuple[int, int]) -> str:
        return " ".join(token.text for token in analysis.tokens[slice(*piece)])

    return " ".join(map(words, found.cue)), [words(piece) for piece in found.content]


def test_a_preposition_of_the_cue_belongs_to_it() -> None:
    analysis = sentence(CALLED)
    whole = "an end to the fighting near Gao"
    assert spans(analysis, Attribution([(0, 1)], [(1, 2)], [(2, 10)], 1.0)) == ("called for", [whole])
    assert spans(analysis, Attribution([(0, 1)], [(1, 2)], [(3, 10)], 1.0)) == ("called for", [whole])


def test_a_phrase_is_in_the_content_whole() -> None:
    analysis = sentence(CALLED)
    assert spans(analysis, Attribution([(0, 1)], [(1, 3)], [(3, 8)], 1.0))[1] == ["an end to the fighting near Gao"]


def test_what_is_said_aside_is_not_added() -> None:
    analysis = sentence(
        "Troops/troop/NOUN/2/nsubj fled/flee/VERB/0/root ,//PUNCT/5/punct police//NOUN/5/nsubj "
        "said/say/VERB/2/parataxis Monday//PROPN/5/obl"
    )
    said = Attribution([(3, 4)], [(4, 5)], [(0, 2)], 1.0)
    assert spans(analysis, said) == ("said", ["Troops fled"])


def test_no_noun_becomes_part_of_a_cue() -> None:
    analysis = sentence(
        "Officials/official/NOUN/2/nsubj told/tell/VERB/0/root reporters/reporter/NOUN/2/iobj "
        "rebels/rebel/NOUN/5/nsubj fled/flee/VERB/2/ccomp"
    )
    assert spans(analysis, Attribution([(0, 1)], [(1, 2)], [(3, 5)], 1.0))[0] == "told"


def test_pieces_with_no_speaker_between_are_one() -> None:
    analysis = sentence(
        "He//PRON/2/nsubj said/say/VERB/0/root rebels/rebel/NOUN/7/nsubj from//ADP/6/case the//DET/6/det "
        "north//NOUN/3/nmod fled/flee/VERB/2/ccomp"
    )
    assert spans(analysis, Attribution([(0, 1)], [(1, 2)], [(2, 3), (6, 7)], 1.0))[1] == ["rebels from the north fled"]


def test_pieces_around_the_speaker_stay_two() -> None:
    analysis = sentence(
        "Rebels/rebel/NOUN/6/nsubj ,//PUNCT/4/punct he//PRON/4/nsubj said/say/VERB/6/parataxis ,//PUNCT/4/punct "
        "fled/flee/VERB/0/root"
    )
    assert spans(analysis, Attribution([(2, 3)], [(3, 4)], [(0, 1), (5, 6)], 1.0))[1] == ["Rebels", "fled"]


def test_half_a_quotation_is_all_of_it() -> None:
    analysis = sentence(
        'He//PRON/2/nsubj said/say/VERB/0/root :/:/PUNCT/2/punct "//PUNCT/5/punct Go/go/VERB/2/ccomp '
        'home//ADV/5/advmod and//CCONJ/8/cc stay/stay/VERB/5/conj .//PUNCT/5/punct "//PUNCT/5/punct'
    )
    assert spans(analysis, Attribution([(0, 1)], [(1, 2)], [(4, 8)], 1.0))[1] == ['" Go home and stay . "']


def test_an_attribution_without_a_cue_stays_as_it_is() -> None:
    analysis = sentence(CALLED)
    one = Attribution([(0, 1)], [], [(3, 5)], 1.0)
    assert put_right(Grammar(analysis), one, []) is one
