"""The words of English time expressions, and the class that each belongs to.

A text becomes a row of class characters, one a word, figure or mark (`classify`), which `patterns` has rules for.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from dateline.coding.scanning import Tokens, number_at
from dateline.knowledge import number_words

MONTHS: Final = {
    name: value
    for value, names in enumerate(
        (
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sept sep",
            "october oct",
            "november nov",
            "december dec",
        ),
        start=1,
    )
    for name in names.split()
}
WEEKDAYS: Final = {
    name: value
    for value, names in enumerate(
        (
            "monday mondays mon",
            "tuesday tuesdays tues tue",
            "wednesday wednesdays wed",
            "thursday thursdays thurs thur thu",
            "friday fridays fri",
            "saturday saturdays sat",
            "sunday sundays sun",
        )
    )
    for name in names.split()
}
SEASONS: Final = {"spring": "SP", "summer": "SU", "autumn": "FA", "fall": "FA", "winter": "WI"}
UNITS: Final = {
    "second": "S",
    "minute": "M",
    "hour": "H",
    "day": "D",
    "night": "D",
    "weekend": "D",
    "week": "W",
    "fortnight": "W",
    "month": "M",
    "quarter": "Q",
    "year": "Y",
    "decade": "E",
    "century": "C",
    "millennium": "L",
    "millennia": "L",
    "period": "X",
}
"""TIMEX3 unit letters; hours, minutes and seconds follow a "T". E, C and L are TimeML's decade, century, millennium."""
DECADES: Final = {
    word: 10 * value
    for value, word in enumerate(
        ["twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties"], start=2
    )
}
PARTS: Final = {"morning": "MO", "afternoon": "AF", "evening": "EV", "night": "NI", "nighttime": "NI", "daytime": "DT"}
POINTS: Final = {
    "noon": "T12:00",
    "midday": "T12:00",
    "midnight": "T24:00",
    "dawn": "TMO",
    "daybreak": "TMO",
    "sunrise": "TMO",
    "dusk": "TEV",
    "sunset": "TEV",
    "nightfall": "TEV",
}
ORDINALS: Final = number_words.ORDINALS | {
    f"{tens}-{word}": base + value
    for tens, base in (("twenty", 20), ("thirty", 30))
    for word, value in list(number_words.ORDINALS.items())[:9]
}

_LEXICON: Final = """
    the: the
    a: a an
    of: of
    in: in
    at: at
    on: on
    prep: by from since until till after during between throughout into as
    before: before
    for: for
    to: to through
    and: and &
    or: or
    comma: ,
    hyphen: -
    dash: --
    dot: .
    apos: '
    poss: 's
    last: last
    this: this
    that: that those
    these: these
    next: next
    past: past
    prev: previous preceding prior
    coming: coming upcoming
    following: following subsequent
    same: same
    current: current
    recent: recent
    latest: latest
    early: early
    earlier: earlier
    late: late
    later: later
    mid: mid
    edge: middle beginning start end close turn
    ord: final
    approx: about around nearly almost approximately roughly
    some: some
    more: more
    less: less fewer
    than: than
    least: least most
    up: up
    over: over
    no: no
    few: few
    several: several many
    couple: couple
    dozen: dozen
    dozens: dozens scores tens hundreds thousands
    half: half halves
    add: additional other further
    another: another
    every: every each
    per: per
    ago: ago
    old: old
    long: long
    so: so
    once: once twice
    times: times
    full: full entire whole
    fiscal: fiscal calendar financial
    ended: ended ending
    now: now
    today: today
    yesterday: yesterday
    tomorrow: tomorrow
    tonight: tonight
    overnight: overnight
    right: right
    present: currently presently nowadays
    recently: recently lately
    soon: soon shortly
    future: future
    often: daily nightly weekly monthly annually hourly yearly fortnightly
    time: time
    near: near distant
    comparable: comparable corresponding
    clockword: o'clock
    zone: gmt utc est edt cst cdt cet cest bst pst pdt ist eat wat
    local: local
    hours: hrs hours
    ampm: am pm
    sometime: sometime
    weekend: weekend
    quarter: quarter
    quarters: quarters
    fall: fall
    new: new
    feast: christmas easter thanksgiving
    eve: eve
    good: good
    boxing: boxing
    fy: fy
    unit: minute hour week fortnight month year century millennium period
    units: seconds minutes days weeks fortnights months years decades centuries millennia weekends periods
    decadeword: decade
    dayword: day
    part: morning afternoon evening night nighttime
    parts: mornings afternoons evenings nights
    point: noon midday midnight dawn daybreak sunrise dusk sunset nightfall
    season: spring summer autumn winter
    seasons: springs summers autumns winters
    month: january february april june july august september october november december
    maymonth: may march jan feb mar apr jun jul aug sep sept oct nov dec
    weekday: monday tuesday wednesday thursday friday saturday sunday
    maywday: mon tue tues wed thu thur thurs fri sat sun
    wdays: mondays tuesdays wednesdays thursdays fridays saturdays sundays
"""
_WORDS: Final = {
    word: name.strip()
    for name, _, words in (line.partition(":") for line in _LEXICON.split("\n"))
    for word in words.split()
}
_WORDS.update(dict.fromkeys(ORDINALS, "ord") | dict.fromkeys(DECADES, "decade"))
_WORDS["day"] = "dayword"
_MADE: Final = ("day", "num", "year", "yy", "short", "iso", "slashed", "dotted", "clock", "quartercode")
"""Classes of tokens that are told by their form, not listed."""
_NAMES: Final = sorted(set(_WORDS.values()) | set(_MADE))
CODE: Final = {name: chr(0x100 + place) for place, name in enumerate(_NAMES)}
NAME: Final = {code: name for name, code in CODE.items()} | {"x": ""}
_TABLE: Final = {word: CODE[name] for word, name in _WORDS.items()}


