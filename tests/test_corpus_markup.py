"""The marks of the training corpus: text and spans out, errors that name file, line and remedy."""

from __future__ import annotations

import datetime
import re
from pathlib import Path

import pytest
from corpus import inline
from corpus.checks import look
from corpus.markup import MarkupError, parse
from corpus.values import count, stretch
from hypothesis import given
from hypothesis import strategies as st

from dateline.records.report import Count

HEAD = "batch: t\n\n# 1 2012-06-14 wire\n"
RAID = """\
[A:col Colonel Issa] {A said} <A [gun about twenty gunmen] {1 raided} [m* Anefis] on [d Monday]>.
[gun They] {2,3 jailed} nobody, {A he added}: <A "[gun They] {1 killed} four.">
  col person MLI MIL ; gun group MLI UAF ~20 ; m place MLI city ; d time 2012-06-11
  1 ASSAULT/firearms occurred actor=gun place=m date=d dead=4 standing=disputed acled=attack
  2 SANCTION/convict negated actor=gun ; 3 COERCE/arrest negated actor=gun
  A official named mixed asserts
  = col rival_of gun current
"""


def one(text: str):  # type: ignore[no-untyped-def]
    _, items, _ = parse(HEAD + text, "t.txt")
    assert len(items) == 1
    return items[0]


def words(item, span):  # type: ignore[no-untyped-def]
    return item.text[span[0] : span[1]]


def test_a_passage_is_read_whole() -> None:
    item = one(RAID)
    assert item.id == "t-1"
    assert item.published == datetime.date(2012, 6, 14)
    assert [words(item, s) for s in item.sentences] == [
        "Colonel Issa said about twenty gunmen raided Anefis on Monday.",
        'They jailed nobody, he added: "They killed four."',
    ]
    raid = item.events["1"]
    assert [words(item, s) for s in raid.triggers] == ["raided", "killed"]
    assert (raid.event, raid.modes, raid.status, raid.actor, raid.place, raid.date) == (
        "ASSAULT", ["firearms"], "occurred", ["gun"], "m", "d",
    )  # fmt: skip
    assert raid.size == {"dead": Count(4, 4)}
    assert (raid.standing, raid.attributions, raid.acled) == ("disputed", ["A"], "Attack")
    assert item.events["2"].triggers == item.events["3"].triggers
    assert item.events["2"].standing == "reported"  # the word stands outside the content
    said = item.attributions["A"]
    assert [words(item, s) for s in said.cue] == ["said", "he added"]
    assert [words(item, s) for s in said.content] == [
        "about twenty gunmen raided Anefis on Monday",
        '"They killed four."',
    ]
    assert (said.entity, said.kind, said.form) == ("col", "official", "mixed")
    assert [(m.named, words(item, m[:2])) for m in item.entities["m"].mentions] == [(True, "Anefis")]
    assert item.entities["gun"].count == Count(18, 22, True)
    assert item.times["d"].earliest == datetime.date(2012, 6, 11)
    (tie,) = item.relations
    assert words(item, (tie.start, tie.end)) == "Colonel Issa said about twenty gunmen"
    assert [f for f in look(item) if f.wrong] == []


def test_innermost_voice_comes_last() -> None:
    item = one(
        "[A:a Police] {A said} <A [b the mayor] {B denied} <B that [a they] {1 beat} [c him]>>.\n"
        "  a group COP ; b person GOV ; c person CVL\n  1 ASSAULT/beat negated actor=a recipient=c standing=denied\n"
        "  A official unnamed indirect asserts ; B indirect denies\n"
    )
    assert item.events["1"].attributions == ["A", "B"]


def test_brackets_of_the_text() -> None:
    plain, marks = inline.unmark(r"\[sic\] he {1 fled} \{so\}")
    assert plain == "[sic] he fled {so}"
    assert marks == [inline.Mark("trigger", "1", 9, 13)]


@given(st.text(alphabet="ab \\[]{}<>#.", max_size=30))
def test_escaped_text_comes_back(text: str) -> None:
    assert inline.unmark(re.sub(r"([\\\[\]{}<>#])", r"\\\1", text)) == (text, [])


