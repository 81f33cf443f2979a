"""`import`: many sites at once, from a CSV in upstream's form or a file of URLs."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import click

from kh_testlist.categories import LEGEND
from kh_testlist.commands.change import CATEGORY, DEFAULT_SOURCE, TEXT, against, hold, new_url
from kh_testlist.commands.session import Outcome, Session, pass_session
from kh_testlist.errors import Failure, Misuse, Refused
from kh_testlist.model import (
    CATEGORY_CODE,
    CATEGORY_DESCRIPTION,
    DATE_ADDED,
    HEADER,
    NOTES,
    SOURCE,
    URL,
    UrlList,
)
from kh_testlist.rules import admission
from kh_testlist.store import MAX_BYTES, display, parse, read_bytes

_STDIN = Path("-")


class _Offer(NamedTuple):
    """A row of the file, or why it is none."""

    line: int
    shown: str
    cells: tuple[str, ...] = ()
    refusal: str = ""


@click.command(
    "import",
    epilog="""\b
Examples:
  kh-testlist import new-sites.csv
  kh-testlist import urls.txt --category NEWS --partial
  cat urls.txt | kh-testlist import - --category HUMR""",
)
@click.argument("file", type=click.Path(path_type=Path, readable=False, allow_dash=True))
@click.option("--category", type=CATEGORY, metavar="CODE", help="The category of rows that bring none.")
@click.option(
    "--source",
    type=TEXT,
    default=DEFAULT_SOURCE,
    show_default=True,
    metavar="TEXT",
    help="The source of rows that bring none.",
)
@click.option("--partial", is_flag=True, help="Add the rows that can be added, though others are refused.")
@pass_session
def command(session: Session, file: Path, category: str | None, source: str, *, partial: bool) -> Outcome:
    """Add many sites from a file.

    FILE is a CSV with upstream's header, or has one URL a line (blank lines and # comments are passed over). All rows
    are added or none, unless --partial; each refused row is named, with the reason.
    """
    offered = _read(file)
    with hold(session) as held:
        day = held.today.isoformat()
        offers = list(_offers(offered, category, source, day))
        rows = [offer for offer in offers if not offer.refusal]
        admitted = admission.append(held.urls, [offer.cells for offer in rows], held.reference, held.today)
        refused = {offer.line: (offer.shown, f"  {offer.refusal}") for offer in offers if offer.refusal}
        for place, findings in admitted.refused.items():
            refused[rows[place].line] = (rows[place].shown, against(findings))
        added = len(rows) - len(admitted.refused)
        taken = added if partial or not refused else 0
        if taken:
            held.put(admitted.urls)
            _tell(session, rows, admitted)
    for line, (shown, why) in sorted(refused.items()):
        session.say(f"{offered.path}:{line}: {shown}\n{why}", "yellow")
    session.answer(f"added {taken} of {len(offers)} to {held.urls.path}")
    if refused and not partial:
        raise Refused(
            f"nothing was added, for {len(refused)} of {len(offers)} rows were refused.",
            "Mend those rows, or add the others alone: --partial",
        )
    return Outcome.NO if refused else Outcome.DONE


def _tell(session: Session, rows: Sequence[_Offer], admitted: admission.Admission) -> None:
    for place, offer in enumerate(rows):
        if place not in admitted.refused and offer.shown != offer.cells[URL]:
            session.say(f"{offer.shown} is written {offer.cells[URL]}")
    for finding in admitted.advice:
        session.say(f"{finding.url}: {finding.severity}: {finding.code} {finding.name}: {finding.message}", "yellow")


def _read(file: Path) -> UrlList:
    if file != _STDIN:
        shown = display(file)
        return parse(read_bytes(file, shown), shown)
    return parse(sys.stdin.buffer.read(MAX_BYTES + 1), "<stdin>")


def _offers(offered: UrlList, category: str | None, source: str, day: str) -> Iterator[_Offer]:
    if offered.header is None:
        raise Failure(f"{offered.path} is empty.", "Give one URL a line, or a CSV with upstream's header.")
    if not offered.is_utf8 or any("\0" in record.raw for record in (offered.header, *offered.entries)):
        raise Failure(f"{offered.path} is not a UTF-8 text file.", "Save it again as CSV UTF-8.")
    if offered.header.cells == HEADER:
        for entry in offered.entries:
            if len(entry.cells) != len(HEADER):
                count = len(entry.cells)
                yield _Offer(entry.line, entry.raw.strip(), refusal=f"{count} columns where a row has {len(HEADER)}")
            else:
                yield _offer(entry.line, list(entry.cells), category, source, day)
        return
    if category is None:
        raise Misuse(
            f"{offered.path} has not upstream's header, so its lines are taken for URLs; these need a category.",
            f"Give one with --category, or make the first line: {','.join(HEADER)}",
        )
    for record in (offered.header, *offered.entries):
        url = record.raw.strip()
        if url and not url.startswith("#"):
            yield _offer(record.line, [url, "", "", "", "", ""], category, source, day)


def _offer(line: int, cells: list[str], category: str | None, source: str, day: str) -> _Offer:
    typed = cells[URL]
    try:
        cells[URL] = new_url(typed)
    except Refused as refused:
        return _Offer(line, typed, refusal=f"{refused.message} {refused.next_step}")
    cells[CATEGORY_CODE] = cells[CATEGORY_CODE].strip() or category or ""
    cells[CATEGORY_DESCRIPTION] = LEGEND.get(cells[CATEGORY_CODE], cells[CATEGORY_DESCRIPTION])
    cells[DATE_ADDED] = cells[DATE_ADDED].strip() or day
    cells[SOURCE] = cells[SOURCE].strip() or source
    cells[NOTES] = cells[NOTES].strip()
    return _Offer(line, typed, tuple(cells))
