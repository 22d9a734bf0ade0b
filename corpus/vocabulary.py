"""The values that marks may have. What the record and the codebooks define is taken from there."""

from __future__ import annotations

from typing import Final, get_args

from dateline.codebooks import default
from dateline.knowledge.countries import countries
from dateline.records.report import (
    DatePrecision,
    Form,
    Identification,
    MentionType,
    RelationType,
    SourceKind,
    Stance,
    Standing,
    Status,
)

CODEBOOK: Final = default()
MODES: Final[dict[str, frozenset[str]]] = {name: frozenset(kind.modes) for name, kind in CODEBOOK.types.items()}
"""Event type to its modes."""

ENTITY_KINDS: Final[frozenset[str]] = frozenset(get_args(MentionType))
RELATIONS: Final[frozenset[str]] = frozenset(get_args(RelationType))
RELATION_STATUS: Final = frozenset(("current", "former", "planned", "negated"))
PRECISIONS: Final[tuple[str, ...]] = get_args(DatePrecision)
STATUS: Final[tuple[str, ...]] = get_args(Status)
STANDING: Final[tuple[str, ...]] = get_args(Standing)
SOURCE_KINDS: Final[tuple[str, ...]] = get_args(SourceKind)
IDENTIFICATION: Final[tuple[str, ...]] = get_args(Identification)
FORMS: Final[tuple[str, ...]] = get_args(Form)
STANCES: Final[tuple[str, ...]] = get_args(Stance)

SECTORS: Final = frozenset(
    ("COP", "GOV", "JUD", "LEG", "MIL", "PTY", "REB", "SPY", "UAF", "UNK", "AGR", "BUS", "CRM", "CVL", "EDU", "ELI",
     "JRN", "LAB", "MED", "OPP", "PRE", "PRM", "REF", "REL", "SOC")
)  # fmt: skip
"""PLOVER's sector codes."""
CODES: Final = frozenset(c.iso3 for c in countries() if c.iso3) | frozenset(
    ("IGO", "UNO", "EUR", "NGO", "ISM", "IMG", "MNC")
)
"""Countries, and PLOVER's international codes."""
LEVELS: Final = frozenset(("country", "province", "district", "city", "site", "region"))
SIZES: Final = frozenset(("dead", "injured", "arrested", "abducted", "displaced", "participants", "released"))
GENRES: Final = frozenset(("wire", "paper", "ngo", "communique", "monitor", "field"))
"""News agency, (local) paper, bulletin of an aid or rights organisation, official communique, radio monitoring, field
notes."""
NEGATIVES: Final = frozenset(("sport", "weather", "accident", "business", "metaphor", "other"))
"""What a text without events is about that looks as if it had some."""
AFTER: Final = frozenset(("copy", "rewrite", "update", "correction", "denial"))
"""What a report of an incident can be to an earlier one."""

SUB_EVENTS: Final = (
    "Armed clash",
    "Government regains territory",
    "Non-state actor overtakes territory",
    "Chemical weapon",
    "Air/drone strike",
    "Suicide bomb",
    "Shelling/artillery/missile attack",
    "Remote explosive/landmine/IED",
    "Grenade",
    "Sexual violence",
    "Attack",
    "Abduction/forced disappearance",
    "Peaceful protest",
    "Protest with intervention",
    "Excessive force against protesters",
    "Violent demonstration",
    "Mob violence",
    "Agreement",
    "Arrests",
    "Change to group/activity",
    "Disrupted weapons use",
    "Headquarters or base established",
    "Looting/property destruction",
    "Non-violent transfer of territory",
    "Other",
)
"""ACLED's sub-event types, in its spelling (ACLED codebook, 2023)."""


def slug(name: str) -> str:
    """A sub-event type as the marks have it: "Air/drone strike" is `air_drone_strike`."""
    return "".join(c if c.isalnum() else "_" for c in name.lower())


SUB_EVENT_OF: Final = {slug(name): name for name in SUB_EVENTS}
