"""`validate`: find what is wrong with a list, and in which rows."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Final

import click

from kh_testlist.operations.validate import Safety, Severity, fix, validate_files
from kh_testlist.reports import fixes
from kh_testlist.terminal import options
from kh_testlist.terminal.parameters import WORDS
from kh_testlist.terminal.session import Outcome, Session, pass_session


@click.command(
    "validate",
    epilog="""\b
Examples:
  kh-testlist validate
  kh-testlist validate lists/ --fail-on warning
  kh-testlist validate --changed-since origin/main --format github
  kh-testlist validate --fix --diff""",
)
@click.argument("paths", nargs=-1, metavar="[PATH]...", type=click.Path(path_type=Path, readable=False))
@click.option("--changed-since", metavar="REV", help="Show only findings that involve rows added or changed since REV.")
@options.several("--select", kind=WORDS, metavar="CODE…", says="Run only these rules.")
@options.several("--ignore", kind=WORDS, metavar="CODE…", says="Do not run these rules.")
@click.option(
    "--fail-on",
    type=click.Choice(["error", "warning", "note"]),
    default="error",
    show_default=True,
    help="Exit with 1 if there is a finding of this severity or worse.",
)
@click.option("--fix", "fixing", is_flag=True, help="Apply the safe fixes.")
@click.option("--unsafe-fixes", is_flag=True, help="With --fix or --diff: the unsafe fixes too.")
@click.option("--diff", is_flag=True, help="Show what --fix would change; write nothing.")
@options.report("text", "json", "github", "sarif", "markdown")
@pass_session
def command(
    session: Session,
    paths: tuple[Path, ...],
    changed_since: str | None,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    fail_on: str,
    form: str,
    output: Path | None,
    *,
    fixing: bool,
    unsafe_fixes: bool,
    diff: bool,
) -> Outcome:
    """Check lists against the rules.

    PATH is a list or a folder of lists. Without PATH, the chosen list is checked.
    """
    if unsafe_fixes and not (fixing or diff):
        session.say(_ALONE, "warning")
    safety = Safety.UNSAFE if unsafe_fixes else Safety.SAFE
    chosen = {"select": select, "ignore": ignore}
    if fixing or diff:
        fixed = fix(session.workspace, paths, **chosen, safety=safety, write=not diff, tell=session.say)
        if diff:
            session.workspace.tell_skipped(session.say, fixed.skipped)
            session.report(fixes.diff(fixed), output)
            return Outcome.NO if fixed.pairs else Outcome.DONE
    found = validate_files(session.workspace, paths, **chosen, changed_since=changed_since)
    session.workspace.tell_skipped(session.say, found.skipped)
    report = importlib.import_module(f"kh_testlist.reports.{form}")
    session.report(report.findings(found, screen=session.screen(output)), output)
    limit = Severity[fail_on.upper()]
    return Outcome.NO if any(finding.severity >= limit for finding in found.findings) else Outcome.DONE


_ALONE: Final = "--unsafe-fixes does nothing by itself. Add --diff to see those fixes, or --fix to apply them."
