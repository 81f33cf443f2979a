"""`check`: visit sites, and say which are there, and which are dead, parked, restricted or blocked."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import click

from kh_testlist.commands import checking, sites
from kh_testlist.commands.vantage import VERDICTS, options_of, visiting_options
from kh_testlist.errors import Failure, Misuse
from kh_testlist.liveness.attempt import Verdict
from kh_testlist.liveness.record import Record
from kh_testlist.liveness.verdict import MEANINGS
from kh_testlist.reports import check as reports
from kh_testlist.terminal import options
from kh_testlist.terminal.completion import LISTED_URL
from kh_testlist.terminal.parameters import CATEGORIES, flat
from kh_testlist.terminal.session import Outcome, Session, pass_session

_SUSPICIOUSLY_MANY: Final = 10
"""Sites of which at least one should be up, wherever one is."""


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
@sites.input_option("The sites of a list, or of a file with one URL a line.")
@click.option("--all", "everything", is_flag=True, help="Every site on the chosen list.")
@click.option(
    "--skip-category", type=CATEGORIES, multiple=True, metavar="CODE…", help="Visit no sites of these categories."
)
@visiting_options
@click.option("--fail-on", type=VERDICTS, multiple=True, metavar="VERDICT…", help="Exit 1 where there is one of these.")
@options.form("text", "jsonl", "json", "csv", "markdown")
@options.output
@pass_session
def command(
    session: Session,
    /,
    urls: tuple[str, ...],
    file: Path | None,
    skip_category: tuple[tuple[str, ...], ...],
    fail_on: tuple[tuple[Verdict, ...], ...],
    form: str,
    output: Path | None,
    *,
    everything: bool,
    **given: Any,  # noqa: ANN401 - what visiting_options declares
) -> Outcome:
    """Say which sites are up, gone, parked or blocked.

    Each is visited. What does not answer with its page is tried again, later and more gently. Unreachable from here is
    not dead: it may be the block to look for, and a control tells.
    """
    options = options_of(given)
    wanted = sites.chosen(session, urls, file, everything=everything)
    kept = [site for site in wanted if site.category not in flat(skip_category)]
    if len(kept) < len(wanted):
        session.say(f"Left out by --skip-category: {len(wanted) - len(kept)} of {len(wanted)} sites.")
    if not kept:
        raise Misuse("No site is left to visit.", "Skip fewer categories.")
    is_streamed = form == "jsonl" and output is None

    def tell(record: Record) -> None:
        if is_streamed:
            session.report(reports.line(record))

    records, error = checking.check(session, kept, options, tell)
    if not is_streamed:
        checkup = reports.Checkup(records, options.vantage, options.control_source)
        session.report(reports.WRITERS[form](checkup, color=session.paints(output)), output)
    if error is not None:
        raise error
    if all(record["verdict"] == Verdict.UNKNOWN for record in records):
        why = "; ".join(sorted({MEANINGS[record["reason"]] for record in records}))
        raise Failure(f"No verdict could be reached: {why}.", "Mend that, and check again.")
    found = {record["verdict"] for record in records}
    if found == {Verdict.DOWN} and len(records) >= _SUSPICIOUSLY_MANY and not (options.canary or options.no_canary):
        session.say(
            f"Not one of {len(records)} sites answered: this network may be at fault, and not the sites. Check again "
            "with a site that you know to work: --canary URL",
            "warning",
        )
    return Outcome.NO if found & set(flat(fail_on)) else Outcome.DONE
