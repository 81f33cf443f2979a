"""`target`: let probes test exactly our list."""

from __future__ import annotations

import click

from kh_testlist.commands.target import account, drift, files, handout, plan, preview, publish, qr


@click.group(
    "target",
    commands=[
        files.input_command,
        files.descriptor_command,
        files.link_command,
        qr.command,
        handout.command,
        account.command,
        publish.command,
        drift.command,
        plan.command,
        preview.command,
    ],
    epilog="""\b
Examples:
  kh-testlist target input -o kh.txt
  kh-testlist target login you@example.org
  kh-testlist target publish
  kh-testlist target qr -o poster.svg
  kh-testlist target handout --lang km -o handout.km.html
  kh-testlist target drift""",
)
@click.pass_context
def command(ctx: click.Context) -> None:
    """Give the list to OONI Probe as a link, code or file.

    By default OONI decides which sites OONI Probe tests. With an input file, a link or a QR code, OONI Probe tests
    exactly the rows of this list.
    """
    # The settings of `target` are for each of its commands. click would look for an inner table for each command.
    ctx.default_map = dict.fromkeys(command.commands, ctx.default_map or {})
