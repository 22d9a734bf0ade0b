"""The training itself, on a few passages; where torch is not installed, none of this is run."""

from __future__ import annotations

import gzip
import json
import shutil
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("torch")
pytest.importorskip("transformers")
pytest.importorskip("onnx")

import numpy as np
import torch
from reviewed_passages import BAD, PASSAGES
from running import STORY, dateline
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers
from training.export import write
from training.restore import apart, restore
from training.user import command, scratch
from training.user.labels import add_labels
from training.windows import EventGold, Window
from transformers import BertConfig, BertModel

from dateline.coding.coder import Coder
from dateline.language.model import BUILT_IN, LanguageModel, ModelError

BOOK = """\
name: harbours
version: "1"
types:
  LANDING:
    definition: A ship puts into a port.
    quad_code: null
    event_scale: null
    recipient: none
    signals: [land.v]
"""
LANDINGS = [
    "The Amina docked at Beira on Monday.",
    "A coal ship docked at Maputo, agents said.",
    "Two trawlers docked at Nacala after the storm.",
    "The ferry from Pemba docked at Beira on Friday with eighty passengers.",
    "The Sea Lark docked at Quelimane for repairs.",
    "Police arrested a sailor in Beira on Sunday.",
]


@pytest.fixture(autouse=True, scope="module")
def one_core() -> None:
    torch.set_num_threads(1)


@pytest.fixture
def passages(tmp_path: Path) -> Path:
    path = tmp_path / "t01.txt"
    path.write_text(PASSAGES, "utf-8")
    return path


def test_the_model_that_ships_can_be_read_back(tmp_path: Path) -> None:
    """As good as the int8 of the graph allows; and written again and again it stays the same, number by number."""
    model, shipped = restore(BUILT_IN), LanguageModel()
    assert apart(model, shipped) < 0.1
    write(model, tmp_path / "again", BUILT_IN / "tokenizer.json", shipped.card)
    again = LanguageModel(tmp_path / "again")
    assert again.checksum() == again.card["sha256"]
    back = restore(tmp_path / "again")
    write(back, tmp_path / "third", tmp_path / "again" / "tokenizer.json", shipped.card)
    for (name, one), other in zip(back.named_parameters(), restore(tmp_path / "third").parameters(), strict=True):
        assert torch.allclose(one, other, atol=1e-6), name
    words = STORY.split()
    ours, theirs = (m.run([m.pieces(word) for word in words], [0] * len(words)) for m in (again, shipped))
    assert all(np.allclose(ours[name], theirs[name], atol=1e-3) for name in theirs)


def test_a_folder_that_does_not_fit_is_not_trained_on(tmp_path: Path) -> None:
    shutil.copytree(BUILT_IN, tmp_path / "model")
    labels = json.loads((tmp_path / "model" / "labels.json").read_text())
    labels["event_types"] = labels["event_types"][:-1]
    (tmp_path / "model" / "labels.json").write_text(json.dumps(labels))
    with pytest.raises(ModelError, match=r"events\.type_score"):
        restore(tmp_path / "model")
    with pytest.raises(ModelError, match=r"no model\.onnx"):
        restore(tmp_path)


def test_new_labels_leave_the_old_ones_as_they_are() -> None:
    model = restore(BUILT_IN)
    words = torch.randn(1, 5, model.encoder.config.hidden_size)
    with torch.no_grad():
        before = model.heads["events"].outputs(words)["event_type"]
    gold = EventGold(0, ("LANDING",), ("LANDING/storm",), "occurred", [])
    window = Window("reviewed", ["docked"], [], events=[gold], sectors={0: "GOV"})
    assert add_labels(model, [window]) == ["LANDING", "LANDING/storm"]
    with torch.no_grad():
        after = model.heads["events"].outputs(words)["event_type"]
    assert torch.equal(after[..., :-1], before)
    assert (after[..., -1] < after.max(-1).values).all()
    assert add_labels(model, [window]) == []


def trained(*reviewed: Path, out: Path, **options: Any) -> tuple[int, list[str]]:
    """The exit code of the command, and all that it says."""
    said: list[str] = []
    order = command.Order(tuple(map(str, reviewed)), out, threads=1, **options)
    return command.train(order, said.append, said.append, said.append), said


def test_from_passages_to_a_model(tmp_path: Path, passages: Path) -> None:
    """The whole command: the same seed gives the same bytes, and the coder takes what it writes."""
    passages.write_text(PASSAGES + BAD, "utf-8")
    arguments = ("--held-out", "0.3", "--epochs", "2", "--threads", "1", "--out", "my-model")
    ended = dateline("train", passages, *arguments, cwd=tmp_path)
    assert ended.code == 1, "one passage could not be used"
    assert any("t01.txt:" in line and "no mode of ASSAULT" in line for line in ended.err)
    out = ended.out.decode()
    assert "before   after  change" in out and "event, trigger and type" in out
    assert "Few held-out events" in out
    assert "dateline code --model my-model" in out
    model = LanguageModel(tmp_path / "my-model")
    card = model.card
    assert card["sha256"] == model.checksum()
    assert card["base"] == LanguageModel().name
    assert card["data"] == {str(passages): 6}
    assert card["learned"]["documents"] + card["held_out"]["documents"] == 6
    assert set(card["after"]) == set(card["before"])
    code, said = trained(passages, out=tmp_path / "my-model", held_out=0.3, epochs=2)
    assert code == 1 and "no mode of ASSAULT" in said[0]
    assert LanguageModel(tmp_path / "my-model").checksum() == card["sha256"]
    assert Coder(model=tmp_path / "my-model").code(STORY).events[0].event == "ASSAULT"
    trained(passages, out=tmp_path / "next", model=str(tmp_path / "my-model"), epochs=1)
    assert LanguageModel(tmp_path / "next").card["base"] == model.name


