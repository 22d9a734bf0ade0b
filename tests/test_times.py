"""Time expressions: own sentences, anchors on every weekday and at a year's end."""

from __future__ import annotations

import datetime
import time as time_module

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.coding import times
from dateline.coding.times import find_times
from dateline.coding.timex.patterns import RULES

Date = datetime.date
WEDNESDAY = Date(2019, 3, 13)
NEW_YEAR = Date(2019, 1, 2)
YEAR_END = Date(2018, 12, 28)
LEAP = Date(2020, 2, 29)

# text, anchor, the expression, type, value
CASES = [
    # full dates, in the orders and spellings of the world's press
    ("The raid took place on 12 March 2019.", WEDNESDAY, "12 March 2019", "DATE", "2019-03-12"),
    ("The raid took place on March 12, 2019, police said.", WEDNESDAY, "March 12, 2019", "DATE", "2019-03-12"),
    ("on Tuesday, March 12, 2019", WEDNESDAY, "Tuesday, March 12, 2019", "DATE", "2019-03-12"),
    ("on the 3rd of June 2018", WEDNESDAY, "the 3rd of June 2018", "DATE", "2018-06-03"),
    ("on 10th March", WEDNESDAY, "10th March", "DATE", "2019-03-10"),
    ("on March the 10th", WEDNESDAY, "March the 10th", "DATE", "2019-03-10"),
    ("12 FEB 90", WEDNESDAY, "12 FEB 90", "DATE", "1990-02-12"),
    ("10-Mar-2019", WEDNESDAY, "10-Mar-2019", "DATE", "2019-03-10"),
    ("since Sept. 11, 2001", WEDNESDAY, "Sept. 11, 2001", "DATE", "2001-09-11"),
    ("since the 9/11 attacks", WEDNESDAY, "9/11", "DATE", "2001-09-11"),
    ("on March twenty-eighth", WEDNESDAY, "March twenty-eighth", "DATE", "2019-03-28"),
    ("NAIROBI, March 12 (Wire) - Fighters left.", WEDNESDAY, "March 12", "DATE", "2019-03-12"),
    # figures
    ("Published 2019-03-12.", WEDNESDAY, "2019-03-12", "DATE", "2019-03-12"),
    ("at 2019-03-12T14:30:00Z", WEDNESDAY, "2019-03-12T14:30:00Z", "TIME", "2019-03-12T14:30:00"),
    ("on 25/12/2018", WEDNESDAY, "25/12/2018", "DATE", "2018-12-25"),
    ("on 12/25/2018", WEDNESDAY, "12/25/2018", "DATE", "2018-12-25"),
    ("on 03/04/2018", WEDNESDAY, "03/04/2018", "DATE", "2018-04-03"),
    ("on 03/04/2018, not 12/25/2018", WEDNESDAY, "03/04/2018", "DATE", "2018-03-04"),
    ("On March 5 and March 6 again, form dated 03/04/2018", WEDNESDAY, "03/04/2018", "DATE", "2018-03-04"),
    ("am 10.03.2019", WEDNESDAY, "10.03.2019", "DATE", "2019-03-10"),
    ("on 10/3/19", WEDNESDAY, "10/3/19", "DATE", "2019-03-10"),
    # no year
    ("Ten people died on Dec. 30.", NEW_YEAR, "Dec. 30", "DATE", "2018-12-30"),
    ("Talks will open on January 5.", YEAR_END, "January 5", "DATE", "2019-01-05"),
    ("on Friday, Dec. 28", WEDNESDAY, "Friday, Dec. 28", "DATE", "2018-12-28"),
    ("on 4 May", WEDNESDAY, "4 May", "DATE", "2019-05-04"),
    ("on Feb. 29", LEAP, "Feb. 29", "DATE", "2020-02-29"),
    ("the law passed in the year ended June 30", WEDNESDAY, "June 30", "DATE", "2018-06-30"),
    # months
    ("in March 2017", WEDNESDAY, "March 2017", "DATE", "2017-03"),
    ("in January this year", WEDNESDAY, "January this year", "DATE", "2019-01"),
    ("in June last year", WEDNESDAY, "June last year", "DATE", "2018-06"),
    ("Clashes began in December.", NEW_YEAR, "December", "DATE", "2018-12"),
    ("Elections will be held in May.", WEDNESDAY, "May", "DATE", "2019-05"),
    ("Fighting has raged since June.", WEDNESDAY, "June", "DATE", "2018-06"),
    ("last October", WEDNESDAY, "last October", "DATE", "2018-10"),
    ("next February", WEDNESDAY, "next February", "DATE", "2020-02"),
    ("this November", WEDNESDAY, "this November", "DATE", "2019-11"),
    ("They fled in mid-March.", WEDNESDAY, "mid-March", "DATE", "2019-03"),
    ("It began in early September.", WEDNESDAY, "early September", "DATE", "2018-09"),
    ("at the end of February", WEDNESDAY, "the end of February", "DATE", "2019-02"),
    ("in march the army left", WEDNESDAY, "march", "DATE", "2019-03"),
    ("IN MAY 2018", WEDNESDAY, "MAY 2018", "DATE", "2018-05"),
    # weekdays
    ("Three men were killed on Tuesday.", WEDNESDAY, "Tuesday", "DATE", "2019-03-12"),
    ("Three men were killed on Wednesday.", WEDNESDAY, "Wednesday", "DATE", "2019-03-13"),
    ("Three men were killed on Thursday.", WEDNESDAY, "Thursday", "DATE", "2019-03-07"),
    ("The council will meet on Friday.", WEDNESDAY, "Friday", "DATE", "2019-03-15"),
    ("He has until Monday to leave.", WEDNESDAY, "Monday", "DATE", "2019-03-18"),
    ("last Wednesday", WEDNESDAY, "last Wednesday", "DATE", "2019-03-06"),
    ("next Tuesday", WEDNESDAY, "next Tuesday", "DATE", "2019-03-19"),
    ("next Tuesday", Date(2019, 3, 15), "next Tuesday", "DATE", "2019-03-19"),
    ("this Friday", WEDNESDAY, "this Friday", "DATE", "2019-03-15"),
    ("this coming Sunday", WEDNESDAY, "this coming Sunday", "DATE", "2019-03-17"),
    ("this past Sunday", WEDNESDAY, "this past Sunday", "DATE", "2019-03-10"),
    ("on Monday of last week", WEDNESDAY, "Monday of last week", "DATE", "2019-03-04"),
    ("THE ARMY SAID ON TUESDAY", WEDNESDAY, "TUESDAY", "DATE", "2019-03-12"),
    ("the army said on tuesday", WEDNESDAY, "tuesday", "DATE", "2019-03-12"),
    ("It fell on Monday.", Date(2019, 1, 1), "Monday", "DATE", "2018-12-31"),
    ("Late on Sunday they left.", LEAP, "Sunday", "DATE", "2020-02-23"),
    ("the Friday explosions", WEDNESDAY, "Friday", "DATE", "2019-03-08"),
    # days told from the anchor
    ("He was shot yesterday.", NEW_YEAR, "yesterday", "DATE", "2019-01-01"),
    ("He was shot yesterday.", Date(2019, 1, 1), "yesterday", "DATE", "2018-12-31"),
    ("He was shot yesterday.", Date(2020, 3, 1), "yesterday", "DATE", "2020-02-29"),
    ("Talks open tomorrow.", Date(2018, 12, 31), "tomorrow", "DATE", "2019-01-01"),
    ("the day before yesterday", NEW_YEAR, "the day before yesterday", "DATE", "2018-12-31"),
    ("the day after tomorrow", YEAR_END, "the day after tomorrow", "DATE", "2018-12-30"),
    ("ten days ago", WEDNESDAY, "ten days ago", "DATE", "2019-03-03"),
    ("They left on 3 March. The next day shells fell.", WEDNESDAY, "The next day", "DATE", "2019-03-04"),
    ("They left on 3 March. Two days later shells fell.", WEDNESDAY, "Two days later", "DATE", "2019-03-05"),
    ("They left on 3 March. That day shells fell.", WEDNESDAY, "That day", "DATE", "2019-03-03"),
    ("They left on 3 March, the same day.", WEDNESDAY, "the same day", "DATE", "2019-03-03"),
    ("On 3 March, a day earlier than planned", WEDNESDAY, "a day earlier", "DATE", "2019-03-02"),
    # parts of days
    ("Troops attacked on Tuesday night.", WEDNESDAY, "Tuesday night", "TIME", "2019-03-12TNI"),
    ("early Tuesday morning", WEDNESDAY, "early Tuesday morning", "TIME", "2019-03-12TMO"),
    ("last night", NEW_YEAR, "last night", "TIME", "2019-01-01TNI"),
    ("Curfew starts tonight.", WEDNESDAY, "tonight", "TIME", "2019-03-13TNI"),
    ("this morning", WEDNESDAY, "this morning", "TIME", "2019-03-13TMO"),
    ("yesterday afternoon", WEDNESDAY, "yesterday afternoon", "TIME", "2019-03-12TAF"),
    ("tomorrow evening", WEDNESDAY, "tomorrow evening", "TIME", "2019-03-14TEV"),
    ("The convoy was hit at dawn.", WEDNESDAY, "dawn", "TIME", "2019-03-13TMO"),
    ("Shells fell overnight.", WEDNESDAY, "overnight", "TIME", "2019-03-12TNI"),
    ("the night of 3 to 4 June 2018", WEDNESDAY, "the night of 3 to 4 June 2018", "TIME", "2018-06-03TNI"),
    ("the night of June 3-4", WEDNESDAY, "the night of June 3-4", "TIME", "2019-06-03TNI"),
    ("the evening of March 3", WEDNESDAY, "the evening of March 3", "TIME", "2019-03-03TEV"),
    # clock times
    ("Police came at 9 p.m. Friday.", WEDNESDAY, "9 p.m. Friday", "TIME", "2019-03-08T21:00"),
    ("Police came at about 7:15 p.m. yesterday.", WEDNESDAY, "about 7:15 p.m. yesterday", "TIME", "2019-03-12T19:15"),
    ("until 5 p.m. EST Nov. 9, 2018", WEDNESDAY, "5 p.m. EST Nov. 9, 2018", "TIME", "2018-11-09T17:00"),
    ("at 14:30 GMT on Friday", WEDNESDAY, "14:30 GMT", "TIME", "2019-03-08T14:30"),
    ("at 0730 GMT", WEDNESDAY, "0730 GMT", "TIME", "2019-03-13T07:30"),
    ("at 9 p.m. local time", WEDNESDAY, "9 p.m. local time", "TIME", "2019-03-13T21:00"),
    ("at 6am on Monday", WEDNESDAY, "6am", "TIME", "2019-03-11T06:00"),
    ("at noon Thursday", WEDNESDAY, "noon Thursday", "TIME", "2019-03-07T12:00"),
    ("at four in the morning", WEDNESDAY, "four in the morning", "TIME", "2019-03-13T04:00"),
    ("at nine o'clock", WEDNESDAY, "nine o'clock", "TIME", "2019-03-13T09:00"),
    ("at 12 a.m. on Monday", WEDNESDAY, "12 a.m.", "TIME", "2019-03-11T00:00"),
    # weeks and weekends
    ("last week", NEW_YEAR, "last week", "DATE", "2018-W52"),
    ("this week", WEDNESDAY, "this week", "DATE", "2019-W11"),
    ("next week", YEAR_END, "next week", "DATE", "2019-W01"),
    ("two weeks ago", WEDNESDAY, "two weeks ago", "DATE", "2019-W09"),
    ("the week of March 4", WEDNESDAY, "the week of March 4", "DATE", "2019-W10"),
    ("Clashes erupted over the weekend.", WEDNESDAY, "the weekend", "DATE", "2019-W10-WE"),
    ("last weekend", WEDNESDAY, "last weekend", "DATE", "2019-W10-WE"),
    # months, quarters, seasons, years
    ("earlier this month", WEDNESDAY, "earlier this month", "DATE", "2019-03"),
    ("last month", NEW_YEAR, "last month", "DATE", "2018-12"),
    ("five months ago", NEW_YEAR, "five months ago", "DATE", "2018-08"),
    ("a month ago", Date(2019, 3, 31), "a month ago", "DATE", "2019-02"),
    ("in the third quarter", WEDNESDAY, "the third quarter", "DATE", "2018-Q3"),
    ("the third quarter of 2017", WEDNESDAY, "the third quarter of 2017", "DATE", "2017-Q3"),
    ("next year's first quarter", WEDNESDAY, "next year's first quarter", "DATE", "2020-Q1"),
    ("in Q3 2018", WEDNESDAY, "Q3 2018", "DATE", "2018-Q3"),
    ("the second half of 2018", WEDNESDAY, "the second half of 2018", "DATE", "2018-H2"),
    ("last summer", WEDNESDAY, "last summer", "DATE", "2018-SU"),
    ("the winter of 2016", WEDNESDAY, "the winter of 2016", "DATE", "2016-WI"),
    ("last fall", WEDNESDAY, "last fall", "DATE", "2018-FA"),
    ("next spring", WEDNESDAY, "next spring", "DATE", "2020-SP"),
    ("last year", NEW_YEAR, "last year", "DATE", "2018"),
    ("two years ago", WEDNESDAY, "two years ago", "DATE", "2017"),
    ("later this year", WEDNESDAY, "later this year", "DATE", "2019"),
    ("He was jailed in 1990.", WEDNESDAY, "1990", "DATE", "1990"),
    ("its 1990 invasion", WEDNESDAY, "1990", "DATE", "1990"),
    ("in late 2018", WEDNESDAY, "late 2018", "DATE", "2018"),
    ("by the year two thousand", WEDNESDAY, "the year two thousand", "DATE", "2000"),
    ("in nineteen ninety-six", WEDNESDAY, "nineteen ninety-six", "DATE", "1996"),
    ("the summer of '98", WEDNESDAY, "the summer of '98", "DATE", "1998-SU"),
    ("FY2018 spending", WEDNESDAY, "FY2018", "DATE", "FY2018"),
    ("the 1990s", WEDNESDAY, "the 1990s", "DATE", "199"),
    ("the early '80s", WEDNESDAY, "the early '80s", "DATE", "198"),
    ("the nineties", WEDNESDAY, "the nineties", "DATE", "199"),
    ("the 20th century", WEDNESDAY, "the 20th century", "DATE", "19"),
    ("Christmas Eve", WEDNESDAY, "Christmas Eve", "DATE", "2018-12-24"),
    ("at Easter", Date(2019, 4, 23), "Easter", "DATE", "2019-04-21"),
    ("on New Year's Day", NEW_YEAR, "New Year's Day", "DATE", "2019-01-01"),
    # vague
    ("They now hold the town.", WEDNESDAY, "now", "DATE", "PRESENT_REF"),
    ("They recently took the town.", WEDNESDAY, "recently", "DATE", "PAST_REF"),
    ("Aid will arrive soon.", WEDNESDAY, "soon", "DATE", "FUTURE_REF"),
    ("in the near future", WEDNESDAY, "the near future", "DATE", "FUTURE_REF"),
    # durations
    ("a two-year war", WEDNESDAY, "two-year", "DURATION", "P2Y"),
    ("for three days", WEDNESDAY, "three days", "DURATION", "P3D"),
    ("within 24 hours", WEDNESDAY, "24 hours", "DURATION", "PT24H"),
    ("two and a half years", WEDNESDAY, "two and a half years", "DURATION", "P2Y6M"),
    ("for half an hour", WEDNESDAY, "half an hour", "DURATION", "PT30M"),
    ("for more than four hours", WEDNESDAY, "more than four hours", "DURATION", "PT4H"),
    ("the past three weeks", WEDNESDAY, "the past three weeks", "DURATION", "P3W"),
    ("the first nine months", WEDNESDAY, "the first nine months", "DURATION", "P9M"),
    ("a 3-month-old baby", WEDNESDAY, "3-month-old", "DURATION", "P3M"),
    ("They fought for decades.", WEDNESDAY, "decades", "DURATION", "PXE"),
    ("several months of siege", WEDNESDAY, "several months", "DURATION", "PXM"),
    ("two decades", WEDNESDAY, "two decades", "DURATION", "P20Y"),
    ("a siege that lasted a week", WEDNESDAY, "a week", "DURATION", "P1W"),
    ("weeks-long protests", WEDNESDAY, "weeks-long", "DURATION", "PXW"),
    # sets
    ("daily shelling", WEDNESDAY, "daily", "SET", "P1D"),
    ("every Friday", WEDNESDAY, "every Friday", "SET", "XXXX-WXX-5"),
    ("every two weeks", WEDNESDAY, "every two weeks", "SET", "P2W"),
    ("twice a week", WEDNESDAY, "twice a week", "SET", "P1W"),
    ("each July", WEDNESDAY, "each July", "SET", "XXXX-07"),
    ("on Tuesday nights", WEDNESDAY, "Tuesday nights", "SET", "XXXX-WXX-2TNI"),
    # no anchor: open values
    ("on Tuesday", None, "Tuesday", "DATE", "XXXX-WXX-2"),
    ("on Tuesday night", None, "Tuesday night", "TIME", "XXXX-WXX-2TNI"),
    ("yesterday", None, "yesterday", "DATE", "XXXX-XX-XX"),
    ("on June 3", None, "June 3", "DATE", "XXXX-06-03"),
    ("in June", None, "June", "DATE", "XXXX-06"),
    ("last week", None, "last week", "DATE", "XXXX-WXX"),
    ("last year", None, "last year", "DATE", "XXXX"),
    ("at 14:30 GMT", None, "14:30 GMT", "TIME", "T14:30"),
    ("recently", None, "recently", "DATE", "PAST_REF"),
    ("on 12 March 2019", None, "12 March 2019", "DATE", "2019-03-12"),
]