@given(st.text(alphabet="ab [k*1A,:]{}<>", max_size=25))
def test_any_line_is_read_or_refused(line: str) -> None:
    try:
        plain, marks = inline.unmark(line)
    except ValueError:
        return
    for mark in marks:
        assert 0 <= mark.start < mark.end <= len(plain)
        assert plain[mark.start : mark.end].strip() == plain[mark.start : mark.end]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[a They {1 fled}.\n  a group CVL\n  1 MOVE occurred\n", "mark a is not closed"),
        ("They {1 fled]}.\n  1 MOVE occurred\n", "']' closes nothing"),
        ("They [fled].\n", "is no mark"),
        ("They {1 fled}.\n", "nothing is told of it: 1"),
        ("They fled.\n  1 MOVE occurred\n", "not marked in the text: 1"),
        ("They {1 fled}.\n  1 FLEE occurred\n", "'FLEE' is no type"),
        ("They {1 fled}.\n  1 MOVE/visit occurred\n", "'visit' is no mode of MOVE"),
        ("They {1 fled}.\n  1 MOVE\n", "after the type comes the status"),
        ("They {1 fled}.\n  1 MOVE occurred actor=x\n", "actor=x is no entity here"),
        ("[a They] {1 fled}.\n  a group CVL\n  1 MOVE occurred place=a\n", "no place or facility"),
        ("They {1 fled}.\n  1 MOVE occurred date=x\n", "date=x is no time"),
        ("They {1 fled}.\n  1 MOVE occurred hurt=3\n", "'hurt' is no slot"),
        ("They {1 fled}.\n  1 MOVE occurred acled=flight\n", "acled=flight"),
        ("[a They] fled.\n  a band CVL\n", "'band' is no kind"),
        ("[a They] fled.\n  a group XYZ\n", "'XYZ' is no country"),
        ("[a They] fled.\n  a group CVL many\n", "'many' is no count"),
        ("[a They] fled.\n  a time soon\n", "'soon' is no time"),
        ("They {A said} so.\n  A indirect asserts\n", "needs a cue"),
        ("They {A said} <A so>.\n  A official named indirect asserts\n", "go with a source"),
        ("They {A said} <A so>.\n  A official indirect asserts\n", "write kind, identification, form and stance"),
        ("[a They] fled.\n  a group CVL ; a group CVL\n", "declared twice"),
        ("[a They] fled.\n  a group CVL\n  = a knows a current\n", "relation one of"),
        ("  a group CVL\n", "has no sentence"),
        (" They fled.\n", "a sentence has no space at its ends"),
    ],
)
def test_errors_name_the_line_and_the_remedy(text: str, message: str) -> None:
    with pytest.raises(MarkupError, match=re.escape(message)) as raised:
        parse(HEAD + text, "t.txt")
    assert re.match(r"t\.txt:\d+: ", str(raised.value))


def test_one_bad_item_does_not_hide_the_others() -> None:
    errors: list[MarkupError] = []
    _, items, _ = parse(f"{HEAD}They [fled.\n\n# 2 2012-06-14 wire\nThey fled.\n", "t.txt", errors=errors)
    assert [item.id for item in items] == ["t-2"]
    assert len(errors) == 1


