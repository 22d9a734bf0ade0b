"""Where and when an event took place: its places as `whereabouts` chooses them, its day as `event_dates` does."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from dateline.coding.event_dates import EventDates
from dateline.coding.events import Candidate
from dateline.coding.grammar import Grammar
from dateline.coding.place_features import Spot
from dateline.coding.whereabouts import PlaceFinder, Weigh, weigh
from dateline.records.report import DateBasis, DatePrecision, Time

_FILED = 16
"""Characters at most between the place and the date of a wire story's opening: "LIMA, Peru (Agency), 2 Feb"."""


class Setting(msgspec.Struct):
    """Positions in the document's spots; the date as it goes into the Event."""

    place: int | None = None
    to: int | None = None
    from_: int | None = None
    date: str | None = None
    enddate: str | None = None
    precision: DatePrecision = "none"
    basis: DateBasis = "none"


class SettingFinder:
    """Finds the settings of one document's events, asked in text order."""

    def __init__(
        self,
        grammar: Grammar,
        spots: Sequence[Spot],
        times: Sequence[tuple[int, Time]],
        published: str | None,
        dateline: int | None,
        weigh: Weigh = weigh,
    ) -> None:
        """`spots`: all that an event's place may be; `times`: head token and record; `dateline`: position in `spots` of
        the wire story's place; `weigh`: gives places their chances."""
        tokens = grammar.tokens
        taken = {
            i for i, spot in enumerate(spots)
            if any(t.start <= tokens[spot.head].start < t.end for h, t in times if abs(h - spot.head) < 8)
        }  # fmt: skip
        filed: set[int | None] = set()
        if dateline is not None:
            end = tokens[spots[dateline].head].end
            filed = {i for i, (_, t) in enumerate(times) if 0 <= t.start - end <= _FILED}
        self._places = PlaceFinder(grammar, spots, dateline, taken, weigh)
        self.dates = EventDates(grammar, times, published, skip=filed)

    def of(self, candidate: Candidate, quad: int | None, actor_heads: set[int], recipient_heads: set[int]) -> Setting:
        """The setting of an event. `actor_heads`, `recipient_heads`: the words that head its parties."""
        where = self._places.of(candidate, quad, actor_heads, recipient_heads)
        return Setting(where["place"], where["to"], where["from"], *self.dates.of(candidate))
