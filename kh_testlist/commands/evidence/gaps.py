"""`evidence gaps`: which sites were tested too little."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from kh_testlist.operations.evidence import EvidenceQuery, caution, gaps, read_evidence
from kh_testlist.reports import evidence as reports
from kh_testlist.terminal import options
from kh_testlist.terminal.parameters import ListOf
from kh_testlist.terminal.session import Session, pass_session


@click.command(
    "gaps",
    short_help="Show which sites a network tested too little.",
    epilog="""\b
Examples:
  kh-testlist evidence gaps
  kh-testlist evidence gaps --asn AS64500 --format csv -o gaps.csv""",
)
@options.evidence()
@options.several(
    "--asn",
    "asns",
    kind=ListOf("asn", lambda word: int(word.upper().removeprefix("AS")), "a network such as AS64500"),
    metavar="ASN…",
    says="Only these networks.  [default: all networks that measured in the country]",
)
@options.report(*reports.GAP_WRITERS)
@pass_session
def command(
    session: Session,
    /,
    asns: tuple[int, ...],
    form: str,
    output: Path | None,
    **given: Any,  # noqa: ANN401 - what EvidenceQuery holds
) -> None:
    """Show which sites a network tested fewer than six times.

    With so few tests, iMAP's method does not decide if a site is blocked or open.
    """
    evidence = read_evidence(session.workspace, EvidenceQuery(**given))
    caution(evidence, session.say)
    found = gaps(evidence, asns)
    session.report(reports.GAP_WRITERS[form](found, screen=session.screen(output)), output)
