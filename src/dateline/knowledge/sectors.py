"""PLOVER's sectors (manual 2.0), and groups of them that are asked about together."""

from __future__ import annotations

SECTORS = (
    "GOV", "MIL", "COP", "JUD", "LEG", "SPY", "PTY", "OPP", "REB", "PRM", "UAF", "CRM", "CVL", "LAB", "AGR", "BUS",
    "EDU", "JRN", "MED", "REL", "REF", "SOC", "ELI", "PRE", "UNK",
)  # fmt: skip
"""All of them."""
STATE = frozenset({"GOV", "MIL", "COP", "LEG", "JUD", "SPY"})
"""Branches and forces of a state."""
IRREGULARS = frozenset({"UAF", "REB", "CRM", "PRM"})
"""Whoever carries arms without being a state's own force."""
