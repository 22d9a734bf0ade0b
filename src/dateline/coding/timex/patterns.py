"""The grammar of English time expressions: rules over rows of word classes.

A rule is a regular expression whose letters are the classes of `lexicon`; names in capitals are pieces that
several rules share. Rules are tried in order; the first that fits at the leftmost place wins. What a match means is
the business of `timex.dates` and its neighbours.
"""

from __future__ import annotations

import re
from typing import Final

from dateline.coding.timex.lexicon import CODE

_PIECES: Final = {
    "NUM": "(day|num|year|short)",
    "DAY": "(day|ord)",
    "YEAR": "(year|yy)",
    "MON": "(month|maymonth)",
    "WD": "(weekday|maywday)",
    "PART": "((mid hyphen?)? part)",
    "CMP": "(approx|some|over|no? (more|less) than|at least|up to)",
    "QTY": "((few|several|some|a? couple of?|half a|a? half|a? dozen|dozens of|another|a few|a NUM?"
    "|NUM ((to|or|hyphen|dash) NUM)?) (more|add|full)?)",
    "UNITS": "(unit|units|dayword|decadeword|quarter|quarters|hours)",
    "MOD": "(the? edge of|the? (early|late) edge? of|early|late|mid hyphen?|earlier|later|sometime|approx)",
    "HEAD": "(this (past|coming)|the? (last|next|past|prev|coming|following|same|current|latest)"
    "|this same?|that same?)",
    "FULL": "((WD comma?)? (MON the? DAY (comma? YEAR)?"
    "|the? DAY hyphen? of? MON ((comma|hyphen)? YEAR|short|hyphen (short|day))?)|WD comma? the ord)",
    "CLOCK": "((clock|day) ampm|clock hours?|(year|num) (zone|hours)|(day|num) clockword ((in the|at) part)?"
    "|(day|num) in the part|a? (half|quarter) (past|to) (day|num) ((in the|at) part)?|point)",
    "ZONE": "(zone|local time)",
    "JOIN": "(hyphen|dash|to|and)",
    "HERE": "(FULL|MOD? HEAD? WD|yesterday|today|tomorrow)",
}

