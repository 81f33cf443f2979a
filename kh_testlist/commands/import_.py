"""`import`: many sites at once, from a CSV or a file of URLs, whatever program wrote it."""

from __future__ import annotations

from pathlib import Path

import click

from kh_testlist.errors import Refused
from kh_testlist.operations.add import Details, import_rows, offered
from kh_testlist.terminal import options
from kh_testlist.terminal.session import Outcome, Session, pass_session


@click.command(
    "import",
    epilog="""\b
Examples:
  kh-testlist import new-sites.csv
  kh-testlist import urls.txt --category NEWS --partial
  cat urls.txt | kh-testlist import - --category HUMR""",
)
@click.argument("file", type=click.Path(path_type=Path, readable=False, allow_dash=True))
@options.category("The category of rows that bring none.")
@options.source("The source of rows that bring none.")
@options.allow_variant
@click.option(
    "--partial", "is_partial", is_flag=True, help="Add the rows that can be added, though others are refused."
)
@pass_session
def command(
    session: Session, file: Path, category: str | None, source: str, allow_variant: str | None, *, is_partial: bool
) -> Outcome:
    """Add many sites from a file.

    FILE is a CSV, or has one URL a line. The first line of a CSV names its columns, as in a list; their order, and
    others beside them, don't matter. Commas, semicolons and tabs may separate cells. Blank lines and # comments are
    passed over. All rows are added or none, unless --partial; each refused row is named, with the reason.
    A row that is listed already, in another spelling or under another address of the same page, is refused.
    """
    found = offered(*options.content(file))
    details = Details(source=source, allow_variant=allow_variant)
    done = import_rows(session.workspace, found, category, details, partial=is_partial, tell=session.say)
    session.advise(done.advice, several=True)
    for line, (shown, why) in done.refused.items():
        session.say(f"{found.path}:{line}: {shown}\n{why}", "warning")
    session.answer(f"added {done.taken} of {len(found.offers)} to {done.path}")
    if done.refused and not is_partial:
        raise Refused(
            f"nothing was added, because {len(done.refused)} of {len(found.offers)} rows were refused.",
            "Mend those rows, or add the others alone: --partial. "
            "To add another address of a listed site on purpose: --allow-variant REASON",
        )
    return Outcome.NO if done.refused else Outcome.DONE