def test_an_incident_tells_where_reports_differ() -> None:
    text = "# incident inc01\n  : summary A raid.\n  raid.dead: 1=seven ; 2=at least nine\n"
    _, _, (incident,) = parse(HEAD + "They fled.\n" + text, "inc01.txt", whole=True)
    assert incident.differences == {("raid", "dead"): {"1": "seven", "2": "at least nine"}}
    assert incident.summary == "A raid."
    with pytest.raises(MarkupError, match="write 'event"):
        parse(HEAD + "They fled.\n# incident inc01\n  raid: seven\n", "inc01.txt")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("On [d Monday] they fled.\n  d time 2012-06-12\n", "a Tuesday"),
        ("In [d June 2011] they fled.\n  d time 2012-06\n", "names 2011"),
        ("Then [a* they] fled.\n  a group CVL\n", "no capital"),
        ("[a* Gao] fell.\n  a place MLI\n", "a place needs"),
        ("[a They] {1 fled}.\n  a group\n  1 MOVE occurred actor=a\n", "a sector or a code"),
        ("They {1 fled}.\n  1 MOVE planned acled=other\n", "acled goes with"),
        ("[A:a They] {A said} <A it fell>.\n  a group CVL\n  A witness unnamed direct asserts\n", "no quotation mark"),
        ("[A They] {A said} <A it fell>.\n  A witness unnamed indirect asserts\n", "as an entity too"),
        ("[a They] {1 fought}.\n  a group CVL\n  1 ASSAULT occurred actor=a recipient=a\n", "actor and recipient"),
        ("  : negative sport\nThey {1 fled}.\n  1 MOVE occurred\n", "no events beside it"),
        ("A.\nB.\nC.\nD.\n", "at most three"),
    ],
)
def test_what_is_well_formed_and_wrong(text: str, message: str) -> None:
    assert any(message in f.words for f in look(one(text)) if f.wrong)


def test_doubts() -> None:
    item = one("Troops killed 30 rebels. They {1 fled}.\n  1 MOVE occurred participants=31\n")
    doubts = " ".join(f.words for f in look(item) if not f.wrong)
    assert "participants 31" in doubts
    assert "two sentences on one line" in doubts


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("12", Count(12, 12)),
        ("12+", Count(12, None)),
        ("..30", Count(1, 30)),
        ("20..30", Count(20, 30)),
        ("45..50~", Count(45, 50, True)),
        ("~20", Count(18, 22, True)),
        ("dozens", Count(24, 99, True)),
        ("tens_of_thousands", Count(20_000, 99_999, True)),
    ],
)
def test_counts(written: str, meant: Count) -> None:
    assert count(written) == meant


@given(st.integers(0, 10**6), st.integers(0, 10**6))
def test_any_range_of_counts(low: int, high: int) -> None:
    if low <= high:
        assert count(f"{low}..{high}") == Count(low, high)
    else:
        with pytest.raises(ValueError, match="upper end"):
            count(f"{low}..{high}")


@pytest.mark.parametrize(
    ("value", "first", "last", "precision"),
    [
        ("2012-06-11", "2012-06-11", "2012-06-11", "day"),
        ("2012-06-11TNI", "2012-06-11", "2012-06-11", "day"),
        ("2012-W24", "2012-06-11", "2012-06-17", "week"),
        ("2012-06", "2012-06-01", "2012-06-30", "month"),
        ("2012-WI", "2012-12-01", "2013-02-28", "season"),
        ("2012", "2012-01-01", "2012-12-31", "year"),
        ("201", "2010-01-01", "2019-12-31", "decade"),
        ("2012-06-03..2012-06-04", "2012-06-03", "2012-06-04", "day"),
        ("2012-06-01..2012-06-10", "2012-06-01", "2012-06-10", "week"),
        ("2012-06..", "2012-06-01", None, "open_end"),
        ("..2012", None, "2012-12-31", "open_start"),
        ("P3D", None, None, "none"),
        ("PAST_REF", None, None, "none"),
        ("XXXX-WXX-5", None, None, "none"),
    ],
)
def test_times(value: str, first: str | None, last: str | None, precision: str) -> None:
    found = stretch(value)
    assert (str(found.earliest) if found.earliest else None, str(found.latest) if found.latest else None) == (
        first,
        last,
    )
    assert found.precision == precision


def test_the_example_of_the_guidelines() -> None:
    guidelines = (Path(__file__).parent.parent / "corpus/GUIDELINES.md").read_text("utf-8")
    found = re.search(r"```text\n(.*?)```", guidelines, re.S)
    assert found is not None
    _, (item,), _ = parse(found[1], "guidelines.txt")
    assert not list(look(item))
    assert item.events["1"].event == "ASSAULT"
