"""`review`: the work of a quarter on the list: advice, people's decisions, the ledger."""

from __future__ import annotations

import click

from kh_testlist.commands.review import decide, finish, importing, start, status, worksheet


@click.group(
    "review",
    commands=[start.command, status.command, decide.command, worksheet.command, importing.command, finish.command],
    epilog="""\b
Examples:
  kh-testlist review start
  kh-testlist review decide
  kh-testlist review decide https://example.com/ drop --reason "the organisation closed in 2023"
  kh-testlist review status
  kh-testlist review finish""",
)
def command() -> None:
    """Review the list each quarter: advice, then decisions.

    `start` collects what is known about each row, and says which rows are due. Then people decide, in the terminal or
    in a spreadsheet. Several people can decide at the same time and share their decisions through git. `finish` applies
    the decisions to the list and the ledger.
    """
