"""When words that look like a time are none: "he may", "1990 men", "the Sunday Times", "Resolution 1325"."""

from __future__ import annotations

from typing import Final

from dateline.coding.scanning import word_set
from dateline.coding.timex.context import Context

COUNTED: Final = word_set(
    "people persons men women children civilians soldiers troops fighters militants rebels protesters"
    " demonstrators prisoners inmates refugees victims policemen officers families homes houses houses"
    " villagers residents students workers migrants killed dead injured wounded displaced arrested others"
    " metres meters kilometres kilometers km miles feet tonnes tons litres barrels dollars euros pounds rupees"
    " shares votes seats cases deaths casualties bodies vehicles tanks animals acres hectares percent per"
    " copies members supporters jobs"
)
"""What numbers count in the news; a figure before one of them is no year."""

_NAMED_AFTER: Final = word_set(
    "movement brigade brigades army group martyrs street square bridge avenue road revolution youth times"
    " telegraph mirror express mail post herald star independent tribune sun news standard gazette monitor"
    " nation observer hospital airport stadium university"
)
"""Capitalised words that make the date before them part of a name: "April 6 Youth Movement", "Sunday Times"."""

_NUMBERED: Final = word_set(
    "resolution flight article section law act decree no number channel room highway route unit brigade"
    " division regiment battalion squadron chapter page paragraph bus train sector model type series boeing"
    " airbus at some about nearly almost approximately than killed least around over total only all"
)
"""Words that make the figures after them a number: "Resolution 1325"."""

_TIME_BEFORE: Final = frozenset(
    ("in", "of", "prep", "before", "for", "to", "and", "or", "the", "on", "fiscal", "open", "comma")
)


def part_of_name(ctx: Context, i: int, j: int) -> bool:
    """Whether capitals on the right make the expression a name's beginning."""
    if not ctx.capital(j) or ctx.word(j) not in _NAMED_AFTER:
        return False
    return not ctx.lex.raw(i).isupper()


def stray_month(ctx: Context, i: int, j: int) -> bool:
    """Whether a month that stands alone at lexeme j - 1 is rather a verb, a person or a part of a name."""
    k = j - 1
    before, word = ctx.name(i - 1), ctx.word(k)
    led = (
        i < k
        or before in _TIME_BEFORE - {"open", "comma", "the", "on", "fiscal"}
        or ctx.word(i - 1) in ("next", "last", "this")
    )
    if ctx.names[k] == "maymonth":
        if not led or ctx.word(i - 1) in ("and", "or", "to", "on"):
            return True
        return not (ctx.capital(k) or ctx.caseless or word not in ("may", "march"))
    if led:
        return before in ("and", "or", "to") and ctx.capital(j) and not ctx.names[j]
    if word in ("may", "march") and ctx.word(j) not in (
        ",",
        ".",
        "and",
        "was",
        "is",
        "has",
        "saw",
        "were",
        "or",
        ";",
        "",
        "\n",
    ):
        return True
    if word not in ("april", "june", "august", "may", "march", "jan", "january"):
        return bool(
            ctx.capital(i - 1) and not ctx.name(i - 1) and ctx.lex.raw(i - 1).istitle() and ctx.word(i - 2) not in ".\n"
        )
    if ctx.capital(i - 1) and not ctx.names[i - 1]:
        return True
    return ctx.capital(j) and not ctx.names[j]


def stray_year(ctx: Context, i: int, j: int) -> bool:
    """Whether a figure from 1000 to 2100 at lexeme j - 1, with nothing before it that says so, is no year."""
    k = j - 1
    year, after = ctx.lex.values[k], ctx.word(j)
    if after in COUNTED or ctx.word(i - 1) in _NUMBERED or (ctx.word(i - 1) in "$£€#-+" and ctx.word(i - 1)):
        return True
    if ctx.names[k + 1 : k + 2] == ["hyphen"] and ctx.word(k + 2)[:1].isalpha() and not ctx.names[k + 2]:
        return False
    led = ctx.name(i - 1) in _TIME_BEFORE or ctx.word(i - 1) in ("", "\n", "year", "'", "early", "late", "mid")
    if not 1800 <= year <= 2100:
        return not led or ctx.name(i - 1) in ("the", "comma", "open", "to", "and", "or", "for") or after.endswith("s")
    # "killed 1990 rebels", but "its 1990 invasion" and "in 1990 rebels"
    return not led and after.endswith("s") and not after.endswith(("ss", "us", "is", "'s")) and after not in AFTER_YEAR


AFTER_YEAR: Final = word_set(
    "when where which who that with while is was were are has had have will would as but if he she it they we because"
)


def stray_ordinal(ctx: Context, i: int, j: int) -> bool:
    """Whether "the 3rd" is no day: other than in figures after "on", or with a noun to count ("on the 3rd floor")."""
    if ctx.word(i - 1) != "on" or not ctx.lex.raw(j - 1)[:1].isdigit():
        return True
    after = ctx.word(j)
    return after[:1].isalnum() and after not in _AFTER_DAY


_AFTER_DAY: Final = AFTER_YEAR | word_set(
    "a an the some several many his her its their our my this these those there no all about around at in near by"
    " and then after before police troops soldiers"
)
"""Words after a day of the month that it cannot be counting."""


def stray_rate(ctx: Context, i: int, j: int) -> bool:
    """Whether "a week" is a rate ("four flights a week") rather than how long something takes."""
    before = ctx.name(i - 1)
    if before in ("prep", "for", "in", "of", "than", "before", "over", "approx", "to", "comma", "and", "open", "or"):
        return False
    if ctx.word(i - 1) in _LASTS or not ctx.word(i - 1)[:1].isalnum():
        return False
    return ctx.word(j) not in ("after", "before", "of", "since", "later") or ctx.word(i - 1) in ("times", "hours")


_LASTS: Final = word_set(
    "lasted last lasts lasting took take takes taking spent spend spends spending within nearly half just"
    " barely only not is was be once such him her them us me least been after quite almost under waited wait"
    " served every"
)