class Lexemes(NamedTuple):
    """Parallel lists, one entry a word, figure or mark; numbers of several words are one entry."""

    text: str
    codes: str
    """Class characters: `NAME` has their names; "x" is any other word."""
    starts: list[int]
    ends: list[int]
    words: list[str]
    """Lower case."""
    values: list[float]
    """Of numbers, years, ordinals and days of the month; else 0."""

    def raw(self, index: int) -> str:
        return self.text[self.starts[index] : self.ends[index]]


_DOUBTFUL_MONTH: Final = CODE["maymonth"]
_DOUBTFUL_WEEKDAY: Final = CODE["maywday"]
_SENTENCE_ENDS: Final = frozenset('.?!\n"\u201c:')
_ENDINGS: Final = frozenset(("st", "nd", "rd", "th"))


def _figures(tokens: Tokens, index: int) -> tuple[str, float, int]:
    """Class, value and index after it of a token that starts with a figure."""
    words, starts, ends = tokens.words, tokens.starts, tokens.ends
    word = words[index]
    after = index + 1
    if len(word) > 3:
        if word[4:5] == "-" and len(word) >= 10:
            return "iso", 0, after
        if word[4:5] == "/" and word.count("/") == 2:
            return "slashed", 0, after
        if word.count("/") == 2 or word.count(".") == 2:
            return ("slashed" if "/" in word else "dotted"), 0, after
    if ":" in word:
        hour, minute = word.split(":")[:2]
        return ("clock" if int(hour) < 25 and int(minute) < 60 else "num"), 0, after
    if not (word.isdecimal() and word.isascii()):
        number = number_at(tokens, index)
        return ("num", *number) if number else ("num", 0, after)
    value = int(word) if len(word) < 16 else 0
    tight = after < len(words) and starts[after] == ends[index]
    if tight:
        next_word = words[after]
        if next_word in _ENDINGS:
            return "ord", value, after + 1
        # "1990s", "80s", and "1990's", which some write
        if next_word in ("s", "'s") and value % 10 == 0 and (len(word) == 4 or (len(word) == 2 and value >= 20)):
            if next_word == "s" or (index and words[index - 1] in ("the", "early", "late", "mid") and len(word) == 4):
                return "decade", value, after + 1
        elif (
            next_word.isalpha()
            and next_word not in ("am", "pm", "h", "hrs", "gmt")
            and not number_words.SHORT_SCALES.get(next_word)
        ):
            return "", 0, after
    number = number_at(tokens, index)
    if number is not None and number[1] > after:
        return "num", *number
    if len(word) == 4 and 1000 <= value <= 2100:
        return "year", value, after
    if len(word) <= 2 and 1 <= value <= 31:
        return "day", value, after
    return ("short" if len(word) == 2 and value else "num"), value, after


