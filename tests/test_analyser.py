"""The Analysis of any text hangs together, whatever the text, and does not depend on how it is asked for."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from dateline.language.analyser import AHEAD, Analyser
from dateline.language.model import BUILT_IN, LanguageModel, ModelError
from dateline.records.analysis import Analysis

MODEL = LanguageModel()
ANALYSER = Analyser(MODEL)
THREADED = Analyser(MODEL, threads=2)

REPORT = """KISUMU, Kenya (Wire) - Three gunmen attacked a police post near the lake port of Kisumu on Monday, killing
two officers, the regional governor, Achieng Odhiambo, said.

"They came by boat and fled before we could answer," said Sergeant Peter Oloo. No group has claimed responsibility.
The army denied that its patrol boats had been in the area. Residents told reporters they had heard shots for an hour.
"""

AWKWARD = (
    *("The army said ", "n't", "'s", "\n\n", "\r\n", "\t", "\x00", "\u200b", "\u0301", "👩‍👩‍👧", "🇸🇾", "\ufeff"),
    *("القاهرة ", "שלום ", "北京", "\ud800", "x" * 300, "- " * 30, '"', ".", "http://a.example/" + "b" * 200),
)
TEXT = st.lists(st.one_of(st.sampled_from(AWKWARD), st.text(max_size=10)), max_size=12).map("".join)


def check(analysis: Analysis) -> None:
    """Everything that a reader of an Analysis may rely on."""
    text, tokens = analysis.text, analysis.tokens
    at = 0
    for token in tokens:
        assert text[token.start : token.end] == token.text != ""
        assert at <= token.start
        assert text[at : token.start].strip() == ""
        at = token.end
    assert text[at:].strip() == ""
    first = 0
    for sentence in analysis.sentences:
        assert sentence.first == first < sentence.last
        assert sentence.start == tokens[sentence.first].start
        assert sentence.end == tokens[sentence.last - 1].end
        inside = range(sentence.first, sentence.last)
        assert sum(tokens[i].head == -1 for i in inside) == 1
        for i in inside:
            assert (tokens[i].head == -1) == (tokens[i].deprel == "root")
            above, steps = i, 0
            while tokens[above].head >= 0:
                above, steps = tokens[above].head, steps + 1
                assert above in inside
                assert steps < len(inside)
        first = sentence.last
    assert first == len(tokens)
    assert len(analysis.factuality) == len(tokens)
    assert {t.upos for t in tokens} <= set(MODEL.upos)
    assert [n.first for n in analysis.names] == sorted(n.first for n in analysis.names)
    assert [p.token for p in analysis.predicates] == sorted({p.token for p in analysis.predicates})
    for predicate in analysis.predicates:
        (sentence,) = (s for s in analysis.sentences if s.first <= predicate.token < s.last)
        spans = [(a.first, a.last) for a in predicate.arguments]
        assert all(sentence.first <= a < b <= sentence.last for a, b in spans)
        assert all(before[1] <= after[0] for before, after in pairwise(spans))
        numbered = [a.role for a in predicate.arguments if a.role[3:].isdigit()]
        assert len(numbered) == len(set(numbered))
    mentions = [mention for cluster in analysis.clusters for mention in cluster]
    assert all(m.first <= m.head < m.last for m in mentions)
    assert len({(m.first, m.last) for m in mentions}) == len(mentions)
    assert all(cluster == sorted(cluster, key=lambda m: m.head) != [] for cluster in analysis.clusters)
    spans = [(n.first, n.last) for n in (*analysis.names, *mentions)]
    for attribution in analysis.attributions:
        assert attribution.cue
        assert attribution.content
        spans += attribution.source + attribution.cue + attribution.content
    assert all(0 <= a < b <= len(tokens) for a, b in spans)
    scores = [x.score for part in (analysis.names, analysis.predicates, analysis.attributions) for x in part]
    assert all(0 <= score <= 1 for score in scores)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TEXT)
@example("")
@example(" \n\t")
@example("word")
@example(".")
@example("x" * 3000)
@example("\u200b")
@example("a " * 400)
@example(REPORT.upper())
@example(REPORT.lower())
@example(REPORT.replace(" ", "\n"))
def test_any_text(text: str) -> None:
    analysis = ANALYSER.analyse(text)
    assert analysis.text == text
    check(analysis)


@settings(max_examples=20, deadline=None)
@given(st.lists(st.text(min_size=1, max_size=8), max_size=15))
def test_any_words(words: list[str]) -> None:
    for ends in (None, [len(words)] if words else []):
        analysis = ANALYSER.analyse_words(words, ends)
        assert [token.text for token in analysis.tokens] == words
    assert len(analysis.sentences) == bool(words)


def test_no_words() -> None:
    empty = Analysis("", [], [], [], [], [], [], [])
    assert ANALYSER.analyse("") == ANALYSER.analyse_words([]) == THREADED.analyse("") == empty


def test_a_report() -> None:
    analysis = ANALYSER.analyse(REPORT)
    tokens = analysis.tokens
    check(analysis)
    assert len(analysis.sentences) == 5

    word = {token.text: i for i, token in enumerate(tokens)}
    assert [tokens[i].upos for i in (word["attacked"], word["Kisumu"], word["near"])] == ["VERB", "PROPN", "ADP"]
    assert tokens[word["gunmen"]].head == word["attacked"]
    assert tokens[word["gunmen"]].deprel == "nsubj"
    assert tokens[word["fled"]].lemma == "flee"

    attack = next(p for p in analysis.predicates if p.token == word["attacked"])
    roles = {a.role: " ".join(t.text for t in tokens[a.first : a.last]) for a in attack.arguments}
    assert roles["ARG0"] == "Three gunmen"
    assert roles["ARG1"].startswith("a police post")
    assert roles["ARGM-TMP"] == "on Monday"

    names = {" ".join(t.text for t in tokens[n.first : n.last]): n for n in analysis.names}
    assert names["Kisumu"].type == "place"
    assert names["Kisumu"].named
    assert any(n.type == "person" and "Oloo" in form for form, n in names.items())

    said = {" ".join(t.text for t in tokens[a:b]): x for x in analysis.attributions for a, b in x.source}
    oloo = next(x for source, x in said.items() if "Oloo" in source)
    (first, last) = oloo.content[0]
    assert tokens[first].text in ('"', "They")
    assert "fled" in [t.text for t in tokens[first:last]]
    denial = next(x for source, x in said.items() if source == "The army")
    assert [tokens[a].text for a, _ in denial.cue] == ["denied"]


def test_given_sentences_are_kept() -> None:
    words = ["He", "left", ".", "She", "stayed", "at", "home", "."]
    analysis = ANALYSER.analyse_words(words, [3, len(words)])
    check(analysis)
    assert [(s.first, s.last) for s in analysis.sentences] == [(0, 3), (3, len(words))]
    with pytest.raises(ValueError, match="sentence ends"):
        ANALYSER.analyse_words(words, [3])


def test_threads_change_nothing() -> None:
    texts = [REPORT * 4, "", REPORT, "One.", REPORT * 2]
    encode = msgspec.msgpack.encode
    one_by_one = [encode(ANALYSER.analyse(text)) for text in texts]
    assert [encode(THREADED.analyse(text)) for text in texts] == one_by_one
    assert [encode(a) for a in ANALYSER.analyse_many(texts)] == one_by_one
    assert [encode(a) for a in THREADED.analyse_many(iter(texts))] == one_by_one


@pytest.mark.parametrize("analyser", [ANALYSER, THREADED])
def test_many_texts_are_taken_as_they_are_needed(analyser: Analyser) -> None:
    taken = 0

    def texts() -> Iterator[str]:
        nonlocal taken
        for number in range(1000):
            taken += 1
            yield f"Convoy {number} left."

    found = analyser.analyse_many(texts())
    for number in range(3):
        assert next(found).text == f"Convoy {number} left."
        assert taken <= number + 1 + 2 * AHEAD
    found.close()
    assert taken < 3 + 2 * AHEAD


@pytest.mark.parametrize("analyser", [ANALYSER, THREADED])
def test_an_error_comes_after_the_texts_before_it(analyser: Analyser) -> None:
    def texts() -> Iterator[str]:
        yield "One."
        yield "Two."
        raise OSError("gone")

    found = analyser.analyse_many(texts())
    assert [next(found).text, next(found).text] == ["One.", "Two."]
    with pytest.raises(OSError, match="gone"):
        next(found)


def test_the_model_is_what_its_card_says() -> None:
    assert MODEL.card["sha256"] == MODEL.checksum()
    assert MODEL.name.startswith(MODEL.card["name"])


def test_folders_that_are_no_model(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="not a model folder"):
        LanguageModel(tmp_path)
    for file in BUILT_IN.iterdir():
        if file.is_file() and file.name != "model.onnx":
            shutil.copy(file, tmp_path)
    (tmp_path / "model.onnx").write_bytes(b"no graph")
    with pytest.raises(ModelError, match="damaged"):
        LanguageModel(tmp_path)
