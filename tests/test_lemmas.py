"""Base forms."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.language.lemmas import lemma


@pytest.mark.parametrize(
    ("form", "upos", "base"),
    [
        ("Gunmen", "NOUN", "gunman"), ("policewomen", "NOUN", "policewoman"), ("cities", "NOUN", "city"),
        ("allies", "NOUN", "ally"), ("knives", "NOUN", "knife"), ("crises", "NOUN", "crisis"),
        ("buses", "NOUN", "bus"), ("houses", "NOUN", "house"), ("churches", "NOUN", "church"),
        ("heroes", "NOUN", "hero"), ("news", "NOUN", "news"), ("series", "NOUN", "series"),
        ("police", "NOUN", "police"), ("people", "NOUN", "people"), ("wives", "NOUN", "wife"),
        ("critics", "NOUN", "critic"), ("politics", "NOUN", "politics"), ("passers-by", "NOUN", "passer-by"),
        ("vice-presidents", "NOUN", "vice-president"), ("viruses", "NOUN", "virus"),
        ("grandchildren", "NOUN", "grandchild"), ("headquarters", "NOUN", "headquarters"),
        ("barracks", "NOUN", "barracks"), ("refugees", "NOUN", "refugee"), ("stormed", "VERB", "storm"),
        ("killed", "VERB", "kill"), ("stopped", "VERB", "stop"), ("patrolled", "VERB", "patrol"),
        ("cancelled", "VERB", "cancel"), ("shelling", "VERB", "shell"), ("seized", "VERB", "seize"),
        ("fled", "VERB", "flee"), ("accused", "VERB", "accuse"), ("visited", "VERB", "visit"),
        ("invited", "VERB", "invite"), ("died", "VERB", "die"), ("dying", "VERB", "die"),
        ("carried", "VERB", "carry"), ("agreed", "VERB", "agree"), ("needed", "VERB", "need"),
        ("shot", "VERB", "shoot"), ("wounded", "VERB", "wound"), ("found", "VERB", "find"),
        ("founded", "VERB", "found"), ("overthrown", "VERB", "overthrow"), ("kidnapped", "VERB", "kidnap"),
        ("releasing", "VERB", "release"), ("evacuated", "VERB", "evacuate"), ("defeated", "VERB", "defeat"),
        ("changing", "VERB", "change"), ("bringing", "VERB", "bring"), ("hanged", "VERB", "hang"),
        ("said", "VERB", "say"), ("goes", "VERB", "go"), ("teaches", "VERB", "teach"), ("clashes", "VERB", "clash"),
        ("tries", "VERB", "try"), ("raped", "VERB", "rape"), ("exploded", "VERB", "explode"),
        ("surrendered", "VERB", "surrender"), ("besieged", "VERB", "besiege"), ("panicked", "VERB", "panic"),
        ("monitoring", "VERB", "monitor"), ("restored", "VERB", "restore"), ("worse", "ADJ", "bad"),
        ("bigger", "ADJ", "big"), ("heaviest", "ADJ", "heavy"), ("safer", "ADJ", "safe"), ("other", "ADJ", "other"),
        ("former", "ADJ", "former"), ("proper", "ADJ", "proper"), ("honest", "ADJ", "honest"),
        ("were", "AUX", "be"), ("'s", "AUX", "be"), ("ca", "AUX", "can"), ("wo", "AUX", "will"),
        ("had", "AUX", "have"), ("him", "PRON", "he"), ("them", "PRON", "they"), ("his", "PRON", "his"),
        ("This", "PRON", "this"), ("We", "PRON", "we"), ("those", "DET", "that"), ("an", "DET", "a"),
        ("n't", "PART", "not"), ("Hamas", "PROPN", "hamas"), ("Americans", "PROPN", "american"),
        ("Texas", "PROPN", "texas"), ("Houthis", "PROPN", "houthi"),
    ],
)  # fmt: skip
def test_base_forms(form: str, upos: str, base: str) -> None:
    assert lemma(form, upos) == base


def test_typographic_apostrophe() -> None:
    assert lemma("n’t", "PART") == "not"
    assert lemma("’s", "AUX") == "be"


@given(st.text(max_size=20), st.sampled_from(["NOUN", "VERB", "ADJ", "AUX", "PROPN", "PRON", "X", "PUNCT"]))
def test_never_fails_and_never_leaves_nothing(form: str, upos: str) -> None:
    base = lemma(form, upos)
    assert bool(base) == bool(form)


@given(st.sampled_from(["walk", "visit", "order", "attack", "kill", "open", "answer", "report", "enter"]))
def test_regular_verbs_return_from_all_forms(verb: str) -> None:
    assert {lemma(verb + ending, "VERB") for ending in ("", "s", "ed", "ing")} == {verb}
