"""`candidates`: sites that the list may lack, each with its reason."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from kh_testlist import folder, ledger
from kh_testlist.categories import LEGEND
from kh_testlist.commands.candidate_sources import Sources, gathered
from kh_testlist.model import CATEGORY_CODE, UrlList
from kh_testlist.ooni.candidates import Candidate, as_cells, ordered, remembered, unlisted
from kh_testlist.operations.add import DEFAULT_SOURCE
from kh_testlist.reports import candidates as reports
from kh_testlist.reports.candidates import Offered
from kh_testlist.rules import admission
from kh_testlist.rules.subject import Indexed
from kh_testlist.terminal import evidence_options, options
from kh_testlist.terminal.parameters import TEXT
from kh_testlist.terminal.session import Outcome, Session, pass_session


@click.command(
    "candidates",
    epilog="""\b
Examples:
  kh-testlist candidates
  kh-testlist candidates --from ooni --since 2026-07-01 --until 2026-10-01
  kh-testlist candidates --from lists --format csv -o new.csv
  kh-testlist candidates --from saved-page.html
  kh-testlist candidates --from https://example.org/links""",
)
@click.option(
    "--from",
    "sources",
    type=TEXT,
    multiple=True,
    metavar="ooni|lists|FILE|URL",
    help="Where to look; repeatable.  [default: the evidence that was fetched, and the other lists]",
)
@evidence_options.period()
@options.form("text", "csv", "jsonl")
@options.output
@pass_session
def command(
    session: Session, sources: tuple[str, ...], since: str | None, until: str | None, form: str, output: Path | None
) -> Outcome:
    """Name sites that the list may lack.

    What was measured in the country and stands on no list; rows of other lists that are about the country; links of a
    page, a saved document or a text. None that is listed here or globally, in whatever spelling. Each has a category
    suggested; categories that the list leaves empty come first. Take out of the CSV what does not belong, and give the
    rest to `import`. A suggestion that is not sure leaves the category's cell empty: fill it in, or use `import
    --category` for all such rows.
    """
    path = session.workspace.existing
    own = folder.load(path)
    references, skipped = folder.references([path])
    session.workspace.tell_skipped(session.say, skipped)
    reference = references.get(own.path)
    found = unlisted(gathered(session, sources, Sources(own, since, until)), [own, *([reference] if reference else [])])
    found = remembered(found, ledger.records(ledger.load(path)), [entry.url for entry in own.complete])
    offered = _admitted(session, _offered(session, found, own), own, reference)
    if form == "csv":
        text = reports.csv(offered, session.workspace.today.isoformat())
        if doubt := reports.doubt(offered):
            session.say(f"{doubt} {session.step('Fill it in, or: kh-testlist import FILE --category CODE')}", "warning")
    elif form == "jsonl":
        text = reports.jsonl(offered)
    else:
        text = reports.text(offered, color=session.paints(output))
    session.report(text, output)
    return Outcome.DONE


def _offered(session: Session, found: Sequence[Candidate], own: UrlList) -> list[Offered]:
    """`found` with their categories, in the order to look at them."""
    if not found:
        return []
    from kh_testlist.operations.suggest import usual  # noqa: PLC0415 - without a candidate nothing is suggested

    tagger = usual(session.workspace, tell=session.say)
    taggings = {candidate.url: tagger.tag(candidate.url) for candidate in found}
    empty = frozenset(LEGEND) - set(own.columns[CATEGORY_CODE])
    firsts = [(candidate, taggings[candidate.url].suggestions[0].category_code) for candidate in found]
    offered = []
    for candidate, code in ordered(firsts, empty):
        first = taggings[candidate.url].suggestions[0]
        unsure = taggings[candidate.url].abstained
        offered.append(Offered(candidate, code, first.confidence, first.reason, unsure, code in empty))
    return offered


def _admitted(session: Session, offered: Sequence[Offered], own: UrlList, reference: UrlList | None) -> list[Offered]:
    """Those that `import` would take: the rules have the last word here as there."""
    today = session.workspace.today
    rows = [
        as_cells(one.candidate, one.category_code, LEGEND[one.category_code], today.isoformat(), DEFAULT_SOURCE)
        for one in offered
    ]
    refused = admission.append(own, rows, Indexed(reference) if reference else None, today).refused
    if refused:
        session.say(f"Left out, for the rules refuse them: {len(refused)} of {len(offered)}.")
    return [one for place, one in enumerate(offered) if place not in refused]
