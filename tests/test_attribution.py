"""According to whom: kind, identification, form and stance of sources, in sentences written for the tests."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from short_trees import sentence, span

from dateline.coding.attribution import attributions_of, build_attributions
from dateline.coding.entities import find_entities
from dateline.coding.grammar import Grammar
from dateline.coding.quotations import quoted_spans
from dateline.coding.sources import _PHRASES, kind_of_sector
from dateline.records import report
from dateline.records.analysis import Analysis, Attribution, Name

Record = report.Attribution


def build(analysis: Analysis, kind: str | None = None) -> list[Record]:
    layer = find_entities(analysis, places=[], quantities=[])
    return build_attributions(Grammar(analysis), layer, speaker_kind=lambda entity: kind)


def said(source: str, names: list[Name] | None = None, after: str = "", kind: str | None = None) -> Record:
    """The record of "SOURCE said rebels attacked", with the source's words as (form/lemma/upos/head/deprel).

    Heads count within the source; 0 marks its main word, the subject of "said".
    """
    words = source.split()
    length = len(words)
    verb = length + 1
    lines = []
    for word in words:
        form, lemma, upos, head, deprel = word.split("/")
        lines.append(f"{form}/{lemma}/{upos}/{head if head != '0' else verb}/{deprel if head != '0' else 'nsubj'}")
    rest = f"said/say/VERB/0/root rebels/rebel/NOUN/{verb + 2}/nsubj attacked/attack/VERB/{verb}/ccomp"
    analysis = sentence(" ".join([*lines, rest]) + after, names or [])
    analysis.attributions.append(Attribution([(0, length)], [(length, verb)], [(verb, verb + 2)], 1.0))
    return build(analysis, kind)[0]


SOURCES = [
    ("Residents/resident/NOUN/0/-", "witness"),
    ("The//DET/2/det police//NOUN/0/-", "official"),
    ("A//DET/2/det spokesman//NOUN/0/- for//ADP/6/case the//DET/6/det rebel//NOUN/6/compound group//NOUN/2/nmod",
     "armed_group"),
    ("A//DET/3/det rebel//NOUN/3/compound commander//NOUN/0/-", "armed_group"),
    ("A//DET/3/det police//NOUN/3/compound commander//NOUN/0/-", "official"),
    ("A//DET/4/det senior//ADJ/4/amod security//NOUN/4/compound source//NOUN/0/-", "official"),
    ("Medical//ADJ/2/amod sources/source/NOUN/0/-", "other"),
    ("The//DET/2/det report//NOUN/0/-", "document"),
    ("AFP/afp/PROPN/0/-", "media"),
    ("Analysts/analyst/NOUN/0/-", "expert"),
    ("An//DET/2/det activist//NOUN/0/-", "political"),
    ("A//DET/3/det rights/right/NOUN/3/compound activist//NOUN/0/-", "ngo"),
    ("An//DET/3/det aid//NOUN/3/compound worker//NOUN/0/-", "witness"),
    ("A//DET/3/det local//ADJ/3/amod journalist//NOUN/0/-", "journalist"),
    ("An//DET/3/det opposition//NOUN/3/compound spokeswoman//NOUN/0/-", "political"),
    ("A//DET/3/det former//ADJ/3/amod minister//NOUN/0/-", "political"),
    ("Islamic//PROPN/2/compound State//PROPN/0/-", "armed_group"),
    ("A//DET/3/det state//NOUN/3/compound newspaper//NOUN/0/-", "media"),
    ("The//DET/2/det Post//PROPN/0/-", "other"),
]  # fmt: skip


@pytest.mark.parametrize(("source", "kind"), SOURCES)
def test_kind_is_read_off_the_words(source: str, kind: str) -> None:
    record = said(source)
    assert record.source is not None
    assert record.source.kind == kind


def test_kind_falls_back_on_what_is_known_of_the_entity() -> None:
    name = "Karim//PROPN/0/- Haddad//PROPN/1/flat"
    names = [Name(0, 2, "person", True, 1.0)]
    for known, kind in ((None, "other"), ("expert", "expert"), ("COP", "official"), ("REB", "armed_group")):
        record = said(name, names, kind=known)
        assert record.source is not None
        assert (record.source.kind, record.source.identification) == (kind, "named")


def test_pronoun_takes_the_kind_of_its_antecedent() -> None:
    analysis = sentence(
        "Karim//PROPN/6/nsubj Haddad//PROPN/1/flat ,//PUNCT/5/punct police//NOUN/5/compound chief//NOUN/1/appos "
        "arrived/arrive/VERB/0/root .//PUNCT/6/punct|"
        "He//PRON/2/nsubj said/say/VERB/0/root rebels/rebel/NOUN/4/nsubj fled/flee/VERB/2/ccomp",
        [Name(0, 2, "person", True, 1.0)],
    )
    analysis.attributions.append(Attribution([(7, 8)], [(8, 9)], [(9, 11)], 1.0))
    (record,) = build(analysis)
    assert record.source is not None
    assert record.source.entity is not None
    assert (record.source.text, record.source.kind, record.source.identification) == ("He", "official", "named")


def test_anonymity_anywhere_in_the_sentence_of_the_source() -> None:
    tail = " on//ADP/{n}/case condition//NOUN/3/obl of//ADP/{m}/case anonymity//NOUN/{n}/nmod"
    record = said("An//DET/2/det official//NOUN/0/-", after=tail.format(n=7, m=9))
    assert record.source is not None
    assert record.source.identification == "anonymous"
    plain = said("An//DET/2/det official//NOUN/0/-")
    assert plain.source is not None
    assert plain.source.identification == "unnamed"


def test_phrase_of_anonymity_over_a_line_break() -> None:
    pattern = next(pattern for pattern, verdict in _PHRASES if verdict == "anonymous")
    assert pattern.search("who declined to be\nnamed") and not pattern.search("who declined to be\nphotographed")


def test_anonymity_in_the_next_sentence() -> None:
    after = (
        "|He//PRON/4/nsubj:pass was/be/AUX/4/aux:pass not//PART/4/advmod authorised/authorise/VERB/0/root "
        "to//PART/6/mark speak//VERB/4/xcomp to//ADP/8/case reporters/reporter/NOUN/6/obl"
    )
    record = said("An//DET/2/det official//NOUN/0/-", after=after)
    assert record.source is not None
    assert record.source.identification == "anonymous"


@pytest.mark.parametrize(
    "phrase",
    [
        "who declined to be named",
        "who asked not to be identified",
        "who did not want to be named",
        "who is not authorised to speak to the media",
        "who could not be named",
        "whose name was withheld",
        "who spoke anonymously",
    ],
)
def test_phrases_of_anonymity(phrase: str) -> None:
    words = " ".join(f"{word}//X/2/dep" for word in phrase.split())
    record = said(f"A//DET/2/det driver//NOUN/0/- ,//PUNCT/2/punct {words}")
    assert record.source is not None
    assert (record.source.kind, record.source.identification) == ("witness", "anonymous")


@pytest.mark.parametrize(
    "phrase",
    [
        "who gave only his first name",
        "who identified himself as Abu Zarif",
        "who did not give his full name",
        "who goes by one name",
        "using a nom de guerre",
    ],
)
def test_phrases_of_partial_names(phrase: str) -> None:
    words = " ".join(f"{word}//X/1/dep" for word in phrase.split())
    record = said(f"Karim//PROPN/0/- ,//PUNCT/1/punct {words}", [Name(0, 1, "person", True, 1.0)])
    assert record.source is not None
    assert record.source.identification == "partly_named"


def test_first_name_with_an_age_and_alias_are_partial_names() -> None:
    aged = said("Karim//PROPN/0/- ,//PUNCT/3/punct 34//NUM/1/appos ,//PUNCT/1/punct", [Name(0, 1, "person", True, 1.0)])
    alias = said("Abu//PROPN/0/- Zarif//PROPN/1/flat", [Name(0, 2, "person", True, 1.0)])
    for record in (aged, alias):
        assert record.source is not None
        assert record.source.identification == "partly_named"


CUES = [
    ("denied/deny/VERB/0/root", "", "denies"),
    ("rejected/reject/VERB/0/root", "", "denies"),
    ("doubted/doubt/VERB/0/root", "", "doubts"),
    ("asked/ask/VERB/0/root", "", "asks"),
    ("said/say/VERB/0/root", "", "asserts"),
    ("confirmed/confirm/VERB/0/root", "", "asserts"),
    ("confirm//VERB/0/root", "not", "doubts"),
    ("say//VERB/0/root", "not", "declines"),
    ("comment//VERB/0/root", "not", "declines"),
    ("deny//VERB/0/root", "not", "asserts"),
    ("promised/promise/VERB/0/root", "", "promises"),
    ("threatened/threaten/VERB/0/root", "", "threatens"),
]


@pytest.mark.parametrize(("cue", "negation", "stance"), CUES)
def test_stance_of_a_cue(cue: str, negation: str, stance: str) -> None:
    if negation:
        analysis = sentence(
            f"Rebels/rebel/NOUN/4/nsubj did/do/AUX/4/aux not//PART/4/advmod {cue} "
            "they//PRON/6/nsubj fired/fire/VERB/4/ccomp"
        )
        parts = Attribution([(0, 1)], [(1, 4)], [(4, 6)], 1.0)
    else:
        analysis = sentence(f"Rebels/rebel/NOUN/2/nsubj {cue} they//PRON/4/nsubj fired/fire/VERB/2/ccomp")
        parts = Attribution([(0, 1)], [(1, 2)], [(2, 4)], 1.0)
    analysis.attributions.append(parts)
    assert build(analysis)[0].stance == stance


WARNED = "{0}/NOUN/2/nsubj warned/warn/VERB/0/root {1} would//AUX/5/aux follow//VERB/2/ccomp"


@pytest.mark.parametrize(
    ("speaker", "subject", "stance"),
    [
        ("Rebels/rebel", "attacks/attack/NOUN/5/nsubj", "threatens"),
        ("Police/police", "they//PRON/5/nsubj", "threatens"),
        ("Police/police", "attacks/attack/NOUN/5/nsubj", "asserts"),
        ("Analysts/analyst", "they//PRON/5/nsubj", "asserts"),
    ],
)
def test_a_warning_is_a_threat_from_who_will_act(speaker: str, subject: str, stance: str) -> None:
    analysis = sentence(WARNED.format(speaker, subject))
    analysis.attributions.append(Attribution([(0, 1)], [(1, 2)], [(2, 5)], 1.0))
    assert build(analysis)[0].stance == stance


def test_told_to_is_a_request_and_told_that_is_none() -> None:
    to = sentence(
        "He//PRON/2/nsubj told/tell/VERB/0/root them/they/PRON/2/obj to//PART/5/mark leave//VERB/2/xcomp",
        attributions=[Attribution([(0, 1)], [(1, 2)], [(2, 5)], 1.0)],
    )
    that = sentence(
        "He//PRON/2/nsubj told/tell/VERB/0/root them/they/PRON/2/obj they//PRON/5/nsubj left/leave/VERB/2/ccomp",
        attributions=[Attribution([(0, 1)], [(1, 2)], [(3, 5)], 1.0)],
    )
    assert (build(to)[0].stance, build(that)[0].stance) == ("asks", "asserts")


def test_neither_confirmed_nor_denied_declines() -> None:
    analysis = sentence(
        "Police/police/NOUN/3/nsubj neither//CCONJ/3/cc:preconj confirmed/confirm/VERB/0/root nor//CCONJ/5/cc "
        "denied/deny/VERB/3/conj it//PRON/5/obj",
        attributions=[Attribution([(0, 1)], [(1, 5)], [(5, 6)], 1.0)],
    )
    assert build(analysis)[0].stance == "declines"


def test_parts_are_characters_of_the_text() -> None:
    record = said("Residents/resident/NOUN/0/-")
    assert (record.cue.text, record.content.text, record.form) == ("said", "rebels attacked", "indirect")
    assert record.cue.spans == [(10, 14)]


def test_quotation_form() -> None:
    words = (
        "“//PUNCT/3/punct They//PRON/3/nsubj fired/fire/VERB/5/ccomp ,”//PUNCT/3/punct said/say/VERB/0/root "
        "Karim//PROPN/5/nsubj"
    )
    direct = sentence(words, attributions=[Attribution([(5, 6)], [(4, 5)], [(0, 4)], 1.0)])
    mixed = sentence(words, attributions=[Attribution([(5, 6)], [(4, 5)], [(0, 6)], 1.0)])
    assert (build(direct)[0].form, build(mixed)[0].form) == ("direct", "mixed")


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("He said “we won” today", ["“we won”"]),
        ('He said "we won" and "we left"', ['"we won"', '"we left"']),
        ("He said ‘it’s over’ today", ["‘it’s over’"]),
        ("He said 'it's over' today", ["'it's over'"]),
        ("The rebels' camp and the army's base", []),
        ("« Nous partons », he said", ["« Nous partons »"]),
        ("„Wir gehen“, he said", ["„Wir gehen“"]),
        ("``We won,'' he said", ["``We won,''"]),
        ("“One.\n\n“Two,” he said", ["“One.", "“Two,”"]),
        ("“Never closed\n\nNew paragraph", []),
        ("“He said ‘go’ to us,” she said", ["“He said ‘go’ to us,”"]),
    ],
)
def test_quotation_marks_of_all_styles(text: str, quoted: list[str]) -> None:
    assert [text[start:end] for start, end in quoted_spans(text)] == quoted


@given(st.text(alphabet="ab “”‘’\"'«»„`\n.", max_size=60))
def test_quotations_are_ordered_and_apart(text: str) -> None:
    spans = quoted_spans(text)
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(before[1] <= after[0] for before, after in pairwise(spans))


def test_according_to_is_read_without_the_model() -> None:
    analysis = sentence(
        "Rebels/rebel/NOUN/2/nsubj fled/flee/VERB/0/root ,//PUNCT/6/punct according/accord/VERB/6/case "
        "to//ADP/4/fixed residents/resident/NOUN/2/obl .//PUNCT/2/punct"
    )
    (record,) = build(analysis)
    assert record.source is not None
    assert (record.source.text, record.source.kind) == ("residents", "witness")
    assert (record.cue.text, record.content.text) == ("according to", "Rebels fled")


def test_according_to_rules_is_no_source_and_a_found_cue_is_not_doubled() -> None:
    rules = sentence(
        "They//PRON/2/nsubj played/play/VERB/0/root according/accord/VERB/5/case to//ADP/3/fixed taste//NOUN/2/obl"
    )
    assert build(rules) == []
    found = sentence(
        "Rebels/rebel/NOUN/2/nsubj fled/flee/VERB/0/root according/accord/VERB/5/case to//ADP/3/fixed "
        "residents/resident/NOUN/2/obl",
        attributions=[Attribution([(4, 5)], [(2, 4)], [(0, 2)], 1.0)],
    )
    assert len(build(found)) == 1


def test_source_left_open() -> None:
    analysis = sentence(
        "He//PRON/3/nsubj reportedly//ADV/3/advmod fled/flee/VERB/0/root",
        attributions=[Attribution([], [(1, 2)], [(0, 1), (2, 3)], 1.0)],
    )
    (record,) = build(analysis)
    assert record.source is None
    assert record.content.text == "He fled"
    assert record.content.spans == [(0, 2), (14, 18)]


def test_attributions_of_a_token_the_innermost_last() -> None:
    analysis = sentence(
        "Police/police/NOUN/2/nsubj said/say/VERB/0/root residents/resident/NOUN/4/nsubj reported/report/VERB/2/ccomp "
        "shots/shot/NOUN/4/obj",
        attributions=[
            Attribution([(0, 1)], [(1, 2)], [(2, 5)], 1.0),
            Attribution([(2, 3)], [(3, 4)], [(4, 5)], 1.0),
        ],
    )
    records = build(analysis)
    shots, said_ = analysis.tokens[span(analysis, "shots")[0]], analysis.tokens[1]
    assert attributions_of(shots, records) == [0, 1]
    assert attributions_of(analysis.tokens[3], records) == [0]
    assert attributions_of(said_, records) == []


def test_sectors_have_kinds() -> None:
    assert kind_of_sector("GOV") == "official"
    assert kind_of_sector("gov") == "official"
    assert kind_of_sector("UNK") is None
