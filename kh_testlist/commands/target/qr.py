"""`target qr`: the QR code that volunteers scan."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from kh_testlist.errors import Misuse
from kh_testlist.operations.target.inputs import V1_LONGEST_IN_QR, inputs, v1_links
from kh_testlist.operations.target.link import link_to_print
from kh_testlist.terminal import options
from kh_testlist.terminal.session import Session, pass_session

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
@options.link_argument
@click.option("--v1", "is_v1", is_flag=True, help="Make numbered codes of v1 links, which need no account.")
@options.form("text", "svg", "png")
@options.output_to("Write the code to FILE. The ending .svg or .png sets the format.")
@pass_session
def command(session: Session, link: str | None, form: str, output: Path | None, *, is_v1: bool) -> None:
    """Show the published link as a QR code.

    The code is shown in the terminal, or written as a picture to print. It has the link of `target publish`, or the
    link with number ID. No network is needed.
    """
    if output is not None and click.get_current_context().get_parameter_source("form") is not _GIVEN:
        form = _SUFFIXES.get(output.suffix.lower(), form)
    if is_v1:
        if link is not None:
            raise Misuse(
                "--v1 makes codes of the list itself, not of a published link.", "Remove the link's number, or --v1."
            )
        links = v1_links(inputs(session.workspace, tell=session.say), V1_LONGEST_IN_QR)
    else:
        links = [link_to_print(session.workspace, link, tell=session.say).link]
    _write(session, links, form, output)


_GIVEN = click.core.ParameterSource.COMMANDLINE


def _write(session: Session, links: list[str], form: str, output: Path | None) -> None:
    from kh_testlist.reports import qr  # noqa: PLC0415 - loads what draws codes

    if form == "text":
        drawn = (qr.text(link, screen=session.screen(output)) for link in links)
        session.report("\n".join(drawn), output)
    elif output is None:
        if len(links) > 1:
            raise Misuse(f"The list needs {len(links)} pictures.", f"Write them to numbered files: -o codes.{form}")
        if form == "png" and sys.stdout.isatty():
            raise Misuse("PNG images cannot be shown in a terminal.", "Write to a file: -o code.png")
        session.report_bytes(qr.WRITERS[form](links[0]))
    else:
        for number, link in enumerate(links, 1):
            place = output.with_stem(f"{output.stem}-{number:02}") if len(links) > 1 else output
            session.report_bytes(qr.WRITERS[form](link), place)
    session.say("\n".join(links) if len(links) == 1 else f"Made {len(links)} codes. A published link needs only one.")
