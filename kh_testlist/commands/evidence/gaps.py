"""`evidence gaps`: where evidence is thin."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from kh_testlist.commands.evidence_options import FORMATS, evidence_options, period_options, scope_option
from kh_testlist.commands.stored import Wish, caution, stored
from kh_testlist.ooni import gathering
from kh_testlist.reports import evidence as reports
from kh_testlist.terminal import options
from kh_testlist.terminal.parameters import ListOf, flat
from kh_testlist.terminal.session import Outcome, Session, pass_session


@click.command(
    "gaps",
    short_help="Show which sites a network tested too little.",
    epilog="""\b
Examples:
  kh-testlist evidence gaps
  kh-testlist evidence gaps --asn AS64500 --format csv -o gaps.csv""",
)
@period_options()
@scope_option()
@evidence_options
@click.option(
    "--asn",
    "asns",
    type=ListOf("asn", lambda word: int(word.upper().removeprefix("AS")), "a network such as AS64500"),
    multiple=True,
    metavar="ASN…",
    help="Only these networks.  [default: all that measured anything in the country]",
)
@options.form(*FORMATS)
@options.output
@pass_session
def command(
    session: Session,
    /,
    asns: tuple[tuple[int, ...], ...],
    form: str,
    output: Path | None,
    **given: Any,  # noqa: ANN401 - what the options above declare
) -> Outcome:
    """Show where evidence is thin: sites that a network tested fewer than six times.

    Below that floor, iMAP's arithmetic takes nothing for blocked, and nothing for open either.
    """
    evidence = stored(session, Wish(**given))
    caution(session, evidence)
    found = gathering.gaps(evidence, flat(asns))
    session.report(reports.GAP_WRITERS[form](found, color=session.paints(output)), output)
    return Outcome.DONE
