"""Bands that are told of by whom they follow: "men of Abu Hurr", "smugglers under a lieutenant"."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.coding.ties.reading import Reading
from dateline.coding.ties.table import Found

_BANDS = frozenset({"man", "band", "gang", "clan", "fighter"})
"""What "of" ties to the person who leads them: "the men of Abu Hurr"."""


def find_following(reading: Reading, i: int) -> Iterator[Found]:
    """The tie of noun `i`, a band, to the person who leads it."""
    record = reading.record(i)
    if record is None or record.type not in ("group", "organisation"):
        return
    links = ("of", "under") if reading.tokens[i].lemma in _BANDS else ("under",)
    for k in reading.children[i]:
        if reading.link(k) not in links:
            continue
        leader = reading.record(k)
        if leader is not None and leader.type == "person" and not reading.is_only_pronouns(leader):
            first, second = reading.mention(k), reading.mention(i)
            if first is not None and second is not None:
                yield Found(i, "leader_of", first, second, "current")