@pytest.mark.parametrize(("text", "anchor", "expression", "kind", "value"), CASES, ids=[case[0][:40] for case in CASES])
def test_expression(text: str, anchor: Date | None, expression: str, kind: str, value: str) -> None:
    found = {time.text: (time.type, time.value) for time in find_times(text, anchor)}
    assert found.get(expression) == (kind, value), found


NO_TIMES = [
    "He may leave and they march on.",
    "Theresa May said so.",
    "President August Wilson spoke.",
    "They sat in the sun.",
    "the fall of Kabul",
    "1,200 men",
    "killing 1990 rebels",
    "in 2000 people",
    "Resolution 1325",
    "Flight 1990 landed",
    "a second attack",
    "the second half began",
    "a 23-year-old man, 52 years old",
    "the Sunday Times reported",
    "the March 23 Movement",
    "four flights a week",
    "a man in his forties",
    "three-quarters of the town",
    "12 may have died",
    "the score was 3:1",
    "I am 9",
    "",
]


@pytest.mark.parametrize("text", NO_TIMES)
def test_no_time(text: str) -> None:
    assert find_times(text, WEDNESDAY) == []


DAYS = [
    ("on Tuesday", "2019-03-12", "2019-03-12", "day"),
    ("last week", "2019-03-04", "2019-03-10", "week"),
    ("over the weekend", "2019-03-09", "2019-03-10", "week"),
    ("in February", "2019-02-01", "2019-02-28", "month"),
    ("in early February", "2019-02-01", "2019-02-09", "week"),
    ("earlier this month", "2019-03-01", "2019-03-13", "month"),
    ("later this year", "2019-03-13", "2019-12-31", "year"),
    ("last winter", "2018-12-01", "2019-02-28", "season"),
    ("in the first quarter", "2019-01-01", "2019-03-31", "season"),
    ("in late 2018", "2018-09-01", "2018-12-31", "season"),
    ("the 1990s", "1990-01-01", "1999-12-31", "decade"),
    ("the mid-1990s", "1994-01-01", "1996-12-31", "decade"),
    ("recently", None, "2019-03-13", "open_start"),
    ("soon", "2019-03-13", None, "open_end"),
    ("the past three weeks", "2019-02-20", "2019-03-13", "week"),
    ("the next two days", "2019-03-13", "2019-03-15", "day"),
    ("for three weeks", None, None, "none"),
    ("every Friday", None, None, "none"),
    ("the night of 3 to 4 March", "2019-03-03", "2019-03-04", "day"),
    ("overnight from Friday to Saturday", "2019-03-08", "2019-03-09", "day"),
]


