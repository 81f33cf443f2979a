"""`add`: put sites on the list, unless upstream would refuse them or they are listed already."""

from __future__ import annotations

import click

from kh_testlist.categories import LEGEND
from kh_testlist.commands.ask import ask_categories
from kh_testlist.commands.change import advise, against, hold
from kh_testlist.commands.session import Outcome, Session, pass_session
from kh_testlist.commands.types import CATEGORY, DATE, DEFAULT_SOURCE, TEXT
from kh_testlist.errors import Refused
from kh_testlist.pasted import new_url, told
from kh_testlist.rules import admission


@click.command(
    "add",
    epilog="""\b
Examples:
  kh-testlist add https://example.com/ --category NEWS
  kh-testlist add https://example.com/ https://example.org/ --category HUMR --source "API Cambodia"
  kh-testlist add https://example.com/ --category NEWS --check
  kh-testlist add http://example.com/ --category NEWS --allow-variant "the http name is blocked"

\b
The category codes:
  ALDR ANON COMM COMT CTRL CULTR DATE ECON ENV FILE GAME GMB GOVT GRP HACK HATE
  HOST HUMR IGO LGBT MILX MISC MMED NEWS POLR PORN PROV PUBH REL SRCH XED""",
)
@click.argument("urls", type=TEXT, nargs=-1, required=True, metavar="URL...")
@click.option(
    "--category", type=CATEGORY, metavar="CODE", help="The category; without it, three are suggested and you are asked."
)
@click.option("--notes", type=TEXT, default="", metavar="TEXT", help="Context for reviewers: whose site, blocked when.")
@click.option("--source", type=TEXT, default=DEFAULT_SOURCE, show_default=True, metavar="TEXT", help="Who adds it.")
@click.option("--date", type=DATE, metavar="YYYY-MM-DD", help="The day it was added, in UTC.  [default: today]")
@click.option(
    "--allow-variant", type=TEXT, metavar="REASON", help="Add a spelling, a page or a host name that is refused."
)
@click.option("--check", "checking", is_flag=True, help="Visit the sites first; one that is parked or gone is refused.")
@click.option(
    "--yes",
    is_flag=True,
    help="Ask nothing: take the first category suggested; with --check, add what is parked or gone too.",
)
@pass_session
def command(
    session: Session,
    urls: tuple[str, ...],
    category: str | None,
    notes: str,
    source: str,
    date: str | None,
    allow_variant: str | None,
    *,
    checking: bool,
    yes: bool,
) -> Outcome:
    """Add sites to the list.

    The URL is put into canonical form, the description and the date are filled in. With several URLs, all are added
    or none. A site that is listed already, here or in the global list, is refused: in whatever spelling, and under
    another address of the same page.
    """
    wanted = [new_url(url) for url in urls]
    for typed, url in zip(urls, wanted, strict=True):
        if changed := told(typed, url):
            session.say(changed)
    codes = [category] * len(wanted) if category else ask_categories(session, wanted, yes=yes)
    if allow_variant is not None:
        notes = "; ".join(part for part in (notes, f"keep: {allow_variant}") if part)
    if checking:
        from kh_testlist.commands.checking import check_new  # noqa: PLC0415 - what visits sites takes 0.1 s to load

        check_new(session, wanted, yes=yes)
    with hold(session) as held:
        day = date or held.today.isoformat()
        rows = [(url, code, LEGEND[code], day, source, notes) for url, code in zip(wanted, codes, strict=True)]
        admitted = admission.append(held.urls, rows, held.reference, held.today)
        if admitted.refused:
            reasons = "\n".join(f"{wanted[place]}\n{against(found)}" for place, found in admitted.refused.items())
            raise Refused(f"nothing was added.\n{reasons}", _next_step(admitted))
        held.put(admitted.urls)
    first = len(held.urls.entries)
    new = admitted.urls.entries[first:]
    for entry, code in zip(new, codes, strict=True):
        session.answer(f"added {entry.url} ({code}) to {held.urls.path}:{entry.line}")
    advise(session, admitted.advice, several=len(wanted) > 1)
    return Outcome.DONE


def _next_step(admitted: admission.Admission) -> str:
    codes = {finding.code for found in admitted.refused.values() for finding in found}
    if codes <= admission.SAME:
        return "If a variant of a listed site is meant to stand beside it: --allow-variant REASON"
    if codes <= admission.UNLESS_MEANT:
        return "If you are sure that the host name is right: --allow-variant REASON"
    return "See what is listed with `kh-testlist show`, and what a rule means with `kh-testlist rules CODE`."