def _words(tokens: Tokens, index: int) -> tuple[str, float, int] | None:
    """Class, value and index after it of a number or ordinal in words; None where there is none."""
    words = tokens.words
    number = number_words.parse(words, index)
    if number is None:
        return None
    value, after = number
    if after == index + 1 or words[index + 1 : after] == ["-"]:
        # nineteen ninety-six, twenty nineteen: two numbers that are one year
        more = number_words.parse(words, after) if after < len(words) and words[after] in number_words.STARTS else None
        if more is not None and 10 <= value <= 20 and 10 <= more[0] <= 99:
            return "year", 100 * value + more[0], more[1]
    joint = words[after] if after < len(words) else ""
    if value in (20, 30) and after + (joint == "-") < len(words):
        ending = ORDINALS.get(words[after + (joint == "-")], 99)
        if ending < 10 and (joint == "-" or value == 20):
            return "ord", value + ending, after + 1 + (joint == "-")
    return "num", value, after


def _short_year(tokens: Tokens, index: int) -> bool:
    """Whether an apostrophe stands before a year of two figures: '98 and '80s."""
    after = index + 1
    if after >= len(tokens.words) or len(tokens.words[after]) != 2 or not tokens.words[after].isdecimal():
        return False
    tight = tokens.starts[after] == tokens.ends[index]
    return tight and (index == 0 or tokens.ends[index - 1] < tokens.starts[index])


def _dotted_clock(tokens: Tokens, index: int) -> str | None:
    """ "7.15" before "p.m." or "hours", as "7:15"; None for other figures."""
    hour, dot, minute = tokens.words[index].partition(".")
    if not (dot and hour.isdecimal() and len(minute) == 2 and minute.isdecimal()) or index + 1 >= len(tokens.words):
        return None
    after = tokens.words[index + 1]
    if (
        int(hour) > 24
        or int(minute) > 59
        or not (after in ("am", "pm", "hours", "hrs", "gmt") or after[:2] in ("a.", "p."))
    ):
        return None
    return f"{hour}:{minute}"


def classify(tokens: Tokens) -> Lexemes:
    """The row of classes of a text."""
    codes: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    words: list[str] = []
    values: list[float] = []
    all_words = tokens.words
    table = _TABLE
    number_starts = number_words.STARTS
    index, size = 0, len(all_words)
    while index < size:
        word = all_words[index]
        code, value, after = table.get(word, "x"), 0.0, index + 1
        if (word == "a" or word == "an") and after < size and all_words[after] in ("hundred", "thousand", "million"):
            number = number_words.parse(["one", *all_words[after : after + 8]])
            if number is not None:
                code, value, after = CODE["num"], number[0], index + number[1]
        if code == "x":
            if word == "9/11":
                code = CODE["slashed"]
            elif (dotted := _dotted_clock(tokens, index)) is not None:
                code, word = CODE["clock"], dotted
            elif word[0].isdecimal():
                name, value, after = _figures(tokens, index)
                code = CODE[name] if name else "x"
            elif word in number_starts:
                found = _words(tokens, index)
                if found is not None:
                    name, value, after = found
                    code = CODE[name]
            elif "." in word and len(word) > 1:
                code = CODE["ampm"]
            elif word in ("q", "h", "fy") and after < size and all_words[after].isdecimal():
                tight = tokens.starts[after] == tokens.ends[index]
                if tight and word != "fy" and all_words[after] in ("1", "2", "3", "4"):
                    code, value, after = CODE["quartercode"], float(all_words[after]), after + 1
        elif code == _DOUBTFUL_MONTH:
            raw = tokens.raw(index)
            if word in ("may", "march"):
                first = index == 0 or all_words[index - 1] in _SENTENCE_ENDS
                code = CODE["month"] if raw.istitle() and not first else code
            elif after < size and all_words[after] == "." and tokens.starts[after] == tokens.ends[index]:
                code, after = CODE["month"] if raw[0].isupper() else code, after + 1
        elif code == _DOUBTFUL_WEEKDAY:
            if after < size and all_words[after] == "." and tokens.starts[after] == tokens.ends[index]:
                after += 1
        elif word in ORDINALS:
            value = ORDINALS[word]
        elif word in DECADES:
            value = DECADES[word]
        elif word == "'" and _short_year(tokens, index):
            name, value, after = _figures(tokens, after)
            code = CODE["decade" if name == "decade" else "yy"]
        codes.append(code)
        starts.append(tokens.starts[index])
        ends.append(tokens.ends[after - 1])
        words.append(word)
        values.append(value)
        index = after
    return Lexemes(tokens.text, "".join(codes), starts, ends, words, values)
