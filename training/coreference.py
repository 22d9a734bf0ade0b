"""Learns to link mentions across a whole document, on top of an exported model: the last step, a few minutes.

The joint training sees windows, so it cannot learn what a name twenty sentences back is worth, nor what the words
themselves say (`dateline.language.mention_pairs`). Here the exported model reads whole documents as it does at run
time, and a small network learns to choose among the mentions before each. Its weights are added to the model folder.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch
from torch import Tensor, nn

from dateline.language.analyser import joined
from dateline.language.coreference import MENTION
from dateline.language.decoder import Decoder
from dateline.language.mention_pairs import FAR, NEAR, PAIRED, candidates, compare
from dateline.language.mention_traits import SINGLE, describe
from dateline.language.model import LanguageModel
from dateline.language.spans import probabilities
from dateline.language.windows import lay_out_words
from dateline.records.analysis import Analysis
from training.corpora.mentions import rehead
from training.corpora.own import own
from training.corpora.treebank import gum
from training.heads import array
from training.windows import Window

LINK, HIDDEN = 64, 32
EPOCHS, RATE = 8, 3e-3
DROPOUT, DROPOUT_OF_VECTORS = 0.3, 0.5
"""The vectors are surer of these texts than they will be of others, since the model has learned from them."""
SEED = 1
NEVER = -1e4
WHOLE = 6
"""Sentences from which on a text of our own corpus is taken for a whole report."""
ARRAYS = ("mention", "mention_type", "mention_later", "mention_earlier")


class Document(NamedTuple):
    """The mentions of a document as the scorer sees them; its pairs are those of `candidates`."""

    later: Tensor
    """[mention, vector]"""
    earlier: Tensor
    single: Tensor
    """[mention, SINGLE]"""
    paired: Tensor
    """[pair, PAIRED], in half precision to save memory"""
    rows: Tensor
    columns: Tensor
    places: Tensor
    """Of each pair, its number among those of its row."""
    entities: Tensor
    """A number for each mention; those without an entity have one of their own."""


class Scorer(nn.Module):
    """Log odds of each pair against the later mention's going back to nothing (`dateline.language.coreference`)."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.later_map, self.earlier_map = (nn.Linear(width, LINK, bias=False) for _ in range(2))
        self.later, self.earlier = (nn.Linear(len(SINGLE), HIDDEN, bias=False) for _ in range(2))
        self.pair, self.out = nn.Linear(len(PAIRED), HIDDEN), nn.Linear(HIDDEN, 1, bias=False)
        self.dropout, self.vectors = nn.Dropout(DROPOUT), nn.Dropout(DROPOUT_OF_VECTORS)

    def forward(self, document: Document) -> Tensor:
        """[pair]"""
        rows, columns = document.rows, document.columns
        later = self.later_map(self.vectors(document.later))
        earlier = self.earlier_map(self.vectors(document.earlier))
        hidden = self.pair(document.paired.float())
        hidden = (hidden + self.later(document.single)[rows] + self.earlier(document.single)[columns]).relu()
        return self.out(self.dropout(hidden))[:, 0] + (later[rows] * earlier[columns]).sum(-1)

    def loss(self, document: Document) -> Tensor:
        """Of all right antecedents together, or of none where the entity is new. A mention of a known entity none of
        whose mentions it is compared with says nothing."""
        entities, rows, columns = document.entities, document.rows, document.columns
        size = len(entities)
        at = rows, document.places
        scores = torch.full((size, NEAR + FAR), NEVER).index_put(at, self(document))
        same = torch.zeros(size, NEAR + FAR, dtype=torch.bool).index_put(at, entities[rows] == entities[columns])
        goes_back = same.any(1, keepdim=True)
        known = (entities[:, None] == entities).tril(-1).any(1)
        none = torch.zeros(size, 1)
        total = torch.cat([none, scores], 1).logsumexp(1)
        wanted = torch.cat([none.masked_fill(goes_back, NEVER), scores.masked_fill(~same, NEVER)], 1).logsumexp(1)
        says = goes_back[:, 0] | ~known
        return ((total - wanted) * says).sum() / says.sum().clamp(min=1)

    def arrays(self) -> dict[str, np.ndarray]:
        """As `dateline.language.coreference.Linker` takes them."""
        return {
            "link_later_map": array(self.later_map.weight.T),
            "link_earlier_map": array(self.earlier_map.weight.T),
            "link_later": array(self.later.weight.T),
            "link_earlier": array(self.earlier.weight.T),
            "link_pair": array(self.pair.weight.T),
            "link_bias": array(self.pair.bias),
            "link_out": array(self.out.weight[0]),
        }