@pytest.mark.parametrize(("text", "earliest", "latest", "precision"), DAYS)
def test_days(text: str, earliest: str | None, latest: str | None, precision: str) -> None:
    (time,) = find_times(text, WEDNESDAY)
    assert (time.earliest, time.latest, time.precision) == (earliest, latest, precision)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("June 3-5, 2018", [("June 3", "2018-06-03"), ("5, 2018", "2018-06-05")]),
        ("3 to 5 June 2018", [("3", "2018-06-03"), ("5 June 2018", "2018-06-05")]),
        ("on 3, 4 and 5 June 2018", [("3", "2018-06-03"), ("4", "2018-06-04"), ("5 June 2018", "2018-06-05")]),
        ("June 3, 2018 and 4 rebels", [("June 3, 2018", "2018-06-03")]),
        ("2014-2016", [("2014", "2014"), ("2016", "2016")]),
        ("1990-91", [("1990", "1990"), ("91", "1991")]),
        ("between 2014 and 2016", [("2014", "2014"), ("2016", "2016")]),
        ("30 June to 2 July 2018", [("30 June", "2018-06-30"), ("2 July 2018", "2018-07-02")]),
    ],
)
def test_ranges_are_several_expressions(text: str, parts: list[tuple[str, str]]) -> None:
    anchor = Date(2018, 7, 5)
    assert [(time.text, time.value) for time in find_times(text, anchor)] == parts


