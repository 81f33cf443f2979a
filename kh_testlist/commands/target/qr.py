"""`target qr`: the code that volunteers scan."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from kh_testlist import store
from kh_testlist.commands.target.link import published_link
from kh_testlist.commands.target.rows import inputs
from kh_testlist.errors import Misuse
from kh_testlist.ooni import run
from kh_testlist.terminal import options
from kh_testlist.terminal.parameters import OPEN_TEXT
from kh_testlist.terminal.session import Outcome, Session, pass_session

_SUFFIXES = {".svg": "svg", ".png": "png"}


@click.command(
    "qr",
    epilog="""\b
Examples:
  kh-testlist target qr
  kh-testlist target qr -o poster.svg
  kh-testlist target qr 10123 --format png -o code.png
  kh-testlist target qr --v1 -o codes.png""",
)
@click.argument("link", type=OPEN_TEXT, required=False, metavar="[ID]")
@click.option("--v1", "is_v1", is_flag=True, help="Codes of v1 links, which need no account: several, numbered.")
@options.form("text", "svg", "png")
@click.option(
    "--output",
    "-o",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write the code to FILE; its ending .svg or .png says how.",
)
@pass_session
def command(session: Session, link: str | None, form: str, output: Path | None, *, is_v1: bool) -> Outcome:
    """Show the published link as a QR code.

    In the terminal, or as a picture to print. It carries the link of `publish`, or that of ID. Asks nobody.
    """
    if output is not None and click.get_current_context().get_parameter_source("form") is not _GIVEN:
        form = _SUFFIXES.get(output.suffix.lower(), form)
    if is_v1:
        if link is not None:
            raise Misuse("--v1 puts the list itself into codes.", "Leave out the link's number, or --v1.")
        links = run.v1_links(inputs(session).urls, run.V1_LONGEST_IN_QR)
    else:
        found = published_link(session, link)
        if found.expires and found.expires < session.workspace.today.isoformat():
            session.say(f"The link expired on {found.expires}: publish the list anew before you print it.", "warning")
        links = [found.link]
    _write(session, links, form, output)
    return Outcome.DONE


_GIVEN = click.core.ParameterSource.COMMANDLINE


def _write(session: Session, links: list[str], form: str, output: Path | None) -> None:
    from kh_testlist.reports import qr  # noqa: PLC0415 - loads what draws codes

    if form == "text":
        drawn = (qr.text(link, color=session.paints(output)) for link in links)
        session.report("\n".join(drawn), output)
    elif output is None:
        if len(links) > 1:
            raise Misuse(f"These are {len(links)} pictures.", f"Name a file, and they are numbered: -o codes.{form}")
        if form == "png" and sys.stdout.isatty():
            raise Misuse("A PNG is nothing for a terminal.", "Name a file: -o code.png")
        sys.stdout.buffer.write(qr.WRITERS[form](links[0]))
        sys.stdout.flush()
    else:
        for number, link in enumerate(links, 1):
            place = output.with_stem(f"{output.stem}-{number:02}") if len(links) > 1 else output
            store.write(place, qr.WRITERS[form](link))
            session.say(f"Written: {store.display(place)}")
    session.say("\n".join(links) if len(links) == 1 else f"{len(links)} codes; a published link is one.")
