"""The parts of an event in words, for a person: no colours, no layout."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable

from dateline.knowledge.countries import by_iso3
from dateline.knowledge.number_words import UNITS
from dateline.records.report import Attribution, Count, Event, Party, Place, Size

RESOLUTION = {5: "part of a city", 4: "city", 3: "district", 2: "province", 1: "country"}
"""PLOVER's codes for how exactly a place is known."""

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

SOURCE_KIND = {
    "official": "official",
    "armed_group": "armed group",
    "political": "political source",
    "ngo": "NGO",
    "other": "source",
}
"""What a source is, where the record's word for it would not read well."""

TOLD_BY = {"denies": "denied by", "doubts": "doubted by"}
"""What stands before a source, by its stance; before all others "according to"."""

CODES = {
    "AGR": "farmers, herders",
    "BUS": "business",
    "COP": "police, guards",
    "CRM": "criminals",
    "CVL": "civilians",
    "EDU": "education",
    "ELI": "elites",
    "EUR": "European body",
    "GOV": "government",
    "IGO": "body of states",
    "IMG": "international militants",
    "ISM": "religious movement across borders",
    "JRN": "press",
    "JUD": "courts",
    "LAB": "workers, unions",
    "LEG": "parliament",
    "MED": "doctors, health",
    "MIL": "army",
    "MNC": "multinational company",
    "NGO": "non-governmental organisation",
    "OPP": "opposition",
    "PRE": "unrecognised state",
    "PRM": "pro-government militia",
    "PTY": "party",
    "REB": "rebels",
    "REF": "refugees",
    "REL": "clergy, faith",
    "SOC": "civil society",
    "SPY": "intelligence service",
    "UAF": "armed, not identified",
    "UNK": "unknown",
    "UNO": "United Nations",
}
"""PLOVER's codes for sectors and for bodies above states, in a word or two."""

STANDING = {
    "reported": "told in the reporter's own voice",
    "attributed": "told by a source",
    "disputed": "told by one, denied by another",
    "denied": "only the denial is told",
}


def even(text: str) -> str:
    """One line, single blanks."""
    return " ".join(text.split())


def quoted(text: str) -> str:
    return f"“{even(text)}”"


def count_words(count: Count) -> str:
    """How many: "3", "at least 201", "10 to 14", "about 20"."""
    if count.max is None:
        words = f"at least {count.min:,}"
    elif count.min == count.max:
        words = f"{count.min:,}"
    elif count.min <= 0:
        words = f"at most {count.max:,}"
    else:
        words = f"{count.min:,} to {count.max:,}"
    return f"about {words}" if count.approximate and count.max is not None and count.min == count.max else words


def size_words(size: Size) -> str:
    """All numbers of an event: "3 dead, at least 12 injured"; empty where there are none."""
    named = ("dead", "injured", "arrested", "abducted", "displaced", "participants", "released")
    counts = [(getattr(size, name), name) for name in named] + [(c, name) for name, c in (size.items or {}).items()]
    return ", ".join(f"{count_words(count)} {name}" for count, name in counts if count is not None)


def _says(words: str, count: Count) -> bool:
    """Do the words themselves give this very number?"""
    if count.min != count.max:
        return False
    return any(
        (int(word) if word.isascii() and word.isdigit() else UNITS.get(word)) == count.min
        for word in re.findall(r"\w+", words.casefold().replace(",", ""))
    )


def party_words(party: Party) -> tuple[str, str]:
    """An actor or recipient: its name, and in brackets what else is known of it."""
    name, called = named(party.text, party.name)
    known = [called, " ".join(code for code in (party.code, party.sector) if code)]
    if party.count and not _says(f"{party.name} {party.text}", party.count):
        known.append(count_words(party.count))
    return name, ", ".join(part for part in known if part)