def test_without_anchor_nothing_relative_gets_days() -> None:
    text = "Yesterday, on Tuesday, last week, in June, recently, two years ago, now, at noon, next spring, the weekend."
    found = find_times(text, None)
    assert len(found) >= 9
    assert all(time.earliest is None and time.latest is None and time.precision == "none" for time in found)


@pytest.mark.parametrize("day", [WEDNESDAY + datetime.timedelta(days=shift) for shift in range(7)])
@pytest.mark.parametrize("name", "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split())  # noqa: SIM905
def test_the_caller_knows_the_tense(name: str, day: Date) -> None:
    (past,) = find_times(f"Words on {name}.", day, tense=lambda start, end: "past")
    (future,) = find_times(f"Words on {name}.", day, tense=lambda start, end: "future")
    assert past.earliest is not None and future.earliest is not None
    before, after = Date.fromisoformat(past.earliest), Date.fromisoformat(future.earliest)
    assert before <= day <= after
    assert before.strftime("%A") == after.strftime("%A") == name
    assert (day - before).days < 7 and (after - day).days < 7


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Protests began on 1 May. On the 3rd a crowd set fire to it.", ["2012-05-01", "2012-05-03"]),
        ("On the 21st, troops shelled the town.", ["2012-04-21"]),
        ("They met on the 3rd floor. The 3rd time, police came. It was on the 2nd of three visits.", []),
    ],
)
def test_a_day_of_the_month_without_its_month(text: str, values: list[str]) -> None:
    assert [time.value for time in find_times(text, Date(2012, 5, 11))] == values


