"""`python -m training train|export|link ...`."""

from __future__ import annotations

import argparse
from pathlib import Path


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="python -m training", description="Train and export the language model.")
    commands = parser.add_subparsers(dest="command", required=True)
    train = commands.add_parser("train", help="corpora in, weights and labels out; resumes where it was stopped")
    train.add_argument("corpora", type=Path, help="folder with ud, srl, factuality, polnear, re3d, muc4")
    train.add_argument("folder", type=Path, help="where checkpoints, weights and labels go")
    train.add_argument("--config", type=Path, default=Path(__file__).with_name("small.toml"))
    train.add_argument("--device", default="cpu", help="cpu or cuda")
    train.add_argument("--only", help="train this teacher alone: its name and seed, such as plain-11")
    train.add_argument("--start", type=Path, help="folder of an earlier training to go on from")
    train.add_argument("--silver", type=Path, help="model folder that reads the trees of the corpora named in `silver`")
    train.add_argument("--minutes", type=float, help="for each model at most; the learning rates fall accordingly")
    train.add_argument("--workers", type=int, default=0, help="processes that prepare steps; some for a GPU, 0 without")
    train.add_argument("--threads", type=int, default=None)
    export = commands.add_parser("export", help="weights in, a model folder that dateline runs out")
    export.add_argument("folder", type=Path, help="what `train` wrote")
    export.add_argument("model", type=Path, help="the model folder to write")
    export.add_argument("--config", type=Path, default=Path(__file__).with_name("small.toml"))
    export.add_argument("--float", action="store_true", help="keep float32 (four times as large), to compare with")
    link = commands.add_parser("link", help="teach an exported model to link mentions across a document")
    link.add_argument("corpora", type=Path, help="folder with ud")
    link.add_argument("model", type=Path, help="what `export` wrote; its arrays are added to")
    arguments = parser.parse_args()
    if arguments.command == "train":
        import torch

        from training.train import train as run

        if arguments.threads:
            torch.set_num_threads(arguments.threads)
        run(
            arguments.config,
            arguments.corpora,
            arguments.folder,
            device=arguments.device,
            workers=arguments.workers,
            only=arguments.only,
            minutes=arguments.minutes,
            start=arguments.start,
            silver=arguments.silver,
        )
    elif arguments.command == "link":
        from training.coreference import fit

        fit(arguments.model, arguments.corpora)
    else:
        from training.export import export as run_export

        run_export(arguments.config, arguments.folder, arguments.model, quantize=not arguments.float)


if __name__ == "__main__":
    main()
