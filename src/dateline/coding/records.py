"""From what the coding files found to the records of a Report."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from dateline.codebooks import Codebook
from dateline.coding.confidence import Slot
from dateline.coding.events import Candidate
from dateline.coding.setting import Setting
from dateline.records.analysis import Analysis
from dateline.records.report import Attribution, Event, Instrument, Party, Place, Size, Span, Standing

if TYPE_CHECKING:
    from dateline.coding.entities import EntityLayer

_ID_LENGTH = 16
"""Hexadecimal digits: 64 bits, enough for a billion events without a collision to be expected."""


def party(layer: EntityLayer, mention: int, confidence: float) -> Party:
    """A mention as an actor or recipient; its entity is known, since mentions without one are given no slot."""
    record = layer.mentions[mention]
    assert record.entity is not None
    entity = layer.entities[record.entity]
    return Party(
        record.entity, mention, record.text, entity.name, entity.code, entity.sector, entity.count,
        round(confidence, 2), entity.code_basis,
    )  # fmt: skip


def event_record(
    candidate: Candidate,
    *,
    document: str,
    codebook: Codebook,
    analysis: Analysis,
    layer: EntityLayer,
    places: Sequence[Place],
    setting: Setting,
    size: Size,
    instruments: Sequence[int],
    contexts: Sequence[str],
    attributions: Sequence[Attribution],
    standing: Standing,
    evidence: Sequence[tuple[int, int]],
    confidence: float,
    party_confidence: Callable[[Slot, int], float],
) -> Event:
    """The Event of a candidate. `evidence`: character spans; `party_confidence`: of a mention in a slot; everything
    else as its own file found it."""
    token = analysis.tokens[candidate.word if candidate.word >= 0 else candidate.trigger]
    kind = codebook.types[candidate.event]
    scale = codebook.scale(candidate.event, candidate.modes[0] if candidate.modes else None)

    def at(index: int | None) -> Place | None:
        return places[index] if index is not None else None

    return Event(
        id=event_id(document, codebook.label, candidate.event, token.start, token.end),
        document=document,
        event=candidate.event,
        mode=candidate.modes,
        context=list(contexts),
        quad_code=kind.quad_code,
        event_scale=scale,
        trigger=Span(token.start, token.end, token.text),
        actor=[party(layer, m, party_confidence("actor", m)) for m in candidate.actors],
        recipient=[party(layer, m, party_confidence("recipient", m)) for m in candidate.recipients],
        instrument=[Instrument(m, layer.mentions[m].text) for m in instruments],
        event_loc=at(setting.place),
        to_loc=at(setting.to),
        from_loc=at(setting.from_),
        date=setting.date,
        enddate=setting.enddate,
        date_precision=setting.precision,
        date_basis=setting.basis,
        size=size,
        status=candidate.status,
        attributions=candidate.attributions,
        standing=standing,
        evidence=[Span(a, b, analysis.text[a:b]) for a, b in evidence],
        confidence=round(confidence, 2),
    )


def event_id(document: str, codebook: str, event: str, start: int, end: int) -> str:
    """Stable from run to run and machine to machine: a digest of what makes the event this one."""
    what = "\x1f".join((document, codebook, event, str(start), str(end)))
    return hashlib.sha256(what.encode("utf8", "surrogatepass")).hexdigest()[:_ID_LENGTH]
