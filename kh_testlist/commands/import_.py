"""`import`: add many sites at once, from a CSV or a file of URLs that any program wrote."""

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
@options.category("The category for rows that have none.")
@options.source("The source for rows that have none.")
@options.allow_variant
@click.option(
    "--partial", "is_partial", is_flag=True, help="Add the rows that can be added, even if others are refused."
)
@pass_session
def command(
    session: Session, file: Path, category: str | None, source: str, allow_variant: str | None, *, is_partial: bool
) -> Outcome:
    """Add many sites from a file.

    FILE is a CSV, or has one URL on each line. The first line of a CSV names its columns, as in a list. Columns can be
    in any order, and other columns are ignored. Commas, semicolons or tabs can separate the cells. Blank lines and
    # comments are skipped.

    All rows are added or none, unless you give --partial. Each refused row is named with the reason. A site that is
    already listed is refused, also in another spelling or under another address of the same page.
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
            f"Nothing was added, because {len(done.refused)} of {len(found.offers)} rows were refused.",
            "Fix those rows and import the file again, or add only the others with --partial. "
            "To add another address of a listed site on purpose, use --allow-variant REASON.",
        )
    return Outcome.NO if done.refused else Outcome.DONE
