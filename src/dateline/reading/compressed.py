"""Gzip as a stream that gives all it has before it says that the rest is damaged.

Python's own `gzip` raises at the damage and can lose the documents before it, in the same buffer.
"""

from __future__ import annotations

import io
import zlib
from typing import Any, BinaryIO, cast

_GZIP = 16 + zlib.MAX_WBITS
_PIECE = 64 * 1024
"""Bytes read and given at a time; also keeps a bomb (gigabytes of zeros in a few kB) from being unpacked at once."""


class _Inflated(io.RawIOBase):
    """The content of a gzip stream of one or more members. At damage it ends, and `damage` says why."""

    def __init__(self, source: BinaryIO) -> None:
        self._source = source
        self._member: Any = zlib.decompressobj(_GZIP)
        self._waiting = b""
        self._begun = False  # is there anything of the current member?
        self._more = False  # may the decompressor hold more than it gave?
        self._given = False  # has anything been given?
        self._ended = False
        self.damage: str | None = None

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        piece = b"" if self._ended else self._next(min(len(buffer), _PIECE))
        buffer[: len(piece)] = piece
        self._ended = self._ended or not piece
        return len(piece)

    def _next(self, size: int) -> bytes:
        while True:
            if not self._waiting and not self._more:
                try:
                    self._waiting = self._source.read(_PIECE)
                except OSError as error:
                    self.damage = f"cannot be read on: {error.strerror or error}"
                    return b""
                if not self._waiting:
                    if self._begun:
                        self.damage = "the file ends in the middle of compressed data"
                    return b""
            self._begun = self._begun or self._waiting.strip(b"\0") != b""  # zeros may pad a file after its last member
            if not self._begun:
                self._waiting = b""
                continue
            try:
                piece: bytes = self._member.decompress(self._waiting, size)
            except zlib.error as error:
                self.damage = f"compressed data is broken: {error}" if self._given else "it is not gzip data"
                return b""
            self._waiting = self._member.unconsumed_tail
            self._more = len(piece) == size
            if self._member.eof:
                self._waiting = self._member.unused_data.lstrip(b"\0")
                self._member = zlib.decompressobj(_GZIP)
                self._begun = self._more = False
            if piece:
                self._given = True
                return piece


def inflated(source: BinaryIO) -> BinaryIO:
    """The decompressed content of a gzip stream, to be read as any other."""
    return cast(BinaryIO, io.BufferedReader(_Inflated(source), buffer_size=_PIECE))


def damage(stream: BinaryIO) -> str | None:
    """Why a stream of `inflated` ended too soon, None where it did not or is another stream."""
    return getattr(getattr(stream, "raw", None), "damage", None)
