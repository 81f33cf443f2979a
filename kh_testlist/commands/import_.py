"""`import`: many sites at once, from a CSV or a file of URLs, whatever program wrote it."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from kh_testlist.commands.change import advise, against, hold
from kh_testlist.commands.session import Outcome, Session, pass_session
from kh_testlist.commands.sites import STDIN
from kh_testlist.commands.types import CATEGORY, DEFAULT_SOURCE, TEXT
from kh_testlist.errors import Misuse, Refused
from kh_testlist.model import HEADER
from kh_testlist.offered import Offered, filled, lacks_category, read
from kh_testlist.rules import admission
from kh_testlist.store import MAX_BYTES, display, inside


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

    FILE is a CSV, or has one URL a line. The first line of a CSV names its columns, as in a list; their order, and
    others beside them, don't matter. Commas, semicolons and tabs may separate cells. Blank lines and # comments are
    passed over. All rows are added or none, unless --partial; each refused row is named, with the reason.
    A row that is listed already, in another spelling or under another address of the same page, is refused.
    """
    offered = _offered(file)
    session.say(f"{offered.path}: {offered.understood}")
    if category is None and not offered.has_categories and any(not offer.refusal for offer in offered.offers):
        raise Misuse(
            f"{offered.path} says no category for its sites.",
            f"Give one with --category, or a CSV with the column category_code: {','.join(HEADER)}",
        )
    with hold(session) as held:
        day = held.today.isoformat()
        rows = [offer for offer in offered.offers if not offer.refusal]
        cells = [filled(offer.cells, category, source, day) for offer in rows]
        admitted = admission.append(held.urls, cells, held.reference, held.today, allow_variant)
        refused = {offer.line: (offer.shown, f"  {offer.refusal}") for offer in offered.offers if offer.refusal}
        for place, findings in admitted.refused.items():
            refused[rows[place].line] = (rows[place].shown, against(findings, lacks_category(cells[place])))
        added = len(rows) - len(admitted.refused)
        taken = added if partial or not refused else 0
        if taken:
            held.put(admitted.urls)
            for place, offer in enumerate(rows):
                if place not in admitted.refused and offer.told:
                    session.say(offer.told)
            advise(session, admitted.advice, several=True)
    for line, (shown, why) in sorted(refused.items()):
        session.say(f"{offered.path}:{line}: {shown}\n{why}", "yellow")
    session.answer(f"added {taken} of {len(offered.offers)} to {held.urls.path}")
    if refused and not partial:
        raise Refused(
            f"nothing was added, because {len(refused)} of {len(offered.offers)} rows were refused.",
            "Mend those rows, or add the others alone: --partial. "
            "To add another address of a listed site on purpose: --allow-variant REASON",
        )
    return Outcome.NO if refused else Outcome.DONE


def _offered(file: Path) -> Offered:
    if file == STDIN:
        return read(sys.stdin.buffer.read(MAX_BYTES + 1), "<stdin>")
    return read(inside.read_named(file), display(file))
