"""What the meaning of a time expression hangs on: the day of publication, the tense around it, the dates before it."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from typing import Final

from dateline.coding.scanning import word_set
from dateline.coding.timex import calendars as cal
from dateline.coding.timex.lexicon import NAME, PARTS, Lexemes
from dateline.records.report import DatePrecision, Time, TimexType

Date = datetime.date
Tense = Callable[[int, int], str | None]
DayOrder = str
"""Of figures such as 03/04/2019: "dmy" or "mdy"."""

_FUTURE: Final = word_set(
    "will 'll shall due scheduled expected expects slated upcoming would plans planned tentatively intends hopes"
)
"""Words that put what follows, in their clause, after the day of publication."""
_PAST: Final = word_set(
    "was were had did said says told met held sent gave fell rose fled hit shot fought won lost spoke wrote"
    " struck drove flew took brought caught found got went ran saw sold stood threw withdrew began blew broke"
    " built came became left made died killed"
)
_BE: Final = word_set("be been being is are")
_STOPS: Final = frozenset(".?!;\n,")


class Context:
    """One document while its time expressions are read, from first to last.

    `day` is the last day that the text named, `quarter` the last quarter; they are what "the same day" and "a year
    earlier" point at.
    """

    def __init__(self, lexemes: Lexemes, anchor: Date | None, tense: Tense | None) -> None:
        self.lex = lexemes
        self.names = [NAME[code] for code in lexemes.codes]
        self.anchor = anchor
        self._tense = tense
        self.day: Date | None = None
        self.day_at = -1
        self.quarter: str | None = None
        self.caseless = lexemes.text.islower()
        """Whether the text has no capitals, so that none can be asked of "may" and "march"."""
        self._order: DayOrder | None = None

    # ------------------------------------------------------------ looking at the words

    def at(self, i: int, j: int, *names: str) -> int | None:
        """First lexeme of [i, j) of one of these classes."""
        for k in range(i, j):
            if self.names[k] in names:
                return k
        return None

    def word(self, k: int) -> str:
        """Lower-case word at a place; "" outside the text and across a paragraph's end."""
        return self.lex.words[k] if 0 <= k < len(self.lex.words) else ""

    def name(self, k: int) -> str:
        return self.names[k] if 0 <= k < len(self.names) else ""

    def capital(self, k: int) -> bool:
        """Whether the word at a place starts with a capital."""
        return 0 <= k < len(self.names) and self.lex.text[self.lex.starts[k]].isupper()

    def known_tense(self, i: int, j: int) -> str | None:
        """Tense around [i, j) as the caller knows it."""
        return None if self._tense is None else self._tense(self.lex.starts[i], self.lex.ends[j - 1])

    def tense(self, i: int, j: int) -> str | None:
        """Tense around [i, j): what the caller knows, else what the words near it give away, else None."""
        known = self.known_tense(i, j)
        return known if known is not None else self._guess(i, j)

    def _guess(self, i: int, j: int) -> str | None:
        """Tense by the nearest verb that shows one: first to the left in the same clause, then to the right."""
        words = self.lex.words
        before = self.word(i - 1)
        if before in ("until", "till", "ending"):
            return "future"
        if before in ("ended", "since"):
            return "past"
        for k in range(i - 1, max(-1, i - 16), -1):
            word = words[k]
            if word in _STOPS:
                break
            if word in _FUTURE or (word in ("is", "are", "going") and k + 1 < i and words[k + 1] == "to"):
                return "future"
            if word in _PAST or (word.endswith("ed") and len(word) > 3):
                # a participle says nothing of time: "will be held", "are being released"
                if k and not (word in ("was", "were") or words[k - 1] in _BE or words[max(0, k - 2)] in _BE):
                    return "past"
                if word in ("was", "were"):
                    return "past"
        if self.word(j) == ",":  # "In March, the army left"
            j += 1
        for k in range(j, min(len(words), j + 10)):
            word = words[k]
            if word in _STOPS:
                break
            if word in _FUTURE:
                return "future"
            if word in _PAST or (word.endswith("ed") and len(word) > 3):
                return "past"
        return None

    def day_order(self) -> DayOrder:
        """How this text writes dates in figures.

        Told by a date that can be read one way only (25/12/2019), else by its dates in words ("March 5, 2019" goes with
        month first, "5 March" with day first); where nothing tells, day first, as most of the world writes.
        """
        if self._order is None:
            votes = 0
            for first, second in re.findall(r"\b(\d{1,2})/(\d{1,2})/\d{2,4}\b", self.lex.text):
                votes += 3 * (int(second) > 12 >= int(first)) - 3 * (int(first) > 12 >= int(second))
            for left, right in zip(self.names, self.names[1:], strict=False):
                votes += (left == "month" and right == "day") - (left == "day" and right == "month")
            self._order = "mdy" if votes > 0 else "dmy"
        return self._order

    # ------------------------------------------------------------ writing Times

    def make(
        self,
        i: int,
        j: int,
        type_: TimexType,
        value: str,
        span: tuple[Date | None, Date | None] | None = None,
        precision: DatePrecision | None = None,
    ) -> Time:
        """A Time over the lexemes [i, j). Its days come from the value unless `span` gives them."""
        start, end = self.lex.starts[i], self.lex.ends[j - 1]
        covered = cal.days_of(value) if span is None and type_ in ("DATE", "TIME") else None
        if covered is not None:
            span, precision = (covered[0], covered[1]), precision or covered[2]
            if covered[2] == "day" and type_ in ("DATE", "TIME"):
                self.day, self.day_at = covered[0], i
        first, last = span or (None, None)
        return Time(
            start,
            end,
            self.lex.text[start:end],
            type_,
            value,
            first.isoformat() if first else None,
            last.isoformat() if last else None,
            (precision or "none") if first or last else "none",
        )

    def date(self, i: int, j: int, day: Date | None, unknown: str = "XXXX-XX-XX", part: int | None = None) -> Time:
        """A day, with the part of the day at lexeme `part` if there is one."""
        suffix = self.part_of_day(part)
        return self.make(i, j, "TIME" if suffix else "DATE", (day.isoformat() if day else unknown) + suffix)

    def part_of_day(self, k: int | None) -> str:
        """TIMEX3 suffix of "morning", "night": "TMO", "TNI"; "" for none."""
        return "" if k is None else "T" + PARTS[self.word(k)]

    def period(self, i: int, j: int, value: str) -> Time:
        """A week, month, season or year, narrowed by "early", "late", "earlier" or "later" in front of it."""
        covered = cal.days_of(value)
        if covered is None:
            return self.make(i, j, "DATE", value)
        first, last, precision = covered
        whole = first, last
        words = self.lex.words[i : min(j, i + 4)]
        if precision == "decade":
            years = {"early": (0, 3), "mid": (4, 6), "late": (7, 9)}
            for word, (start, end) in years.items():
                if word in words:
                    first, last = first.replace(year=first.year + start), last.replace(year=first.year + end)
        elif precision not in ("day", "week"):
            for which, word in enumerate(("early", "mid", "late")):
                if word in words:
                    first, last = cal.third(first, last, which)
            if "of" in words:
                for which, marks in enumerate((("beginning", "start"), ("middle",), ("end", "close"))):
                    if any(mark in words for mark in marks):
                        first, last = cal.third(first, last, which)
        if self.anchor is not None and first <= self.anchor <= last:
            if words[0] == "earlier":
                last = self.anchor
            elif words[0] == "later":
                first = self.anchor
        if (first, last) != whole and precision != "decade":
            precision = cal.by_length((last - first).days + 1)
        return self.make(i, j, "DATE", value, (first, last), precision)

    # ------------------------------------------------------------ choosing among years

    def nearest(self, options: list[Date], tense: str | None) -> Date | None:
        """The one of some dates that is meant: before the anchor, after it, or nearest to it."""
        anchor = self.anchor
        if anchor is None or not options:
            return None
        if tense == "past":
            options = [day for day in options if day <= anchor] or options
        elif tense == "future":
            options = [day for day in options if day >= anchor] or options
        return min(options, key=lambda day: abs((day - anchor).days))

    def base(self) -> Date | None:
        """The day that "the next day" counts from: the last one named, else the anchor."""
        return self.day or self.anchor