def test_tense_is_asked_for_the_expression() -> None:
    asked = []

    def tense(start: int, end: int) -> str | None:
        asked.append((start, end))
        return None

    find_times("They met on Friday.", WEDNESDAY, tense=tense)
    assert asked == [(12, 18)]


def test_every_rule_has_a_meaning() -> None:
    assert set(times._MEANINGS) == set(RULES)


WORDS = (
    "the last next this of on in at March May June 3 30 31 29 2019 1990 1,200 - – to and , . Tuesday Feb. week weeks"
    " month years year quarter third second half a few several two twenty ago earlier later early mid night morning"
    " 14:30 p.m. noon GMT '98 1990s every daily now recently future past overnight weekend Christmas Eve New Year 's Q3"
    " Q12 FY 99/99/9999 00/00/0000 2019-02-30 decade century o'clock hours about more than from people ¶ ¶¶"
)
PIECES = st.sampled_from(WORDS.split())
ANCHORS = st.one_of(st.none(), st.dates())


@given(st.lists(PIECES, max_size=25).map(lambda words: " ".join(words).replace("¶", "\n")), ANCHORS)
def test_holds_for_any_row_of_words(text: str, anchor: Date | None) -> None:
    check(text, anchor)


@given(st.text(max_size=200), ANCHORS)
def test_holds_for_any_text(text: str, anchor: Date | None) -> None:
    check(text, anchor)


