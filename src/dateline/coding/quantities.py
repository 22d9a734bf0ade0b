"""How many: the counts that a text states, in figures, in words and in vague words.

Counts of things and people only; goods and land by the tonne, litre or hectare are counted too. Years, dates, times,
ages, money, shares ("40 percent", "two thirds"), measures ("5 km", "7.62mm"), ordinals, scores ("2-1") and numbers that
are names ("Resolution 2254", "AK-47") are left out.
"""

from __future__ import annotations

from typing import Final

import msgspec

from dateline.coding.scanning import Tokens, number_at, scan, word_set
from dateline.coding.timex.lexicon import MONTHS
from dateline.knowledge import number_words
from dateline.records.report import Count


class Quantity(msgspec.Struct, gc=False):
    """A stated count: characters [start, end), with the words that limit it ("at least 20"), and how many it means."""

    start: int
    end: int
    count: Count


_ABOUT: Final = word_set("about around some approximately roughly estimated")
_NEARLY: Final = word_set("nearly almost")
_LIMITS: Final = {
    ("at", "least"): "least",
    ("the", "very", "least"): "least",
    ("no", "fewer", "than"): "least",
    ("no", "less", "than"): "least",
    ("not", "less", "than"): "least",
    ("minimum", "of"): "least",
    ("more", "than"): "over",
    ("over",): "over",
    ("above",): "over",
    ("excess", "of"): "over",
    ("upwards", "of"): "over",
    ("up", "to"): "most",
    ("as", "many", "as"): "most",
    ("at", "most"): "most",
    ("no", "more", "than"): "most",
    ("not", "more", "than"): "most",
    ("maximum", "of"): "most",
    ("fewer", "than"): "under",
    ("less", "than"): "under",
    ("under",): "under",
    ("close", "to"): "nearly",
} | {(word,): "about" for word in _ABOUT} | {(word,): "nearly" for word in _NEARLY}  # fmt: skip
_LIMIT_ENDS: Final = frozenset(words[-1] for words in _LIMITS)

_UNITS_OF_MEASURE: Final = word_set(
    "% percent pct percentage km kms kilometre kilometres kilometer kilometers metre metres meter meters mile"
    " miles cm mm millimetre millimetres millimeter millimeters inch inches foot feet ft yard yards"
    " pounds lb lbs sq square degrees degree mph kph knots volts"
    " watts megawatts mw kilowatts calibre caliber cubic bpd hp times fold points point pm am"
)
_UNITS_OF_TIME: Final = word_set(
    "second seconds minute minutes hour hours hr hrs day days night nights week weeks fortnight month months"
    " year years yr yrs decade decades century centuries gmt utc o'clock weekend weekends quarter quarters"
) | {"a.m.", "p.m.", "a.m", "p.m"}
_MONEY: Final = word_set(
    "dollar dollars cent cents euro euros pound sterling yen yuan ruble rubles rouble roubles rupee rupees"
    " riyal riyals dinar dinars lira liras peso pesos franc francs shilling shillings naira rand usd eur gbp"
    " birr afghani afghanis shekel shekels won baht taka rial rials hryvnia"
)
_SYMBOLS: Final = word_set("$ £ € ¥ ₹ ₽ ₦ # rs us$ usd eur gbp dlrs")
_FRACTIONS: Final = word_set(
    "half halves third thirds fourth fourths quarter quarters fifth fifths sixth sixths seventh sevenths"
    " eighth eighths ninth ninths tenth tenths hundredth hundredths"
)
_NAMES: Final = word_set(
    "resolution flight article section law act decree number no nos channel room highway route unit brigade"
    " division battalion regiment squadron chapter page paragraph phase type model boeing airbus war camp gate"
    " block grade class area zone apollo version level windows road line station building volume part figure"
    " table psalm aged age catch formula super"
)
_COMPOUNDS: Final = word_set("member man woman person people strong vehicle car truck ship boat odd")
_COUNTED: Final = word_set("people men women children police personnel dead killed injured wounded")
_NOT_ONE: Final = word_set("no any every each some this that the which another every someone other")
_AFTER_SCORES: Final = word_set("of more others were had have are killed dead wounded injured died")
_PLURALS: Final = word_set("dozens scores tens hundreds thousands millions billions")
_VAGUE: Final = word_set("several few couple handful pair dozen half hundred thousand million billion score")
_FUNCTION: Final = word_set("in on at of to by for from with the a an and or is was as that if when")
_STARTS: Final = number_words.STARTS | _PLURALS | _VAGUE | {"no", "none", "both", "between"}