def fit(folder: Path, corpora: Path, log: Callable[[str], None] = print) -> None:
    """Fit the scorer to the model of a folder and write it there; a scorer that it had is replaced.

    `corpora` as for `training.train`. The same model and corpora give the same weights on one machine. Raises
    ValueError for a model that knows no mentions.
    """
    torch.manual_seed(SEED)
    model = LanguageModel(folder)
    if not model.mention_types:
        raise ValueError(f"{folder}: a model that has not learned mentions (`gum` in the configuration teaches them)")
    documents = [d for window in _texts(corpora) if (d := read(model, window)) is not None]
    scorer = Scorer(documents[0].later.shape[1])
    rng = random.Random(SEED)
    steps = EPOCHS * len(documents)
    optimizer = torch.optim.AdamW(scorer.parameters(), RATE, weight_decay=0.01)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: min((step + 1) / 50, 1 - step / steps))
    for epoch in range(1, EPOCHS + 1):
        rng.shuffle(documents)
        total = 0.0
        for document in documents:
            loss = scorer.loss(document)
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(scorer.parameters(), 2.0)
            optimizer.step()
            schedule.step()
            total += loss.item()
        log(f"epoch {epoch}/{EPOCHS}  {total / len(documents):.3f}")
    write(folder, scorer.arrays())


def write(folder: Path, arrays: dict[str, np.ndarray]) -> None:
    """Add arrays to those of a model folder, and set its checksum right."""
    np.savez(folder / "arrays.npz", **(LanguageModel(folder).arrays | arrays))
    card = folder / "model.toml"
    digest = LanguageModel(folder).checksum()
    card.write_text(re.sub(r'^sha256 = ".*"$', f'sha256 = "{digest}"', card.read_text("utf8"), flags=re.M))


def _texts(corpora: Path) -> Iterator[Window]:
    """GUM's documents, each also in lower case, and the whole reports of our own corpus."""
    for window in gum(corpora, "train"):
        yield window
        yield replace(window, words=[word.lower() for word in window.words])
    yield from (window for window in own(corpora, "train") if len(window.sentences) > WHOLE)


def read(model: LanguageModel, gold: Window) -> Document | None:
    """A document as the model reads it; None where it has less than two mentions.

    Where not all mentions are marked, those that are marked are the mentions; otherwise those that the model finds.
    """
    analysis, scores = _read(model, gold)
    if gold.mentions_known:
        marked = gold.mentions or []
        heads = np.flatnonzero(scores["mention"] > MENTION).tolist()
    else:
        marked = rehead(gold.mentions or [], [token.head for token in analysis.tokens])
        heads = [mention.head for mention in marked]
    if len(heads) < 2:
        return None
    numbers: dict[str, int] = {}
    entity = {m.head: numbers.setdefault(m.entity, len(numbers)) for m in marked}
    found = describe(
        analysis.tokens,
        analysis.sentences,
        heads,
        scores["mention"][heads],
        probabilities(scores["mention_type"][heads]),
    )
    rows, columns = candidates(found)
    return Document(
        torch.from_numpy(scores["mention_later"][heads]),
        torch.from_numpy(scores["mention_earlier"][heads]),
        torch.from_numpy(found.single),
        torch.from_numpy(compare(found, rows, columns).T.astype(np.float16)),
        torch.from_numpy(rows),
        torch.from_numpy(columns),
        torch.from_numpy(np.arange(len(rows)) - np.searchsorted(rows, rows)),
        torch.tensor([entity.get(head, -1 - row) for row, head in enumerate(heads)]),
    )


def _read(model: LanguageModel, gold: Window) -> tuple[Analysis, dict[str, np.ndarray]]:
    """The trees of a document, and the scores of mentions, one row a word."""
    layout = lay_out_words(gold.words, model.pieces, model.longest, [sentence.last for sentence in gold.sentences])
    decoder = Decoder(model)
    every = [model.run(window.pieces, window.shapes) for window in layout.windows]
    readings = [
        decoder.read(scores, window, True, lambda word, upos: False)
        for scores, window in zip(every, layout.windows, strict=True)
    ]
    return joined(layout, readings), {name: np.concatenate([scores[name] for scores in every]) for name in ARRAYS}