def check(text: str, anchor: Date | None) -> None:
    last = 0
    for time in find_times(text, anchor):
        assert last <= time.start < time.end
        assert text[time.start : time.end] == time.text
        assert time.value
        for day in (time.earliest, time.latest):
            assert day is None or Date.fromisoformat(day).isoformat() == day
        if time.earliest and time.latest:
            assert time.earliest <= time.latest
        last = time.end


@given(st.dates(min_value=Date(1900, 1, 1), max_value=Date(2099, 12, 31)), ANCHORS)
def test_any_date_however_written(day: Date, anchor: Date | None) -> None:
    month = day.strftime("%B")
    for text in (
        f"{day.day} {month} {day.year}",
        f"{month} {day.day}, {day.year}",
        f"{day:%A}, {day.day} {month} {day.year}",
        f"{day:%a}. {day:%b} {day.day}, {day.year}",
        day.isoformat(),
        f"{day.day:02d}.{day.month:02d}.{day.year}",
    ):
        (time,) = find_times(text, anchor)
        assert (time.start, time.end, time.value) == (0, len(text), day.isoformat())


@pytest.mark.parametrize("piece", ["1, ", "-", "the last ", "at least ", "one hundred and ", "1-", "June 3, 4, "])
def test_long_rows_cost_no_more_than_their_length(piece: str) -> None:
    def seconds(text: str) -> float:
        start = time_module.perf_counter()
        find_times(text, WEDNESDAY)
        return time_module.perf_counter() - start

    short = min(seconds(piece * 500) for _ in range(3))
    assert seconds(piece * 5000) < 60 * short + 0.05
