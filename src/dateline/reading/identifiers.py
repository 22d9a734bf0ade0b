"""Ids that are unique within a run.

Reports are joined by document id, so two documents with one id would become one. The second is renamed, with a warning.
"""

from __future__ import annotations

from array import array
from hashlib import blake2b

_FIRST_SIZE = 1024


class SeenIds:
    """The ids of a run, at 11 to 32 bytes each: a table of 64-bit hashes with open addressing.

    A Python set of a million ids would take 150 MB and more; here a million need 16 MB. Two different ids
    have the same hash once in some 30 million runs over a million documents; one would get a needless "#2".
    """

    def __init__(self) -> None:
        self._slots = array("Q", bytes(8 * _FIRST_SIZE))  # 0 is a free slot
        self._used = 0

    def unique(self, name: str) -> str:
        """`name` itself the first time, then `name#2`, `name#3`, ..."""
        if self._add(name):
            return name
        # The numbers are given without gaps: double until one is free, then halve the interval.
        low, high = 1, 2
        while f"{name}#{high}" in self:
            low, high = high, high * 2
        while high - low > 1:
            middle = (low + high) // 2
            if f"{name}#{middle}" in self:
                low = middle
            else:
                high = middle
        self._add(f"{name}#{high}")
        return f"{name}#{high}"

    def __contains__(self, name: str) -> bool:
        key = _key(name)
        return self._slots[self._slot(self._slots, key)] == key

    def _add(self, name: str) -> bool:
        """Remember `name`; False where it was known."""
        key = _key(name)
        slot = self._slot(self._slots, key)
        if self._slots[slot] == key:
            return False
        self._slots[slot] = key
        self._used += 1
        if 3 * self._used > 2 * len(self._slots):
            self._grow()
        return True

    @staticmethod
    def _slot(slots: array[int], key: int) -> int:
        """Where `key` is, or would be."""
        mask = len(slots) - 1
        slot = key & mask
        while slots[slot] not in (0, key):
            slot = (slot + 1) & mask
        return slot

    def _grow(self) -> None:
        larger = array("Q", bytes(16 * len(self._slots)))
        for key in self._slots:
            if key:
                larger[self._slot(larger, key)] = key
        self._slots = larger


def _key(name: str) -> int:
    return int.from_bytes(blake2b(name.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big") or 1
