"""`check`: visit sites, and say which are up, dead, parked, restricted or blocked."""

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
  up                the site answers with its page
  moved             the site is up, and moved permanently to another domain
  restricted        the server refuses us, or wants proof of a browser
  server-error      the server reports an error of its own
  tls-failure       the certificate or the TLS handshake fails
  gone              404, 410, or a page that says that it is gone
  parked            a parking or for-sale page
  placeholder       a page of the hosting company in place of the site
  taken-over        gambling, pornography or pills on a site of another kind
  down              no usable answer from here: may be blocked, not dead
  possibly-blocked  down here but up from the control, or a known block page
  refused           the URL leads to an address that is not public
  unknown           the run could not decide""",
)
@click.argument("urls", type=LISTED_URL, nargs=-1, metavar="[URL]...")
@options.sites_file("Visit the sites of a list, or of a file with one URL on each line.")
@click.option("--all", "everything", is_flag=True, help="Visit every site on the chosen list.")
@options.categories("--skip-category", says="Leave out sites of these categories.")
@visiting.options
@visiting.fail_on
@options.report("text", "jsonl", "json", "csv", "markdown")
@pass_session
def command(session: Session, /, urls: tuple[str, ...], file: Path | None, form: str, output: Path | None, *,
            everything: bool, **given: Any) -> Outcome:  # noqa: ANN401 - what visiting.options declares  # fmt: skip
    """Visit sites, and say which are up, gone or blocked.

    A site that does not answer with its page is tried again later, more slowly and with more time.

    A site that you cannot reach may be blocked, not dead. A control from another country tells you which.
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