RULES: Final = {
    "stamp": "iso|slashed|dotted",
    "night_of": "the? part (of|prep) the? (DAY of? MON JOIN the? DAY of? MON (comma? YEAR)?"
    "|DAY JOIN DAY of? MON (comma? YEAR)?"
    "|MON DAY JOIN MON? DAY (comma? YEAR)?|FULL|WD JOIN WD|WD)",
    "overnight": "overnight (prep? WD (to|prep|hyphen) WD|on? WD)?",
    "clock": "(approx|over)? CLOCK ZONE? (comma? HERE PART?)?",
    "month_days": "MON DAY (comma DAY)* comma? JOIN DAY (comma? YEAR)?",
    "days_month": "the? DAY (comma the? DAY)* comma? JOIN the? DAY of? MON (comma? YEAR)?",
    "week_of": "the? (unit|weekend) of FULL",
    "eve_of": "the? eve of FULL",
    "full": "MOD? (HEAD WD comma? MON the? DAY (comma? YEAR)?|FULL (of? (last|this|next) unit)?) PART?",
    "part_of_month": "the (ord|last) (half|unit) of MON (comma? of? YEAR|of? (last|this|next|that) unit)?",
    "month_year": "(MOD in?)? MON (comma? of? YEAR|of? (last|this|next|that) unit)",
    "quarter_of": "MOD? (the|a|this|(last|this|next) unit poss|the? YEAR)?"
    " ((fiscal hyphen?)? (ord|last|latest) hyphen? (quarter|half)|quartercode)"
    " ((of|comma)? fiscal? YEAR|of (the|last|this|next) fiscal? unit)?",
    "year_ago": "the? comparable? unit hyphen (ago|earlier) ord? hyphen? (quarter|unit)?",
    "year_part": "the YEAR fiscal? (quarter|unit)",
    "ago_weekday": "a unit ago WD",
    "ago": "CMP* (QTY UNITS (or so)? (and a half)?|units) (ago|earlier|later|prep now)",
    "n_units": "(approx|at least|no? (more|less) than|up to)? (the|these)?"
    " (ord|last|past|next|coming|following|prev|latest|full|recent)"
    " (NUM ((to|or|hyphen|dash) NUM)?|few|several|couple of|dozen|half) add? (UNITS|parts) (or so)?",
    "the_n_units": "the NUM (units|quarters|hours)",
    "every": "every (ord|add|NUM|few)? (UNITS|WD|part|month|season|fall|weekend) PART?",
    "often": "often",
    "weekdays": "WD? wdays|weekday parts",
    "times_a": "(once|NUM times|several times) (a|per|every) (unit|dayword|decadeword)|per (unit|dayword)",
    "season": "MOD? (HEAD|the)? MOD? (season|fall) (of? YEAR|of (last|this|next) unit)?",
    "weekend": "MOD? (HEAD|the)? weekend",
    "relative": "MOD? PART? (yesterday|today|tomorrow|tonight) PART?",
    "day_before": "the dayword (before yesterday|prep tomorrow)",
    "before_that": "the (dayword|part) before",
    "weekday_week": "WD unit",
    "weekday": "MOD? HEAD? WD (of? (last|this|next) unit)? PART?",
    "century": "MOD? the? ord hyphen? unit",
    "decade": "MOD? the? MOD? apos? decade",
    "dur": "CMP* QTY (and a half)? hyphen? UNITS (hyphen? (old|long))? (or so)? (and a half)?",
    "last_unit": "MOD? HEAD fiscal? (unit|dayword|decadeword|quarter|part|MON) (or so)?",
    "some_units": "the? (recent|coming|past|prev|next|last) (units|quarters|seasons|hours)",
    "month": "(MOD in?)? MON",
    "year_range": "year (hyphen|dash) (year|day|short)",
    "year": "MOD? the? fiscal? unit? YEAR|the unit num|fy (YEAR|day)|quartercode",
    "year_end": "approx? the? unit (hyphen|poss)? edge",
    "the_unit": "(MOD|(early|late|earlier|later) in)? the full? fiscal? (unit|quarter|dayword|part)",
    "units": "units hyphen long|(unit|dayword|decadeword) hyphen? long|units|hours",
    "feast": "(HEAD? feast|new unit poss) (eve|dayword|WD)?|good WD|boxing dayword|(month|maymonth) dayword",
    "moment": "right? now|present|recently|soon|the near? future|the past|these units",
    "nth_day": "the ord",
    "adjective": "current|recent",
}
"""Name -> rule, tried in this order."""


def pattern(rule: str) -> str:
    """A rule as a pattern over class characters; spaces only part names."""
    return re.sub(r"[A-Za-z_]+", _piece, rule.replace("(", "(?:")).replace(" ", "")


def _piece(match: re.Match[str]) -> str:
    name = match.group()
    return pattern(_PIECES[name]) if name in _PIECES else CODE[name]


FIND: Final = re.compile("|".join(f"(?P<{name}>{pattern(rule)})" for name, rule in RULES.items()))
"""All rules; `lastgroup` of a match is the rule's name."""

_SPARKS: Final = (
    "iso slashed dotted clock quartercode year yy ampm hours zone point month maymonth weekday maywday wdays season"
    " fall unit units dayword decadeword decade quarter quarters part parts weekend feast today yesterday tomorrow"
    " tonight overnight half quarter good boxing now present recently soon future past often current"
    " recent clockword fy ord"
)
RUN: Final = re.compile(f"[^x]{{0,16}}?[{''.join(CODE[name] for name in _SPARKS.split())}][^x]*")
"""A stretch of classed words with a word in it that no time expression does without; at most 16 words stand before that
one, so that long tables of figures cost no more than their length."""