def test_a_type_of_ones_own_is_learned(tmp_path: Path) -> None:
    """From Reports in which somebody has added the events by hand; the codebook has no word for them."""
    book = tmp_path / "harbours.yaml"
    book.write_text(BOOK, "utf-8")
    records = []
    for number, text in enumerate(LANDINGS):
        at = text.find("docked")
        event = {"event": "LANDING", "trigger": {"start": at, "end": at + 6, "text": "docked"}, "status": "occurred"}
        records.append({"document": {"id": f"d{number}", "text": text}, "events": [event] if at >= 0 else []})
    reviewed = tmp_path / "reviewed.jsonl"
    reviewed.write_text("".join(json.dumps(record) + "\n" for record in records), "utf-8")
    code, said = trained(reviewed, out=tmp_path / "model", codebooks=(str(book),), held_out=0.0, epochs=40)
    assert code == 0, said
    assert "new to the model: LANDING" in said
    assert any("Nothing was held out" in line for line in said)
    new = "The grain carrier docked at Durban on Tuesday."
    assert Coder(book).code(new).events == []
    (event_found,) = Coder(book, model=tmp_path / "model").code(new).events
    assert (event_found.event, event_found.trigger.text) == ("LANDING", "docked")


def test_the_encoder_too(tmp_path: Path, passages: Path) -> None:
    code, said = trained(passages, out=tmp_path / "model", with_encoder=True, epochs=1)
    assert code == 0, said
    epoch = next(line for line in said if "epoch 1/1" in line)
    assert "tree" in epoch and "events" in epoch
    ours, shipped = LanguageModel(tmp_path / "model"), LanguageModel()
    scores = [m.run([m.pieces("police")], [0])["upos"] for m in (ours, shipped)]
    assert 0 < np.abs(scores[0] - scores[1]).max() < 3


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        ({"out": "folder"}, "is there already and is no model folder"),
        ({"out": "nowhere/model"}, "there is no folder"),
        ({"model": "folder"}, "not a model folder"),
        ({"codebooks": ("none.yaml",)}, "none.yaml"),
        ({"encoder": "folder", "corpora": "folder"}, "treebank"),
        ({"teach": ("attributions",)}, "say nothing for attributions"),
    ],
)
def test_what_cannot_be_done_is_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, options: dict[str, Any], reason: str
) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "notes.txt").write_text("x", "utf-8")
    reviewed = tmp_path / "reviewed.jsonl"
    reviewed.write_text(json.dumps({"document": {"id": "x", "text": "Rebels fled."}, "events": []}), "utf-8")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(command.TrainError, match=reason) as error:
        trained(reviewed, **{**options, "out": Path(options.get("out", "m"))})
    assert "\n" not in str(error.value)
    assert not (tmp_path / "m").exists()


# ---- another encoder


def encoder(folder: Path) -> None:
    """A BERT of two narrow layers that knows letters and a few words."""
    letters = [chr(c) for c in range(97, 123)] + list("0123456789.,;:'\"-")
    words = [
        "the",
        "in",
        "at",
        "of",
        "a",
        "said",
        "police",
        "##s",
        "##ed",
        "rebels",
        "killed",
        *(f"##{c}" for c in letters),
    ]
    every = dict.fromkeys(["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *letters, *words])
    vocabulary = {word: n for n, word in enumerate(every)}
    tokenizer = Tokenizer(models.WordPiece(vocabulary, unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.BertNormalizer(lowercase=True)
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    folder.mkdir()
    tokenizer.save(str(folder / "tokenizer.json"))
    config = BertConfig(
        vocab_size=len(vocabulary), hidden_size=32, num_hidden_layers=2, num_attention_heads=4, intermediate_size=64,
        max_position_embeddings=512,
    )  # fmt: skip
    torch.manual_seed(1)
    BertModel(config).save_pretrained(folder)


def corpora(folder: Path) -> None:
    """A treebank of two sentences."""
    rows = [("Police", "NOUN", 2, "nsubj"), ("left", "VERB", 0, "root"), ("Gao", "PROPN", 2, "obj")]
    rows.append((".", "PUNCT", 2, "punct"))
    lines = ["# newdoc id = a"]
    for sentence in ("a-1", "a-2"):
        lines += [f"# sent_id = {sentence}", "# text = Police left Gao."]
        lines += [f"{n}\t{w}\t{w}\t{p}\t_\t_\t{h}\t{r}\t_\t_" for n, (w, p, h, r) in enumerate(rows, 1)]
        lines.append("")
    (folder / "ud").mkdir(parents=True)
    (folder / "ud" / "ewt_train.conllu.gz").write_bytes(gzip.compress("\n".join(lines).encode()))


def test_another_encoder(tmp_path: Path, passages: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """All heads from nothing, on a toy; without our own corpus, which would take minutes."""
    monkeypatch.setattr(scratch, "own_corpus_is_here", lambda: False)
    encoder(tmp_path / "tiny")
    corpora(tmp_path / "corpora")
    options = {"encoder": str(tmp_path / "tiny"), "corpora": str(tmp_path / "corpora"), "epochs": 20}
    code, said = trained(passages, out=tmp_path / "model", **options)
    assert code == 0
    assert "event, trigger and type" in "\n".join(said)
    model = LanguageModel(tmp_path / "model")
    assert model.deprels == ["nsubj", "obj", "punct", "root"]
    assert "ASSAULT" in model.event_types
    assert model.card["corpora"] == ["ewt", "reviewed"]
    assert apart(restore(tmp_path / "model"), model) < 0.2, "and can be trained on"
