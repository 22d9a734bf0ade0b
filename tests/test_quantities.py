"""Counts: own sentences, and numbers there and back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.coding.quantities import about, find_quantities
from dateline.knowledge import number_words

CASES: list[tuple[str, str, int, int | None, bool]] = [
    ("1,200 people", "1,200", 1200, 1200, False),
    ("1.5 million refugees", "1.5 million", 1_500_000, 1_500_000, False),
    ("2m people fled", "2m", 2_000_000, 2_000_000, False),
    ("three lakh people", "three lakh", 300_000, 300_000, False),
    ("twenty-three men", "twenty-three", 23, 23, False),
    ("Twenty three men", "Twenty three", 23, 23, False),
    ("two hundred and five rebels", "two hundred and five", 205, 205, False),
    ("two thousand, three hundred men", "two thousand, three hundred", 2300, 2300, False),
    ("a hundred men", "a hundred", 100, 100, False),
    ("a hundred and five men", "a hundred and five", 105, 105, False),
    ("one soldier died", "one", 1, 1, False),
    ("one of the men", "one", 1, 1, False),
    ("12 soldiers", "12", 12, 12, False),
    ("a dozen gunmen", "a dozen", 12, 12, False),
    ("half a dozen gunmen", "half a dozen", 6, 6, False),
    ("two dozen gunmen", "two dozen", 24, 24, False),
    ("about a dozen gunmen", "about a dozen", 10, 14, True),
    ("a dozen or so gunmen", "a dozen or so", 10, 14, True),
    ("dozens were hurt", "dozens", 24, 99, True),
    ("scores of people", "scores", 40, 99, True),
    ("Hundreds marched", "Hundreds", 200, 999, True),
    ("thousands fled", "thousands", 2000, 9999, True),
    ("tens of thousands fled", "tens of thousands", 20_000, 99_999, True),
    ("hundreds of thousands fled", "hundreds of thousands", 200_000, 999_999, True),
    ("several houses", "several", 3, 9, True),
    ("several hundred fighters", "several hundred", 300, 900, True),
    ("a few people", "a few", 3, 5, True),
    ("a few thousand troops", "a few thousand", 3000, 5000, True),
    ("a handful of men", "a handful", 3, 5, True),
    ("a couple of men", "a couple", 2, 2, False),
    ("half a million people", "half a million", 500_000, 500_000, True),
    ("About twenty gunmen", "About twenty", 18, 22, True),
    ("around 200 people", "around 200", 180, 220, True),
    ("some 60 people", "some 60", 54, 66, True),
    ("approximately 15 men", "approximately 15", 13, 17, True),
    ("an estimated 300 people", "an estimated 300", 270, 330, True),
    ("15 or so people", "15 or so", 13, 17, True),
    ("nearly 400 people", "nearly 400", 360, 400, True),
    ("almost 20 men", "almost 20", 18, 20, True),
    ("at least 12 dead", "at least 12", 12, None, False),
    ("no fewer than 30 men", "no fewer than 30", 30, None, False),
    ("more than 200 people", "more than 200", 201, None, False),
    ("over 3,000 people", "over 3,000", 3001, None, False),
    ("more than a dozen people", "more than a dozen", 13, None, False),
    ("in excess of 50 men", "in excess of 50", 51, None, False),
    ("200+ people", "200+", 200, None, False),
    ("up to 50 people", "up to 50", 1, 50, False),
    ("as many as 40 people", "as many as 40", 1, 40, False),
    ("no more than 40 people", "no more than 40", 1, 40, False),
    ("fewer than 20 troops", "fewer than 20", 1, 19, False),
    ("between 20 and 30 people", "between 20 and 30", 20, 30, False),
    ("20 to 30 men", "20 to 30", 20, 30, False),
    ("20-30 men", "20-30", 20, 30, False),
    ("20–30 men", "20–30", 20, 30, False),
    ("1 to 2 million people", "1 to 2 million", 1_000_000, 2_000_000, False),
    ("about 20 to 30 people", "about 20 to 30", 18, 33, True),
    ("two or three men", "two or three", 2, 3, True),
    ("no casualties were reported", "no", 0, 0, False),
    ("none of them", "none", 0, 0, False),
    ("both men", "both", 2, 2, False),
    ("a family of five", "five", 5, 5, False),
    ("a 200-strong crowd", "200", 200, 200, False),
    ("a five-member team", "five", 5, 5, False),
    ("1990 people were hurt", "1990", 1990, 1990, False),
]


@pytest.mark.parametrize(("text", "words", "low", "high", "approximate"), CASES, ids=[case[0] for case in CASES])
def test_count(text: str, words: str, low: int, high: int | None, approximate: bool) -> None:
    (found,) = find_quantities(text)
    assert text[found.start : found.end] == words
    assert (found.count.min, found.count.max, found.count.approximate) == (low, high, approximate)


@pytest.mark.parametrize(
    "text",
    [
        "in 1990",
        "in 1898.",
        "on June 3",
        "on Oct. 23",
        "3 June 2019",
        "at 14:30",
        "at 9 a.m.",
        "24 hours",
        "two more days",
        "a three-year war",
        "a 23-year-old",
        "aged 23",
        "Omar Haddad, 23, said",
        "Omar Haddad (23) said",
        "$5 million",
        "5 million dollars",
        "5 percent",
        "10-20 percent",
        "5 km away",
        "5-6 km",
        "7.62mm",
        "AK-47",
        "G20",
        "Resolution 2254",
        "Flight 17",
        "No. 5",
        "no one came",
        "no longer",
        "two-thirds",
        "a third of them",
        "the twenty-first man",
        "the 21st man",
        "2-1",
        "2014-15",
        "a month or two",
        "that one",
        "test scores rose",
        "magnitude 6.3",
        "007",
        "the summer of '98",
        "",
    ],
)
def test_no_count(text: str) -> None:
    assert find_quantities(text) == []


def test_several_in_a_sentence() -> None:
    text = "The blast killed 15 people, including three children, and wounded at least 30, two of them soldiers."
    assert [(q.count.min, q.count.max) for q in find_quantities(text)] == [(15, 15), (3, 3), (30, None), (2, 2)]


def test_from_to_is_a_change_not_a_range() -> None:
    assert [q.count.max for q in find_quantities("The toll rose from 20 to 30.")] == [20, 30]


@pytest.mark.parametrize(
    ("value", "low", "high"), [(20, 18, 22), (12, 10, 14), (10, 8, 12), (200, 180, 220), (5, 4, 6), (0, 0, 2)]
)
def test_about(value: int, low: int, high: int) -> None:
    assert about(value) == (low, high)


def test_phrases_are_found_as_the_table_says() -> None:
    for phrase, (low, high) in number_words.PHRASES.items():
        text = (
            f"{phrase} of the men were hurt" if phrase.split()[-1] not in ("no", "both") else f"{phrase} men were hurt"
        )
        (found,) = find_quantities(text)
        assert text[found.start : found.end] == phrase
        assert (found.count.min, found.count.max) == (low, high), phrase
        assert not low < high or found.count.approximate


UNITS = list(number_words.UNITS)
TENS = {value: word for word, value in number_words.TENS.items() if word != "fourty"}


def spell(value: int, joint: str, hyphen: str) -> str:
    """A number in words, written here anew so that the parser does not test itself."""
    if value < 20:
        return UNITS[value]
    if value < 100:
        rest = value % 10
        return TENS[value - rest] + (hyphen + UNITS[rest] if rest else "")
    for size, name in ((1_000_000, "million"), (1000, "thousand"), (100, "hundred")):
        if value >= size:
            rest = value % size
            glue = " " if size > 100 and rest >= 100 else joint
            tail = glue + spell(rest, joint, hyphen) if rest else ""
            return f"{spell(value // size, joint, hyphen)} {name}{tail}"
    raise AssertionError(value)


@given(st.integers(1, 999_999_999), st.sampled_from([" ", " and "]), st.sampled_from([" ", "-"]))
def test_words_there_and_back(value: int, joint: str, hyphen: str) -> None:
    text = spell(value, joint, hyphen)
    words = text.replace("-", " - ").split()
    assert number_words.parse(words) == (value, len(words))
    (found,) = find_quantities(f"The army sent {text} soldiers.")
    assert (found.count.min, found.count.max) == (value, value)


@given(st.integers(2, 999_999))
def test_figures_there_and_back(value: int) -> None:
    text = f"The army sent {value:,} soldiers."
    (found,) = find_quantities(text)
    assert (found.count.min, found.count.max) == (value, value)
    assert text[found.start : found.end] == f"{value:,}"


def test_numbers_of_words_up_to_a_thousand() -> None:
    for value in range(1000):
        words = spell(value, " and ", "-").replace("-", " - ").split()
        assert number_words.parse(words) == (value, len(words))


def test_two_numbers_are_two() -> None:
    assert number_words.parse(["one", "two"]) == (1, 1)
    assert number_words.parse(["two", "hundred", "and", "seven", "hundred"]) == (200, 2)
    assert number_words.parse(["men"]) is None


WORDS = (
    "one two twenty hundred thousand million a the no none both dozen dozens tens of and or - – , . about at least more"
    " than up to 20 30 1,200 1.5 2m 1990 km percent $ people men few several couple half between from years June + ( )"
    " 5/0 1/2 ¶"
)
PIECES = st.sampled_from(WORDS.split())


@given(st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=25).map(lambda w: " ".join(w).replace("¶", "\n"))))
def test_holds_for_any_text(text: str) -> None:
    last = 0
    for found in find_quantities(text):
        assert last <= found.start < found.end <= len(text)
        assert text[found.start : found.end].strip() == text[found.start : found.end]
        assert found.count.min >= 0
        assert found.count.max is None or found.count.max >= found.count.min
        last = found.end
