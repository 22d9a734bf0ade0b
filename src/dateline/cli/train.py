"""`dateline train`: a model that reads the user's kind of text better, from what the user has reviewed."""

from __future__ import annotations

import importlib
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import click

from dateline.cli import options

NEEDS = ("torch", "transformers", "onnx")
HEADS = ("events", "attributions", "voices", "sectors", "names")

EPILOG = """\b
REVIEWED is any number of
  .jsonl .jsonl.gz  Reports that `dateline annotate` has written, corrected by hand
  .json             one such Report, or a list of them, over as many lines as you like
  .txt              passages marked as in corpus/GUIDELINES.md
  folders           every such file in them

\b
Examples:
  dateline annotate reports/ -o reviewed.jsonl         then correct reviewed.jsonl, and
  dateline train reviewed.jsonl --out my-model
  dateline code --model my-model more-reports/
  dateline train reviewed.jsonl --codebook plover --codebook vigilantes.yaml --out my-model
  dateline train passages/ --out my-model --teach events,attributions

A fifth of the documents is held out: on them the model before and after is measured, the whole way that
`dateline code` takes. A hundred reports take about a minute on one core; with --with-encoder, half an hour.
"""


def _heads(ctx: click.Context, param: click.Parameter, value: str) -> tuple[str, ...]:
    names = tuple(dict.fromkeys(name.strip() for name in value.split(",") if name.strip()))
    if not names or (unknown := [name for name in names if name not in HEADS]):
        raise click.BadParameter(f"'{value}': any of {', '.join(HEADS)}, with commas between.", ctx, param)
    del unknown
    return names


@click.command(epilog=EPILOG, short_help="Train the model on with reports that you have corrected.")
@click.argument("reviewed", metavar="REVIEWED...", nargs=-1, required=True)
@click.option("--out", required=True, type=click.Path(path_type=Path), metavar="MODEL", help="Folder to write.")
@click.option("--model", metavar="BASE", help="The model to train on, instead of the built-in one.")
@options.codebook
@click.option(
    "--held-out",
    type=click.FloatRange(0, 0.9),
    default=0.2,
    show_default=True,
    metavar="SHARE",
    help="Share of the documents that is not learned from but measured on; which, their text decides.",
)
@click.option(
    "--teach",
    default=",".join(HEADS[:4]),
    show_default=True,
    callback=_heads,
    metavar="WHAT,...",
    help="What was reviewed and is to be learned; also: names (of everybody and everything).",
)
@click.option("--epochs", type=click.IntRange(min=1), metavar="N", help="How often each document is read. [default: 8]")
@click.option("--seed", type=int, default=1, show_default=True, metavar="N", help="The same seed, the same model.")
@click.option("--with-encoder", is_flag=True, help="Train the encoder, too: slow, for many hundreds of documents.")
@click.option("--encoder", metavar="NAME_OR_FOLDER", help="Begin anew on this Hugging Face encoder; needs --corpora.")
@click.option("--corpora", metavar="FOLDER", help="Public corpora for --encoder (training/README.md says which).")
@click.option("--threads", type=click.IntRange(min=1), metavar="N", help="Cores to use. [default: all]")
@options.quiet
def train(reviewed: tuple[str, ...], quiet: bool, codebooks: tuple[str, ...], **asked: Any) -> None:
    """Train the language model on with documents that you have reviewed, and say how much better it reads.

    Nothing leaves the machine, and no GPU is needed. The documents must be alike to those that the model is to read:
    a hundred reports from your sources teach more than a thousand of others. What you did not review, leave out with
    --teach. A document that cannot be used is named on standard error and never stops the others.
    """
    from dateline.cli.session import INTERRUPTED, say

    if (asked["encoder"] is None) != (asked["corpora"] is None):
        raise click.UsageError("--encoder and --corpora go together: a new encoder is trained from the corpora.")
    if asked["encoder"] is not None and asked["with_encoder"]:
        raise click.UsageError("--with-encoder trains the model's own encoder on; with --encoder it says nothing.")
    if missing := [name for name in NEEDS if find_spec(name) is None]:
        say(f"train needs {missing[0]}: pip install 'dateline[training]'")
        sys.exit(2)
    if not _find_training():
        say("the training is not installed: install dateline from a wheel, or keep the folder training/ beside src/")
        sys.exit(2)
    command = importlib.import_module("training.user.command")
    order = command.Order(reviewed=reviewed, codebooks=codebooks, **asked)
    try:
        code = command.train(order, say, (lambda line: None) if quiet else say, click.echo)
    except command.TrainError as error:
        say(str(error))
        code = 2
    except KeyboardInterrupt:
        say("interrupted: nothing was written")
        code = INTERRUPTED
    sys.exit(code)


def _find_training() -> bool:
    """Make `training`, and `corpus` that it reads with, importable: in the package they lie in `dateline/extra`, in the
    repository at its root."""
    package = Path(__file__).parents[1]
    for folder in (package / "extra", package.parents[1]):
        if (folder / "training" / "user" / "command.py").is_file():
            sys.path.insert(0, str(folder))
            return True
    return False
