"""Put sites on the list, unless upstream would refuse them or they are listed already."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from kh_testlist.categories import LEGEND
from kh_testlist.errors import Misuse, Refused
from kh_testlist.model import CATEGORY_CODE, DEFAULT_SOURCE, HEADER, Entry, Finding
from kh_testlist.offered import Offered, filled, lacks_category
from kh_testlist.offered import read as offered
from kh_testlist.offered.sites import Site
from kh_testlist.operations.change import against
from kh_testlist.pasted import new_url, told
from kh_testlist.rules import admission
from kh_testlist.talk import Tell, silent
from kh_testlist.workspace import Workspace

__all__ = ["Added", "Details", "Imported", "Offered", "Site", "add", "import_rows", "offered"]


@dataclass(frozen=True, slots=True)
class Added:
    """Rows that were put on the list."""

    rows: tuple[Entry, ...]
    path: str
    """The list, as reports write it."""
    advice: tuple[Finding, ...]
    """What the rules say of the new rows."""


@dataclass(frozen=True, slots=True)
class Details:
    """What the new rows say, in addition to URL and category."""

    notes: str = ""
    source: str = DEFAULT_SOURCE
    date: str | None = None
    """The day they were added, in UTC; today by default."""
    allow_variant: str | None = None
    """The reason to add a spelling, a page or a host name that the rules would refuse."""


def add(
    workspace: Workspace,
    urls: Sequence[str],
    choose: Callable[[Sequence[str]], Sequence[str]],
    details: Details = Details(),
    *,
    look: Callable[[Sequence[Site]], None] | None = None,
    tell: Tell = silent,
) -> Added:
    """Add sites to the list: all of them or none.

    Args:
        workspace: the list.
        urls: the sites, as a person typed them.
        choose: gives each URL its category.
        details: what else the rows say.
        look: looks at the sites first, and raises an error if they should not be added.
        tell: is told how a URL was read.

    Raises:
        Failure: the list can't be read or written.
        Refused: a URL is not valid, or the rules refuse a row.

    """
    wanted = [new_url(url) for url in urls]
    for typed, url in zip(urls, wanted, strict=True):
        if changed := told(typed, url):
            tell(changed)
    codes = choose(wanted)
    variant = "" if details.allow_variant is None else f"keep: {details.allow_variant}"
    notes = "; ".join(filter(None, (details.notes, variant)))
    if look is not None:
        look(list(map(Site, wanted, codes)))
    with workspace.held(tell) as held:
        day = details.date or held.today.isoformat()
        rows = [(url, code, LEGEND[code], day, details.source, notes) for url, code in zip(wanted, codes, strict=True)]
        admitted = admission.append(held.urls, rows, held.reference, held.today)
        if admitted.refused:
            reasons = "\n".join(f"{wanted[place]}\n{against(found)}" for place, found in admitted.refused.items())
            raise Refused(f"Nothing was added.\n{reasons}", _next_step(admitted))
        held.put(admitted.urls)
    return Added(admitted.urls.entries[len(held.urls.entries) :], held.urls.path, tuple(admitted.advice))


def _next_step(admitted: admission.Admission) -> str:
    codes = {finding.code for found in admitted.refused.values() for finding in found}
    if codes <= admission.SAME:
        return "To add a variant of a listed site on purpose: kh-testlist add URL --allow-variant REASON"
    if codes <= admission.UNLESS_MEANT:
        return "If you are sure that the host name is right: kh-testlist add URL --allow-variant REASON"
    return "See what is listed with `kh-testlist show`. Read what a rule means with `kh-testlist rules CODE`."


@dataclass(frozen=True, slots=True)
class Imported:
    """What happened to the rows of a file."""

    taken: int
    path: str
    """The list, as reports write it."""
    refused: Mapping[int, tuple[str, str]]
    """The rows that were refused, with the reason, by their line in the file."""
    advice: tuple[Finding, ...]
    """What the rules say of the rows that were added."""


def import_rows(
    workspace: Workspace,
    found: Offered,
    category: str | None = None,
    details: Details = Details(),
    *,
    partial: bool = False,
    tell: Tell = silent,
) -> Imported:
    """Add the rows of a file: all of them or none, unless `partial`.

    Args:
        workspace: the list.
        found: what the file offers.
        category: the category of rows that do not have one.
        details: the source of rows that do not have one, and why variants are added.
        partial: add the rows that can be added, even if others are refused.
        tell: is told how URLs were read.

    Raises:
        Failure: the list can't be read or written.
        Misuse: a row has no category, and none is given.

    """
    tell(f"{found.path}: {found.understood}")
    if category is None and not found.has_categories and any(not offer.refusal for offer in found.offers):
        raise Misuse(
            f"{found.path} has no categories for its sites.",
            f"Give one for all sites with --category CODE, or add the column {HEADER[CATEGORY_CODE]}. "
            f"The columns of a list are: {','.join(HEADER)}",
        )
    with workspace.held(tell) as held:
        rows = [offer for offer in found.offers if not offer.refusal]
        cells = [filled(offer.cells, category, details.source, held.today.isoformat()) for offer in rows]
        admitted = admission.append(held.urls, cells, held.reference, held.today, details.allow_variant)
        refused = {offer.line: (offer.shown, f"  {offer.refusal}") for offer in found.offers if offer.refusal}
        for place, findings in admitted.refused.items():
            refused[rows[place].line] = (rows[place].shown, against(findings, lacks_category(cells[place])))
        added = len(rows) - len(admitted.refused)
        taken = added if partial or not refused else 0
        if taken:
            held.put(admitted.urls)
            for place, offer in enumerate(rows):
                if place not in admitted.refused and offer.told:
                    tell(offer.told)
    advice = tuple(admitted.advice) if taken else ()
    return Imported(taken, held.urls.path, dict(sorted(refused.items())), advice)
