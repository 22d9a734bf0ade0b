"""Names put in order for a whole document, and what becomes of them as entities: texts and people are invented."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from short_trees import sentence, span
from trees import token_of

from dateline.coding.attribution import build_attributions
from dateline.coding.entities import EntityLayer, find_entities
from dateline.coding.factuality import status
from dateline.coding.grammar import Grammar
from dateline.coding.who.names import settle_names, split_title
from dateline.coding.who.phrases import Phrases
from dateline.records.analysis import Analysis, Attribution, Name
from dateline.records.report import Entity


def layer_of(analysis: Analysis) -> EntityLayer:
    return find_entities(analysis, places=[], quantities=[])


def entity_of(analysis: Analysis, layer: EntityLayer, form: str, nth: int = 1) -> Entity:
    entity = layer.mentions[layer.by_token[token_of(analysis, form, nth)]].entity
    assert entity is not None
    return layer.entities[entity]


TWO_SUBJECTS = (
    "Foreign/foreign/ADJ/2/amod Secretary/secretary/PROPN/5/nsubj Dorin/dorin/PROPN/5/nsubj "
    "Vasile/vasile/PROPN/3/flat spoke/speak/VERB/0/root ././PUNCT/5/punct"
)


def test_title_and_name_with_two_heads_are_one_mention() -> None:
    analysis = sentence(TWO_SUBJECTS, [Name(0, 4, "person", True, 0.9)])
    layer = layer_of(analysis)
    people = [m for m in layer.mentions if m.type == "person"]
    assert [m.text for m in people] == ["Foreign Secretary Dorin Vasile"]
    assert layer.by_token[token_of(analysis, "Secretary")] == layer.by_token[token_of(analysis, "Dorin")]
    person = entity_of(analysis, layer, "Dorin")
    assert (person.name, person.sector) == ("Dorin Vasile", "GOV")


def test_settling_twice_changes_nothing() -> None:
    analysis = sentence(TWO_SUBJECTS, [Name(0, 4, "person", True, 0.9)])
    settle_names(analysis)
    heads, names = [(t.head, t.deprel) for t in analysis.tokens], list(analysis.names)
    settle_names(analysis)
    assert [(t.head, t.deprel) for t in analysis.tokens] == heads and analysis.names == names


@given(st.lists(st.integers(0, 5), min_size=5, max_size=5), st.integers(0, 3), st.integers(2, 5))
def test_settling_never_makes_a_cycle(heads: list[int], first: int, length: int) -> None:
    """Whatever the parser hung where, every word still reaches the root."""
    words = ["Col.", "Ana", "Ruiz", "Lema", "spoke"]
    tree = [head if head < number else 0 for number, head in enumerate(heads, 1)]
    text = " ".join(
        f"{word}/{word.lower()}/{'VERB' if word == 'spoke' else 'PROPN'}/{head}/{'nsubj' if head else 'root'}"
        for word, head in zip(words, tree, strict=True)
    )
    analysis = sentence(text, [Name(first, min(first + length, 5), "person", True, 0.8)])
    settle_names(analysis)
    for index in range(5):
        at, steps = index, 0
        while at >= 0 and steps <= 5:
            at, steps = analysis.tokens[at].head, steps + 1
        assert at == -1


def test_one_name_has_one_type_in_a_document() -> None:
    words = (
        "Lorvin/lorvin/PROPN/2/nsubj burned/burn/VERB/0/root ././PUNCT/2/punct|"
        "Troops/troop/NOUN/2/nsubj left/leave/VERB/0/root Lorvin/lorvin/PROPN/2/obj ././PUNCT/2/punct|"
        "Lorvin/lorvin/PROPN/2/nsubj fell/fall/VERB/0/root ././PUNCT/2/punct"
    )
    names = [Name(0, 1, "place", True, 0.9), Name(5, 6, "person", True, 0.4), Name(7, 8, "place", True, 0.8)]
    analysis = sentence(words, names)
    layer = layer_of(analysis)
    assert {m.type for m in layer.mentions if m.text == "Lorvin"} == {"place"}
    assert len({m.entity for m in layer.mentions if m.text == "Lorvin"}) == 1


def test_country_may_act_and_be_a_place() -> None:
    words = (
        "Norway/norway/PROPN/2/nsubj protested/protest/VERB/0/root|They//PRON/2/nsubj live/live/VERB/0/root "
        "in/in/ADP/4/case Norway/norway/PROPN/2/obl"
    )
    analysis = sentence(words, [Name(0, 1, "organisation", True, 0.6), Name(5, 6, "place", True, 0.9)])
    layer = layer_of(analysis)
    actor = entity_of(analysis, layer, "Norway")
    assert (actor.kind, actor.code, actor.sector) == ("organisation", "NOR", "GOV")
    assert layer.mentions[layer.by_token[5]].type == "place"


def test_plural_at_the_beginning_of_a_sentence_is_no_name() -> None:
    words = "Prosecutors/prosecutors/PROPN/2/nsubj met/meet/VERB/0/root MPs/mps/PROPN/2/obj ././PUNCT/2/punct"
    analysis = sentence(words, [Name(0, 1, "person", True, 0.8), Name(2, 3, "person", True, 0.8)])
    layer = layer_of(analysis)
    assert [(m.text, m.type, m.named) for m in layer.mentions] == [
        ("Prosecutors", "group", False),
        ("MPs", "group", False),
    ]
    assert [e.sector for e in layer.entities] == ["JUD", "LEG"]


def test_split_title_keeps_names_that_are_also_titles() -> None:
    analysis = sentence("Col./col./PROPN/2/nmod:desc Ana//PROPN/4/nsubj Major//PROPN/2/flat spoke/speak/VERB/0/root")
    start, titles = split_title(analysis.tokens, 0, 3)
    assert start == 1 and [title.sector for title in titles] == ["MIL"]
    assert split_title(analysis.tokens, 1, 3) == (1, [])


def test_two_full_names_with_one_surname_are_two_persons() -> None:
    words = (
        "Marta/marta/PROPN/3/nsubj Okello/okello/PROPN/1/flat met/meet/VERB/0/root Jonas/jonas/PROPN/3/obj "
        "Okello/okello/PROPN/4/flat|Okello/okello/PROPN/2/nsubj left/leave/VERB/0/root|"
        "Marta/marta/PROPN/3/nsubj Okello/okello/PROPN/1/flat spoke/speak/VERB/0/root"
    )
    names = [Name(f, last, "person", True, 0.9) for f, last in ((0, 2), (3, 5), (5, 6), (7, 9))]
    analysis = sentence(words, names)
    layer = layer_of(analysis)
    marta, jonas = entity_of(analysis, layer, "Marta"), entity_of(analysis, layer, "Jonas")
    assert marta.id != jonas.id
    assert entity_of(analysis, layer, "Marta", 2).id == marta.id
    assert "Jonas Okello" not in [marta.name, *marta.aliases]


def test_two_agencies_side_by_side_are_two() -> None:
    words = "Photo/photo/NOUN/0/root AFP/afp/PROPN/1/appos ,/,/PUNCT/4/punct Reuters/reuters/PROPN/2/appos"
    analysis = sentence(words, [Name(1, 2, "organisation", True, 0.9), Name(3, 4, "organisation", True, 0.9)])
    layer = layer_of(analysis)
    assert entity_of(analysis, layer, "AFP").id != entity_of(analysis, layer, "Reuters").id


def test_acronym_in_brackets_belongs_to_the_name_before_it_in_small_letters_too() -> None:
    words = (
        (
            "members/member/NOUN/9/nsubj of//ADP/5/case the//DET/5/det dorian/dorian/PROPN/5/compound "
            "league/league/NOUN/1/nmod (//PUNCT/7/punct dlx/dlx/PROPN/1/appos )//PUNCT/7/punct fled/flee/VERB/0/root"
        )
        .replace("(//", "(/(/")
        .replace(")//", ")/)/")
    )
    analysis = sentence(words, [Name(3, 5, "organisation", True, 0.8), Name(6, 7, "person", True, 0.5)])
    layer = layer_of(analysis)
    league = entity_of(analysis, layer, "league")
    assert league.id == entity_of(analysis, layer, "dlx").id and "dlx" in league.aliases


def test_pro_government_is_not_government() -> None:
    words = (
        "Pro/pro/ADJ/3/amod -/-/PUNCT/1/punct government/government/NOUN/4/compound "
        "supporters/supporter/NOUN/5/nsubj marched/march/VERB/0/root"
    )
    analysis = sentence(words)
    assert entity_of(analysis, layer_of(analysis), "supporters").sector != "GOV"


def test_the_name_of_an_anti_somebody_militia_is_whole() -> None:
    words = (
        "The//DET/5/det pro//ADJ/5/amod -/-/PUNCT/2/punct Dorvan//PROPN/5/compound militia//NOUN/6/nsubj "
        "marched/march/VERB/0/root"
    )
    analysis = sentence(words, [Name(1, 5, "organisation", True, 0.8)])
    assert not entity_of(analysis, layer_of(analysis), "militia").name.startswith("-")


def test_opponents_of_the_government_are_not_of_it() -> None:
    analysis = sentence(
        "Government/government/NOUN/2/compound opponents/opponent/NOUN/3/nsubj marched/march/VERB/0/root"
    )
    assert entity_of(analysis, layer_of(analysis), "opponents").sector != "GOV"


def test_they_are_not_a_place() -> None:
    words = "Villages/village/NOUN/2/nsubj burned/burn/VERB/0/root|They/they/PRON/2/nsubj fled/flee/VERB/0/root"
    analysis = sentence(words)
    layer = layer_of(analysis)
    assert entity_of(analysis, layer, "They").kind != "place"


def test_about_and_at_least_belong_to_the_phrase() -> None:
    words = (
        "About/about/ADV/3/advmod ten/ten/NUM/3/nummod soldiers/soldier/NOUN/4/nsubj shot/shoot/VERB/0/root "
        "at//ADP/6/case least/least/ADJ/7/advmod six/six/NUM/8/nummod farmers/farmer/NOUN/4/obj"
    )
    analysis = sentence(words)
    assert [m.text for m in layer_of(analysis).mentions] == ["About ten soldiers", "at least six farmers"]


def test_capitals_of_a_whole_text_mean_nothing() -> None:
    words = " ".join(f"{w}/{w.lower()}/NOUN/{n}/dep" for n, w in enumerate(["WORD"] * 14))
    assert not Phrases(sentence(words)).cased
    assert not Phrases(sentence(words.replace("WORD/", "word/"))).cased
    assert Phrases(sentence(words.replace("WORD/", "word/", 13))).cased


# Sources


def source_of(words: str, source: list[tuple[int, int]], cue: tuple[int, int], content: tuple[int, int]) -> str | None:
    analysis = sentence(words, attributions=[Attribution(source, [cue], [content], 0.9)])
    found = build_attributions(Grammar(analysis), layer_of(analysis), speaker_kind=lambda entity: None)[0].source
    return found.text if found is not None else None


SAID = (
    "Residents/resident/NOUN/4/nsubj of//ADP/3/case Lorvin/lorvin/PROPN/1/nmod told/tell/VERB/0/root "
    "a//DET/6/det reporter//NOUN/4/obj that//SCONJ/9/mark soldiers/soldier/NOUN/9/nsubj fired/fire/VERB/4/ccomp"
)


def test_scattered_source_is_the_subject_of_the_cue() -> None:
    assert source_of(SAID, [(0, 3), (4, 6)], (3, 4), (6, 9)) == "Residents of Lorvin"


def test_source_ends_before_the_day() -> None:
    words = (
        "The//DET/2/det minister//NOUN/5/nsubj on//ADP/4/case Monday/monday/PROPN/5/obl said/say/VERB/0/root "
        "talks/talk/NOUN/7/nsubj failed/fail/VERB/5/ccomp"
    )
    assert source_of(words, [(0, 4)], (4, 5), (5, 7)) == "The minister"


def test_who_is_believed_to_have_done_it_does_not_say_so() -> None:
    words = (
        "The//DET/2/det man//NOUN/4/nsubj:pass is/be/AUX/4/aux:pass believed/believe/VERB/0/root to//PART/7/mark "
        "have/have/AUX/7/aux fled/flee/VERB/4/xcomp"
    )
    assert source_of(words, [(0, 2)], (3, 4), (4, 7)) is None


def test_cue_of_auxiliaries_only_is_none() -> None:
    analysis = sentence(SAID, attributions=[Attribution([(0, 3)], [(3, 4)], [(6, 9)], 0.9)])
    analysis.tokens[3].lemma = "do"
    assert build_attributions(Grammar(analysis), layer_of(analysis), speaker_kind=lambda entity: None) == []


def test_who_claims_responsibility_carries_arms() -> None:
    words = (
        "The//DET/3/det Pale/pale/PROPN/3/compound Lanterns/lanterns/PROPN/4/nsubj claimed/claim/VERB/0/root "
        "responsibility//NOUN/4/obj"
    )
    analysis = sentence(
        words, [Name(1, 3, "organisation", True, 0.9)], [Attribution([(0, 3)], [(3, 4)], [(4, 5)], 0.9)]
    )
    record = build_attributions(Grammar(analysis), layer_of(analysis), speaker_kind=lambda entity: None)[0]
    assert record.source is not None and record.source.kind == "armed_group"


def test_sure_score_outweighs_a_governing_word_but_not_a_modal() -> None:
    words = (
        "They//PRON/2/nsubj felt/feel/VERB/0/root able/able/ADJ/2/xcomp to//PART/5/mark call/call/VERB/3/xcomp "
        "strikes/strike/NOUN/5/obj"
    )
    analysis = sentence(words)
    children = Phrases(analysis).children
    without = status(analysis, 4, children=children)
    analysis.factuality[4] = 2.5
    assert without != "occurred" and status(analysis, 4, children=children) == "occurred"
    modal = sentence("They//PRON/3/nsubj may//AUX/3/aux strike//VERB/0/root")
    modal.factuality[2] = 2.2
    assert status(modal, 2, children=Phrases(modal).children) == "hypothetical"


def test_phrase_reader_takes_span_of_names() -> None:
    analysis = sentence(SAID)
    assert span(analysis, "Residents", "Lorvin") == Phrases(analysis).span(0)
