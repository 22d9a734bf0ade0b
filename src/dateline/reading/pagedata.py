"""What a web page says about its article: title, authors, publication date, publisher, address.

trafilatura reads the markup meant for machines; the tables here add what readers see under the headline and take away
what is no title, no name and no date of the article.
"""

from __future__ import annotations

import datetime
import json
import re
from copy import deepcopy
from itertools import islice
from typing import Any, NamedTuple

from .dates import iso_date
from .plaintext import repaired

_LATEST = "2100-01-01"
"""Upper bound for a date on a page. Not today: the same page has to give the same record next year."""

_EARLIEST = "1990-01-01"
"""Lower bound: there were no web pages before. A report on an older event has its date in the text."""

_UNDER_HEADLINE = 15
"""Elements after the headline in which a line that is only a date is the article's date."""


_COMMON_WORDS = 0.3
"""Share of its words that a headline has in common with the title meant for machines, which is often shortened for
search engines. Swept 0.3 to 0.6 on development pages."""


class PageData(NamedTuple):
    """What is known about a page beside its text."""

    title: str | None
    authors: list[str]
    published: str | None
    publisher: str | None
    url: str | None


def page_data(tree: Any, url: str | None, latest: str | None) -> PageData:
    """Read the metadata of a parsed page, which is left as it is.

    `url` is where the page was found; `latest` the ISO date on which it was there already, so no later date is
    believed.
    """
    from trafilatura.metadata import extract_metadata

    # The search through the whole text of a page ("extensive") invents dates: opening hours, copyright lines. With
    # the bound of an archive as "max_date" htmldate would fall back on parts of a later date.
    search = {"original_date": True, "extensive_search": False, "min_date": _EARLIEST, "max_date": _LATEST}
    found = extract_metadata(deepcopy(tree), url, search)
    publisher = tidy(found.sitename)
    headline = _headline(tree, tidy(found.title))
    title = tidy(headline.text_content()) if headline is not None else tidy(found.title)
    published: str | None = found.date
    if published is None or not _dated_by_markup(tree):
        seen = _date_under(headline) if headline is not None else None
        published = seen or published
    if published is not None and latest is not None and published > latest:
        published = None
    return PageData(
        title=_without_site(title, publisher),
        authors=_authors(found.author, publisher),
        published=published,
        publisher=publisher,
        url=found.url or url,
    )


def tidy(value: str | None) -> str | None:
    """One evenly spaced line, None where nothing is left."""
    return " ".join(repaired(value)[0].split()) or None if value else None


def letters(text: str) -> str:
    """Only the letters and digits, in lower case: to compare headlines and names."""
    return re.sub(r"[\W_]", "", text.lower())


def _headline(tree: Any, title: str | None) -> Any:
    """The h1 element that readers see as the headline: it shares words with the title meant for machines.

    None where no h1 does, or where the h1 is the title with a rubric before it.
    """
    wanted = set(re.findall(r"\w+", (title or "").lower()))
    best, share = None, _COMMON_WORDS
    for heading in islice(tree.iter("h1"), 20):
        text = " ".join(heading.text_content().split())
        words = set(re.findall(r"\w+", text.lower()))
        if not words or not wanted or (title is not None and text != title and text.endswith(title)):
            continue
        common = len(words & wanted) / min(len(words), len(wanted))
        if common >= share and (len(words) >= 4 or len(words) >= len(wanted) / 2):
            best, share = heading, common + 0.01
    return best


_TITLE_TAIL = re.compile(r"\s+(?:[|–—·»-]|::)\s+(?P<site>[^|–—·»]{2,60})$")


def _without_site(title: str | None, publisher: str | None) -> str | None:
    """The headline without the name of the site behind it."""
    tail = _TITLE_TAIL.search(title) if title else None
    if title is None or tail is None or publisher is None:
        return title
    site, name = letters(tail["site"]), letters(publisher)
    return title[: tail.start()] if site and name and (site in name or name in site) else title


_NO_AUTHOR = re.compile(
    r"(?:no author|author|staff|staff (?:writer|reporter)s?|admin|administrator|editors?|newsroom|news desk|web ?desk|"
    r"guest|unknown|anonymous|ph\.?d\.?|m\.?d\.?|r\.?d\.?|m\.?s\.?|rdn?|https?:.*|[^a-z]*)",
    re.IGNORECASE,
)


