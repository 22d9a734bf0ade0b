"""The encoder read on: it guesses masked word pieces of the training texts before any head is taught.

The starting weights were trained to give whole sentences one vector; guessing words brings back what single words mean
in their places, in the language of reports on violence and politics.
"""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer
from torch import nn
from torch.nn import functional
from torch.utils.data import DataLoader, Dataset
from transformers import AutoModel

from dateline.language.shapes import COUNT
from dateline.language.tokens import WordPieces
from training.batches import Planned, as_tensors, moved, plan
from training.windows import Window, encode

MASKED = 0.15
"""Share of word pieces to guess; of these eight in ten are masked, one in ten replaced (Devlin et al., 2019)."""


class Guess(nn.Module):
    """Scores of all word pieces, by the encoder's own embeddings."""

    def __init__(self, width: int, pieces: int) -> None:
        super().__init__()
        self.turn = nn.Sequential(nn.Linear(width, width), nn.GELU(), nn.LayerNorm(width))
        self.bias = nn.Parameter(torch.zeros(pieces))

    def forward(self, hidden: torch.Tensor, embeddings: torch.Tensor) -> torch.Tensor:
        return self.turn(hidden) @ embeddings.T + self.bias


class _Masked(Dataset[tuple[torch.Tensor, ...]]):
    """Steps as (ids, mask, shapes, what to guess); IGNORE (-100) where nothing is to be guessed."""

    def __init__(
        self, documents: Mapping[str, list[Window]], steps: list[list[Planned]], pieces: WordPieces, vocabulary: int, mask: int
    ) -> None:
        self._documents, self._steps, self._pieces = documents, steps, pieces
        self._vocabulary, self._mask = vocabulary, mask

    def __len__(self) -> int:
        return len(self._steps)

    def __getitem__(self, number: int) -> tuple[torch.Tensor, ...]:
        rows = []
        for p in self._steps[number]:
            window = self._documents[p.corpus][p.document].cut(p.first, p.last)
            window.caseless = random.Random(p.seed).random() < 0.2
            rows.append(encode(window, self._pieces))
        ids, mask, shapes, _, _ = as_tensors(rows)
        draw = torch.Generator().manual_seed(self._steps[number][0].seed)
        chosen = (torch.rand(ids.shape, generator=draw) < MASKED) & (mask == 1)
        chosen &= (ids != self._pieces.cls) & (ids != self._pieces.sep)
        wanted = torch.where(chosen, ids, -100)
        kind = torch.rand(ids.shape, generator=draw)
        other = torch.randint(self._vocabulary, ids.shape, generator=draw)
        read = torch.where(chosen & (kind < 0.8), self._mask, ids)
        return torch.where(chosen & (kind > 0.9), other, read), mask, shapes, wanted


def adapt(
    encoder: str,
    documents: Mapping[str, list[Window]],
    settings: Mapping[str, Any],
    folder: Path,
    pieces: WordPieces,
    device: torch.device,
    log: Callable[[str], None],
    workers: int = 0,
) -> None:
    """Train an encoder on the words of some documents, `settings["passes"]` times, and write it to a folder."""
    torch.manual_seed(settings["seed"])
    model = AutoModel.from_pretrained(encoder, add_pooling_layer=False)
    old = model.embeddings.token_type_embeddings.weight.data
    if len(old) != COUNT:  # as `training.model.Model` has it
        model.embeddings.token_type_embeddings = nn.Embedding(COUNT, old.shape[1])
        model.embeddings.token_type_embeddings.weight.data[:] = old[0]
        model.config.type_vocab_size = COUNT
    tokenizer = Tokenizer.from_file(str(Path(encoder) / "tokenizer.json"))
    mask_id = tokenizer.token_to_id("[MASK]")
    guess = Guess(model.config.hidden_size, model.config.vocab_size).to(device)
    model.to(device).train()
    steps = plan(documents, dict.fromkeys(sorted(documents), settings["passes"]), settings, pieces)
    loader = DataLoader(
        _Masked(documents, steps, pieces, model.config.vocab_size, mask_id),
        batch_size=None, shuffle=False, num_workers=workers, pin_memory=device.type == "cuda",
    )  # fmt: skip
    optimizer = torch.optim.AdamW(
        [{"params": model.parameters(), "lr": settings["rate"]}, {"params": guess.parameters(), "lr": 1e-3}],
        weight_decay=0.01,
    )
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimizer, [settings["rate"], 1e-3], total_steps=len(steps), pct_start=0.06, anneal_strategy="linear"
    )
    for step, batch in enumerate(loader, 1):
        ids, mask, shapes, wanted = moved(batch if isinstance(batch, tuple) else tuple(batch), device)
        with torch.autocast(device.type, torch.bfloat16, enabled=device.type == "cuda"):
            hidden = model(input_ids=ids, attention_mask=mask, token_type_ids=shapes).last_hidden_state
            at = (wanted != -100).nonzero(as_tuple=True)
            scores = guess(hidden[at], model.embeddings.word_embeddings.weight)
            loss = functional.cross_entropy(scores.float(), wanted[at])
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        schedule.step()
        if step % 50 == 0:
            log(f"words {step}/{len(steps)}  {loss.item():.3f}")
    model.float().save_pretrained(folder)
    shutil.copy(Path(encoder) / "tokenizer.json", folder / "tokenizer.json")