def named(text: str, name: str | None) -> tuple[str, str]:
    """What to call somebody, and in quotation marks the words of the sentence where these say something else.

    Words that hold the name already need none beside them: "Police chief Ana Vaz", not "Ana Vaz (“Police chief ...”)".
    """
    text, name = even(text), even(name or "")
    if name.casefold() in text.casefold():
        return text, ""
    return name, "" if _bare(text) == _bare(name) else quoted(text)


def _bare(words: str) -> str:
    return re.sub(r"^(the|an?) ", "", even(words).casefold())


def place_words(place: Place, text: str | None = None) -> tuple[str, str]:
    """A place: its name with what it lies in; and what the text calls it, and how exactly it is known."""
    country = by_iso3(place.country_code) if place.country_code else None
    within = [place.district, place.province, country.name if country else place.country_code]
    name = ", ".join(dict.fromkeys(part for part in [place.name, *within] if part))
    called = quoted(text) if text and _bare(text) != _bare(place.name) else ""
    if place.lat is None or place.lon is None:
        return name, "not found on the map"
    north = f"{abs(place.lat):.2f}°{'N' if place.lat >= 0 else 'S'}"
    east = f"{abs(place.lon):.2f}°{'E' if place.lon >= 0 else 'W'}"
    known = [called, RESOLUTION.get(place.resolution or 0, ""), f"{north} {east}"]
    return name, ", ".join(part for part in known if part)


def date_words(event: Event) -> tuple[str, str]:
    """When: the days; and the day of the week or how exactly they are known. Two empty strings where nothing is."""
    exact = "" if event.date_precision in ("none", "open_start", "open_end") else f"known to the {event.date_precision}"
    if event.date and event.enddate:
        days = event.date if event.date == event.enddate else f"{event.date} to {event.enddate}"
        if event.date == event.enddate and event.date_precision == "day":
            exact = WEEKDAYS[datetime.date.fromisoformat(event.date).weekday()]
        elif event.date_precision == "day":
            exact = ""
    elif event.date:
        days = f"{event.date} or later"
    elif event.enddate:
        days = f"{event.enddate} or earlier"
    else:
        return "", ""
    basis = "from the context" if event.date_basis == "document" else ""
    return days, ", ".join(part for part in (exact, basis) if part)


def source_words(attribution: Attribution, name: str | None = None) -> tuple[str, str]:
    """Who tells it; and what kind of source that is and the word it is quoted by.

    `name` is that of the person or body behind "he" or "the group".
    """
    source = attribution.source
    cue = quoted(attribution.cue.text) if attribution.cue.text else ""
    stance = "" if attribution.stance in ("asserts", *TOLD_BY) else attribution.stance
    if source is None:
        return "a source left open", ", ".join(part for part in (stance, cue) if part)
    kind = f"{source.identification} {SOURCE_KIND.get(source.kind, source.kind)}".replace("_", " ")
    who, called = named(source.text, name)
    return who, ", ".join(part for part in (called, kind, stance, cue) if part)


def headline_words(event: Event) -> list[str]:
    """Type and mode, the word that carries it; status, standing, confidence."""
    kind = f"{event.event} {', '.join(event.mode)}".strip()
    return [kind, quoted(event.trigger.text), event.status, event.standing, f"confidence {event.confidence:.2f}"]


def standing_words(standings: Iterable[str]) -> str:
    """What these values of `standing` mean, in the order of the record."""
    seen = set(standings)
    return "; ".join(f"{name}: {about}" for name, about in STANDING.items() if name in seen)


def code_words(codes: Iterable[str]) -> str:
    """What these codes mean, bodies and sectors first, then countries; codes of one's own codebook are left out."""
    ordered = sorted(set(codes), key=lambda code: (code not in CODES, code))
    known = {code: by_iso3(code) for code in ordered}
    named = [(code, CODES.get(code) or (country.name if country else "")) for code, country in known.items()]
    return " · ".join(f"{code} {name}" for code, name in named if name)
