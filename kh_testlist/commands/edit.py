"""`edit`: change a row; the ledger keeps the old URL."""

from __future__ import annotations

import click

from kh_testlist.operations.change import CATEGORY_CODE, DATE_ADDED, NOTES, SOURCE, URL, change
from kh_testlist.terminal import options
from kh_testlist.terminal.completion import LISTED_URL
from kh_testlist.terminal.parameters import DATE, TEXT
from kh_testlist.terminal.session import Session, pass_session


@click.command(
    "edit",
    epilog="""\b
Examples:
  kh-testlist edit https://example.com/ --category HUMR --reason "a legal aid group, no newspaper"
  kh-testlist edit https://example.com/ --notes "licence revoked in 2023"
  kh-testlist edit http://example.com/ --url https://example.org/""",
)
@click.argument("url", type=LISTED_URL)
@click.option("--url", "new", type=TEXT, metavar="NEW", help="The new URL. The ledger keeps the old one.")
@options.category("The new category. Its description is changed too.")
@click.option("--notes", type=TEXT, metavar="TEXT", help="The new notes.")
@click.option("--source", type=TEXT, metavar="TEXT", help="The new source.")
@click.option("--date", type=DATE, metavar="YYYY-MM-DD", help="The new day of adding.")
@click.option("--reason", type=TEXT, default="", metavar="TEXT",
              help="Why the URL or the category changes. The ledger and the pull request show it.")  # fmt: skip
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
) -> None:
    """Change a row of the list.

    You can spell URL in any equivalent way, as long as only one row matches.
    """
    given = {URL: new, CATEGORY_CODE: category, DATE_ADDED: date, SOURCE: source, NOTES: notes}
    cells = {column: value for column, value in given.items() if value is not None}
    changed = change(session.workspace, url, cells, reason, tell=session.say)
    if changed.after == changed.before:
        session.say(f"{changed.before.url} already has these values. Nothing was changed.")
        return
    session.answer(f"changed {changed.after.url} in {changed.path}:{changed.before.line}")
    session.advise(changed.advice)
