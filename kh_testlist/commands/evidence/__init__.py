"""`evidence`: what OONI measured of the list, on which networks, and what it amounts to."""

from __future__ import annotations

import click

from kh_testlist.commands.evidence import fetch, gaps, show


@click.group(
    "evidence",
    commands=[fetch.command, show.command, gaps.command],
    epilog="""\b
Examples:
  kh-testlist evidence fetch --since 2026-07-01 --until 2026-10-01
  kh-testlist evidence show
  kh-testlist evidence show https://www.example.com/ --join-equivalent
  kh-testlist evidence gaps --format csv -o gaps.csv""",
)
def command() -> None:
    """Show what OONI measured of the list, and where it is blocked.

    First `fetch` a period: finished months are kept and never asked for again. `show` and `gaps` ask nobody.
    """
