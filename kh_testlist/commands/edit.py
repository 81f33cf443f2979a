"""`edit`: change a row; a new URL remembers its old one."""

from __future__ import annotations

import click

from kh_testlist.categories import LEGEND
from kh_testlist.commands.change import advise, against, find_row, hold
from kh_testlist.commands.completion import LISTED_URL
from kh_testlist.commands.session import Outcome, Session, pass_session
from kh_testlist.commands.types import CATEGORY, DATE, TEXT
from kh_testlist.errors import Misuse, Refused
from kh_testlist.ledger import Record
from kh_testlist.model import (
    CATEGORY_CODE,
    CATEGORY_DESCRIPTION,
    DATE_ADDED,
    NOTES,
    SOURCE,
    URL,
)
from kh_testlist.pasted import new_url, told
from kh_testlist.rules import admission


@click.command(
    "edit",
    epilog="""\b
Examples:
  kh-testlist edit https://example.com/ --category HUMR --reason "a legal aid group, no newspaper"
  kh-testlist edit https://example.com/ --notes "licence revoked in 2023"
  kh-testlist edit http://example.com/ --url https://example.org/""",
)
@click.argument("url", type=LISTED_URL)
@click.option("--url", "new", type=TEXT, metavar="NEW", help="The site's new URL; the ledger keeps the old one.")
@click.option("--category", type=CATEGORY, metavar="CODE", help="Another category; its description follows.")
@click.option("--notes", type=TEXT, metavar="TEXT", help="Other notes.")
@click.option("--source", type=TEXT, metavar="TEXT", help="Another source.")
@click.option("--date", type=DATE, metavar="YYYY-MM-DD", help="Another day of adding.")
@click.option("--reason", type=TEXT, default="", metavar="TEXT",
              help="Why the URL or the category changes: for the ledger, and the pull request.")  # fmt: skip
@pass_session
def command(
    session: Session,
    url: str,
    new: str | None,
    category: str | None,
    notes: str | None,
    source: str | None,
    date: str | None,
    reason: str,
) -> Outcome:
    """Change a row of the list.

    URL may be spelt in any equivalent way, as long as one row alone is meant.
    """
    if new is None and category is None and notes is None and source is None and date is None:
        raise Misuse("Nothing was given to change.", "Say what: --url, --category, --notes, --source or --date.")
    why = " ".join(reason.split())
    if why and new is None and category is None:
        raise Misuse("--reason goes with --url or --category.", "Leave it out, or say it in the row: --notes TEXT")
    with hold(session) as held:
        row = find_row(held.urls, url)
        cells = list(row.cells)
        changes = {
            URL: new_url(new) if new is not None else None,
            CATEGORY_CODE: category,
            CATEGORY_DESCRIPTION: LEGEND[category] if category else None,
            DATE_ADDED: date,
            SOURCE: source,
            NOTES: notes,
        }
        for column, value in changes.items():
            if value is not None:
                cells[column] = value
        if new is not None and (changed := told(new, cells[URL])):
            session.say(changed)
        if tuple(cells) == row.cells:
            session.say(f"{row.url} is like that already.")
            return Outcome.DONE
        admitted = admission.rewrite(held.urls, row.number, cells, held.reference, held.today)
        if admitted.refused:
            fault = against(admitted.refused[0])
            raise Refused(f"nothing was changed.\n{cells[URL]}\n{fault}", "Mend that and try again.")
        records = []
        if cells[URL] != row.url:
            records.append(Record(cells[URL], held.today.isoformat(), "replace", why, previous_url=row.url))
        elif why and cells[CATEGORY_CODE] != row.cells[CATEGORY_CODE]:
            records.append(Record(row.url, held.today.isoformat(), "recategorise", why))
        held.put(admitted.urls, records)
    session.answer(f"changed {cells[URL]} in {held.urls.path}:{row.line}")
    advise(session, admitted.advice)
    return Outcome.DONE