def about(value: int) -> tuple[int, int]:
    """What "about N" covers: a tenth to either side, rounded outwards; two at least for tens and the dozen.

    About twenty is 18 to 22, about 200 is 180 to 220, about five 4 to 6.
    """
    low, high = value * 9 // 10, -(-value * 11 // 10)
    if value % 10 == 0 or value == 12:
        low, high = min(low, value - 2), max(high, value + 2)
    return max(low, 0), high


def find_quantities(text: str) -> list[Quantity]:
    """Counts in a text, in order, none overlapping; offsets are code points.

    What limits a number is read with it: "about 20" is 18 to 22; "nearly 20" 18 to 20; "at least 20" 20 and up; "more
    than 20" 21 and up; "up to 20" 1 to 20 and "fewer than 20" 1 to 19, since both say that there are some; "between 20
    and 30", "20 to 30" and "20-30" 20 to 30. Vague words are those of `number_words.PHRASES`.
    """
    tokens = scan(text)
    words = tokens.words
    out: list[Quantity] = []
    index, size, floor = 0, len(words), 0
    while index < size:
        word = words[index]
        if not (word in _STARTS or word[0].isdecimal()):
            index += 1
            continue
        found = _phrase(tokens, index) or _range(tokens, index) or _number(tokens, index)
        if found is None:
            # skip the whole number: the "30" of "20:30" or of "5.30 percent" is no count either
            number = number_at(tokens, index) if word not in ("between", "no") else None
            index = number[1] if number else index + 1
            continue
        first, after, low, high, approximate = found
        if low is None:
            index = after
            continue
        first, count = _limited(words, first, floor, low, high, approximate)
        out.append(Quantity(tokens.starts[first], tokens.ends[after - 1], count))
        index = floor = after
    return out


Found = tuple[int, int, int | None, int | None, bool]
"""First token, token after the last, least (None: a number, but no count), most (None: open), approximate."""


def _limited(
    words: list[str], first: int, floor: int, low: int, high: int | None, approximate: bool
) -> tuple[int, Count]:
    """The count with the words before it taken in, and where these start."""
    if first == 0 or high is None or words[first - 1] not in _LIMIT_ENDS:
        return first, Count(low, high, approximate)
    for length in (3, 2, 1):
        start = first - length
        kind = _LIMITS.get(tuple(words[start:first])) if start >= floor else None
        if kind is None:
            continue
        if kind == "about":
            start -= start > floor and words[start] == "estimated" and words[start - 1] in ("an", "the")
            return start, Count(about(low)[0], about(high)[1], True)
        if kind == "nearly":
            return start, Count(about(low)[0], high, True)
        if kind == "least":
            start -= start > floor and words[start] == "minimum" and words[start - 1] == "a"
            start -= start > floor and words[start] == "the" and words[start - 1] == "at"
            return start, Count(low, None, approximate)
        if kind == "over":
            start -= start > floor and words[start] == "excess" and words[start - 1] == "in"
            return start, Count(low + (0 if approximate else 1), None, approximate)
        if kind == "most":
            start -= start > floor and words[start] == "maximum" and words[start - 1] == "a"
            return start, Count(min(1, high), high, approximate)
        return start, Count(min(1, max(high - 1, 0)), max(high - 1, 0), approximate)
    return first, Count(low, high, approximate)


def _word(tokens: Tokens, index: int) -> str:
    return tokens.words[index] if 0 <= index < len(tokens.words) else ""


def _named(phrase: str, first: int, after: int) -> Found:
    low, high = number_words.PHRASES[phrase]
    return first, after, low, high, high != low


