"""Words: offsets that hold for any text, and English split as the treebanks do."""

from __future__ import annotations

import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dateline.language.tokens import MAX_WORD, paragraph_starts, words

# Letters, marks and spaces that tokenisers trip over, more often than chance would have them.
AWKWARD = (
    *(
        "n't",
        "'s",
        "’",
        "can",
        "cannot",
        "U.S.",
        "Gen. ",
        "No. ",
        "3/4",
        "14:30",
        "http://",
        "www.",
        "@",
        "-",
        "--",
        "…",
    ),
    *("\n", "\r\n", "\t", "\u00a0", "\u2029", "\x00", "\x1f", "\u200b", "\u0301", "\ufeff", "é", "ß", "ﬁ", "…"),
    *("👩‍👩‍👧", "🇸🇾", "القاهرة", "שלום", "北京", "กรุงเทพ", "नमस्ते", "\ud800", "\U0010ffff"),
)
TEXT = st.lists(st.one_of(st.sampled_from(AWKWARD), st.text(max_size=8)), max_size=20).map("".join)


@given(TEXT)
@example("")
@example(" \n ")
@example("x" * 5000)
@example("a.b@c" + ".-" * 200)
def test_words_tile_the_text(text: str) -> None:
    at = 0
    for word in words(text):
        assert at <= word.start < word.end <= len(text)
        assert word.end - word.start <= MAX_WORD
        gap, form = text[at : word.start], text[word.start : word.end]
        assert gap == "" or gap.isspace()
        assert not any(map(str.isspace, form))
        at = word.end
    assert text[at:] == "" or text[at:].isspace()


@given(TEXT)
def test_paragraphs_begin_after_line_breaks(text: str) -> None:
    starts = paragraph_starts(text)
    assert starts == sorted(starts)
    for start in starts:
        before = text[:start]
        assert before[len(before.rstrip()) :].count("\n") + before.count("\u2029") > 0


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They don't know.", "They do n't know ."),
        ("Police's cannot-do", "Police 's can not - do"),
        ("Gen. Omar Al-Rashid said", "Gen. Omar Al - Rashid said"),
        ("J. K. Mbeki of the U.S. Army", "J. K. Mbeki of the U.S. Army"),
        ("at 14:30 on 3/4, 1,200 men", "at 14:30 on 3/4 , 1,200 men"),
        ("in the 1990s, the 21st", "in the 1990s , the 21st"),
        ("Sept. 5, No. 12", "Sept. 5 , No. 12"),
        ("He said no. They left.", "He said no . They left ."),
        ("He sat. They left.", "He sat . They left ."),
        ("Wait ... what?!", "Wait ... what ? !"),
        ("see https://example.org/a?b=1, now", "see https://example.org/a?b=1 , now"),
        ("mail desk.one@news.example.org.", "mail desk.one@news.example.org ."),
        ("“We’ll go,” she said", "“ We ’ll go , ” she said"),
        ("São Tomé, Nin\u0303o", "São Tomé , Nin\u0303o"),
        ("$5m", "$ 5 m"),
    ],
)
def test_words_of_english(text: str, expected: str) -> None:
    assert [text[w.start : w.end] for w in words(text)] == expected.split()


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("One.\n\nTwo.\n\n\nThree.", 2),
        ("One.\r\n\r\nTwo.\r\nThree.", 2),
        ("A line that was\nwrapped by hand.", 0),
        ("He said:\n- one\n- two", 2),
        ("no break at all", 0),
        ("Gunmen raid Jebel market\nMAIDUGURI - Gunmen raided a market.", 1),
        ("A LINE OF A BULLETIN THAT WAS BROKEN AT ITS MARGIN BY\nTHE MACHINE\n" * 3, 0),
    ],
)
def test_paragraphs(text: str, count: int) -> None:
    assert len(paragraph_starts(text)) == count


@pytest.mark.parametrize(
    "unit", ["a-", "a.", "a@", "www.", "http://", "x", "n't", "'", "-.", "1,", "\n ", ".\t", "a@.-"]
)
def test_time_grows_with_length_only(unit: str) -> None:
    """A text made to make a pattern go back and forth would take minutes, not a second."""
    text = unit * (100_000 // len(unit))
    started = time.process_time()
    words(text)
    paragraph_starts(text)
    assert time.process_time() - started < 3
