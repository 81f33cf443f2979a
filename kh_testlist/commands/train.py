"""`train`: train a model of the categories from a folder of lists."""

from __future__ import annotations

from pathlib import Path

import click

from kh_testlist.operations.suggest import SEED, train
from kh_testlist.terminal import options
from kh_testlist.terminal.bar import Bar
from kh_testlist.terminal.session import Session, pass_session


@click.command(
    "train",
    epilog="""\b
Examples:
  kh-testlist train --lists test-lists/lists --output categories.model
  kh-testlist train --lists lists --output categories.model --seed 7""",
)
@options.output_to("Where to write the model.", is_required=True)
@click.option(
    "--seed",
    type=click.IntRange(0, 2**32 - 1),
    metavar="N",
    default=SEED,
    show_default=True,
    help="The start value for random numbers.",
)
@pass_session
def command(session: Session, output: Path, seed: int) -> None:
    """Train a model of the categories from lists.

    The model learns from all lists in the folder, and only from them. `tag` trains a new model itself when the lists
    have changed. The same lists and the same seed make the same file.

    This needs scikit-learn: pip install "kh-testlist[learn]".
    """
    with Bar(session) as bar:
        trained = train(session.workspace.folder, output, seed, progress=bar, tell=session.say)
    session.answer(
        f"learned {trained.categories} categories from {trained.rows:,} rows: "
        f"{trained.path}, {trained.size / 1024:,.0f} KiB"
    )