def _phrase(tokens: Tokens, index: int) -> Found | None:
    """Vague words and those for none, two, a dozen."""
    words, word = tokens.words, tokens.words[index]
    before, after = _word(tokens, index - 1), _word(tokens, index + 1)
    if word in ("no", "none", "both"):
        return _whole(tokens, index)
    if word in _PLURALS:
        if word == "tens" and not (after == "of" and _word(tokens, index + 2) in ("thousands", "millions")):
            return None
        if word == "scores" and (after not in _AFTER_SCORES or before in ("the", "test", "their", "his", "its")):
            return None
        joint = f"{word} of {_word(tokens, index + 2)}" if after == "of" else ""
        if joint in number_words.PHRASES:
            return _named(joint, index, index + 3)
        return _named(word, index, index + 1) if word in number_words.PHRASES else None
    if word not in _VAGUE:
        return None
    article = index - 1 if before in ("a", "an", "the") else index
    if word in ("several", "few", "couple"):
        if word == "few" and (before not in ("a", "the", "next", "last", "first", "past") or after in ("more", "or")):
            return None
        if word == "few" and before != "a":
            return None
        if word == "couple" and after != "of":
            return None
        scale_at = index + 2 if word == "couple" or after == "of" else index + 1
        low, high = number_words.PHRASES["several" if word == "several" else f"a {word}"]
        scale = number_words.SCALES.get(_word(tokens, scale_at))
        if scale is not None:
            return _unless_measure(tokens, article, scale_at + 1, low * scale, high * scale, True)
        return _unless_measure(tokens, article, index + 1, low, high, low < high)
    if word == "half":
        joined = [w for w in words[index + 1 : index + 4] if w != "-"]
        if joined[:1] == ["dozen"] or words[index + 1 : index + 5] == ["-", "a", "-", "dozen"]:
            first = index - 1 if before == "a" else index
            return _unless_measure(tokens, first, words.index("dozen", index) + 1, 6, 6, False)
        if after in ("a", "the") and _word(tokens, index + 2) in ("dozen", "million", "billion"):
            value = number_words.SCALES[words[index + 2]] // 2
            return _unless_measure(tokens, index, index + 3, value, value, value > 6)
        return None
    if article == index:
        return None
    if word in ("handful", "pair"):
        return _named(f"a {word}", article, index + 1) if after == "of" else None
    if word == "score":
        return _named("a score", article, index + 1) if before == "a" and after == "of" else None
    if word == "dozen":
        if after == "or" and _word(tokens, index + 2) == "so":
            return _named("a dozen or so", article, index + 3)
        return _unless_measure(tokens, article, index + 1, 12, 12, False)
    if before == "the":
        return None
    number = number_words.parse(["one", *words[index : index + 10]])
    if number is None:
        return None
    return _unless_measure(tokens, article, index + number[1] - 1, number[0], number[0], False)


def _whole(tokens: Tokens, index: int) -> Found | None:
    """ "no", "none", "both"."""
    word, after = tokens.words[index], _word(tokens, index + 1)
    if word == "none":
        return None if after in ("other", "the", "too") else _named("none", index, index + 1)
    if word == "both":
        nearby = tokens.words[index + 1 : index + 5]
        plain = after[:1].isalpha() and after not in _FUNCTION - {"of"} and not tokens.raw(index + 1)[0].isupper()
        return _named("both", index, index + 1) if plain and "and" not in nearby else None
    if after in ("one", "more", "less", "fewer", "longer") or not after[:1].isalpha():
        return None
    for noun in tokens.words[index + 1 : index + 3]:
        if noun in _COUNTED or (noun.endswith("s") and not noun.endswith(("ss", "us", "is", "ous")) and len(noun) > 3):
            return (
                None
                if noun in ("was", "does", "has", "plans", "means", "signs", "grounds", "details")
                else _named("no", index, index + 1)
            )
        if noun in _FUNCTION:
            break
    return None


def _range(tokens: Tokens, index: int) -> Found | None:
    """ "between 20 and 30", "20 to 30", "20-30", "two or three", "1 to 2 million"."""
    words = tokens.words
    between = words[index] == "between"
    start = index + 1 if between else index
    if start >= len(words) or not (words[start] in number_words.STARTS or words[start][0].isdecimal()):
        return None
    first = number_at(tokens, start)
    if first is None or first[1] + 1 >= len(words):
        return None
    joint = words[first[1]]
    if joint not in (("and",) if between else ("to", "-", "--", "or")):
        return None
    second = number_at(tokens, first[1] + 1) if words[first[1] + 1][0].isalnum() else None
    if second is None:
        return None
    low, high = first[0], second[0]
    scale = number_words.SCALES.get(words[second[1] - 1], 1)
    if scale > 1 and first[1] == start + 1 and low < scale and low * scale < high:
        low *= scale
    tight = joint in ("-", "--")
    if (tight or joint == "or") and not low < high:
        return index, second[1], None, 0, False  # a score, "2-1"
    change = _word(tokens, start - 1) == "from" and _word(tokens, start - 2) != "anywhere"
    if change or low > high or low != int(low) or high != int(high):
        return None
    if not _counts(tokens, start, first[1], int(low), inside=True) or not _counts(
        tokens, first[1] + 1, second[1], int(high)
    ):
        return index, second[1], None, 0, False
    if tight and _yearish(tokens, start, first[1]):
        return index, second[1], None, 0, False
    return index, second[1], int(low), int(high), joint == "or"


