"""Words that say which side of an act the parties around them are on."""

from __future__ import annotations

AIMED = frozenset(
    ("demand", "request", "insist", "propose", "suggest", "urge", "want", "ask", "call", "allege", "complain", "claim",
     "charge", "accuse", "accusation", "allegation", "complaint", "warn", "order", "say", "demanding", "claim")
)  # fmt: skip
"""Words whose "that" clause is about the one addressed or accused."""
STRIKING = frozenset(
    ("hit", "kill", "wound", "injure", "damage", "destroy", "target", "strike", "paralyse", "paralyze", "devastate",
     "rock", "leave", "claim", "cripple", "disrupt")
)  # fmt: skip
"""Verbs by which a noun says whom it befell: "the *blast* wounded two guards"."""
RECEIVING = frozenset(
    ("enjoy", "receive", "win", "secure", "gain", "suffer", "face", "survive", "get", "obtain", "sustain")
)
"""Verbs whose subject is the other side of what their object names."""
NOBODY = frozenset(("no one", "nobody", "none", "noone"))
RELATIVE = frozenset(("who", "that", "which", "whom"))
CARRYING = frozenset(
    ("plan", "prepare", "consider", "continue", "resume", "start", "begin", "stop", "end", "halt", "suspend", "call",
     "use", "plot", "threaten", "promise", "pledge", "vow", "agree", "refuse", "propose", "grant", "weigh", "fire",
     "drop", "break", "restore", "escalate", "cancel", "drive", "read", "distribute", "publish", "post")
)  # fmt: skip
"""Verbs whose subject does what their object names, besides the support verbs of the codebook."""
THWARTING = frozenset(
    ("foil", "thwart", "prevent", "avert", "reject", "condemn", "criticise", "criticize", "oppose", "uncover",
     "disrupt", "deny", "stop", "repel", "suffer", "face", "survive", "receive", "sustain")
)  # fmt: skip
"""Verbs whose subject is never the one who does what their object names."""
BLAMING = frozenset(
    ("condemn", "deplore", "denounce", "decry", "criticise", "criticize", "slam", "blast", "castigate", "lament",
     "mourn", "regret", "protest", "investigate", "probe")
)  # fmt: skip
"""Verbs whose subject has not done what their object names, even where the trained head reads that it has."""
