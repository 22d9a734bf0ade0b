"""Word pieces that no English text needs are left out of the model that ships: half of its bytes are word pieces.

A word in another script becomes [UNK], one piece, which costs nothing: what it means was never learned.
"""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path


def needed(piece: str) -> bool:
    """False for pieces with a letter that is not Latin or Greek (Greek stands in names of things), and for the blanks
    that BERT's vocabulary holds free."""
    if piece.startswith("[unused"):
        return False
    letters = [c for c in piece.removeprefix("##") if c.isalpha()]
    return all(unicodedata.name(c, "").startswith(("LATIN", "GREEK")) for c in letters)


def smaller(tokenizer: Path) -> tuple[str, list[int]]:
    """A tokenizer file with the pieces that are needed, numbered anew, and the numbers that these had."""
    content = json.loads(tokenizer.read_text("utf8"))
    old: dict[str, int] = content["model"]["vocab"]
    kept = [piece for piece, _ in sorted(old.items(), key=lambda entry: entry[1]) if needed(piece)]
    number = {piece: new for new, piece in enumerate(kept)}
    content["model"]["vocab"] = number
    for token in content["added_tokens"]:
        token["id"] = number[token["content"]]
    # These hold numbers too, and the model never asks for them: it adds [CLS] and [SEP] itself and pads nothing.
    content["post_processor"] = content["padding"] = content["truncation"] = None
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")), [old[piece] for piece in kept]
