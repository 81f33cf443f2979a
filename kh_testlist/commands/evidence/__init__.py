"""`evidence`: what OONI measured of the list, on which networks, and what it means."""

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
    """Show what OONI measured, and which sites are blocked.

    Start with `fetch` to get the measurements of a period. Finished months are saved, and are fetched again only with
    `fetch --again`. `show` and `gaps` use the saved measurements, so they need no network.
    """
