"""Which kinds of events does this user code, and how does one know them?

`load` reads a codebook (YAML), `combine` joins several, `default` is PLOVER 2.0 with the mobilisation types.
`SignalIndex` and `ContextIndex` find in an analysed text the words that tell of its types and contexts.
"""

from dateline.codebooks.contexts import ContextIndex, ModeWords
from dateline.codebooks.loader import BUILT_IN, CodebookError, combine, default, load
from dateline.codebooks.model import (
    Codebook,
    Context,
    Decision,
    EventType,
    Example,
    MarkedSpan,
    MarkedText,
    Mode,
    Signal,
    parse_marked,
)
from dateline.codebooks.signals import CLASSES, CompiledSignal, Match, SignalIndex
from dateline.codebooks.surroundings import children_of

__all__ = [
    "BUILT_IN",
    "CLASSES",
    "Codebook",
    "CodebookError",
    "CompiledSignal",
    "Context",
    "ContextIndex",
    "Decision",
    "EventType",
    "Example",
    "MarkedSpan",
    "MarkedText",
    "Match",
    "Mode",
    "ModeWords",
    "Signal",
    "SignalIndex",
    "children_of",
    "combine",
    "default",
    "load",
    "parse_marked",
]
