"""`check`: visit sites, and say which are there, and which are dead, parked, restricted or blocked."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from kh_testlist.operations.check import Record, check, remembered, require_verdicts, select_sites
from kh_testlist.reports import check as reports
from kh_testlist.terminal import options, visiting
from kh_testlist.terminal.bar import Bar
from kh_testlist.terminal.completion import LISTED_URL
from kh_testlist.terminal.session import Outcome, Session, pass_session


@click.command(
    "check",
    epilog="""\b
Examples:
  kh-testlist check https://www.example.com/
  kh-testlist check --all --skip-category PORN,GMB --journal check-2026-11.jsonl
  kh-testlist check --all --skip-category PORN,GMB --journal check-2026-11.jsonl --resume
  kh-testlist check -i lists/kh.csv --control ooni --format csv -o check-2026-11.csv
  kh-testlist check --all --vantage phnom-penh-isp1 --control abroad.jsonl

\b
The verdicts:
  up                it answered with its page
  moved             up, at another domain, for good
  restricted        a server answered and would not serve us, or asked for proof that we are a browser
  server-error      a server answered with an error of its own
  tls-failure       its certificate or handshake fails
  gone              404, 410, or a page that says so
  parked            a parking or for-sale page
  down              no usable answer; from here, that is: not dead, perhaps blocked
  possibly-blocked  down here and up from the control, or known from blocking
  refused           it leads to an address that is not public
  unknown           the run can't tell""",
)
@click.argument("urls", type=LISTED_URL, nargs=-1, metavar="[URL]...")
@options.sites_file("The sites of a list, or of a file with one URL a line.")
@click.option("--all", "everything", is_flag=True, help="Every site on the chosen list.")
@options.categories("--skip-category", says="Visit no sites of these categories.")
@visiting.options
@visiting.fail_on
@options.report("text", "jsonl", "json", "csv", "markdown")
@pass_session
def command(session: Session, /, urls: tuple[str, ...], file: Path | None, form: str, output: Path | None, *,
            everything: bool, **given: Any) -> Outcome:  # noqa: ANN401 - what visiting.options declares  # fmt: skip
    """Say which sites are up, gone, parked or blocked.

    Each is visited. What does not answer with its page is tried again, later and more gently. Unreachable from here is
    not dead: it may be the block to look for, and a control tells.
    """
    how = visiting.options_of(given)
    named = options.content(file) if file else None
    sites = select_sites(
        session.workspace, urls, named, everything=everything, skipped=given["skip_category"], tell=session.say
    )
    is_streamed = form == "jsonl" and output is None

    def stream(result: Record) -> None:
        if is_streamed:
            session.report(reports.line(result))

    known = remembered(session.workspace, [site.url for site in sites])
    with Bar(session) as bar:
        report = check(sites, how, known=known, on_result=stream, progress=bar, tell=session.tell)
    if not is_streamed:
        session.report(reports.WRITERS[form](report, screen=session.screen(output)), output)
    require_verdicts(report, how, tell=session.say)
    return Outcome.NO if report.verdicts & set(given["fail_on"]) else Outcome.DONE
