"""`import`: many sites at once, from a CSV in upstream's form or a file of URLs."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from kh_testlist.commands.change import against, hold
from kh_testlist.commands.offers import Offer, offers, read_offered
from kh_testlist.commands.session import Outcome, Session, pass_session
from kh_testlist.commands.types import CATEGORY, DEFAULT_SOURCE, TEXT
from kh_testlist.errors import Refused
from kh_testlist.model import URL
from kh_testlist.rules import admission


@click.command(
    "import",
    epilog="""\b
Examples:
  kh-testlist import new-sites.csv
  kh-testlist import urls.txt --category NEWS --partial
  cat urls.txt | kh-testlist import - --category HUMR""",
)
@click.argument("file", type=click.Path(path_type=Path, readable=False, allow_dash=True))
@click.option("--category", type=CATEGORY, metavar="CODE", help="The category of rows that bring none.")
@click.option(
    "--source",
    type=TEXT,
    default=DEFAULT_SOURCE,
    show_default=True,
    metavar="TEXT",
    help="The source of rows that bring none.",
)
@click.option(
    "--allow-variant", type=TEXT, metavar="REASON", help="Add a spelling, a page or a host name that is refused."
)
@click.option("--partial", is_flag=True, help="Add the rows that can be added, though others are refused.")
@pass_session
def command(
    session: Session, file: Path, category: str | None, source: str, allow_variant: str | None, *, partial: bool
) -> Outcome:
    """Add many sites from a file.

    FILE is a CSV with upstream's header, or has one URL a line (blank lines and # comments are passed over). All rows
    are added or none, unless --partial; each refused row is named, with the reason. A row that is listed already, in
    another spelling or under another address of the same page, is refused.
    """
    offered = read_offered(file)
    with hold(session) as held:
        day = held.today.isoformat()
        found = list(offers(offered, category, source, day))
        rows = [offer for offer in found if not offer.refusal]
        cells = [offer.cells for offer in rows]
        admitted = admission.append(held.urls, cells, held.reference, held.today, allow_variant)
        refused = {offer.line: (offer.shown, f"  {offer.refusal}") for offer in found if offer.refusal}
        for place, findings in admitted.refused.items():
            refused[rows[place].line] = (rows[place].shown, against(findings))
        added = len(rows) - len(admitted.refused)
        taken = added if partial or not refused else 0
        if taken:
            held.put(admitted.urls)
            _tell(session, rows, admitted)
    for line, (shown, why) in sorted(refused.items()):
        session.say(f"{offered.path}:{line}: {shown}\n{why}", "yellow")
    session.answer(f"added {taken} of {len(found)} to {held.urls.path}")
    if refused and not partial:
        raise Refused(
            f"nothing was added, for {len(refused)} of {len(found)} rows were refused.",
            "Mend those rows, or add the others alone: --partial. "
            "To add another address of a listed site on purpose: --allow-variant REASON",
        )
    return Outcome.NO if refused else Outcome.DONE


def _tell(session: Session, rows: Sequence[Offer], admitted: admission.Admission) -> None:
    for place, offer in enumerate(rows):
        if place not in admitted.refused and offer.shown != offer.cells[URL]:
            session.say(f"{offer.shown} is written {offer.cells[URL]}")
    for finding in admitted.advice:
        session.say(f"{finding.url}: {finding.severity}: {finding.code} {finding.name}: {finding.message}", "yellow")