def _authors(value: str | None, publisher: str | None) -> list[str]:
    """The names in a byline that trafilatura has split by semicolons."""
    names: list[str] = []
    for part in (value or "").split(";"):
        name = tidy(part)
        if name is None or _NO_AUTHOR.fullmatch(name) or name in names:
            continue
        if publisher is not None and (letters(name) == letters(publisher) or (" " not in name and name in publisher)):
            continue  # the house, or a word of its name
        names.append(name)
    return names


_DATE_NAMES = re.compile(
    r"(?:article:published(?:_time)?|og:published_time|date_?published|published?_?-?date|publication_date|pubdate|"
    r"dcterms\.(?:created|issued|date)|dc\.date(?:\.issued|\.created)?|sailthru\.date|parsely-pub-date|citation_publication_date|date)",
    re.IGNORECASE,
)


def _dated_by_markup(tree: Any) -> bool:
    """Has the page a publication date meant for machines? Then what readers see is not needed."""
    for meta in tree.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop") or ""
        if meta.get("content") and _DATE_NAMES.fullmatch(name):
            return True
    return any(
        script.get("type") == "application/ld+json" and "datePublished" in (script.text or "")
        for script in tree.iter("script")
    )


_MONTH_NAMES = """
january jan|february feb|march mar|april apr|may|june jun|july jul|august aug|
september sept sep|october oct|november nov|december dec
"""
_MONTHS = {name: number for number, names in enumerate(_MONTH_NAMES.split("|"), start=1) for name in names.split()}
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_DATE_LINE = re.compile(
    rf"""
    (?:(?:first\ )?(?:published|posted|written|created|date|issued|released|release\ date)\s*(?:on|at)?\s*[:|-]?\s*)?
    (?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?
    (?:
        (?P<iso>\d{{4}}-\d{{2}}-\d{{2}})
      | (?P<day1>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<month1>{_MONTH})\.?,?\s+(?P<year1>\d{{4}})
      | (?P<month2>{_MONTH})\.?\s+(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year2>\d{{4}})
    )
    (?:[\sT,|@•·-]*(?:at\ )?\d{{1,2}}[:.]\d{{2}}.{{0,80}} | \s*[|•·/-].{{0,60}} | \s+(?:by|updated)\b.{{0,60}})?
    """,
    re.VERBOSE | re.IGNORECASE,
)


def _date_under(headline: Any) -> str | None:
    """The date in the first line under the headline that is nothing but a date, written so that it has one reading."""
    for element in islice(
        headline.xpath("following::*[self::p or self::div or self::span or self::time or self::li]"), _UNDER_HEADLINE
    ):
        if len(element) > 4:
            continue
        date = date_line(" ".join(element.text_content().split())[:200])
        if date is not None and _EARLIEST <= date <= _LATEST:
            return date
    return None


def date_line(line: str) -> str | None:
    """The ISO date of a line that is only a date ("Posted on Monday, 4 May 2015 at 10:15"); None for any other line.

    Numbers alone (04/05/2015) are not read: the day and the month could be either.
    """
    match = _DATE_LINE.fullmatch(line.strip())
    if match is None:
        return None
    if match["iso"]:
        return iso_date(match["iso"])
    year, month, day = (match[f"{part}1"] or match[f"{part}2"] for part in ("year", "month", "day"))
    try:
        return datetime.date(int(year), _MONTHS[month.lower()], int(day)).isoformat()
    except ValueError:
        return None


def embedded_article(tree: Any) -> str:
    """The article in a page's JSON-LD (schema.org `articleBody`): pages drawn by scripts often have it only there."""
    longest = ""
    for script in tree.iter("script"):
        if script.get("type") != "application/ld+json" or "articleBody" not in (script.text or ""):
            continue
        try:
            stack = [json.loads(script.text, strict=False)]
        except (ValueError, RecursionError):
            continue
        while stack:
            node = stack.pop()
            if isinstance(node, list):
                stack.extend(node)
            elif isinstance(node, dict):
                stack.extend(value for value in node.values() if isinstance(value, dict | list))
                body = node.get("articleBody")
                if isinstance(body, str) and len(body) > len(longest):
                    longest = body
    if "<" in longest:  # some put markup into it
        longest = re.sub(r"<(?:br|/p|/div|/li|/h\d)\b[^>]*>", "\n", longest, flags=re.IGNORECASE)
        longest = re.sub(r"<[^>]{1,2000}>", "", longest)
    return longest