def _number(tokens: Tokens, index: int) -> Found | None:
    """One number, in figures or words."""
    word = tokens.words[index]
    if not (word in number_words.STARTS or word[0].isdecimal()):
        return None
    found = number_at(tokens, index)
    if found is None or found[0] != int(found[0]) or "/" in word or found[0] > 1e10:
        return None
    value, after = int(found[0]), found[1]
    if not _counts(tokens, index, after, value):
        return None
    nearby = _word(tokens, after)
    if nearby == "+" and tokens.starts[after] == tokens.ends[after - 1]:
        return index, after + 1, value, None, False
    if nearby == "or" and _word(tokens, after + 1) == "more":
        return index, after + 2, value, None, False
    if nearby == "or" and _word(tokens, after + 1) in ("fewer", "less"):
        return index, after + 2, min(1, value), value, False
    if nearby == "-" and _word(tokens, after + 1) == "odd":  # "fifty-odd"
        return index, after + 2, *about(value), True
    if nearby == "or" and _word(tokens, after + 1) == "so":
        low, high = about(value)
        return index, after + 2, low, high, True
    return index, after, value, value, False


def _unless_measure(tokens: Tokens, first: int, after: int, low: int, high: int, approximate: bool) -> Found | None:
    return (first, after, low, high, approximate) if _counts(tokens, first, after, low) else None


def _yearish(tokens: Tokens, first: int, after: int) -> bool:
    """Whether a number is written as years are: 1990, nineteen ninety."""
    raw = tokens.words[first]
    return after == first + 1 and len(raw) == 4 and raw.isdecimal() and "1700" <= raw <= "2100"


def _counts(tokens: Tokens, first: int, after: int, value: int, *, inside: bool = False) -> bool:
    """Whether the number in tokens [first, after) counts things or people. `inside`: another number follows it."""
    words, starts, ends = tokens.words, tokens.starts, tokens.ends
    word, before, following = words[first], _word(tokens, first - 1), _word(tokens, after)
    tight_before = first > 0 and ends[first - 1] == starts[first]
    tight_after = after < len(words) and ends[after - 1] == starts[after]
    if tight_before and (
        (before == "-" and not inside and first > 1 and words[first - 2].isalpha()) or before.isalnum()
    ):
        return False  # AK-47, G20
    if tight_before and before == "'":
        return False  # '98
    if before in _SYMBOLS or (before in MONTHS and word[0].isdecimal() and value <= 31):
        return False
    if word[0] == "0" and value > 0:
        return False
    if before in _NAMES and (word[0].isdecimal() or (before != "no" and not following.endswith(("s", "men", "women")))):
        return False  # "Camp Two", but "in the camp two teachers"
    dated = word[0].isdecimal() and value <= 31  # "Mar. 12", but "in March. Three"
    if before == "." and (_word(tokens, first - 2) == "no" or (_word(tokens, first - 2) in MONTHS and dated)):
        return False
    if before == "or" and _word(tokens, first - 2) in _UNITS_OF_TIME | _UNITS_OF_MEASURE:
        return False  # "a month or two"
    if inside:
        return True
    if following in ("day", "night") and value > 1 and _word(tokens, after + 1).endswith(("s", "men", "women")):
        return True  # "two night guards"
    if following in _UNITS_OF_MEASURE or following in _UNITS_OF_TIME or following in _MONEY or following in ("per",):
        return False
    if following in MONTHS and (following not in ("may", "march") or tokens.raw(after)[0].isupper()) and value <= 31:
        return False
    if following == "of" and _word(tokens, after + 1) in MONTHS:
        return False
    if tight_after:
        if following == "-":
            joined = _word(tokens, after + 1)
            return joined in _COMPOUNDS and value > 1
        if following.isalpha() or following in ("%", ":", "°"):
            return False
    if (
        following in _FRACTIONS
        or following in number_words.ORDINALS
        or (following in number_words.UNITS and value < 20)
    ):
        return False
    if (
        following in ("more", "further", "other", "additional", "straight", "consecutive", "full", "long", "whole")
        and _word(tokens, after + 1) in _UNITS_OF_TIME | _UNITS_OF_MEASURE
    ):
        return False
    if following == "square" or (following == "us" and _word(tokens, after + 1) in _MONEY):
        return False
    if _yearish(tokens, first, after):
        return following in _COUNTED or (following.endswith("s") and before not in ("in", "of", "the", "since", "by"))
    if word == "one" and after == first + 1:
        plain = following[:1].isalpha() and (following not in _FUNCTION or following == "of") and following != "another"
        return plain and before not in _NOT_ONE and not (before and before[-1:] == "'")
    if _age(tokens, first, after, value):
        return False
    return word != "zero" or following[:1].isalpha()


def _age(tokens: Tokens, first: int, after: int, value: int) -> bool:
    """ "Omar Haddad, 23, said", "Haddad (23)": figures from 1 to 110 between commas or brackets, after a name."""
    before, following = _word(tokens, first - 1), _word(tokens, after)
    if (before, following) not in ((",", ","), ("(", ")"), (",", "."), (",", "and")) or not 1 <= value <= 110:
        return False
    return (
        first > 1 and after == first + 1 and tokens.words[first][0].isdecimal() and tokens.raw(first - 2)[0].isupper()
    )
