"""`evidence show`: what was measured of each site."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from kh_testlist.commands.evidence_options import FORMATS, evidence_options, period_options, scope_option
from kh_testlist.commands.stored import Wish, caution, stored
from kh_testlist.ooni.evidence import Evidence, SiteEvidence
from kh_testlist.reports import evidence as reports
from kh_testlist.terminal import options
from kh_testlist.terminal.completion import LISTED_URL
from kh_testlist.terminal.session import Outcome, Session, pass_session
from kh_testlist.urls import canonical, equivalence_key


@click.command(
    "show",
    epilog="""\b
Examples:
  kh-testlist evidence show
  kh-testlist evidence show --format csv -o evidence.csv
  kh-testlist evidence show https://www.example.com/ --join-equivalent""",
)
@click.argument("urls", type=LISTED_URL, nargs=-1, metavar="[URL]...")
@click.option("--join-equivalent", "join", is_flag=True, help="Count http, https, www and such as one site.")
@period_options()
@scope_option(None)
@evidence_options
@options.form(*FORMATS)
@options.output
@pass_session
def command(
    session: Session,
    /,
    urls: tuple[str, ...],
    form: str,
    output: Path | None,
    **given: Any,  # noqa: ANN401 - what the options above declare
) -> Outcome:
    """Show what was measured of each site, and whether it is blocked.

    By iMAP's arithmetic: `blocked-confirmed` and `blocked-likely` are its words. OONI's own counts stand beside them:
    an anomaly is no proof, and a site that is down everywhere counts as ok.
    """
    evidence = stored(session, Wish(**given))
    if urls:
        evidence = reports.only(evidence, _matching(evidence, urls))
        if not evidence.entries:
            session.say(f"Nothing in the {evidence.scope} matches. Everything measured: --scope country")
            return Outcome.NO
    caution(session, evidence)
    session.report(reports.WRITERS[form](evidence, color=session.paints(output)), output)
    return Outcome.DONE


def _matching(evidence: Evidence, urls: tuple[str, ...]) -> Iterator[SiteEvidence]:
    """The entries that `urls` name, in any spelling; domains by their name."""
    keys = {equivalence_key(canonical(url) or url) for url in urls} | set(urls)
    return (
        entry
        for entry in evidence.entries
        if not keys.isdisjoint({entry.url, *map(equivalence_key, (entry.url, *entry.joined))})
    )
