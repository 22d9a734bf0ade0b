"""The parts of an event in words, for a person: no colours, no layout."""

from __future__ import annotations

from dateline.records.report import Attribution, Count, Event, Party, Place, Size

RESOLUTION = {5: "part of a city", 4: "city", 3: "district", 2: "province", 1: "country"}
"""PLOVER's codes for how exactly a place is known."""

DATE_BASIS = {"text": "", "document": "from the document's date", "none": ""}


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


def party_words(party: Party) -> tuple[str, str]:
    """An actor or recipient: its name, and in brackets what else is known of it."""
    known = [" ".join(code for code in (party.code, party.sector) if code)]
    if party.text.casefold() != party.name.casefold():
        known.insert(0, f"“{' '.join(party.text.split())}”")
    if party.count and str(party.count.min) not in party.name:
        known.append(count_words(party.count))
    return " ".join(party.name.split()), ", ".join(part for part in known if part)


def place_words(place: Place) -> tuple[str, str]:
    """A place: its name with what it lies in, and how exactly it is known."""
    within = [place.district, place.province, place.country_code]
    name = ", ".join(dict.fromkeys(part for part in [place.name, *within] if part))
    if place.lat is None or place.lon is None:
        return name, "not found on the map"
    north = f"{abs(place.lat):.2f}°{'N' if place.lat >= 0 else 'S'}"
    east = f"{abs(place.lon):.2f}°{'E' if place.lon >= 0 else 'W'}"
    return name, ", ".join(part for part in [RESOLUTION.get(place.resolution or 0, ""), f"{north} {east}"] if part)


def date_words(event: Event) -> tuple[str, str]:
    """When: the days, and how exactly they are known; two empty strings where nothing is."""
    precision = event.date_precision
    if event.date and event.enddate:
        days = event.date if event.date == event.enddate else f"{event.date} to {event.enddate}"
    elif event.date:
        days = f"{event.date} or later"
    elif event.enddate:
        days = f"{event.enddate} or earlier"
    else:
        return "", ""
    exact = "" if precision in ("none", "open_start", "open_end") else precision
    return days, ", ".join(part for part in (exact, DATE_BASIS[event.date_basis]) if part)


def source_words(attribution: Attribution) -> tuple[str, str]:
    """According to whom: the source, and what is known of it with the word it is quoted by."""
    source = attribution.source
    cue = f"“{' '.join(attribution.cue.text.split())}”" if attribution.cue.text else ""
    stance = "" if attribution.stance == "asserts" else attribution.stance
    if source is None:
        return "a source left open", ", ".join(part for part in (stance, cue) if part)
    kind = f"{source.kind.replace('_', ' ')}, {source.identification.replace('_', ' ')}"
    return " ".join(source.text.split()), ", ".join(part for part in (kind, stance, cue) if part)


def headline_words(event: Event) -> list[str]:
    """Type and mode, status, standing, confidence."""
    modes = ", ".join(event.mode)
    return [f"{event.event} {modes}".strip(), event.status, event.standing, f"{event.confidence:.2f}"]
