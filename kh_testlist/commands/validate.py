"""`validate`: what is wrong with a list, and with which rows."""

from __future__ import annotations

import importlib
from pathlib import Path

import click

from kh_testlist import folder
from kh_testlist.model import Safety, Severity, Validation
from kh_testlist.rules import registry
from kh_testlist.rules.engine import validate
from kh_testlist.terminal import options
from kh_testlist.terminal.parameters import WORDS, flat
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
@click.option("--changed-since", metavar="REV", help="Only findings that involve rows added or changed since REV.")
@click.option("--select", type=WORDS, multiple=True, metavar="CODE…", help="Run these rules alone.")
@click.option("--ignore", type=WORDS, multiple=True, metavar="CODE…", help="Leave these rules out.")
@click.option(
    "--fail-on",
    type=click.Choice(["error", "warning", "note"]),
    default="error",
    show_default=True,
    help="Exit 1 on findings of at least this severity.",
)
@click.option("--fix", "fixing", is_flag=True, help="Apply the safe fixes.")
@click.option("--unsafe-fixes", is_flag=True, help="With --fix or --diff: the unsafe fixes too.")
@click.option("--diff", is_flag=True, help="Show what --fix would change; write nothing.")
@options.form("text", "json", "github", "sarif", "markdown")
@options.output
@pass_session
def command(
    session: Session,
    paths: tuple[Path, ...],
    changed_since: str | None,
    select: tuple[tuple[str, ...], ...],
    ignore: tuple[tuple[str, ...], ...],
    fail_on: str,
    form: str,
    output: Path | None,
    *,
    fixing: bool,
    unsafe_fixes: bool,
    diff: bool,
) -> Outcome:
    """Check lists against the rules.

    PATH is a list or a folder of lists; without one, the chosen list is checked.
    """
    if unsafe_fixes and not (fixing or diff):
        session.say(
            "--unsafe-fixes does nothing by itself: add --diff to see those fixes, or --fix to apply them.", "warning"
        )
    rules = registry.select(flat(select), flat(ignore))
    files = folder.expand(paths or (session.workspace.existing,))
    references, skipped = folder.references(files)
    if fixing or diff:
        from kh_testlist.commands.fixes import apply_fixes  # noqa: PLC0415 - only what runs is loaded

        safety = Safety.UNSAFE if unsafe_fixes else Safety.SAFE
        changes = apply_fixes(session, files, rules, safety, write=not diff)
        if diff:
            session.workspace.tell_skipped(session.say, skipped)
            session.report(changes.diff(), output)
            return Outcome.NO if changes.pairs else Outcome.DONE
        references, skipped = folder.references(files)
    if changed_since is None:
        lists = folder.load_all(files, references.values())
        validation = validate(lists, rules, references, session.workspace.today, skipped)
    else:
        from kh_testlist.commands.changed import validate_changes  # noqa: PLC0415 - only what runs is loaded

        validation = validate_changes(session, files, changed_since, rules, references, skipped)
    session.workspace.tell_skipped(session.say, skipped)
    session.report(_written(validation, form, color=session.paints(output)), output)
    limit = Severity[fail_on.upper()]
    return Outcome.NO if any(finding.severity >= limit for finding in validation.findings) else Outcome.DONE


def _written(validation: Validation, form: str, *, color: bool) -> str:
    report = importlib.import_module(f"kh_testlist.reports.{form}")
    written: str = report.findings(validation, color=color) if form == "text" else report.findings(validation)
    return written
