"""`review`: a quarter's work on the list, from advice through people's decisions to the ledger."""

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
    """Review the list, quarter by quarter: advice, decisions, ledger.

    `start` gathers what is known of each row and says which are due. People decide, in the terminal or in a
    spreadsheet, one after another or several at once through git. `finish` applies what they decided.
    """
