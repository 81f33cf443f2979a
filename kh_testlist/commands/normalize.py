"""`normalize`: apply the safe fixes of the rules, and no others."""

from __future__ import annotations

from pathlib import Path

import click

from kh_testlist.operations.validate import fix
from kh_testlist.reports import fixes
from kh_testlist.terminal.session import Outcome, Session, pass_session


@click.command(
    "normalize",
    epilog="""\b
Examples:
  kh-testlist normalize --diff
  kh-testlist normalize lists/kh.csv
  kh-testlist normalize --check""",
)
@click.argument("paths", nargs=-1, metavar="[PATH]...", type=click.Path(path_type=Path, readable=False))
@click.option("--check", is_flag=True, help="Write nothing; exit 1 if anything would change.")
@click.option("--diff", is_flag=True, help="Show what would change; write nothing.")
@pass_session
def command(session: Session, paths: tuple[Path, ...], *, check: bool, diff: bool) -> Outcome:
    """Correct the format of rows (safe fixes only).

    Only the form of a row changes, not which page is tested. For example, a missing slash is added to a URL, or a host
    is written in lower case. Descriptions of categories, spaces and line ends are corrected too. Rows without such a
    fault keep every byte.
    """
    fixed = fix(session.workspace, paths, write=not (check or diff), tell=session.say)
    session.workspace.tell_skipped(session.say, fixed.skipped)
    if diff:
        session.report(fixes.diff(fixed))
    if not fixed.pairs and not fixed.left:
        session.say("Nothing to fix.")
    elif check:
        session.say("There is something to fix. To see it, use --diff.")
    return Outcome.NO if check and fixed.pairs else Outcome.DONE
