"""`target input`, `descriptor` and `link`: the list in forms that a probe can use without an account."""

from __future__ import annotations

from pathlib import Path

import click

from kh_testlist.operations.target.inputs import V1_LONGEST, descriptor, inputs, local_descriptor, v1_links
from kh_testlist.terminal import options
from kh_testlist.terminal.parameters import OPEN_TEXT
from kh_testlist.terminal.session import Session, pass_session


@click.command(
    "input",
    epilog="""\b
Examples:
  kh-testlist target input -o kh.txt
  ooniprobe run websites --input-file kh.txt""",
)
@options.output
@pass_session
def input_command(session: Session, output: Path | None) -> None:
    """Write the list as an input file of ooniprobe or miniooni.

    The file has one URL on each line, with the same bytes and in the same order as the list. A URL that would stop the
    probe's run is left out, with a warning.
    """
    session.report("".join(f"{url}\n" for url in inputs(session.workspace, tell=session.say)), output)


@click.command(
    "descriptor",
    epilog="""\b
Examples:
  kh-testlist target descriptor -o kh.json
  miniooni oonirun -f kh.json""",
)
@options.run_texts
@click.option("--author", type=OPEN_TEXT, default="kh-testlist", show_default=True, metavar="TEXT", help="The author.")
@options.output
@pass_session
def descriptor_command(session: Session, /, author: str, output: Path | None, **given: str | None) -> None:
    """Write the list as an OONI Run v2 descriptor.

    A probe can run it from the file, without an account. To share the list as a link, use `target publish`.
    """
    urls = inputs(session.workspace, tell=session.say)
    session.report(local_descriptor(descriptor(session.name, given, author, urls)), output)


@click.command(
    "link",
    epilog="""\b
Examples:
  kh-testlist target link
  kh-testlist target link --longest 2000 -o links.txt""",
)
@click.option(
    "--longest",
    type=click.IntRange(500, V1_LONGEST),
    metavar="N",
    default=V1_LONGEST,
    show_default=True,
    help="The most characters that a link may have.",
)
@options.output
@pass_session
def link_command(session: Session, longest: int, output: Path | None) -> None:
    """Write the list as OONI Run v1 links.

    The links contain the URLs of the list, so they need no account and never expire. A long list needs several links;
    each is on its own line. `target publish` makes one short link instead.
    """
    links = v1_links(inputs(session.workspace, tell=session.say), longest)
    session.report("".join(f"{link}\n" for link in links), output)
    if len(links) > 1:
        how = session.step("kh-testlist target publish")
        session.say(f"The list needs {len(links)} links. To make a single short link instead: {how}")
