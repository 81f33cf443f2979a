"""What to test next, in batches that fit a sitting."""

from __future__ import annotations

from pathlib import Path

from kh_testlist import store
from kh_testlist.errors import Failure, Refused
from kh_testlist.model import CATEGORY_CODE, DATE_ADDED, Entry
from kh_testlist.ooni.evidence import Evidence, NeverFetched
from kh_testlist.ooni.plan import SECONDS_EACH, Batch, PlannedRow, batches, by_need
from kh_testlist.operations.evidence import EvidenceQuery, read_evidence
from kh_testlist.operations.target.inputs import inputs, listed
from kh_testlist.talk import Tell, silent
from kh_testlist.text import counted
from kh_testlist.workspace import Workspace

__all__ = ["SECONDS_EACH", "Batch", "planned"]


def planned(
    workspace: Workspace,
    minutes: float,
    seconds_each: float = SECONDS_EACH,
    *,
    country: str | None = None,
    into: Path | None = None,
    tell: Tell = silent,
) -> list[Batch]:
    """Return what to test next, in batches; the rows that need it most come first.

    Args:
        workspace: the list.
        minutes: that a batch takes, at most.
        seconds_each: that one site takes, about.
        country: of the evidence to go by; by default the name of the list.
        into: a folder that each batch is written to, as an input file and its link.
        tell: is told what could not be read, and what was written.

    Raises:
        Failure: the list or the evidence can't be read, or a file can't be written.
        Refused: the list has no site, or there are batches in the folder already.

    """
    wanted = inputs(workspace, tell=tell)
    entries = {entry.url: entry for entry in reversed(listed(workspace).entries)}
    evidence = _evidence(workspace, country, tell)
    tests = (
        {entry.url: [network.counts.measurements for network in entry.networks] for entry in evidence.entries}
        if evidence
        else {}
    )
    ordered = by_need([_row(entries[url]) for url in wanted], tests, len(evidence.networks) if evidence else 0)
    found = batches([row.url for row in ordered], minutes, seconds_each)
    if into is not None:
        _write(into, found)
        tell(f"Written: {counted(len(found), 'batch', 'batches')} to {store.display(into)}")
    return found


def _row(entry: Entry) -> PlannedRow:
    if not entry.is_complete:
        return PlannedRow(entry.url, "", "")
    return PlannedRow(entry.url, entry.cells[CATEGORY_CODE], entry.cells[DATE_ADDED])


def _evidence(workspace: Workspace, country: str | None, tell: Tell) -> Evidence | None:
    """What was fetched; None where nothing ever was, which is no reason not to plan."""
    try:
        return read_evidence(workspace, EvidenceQuery(scope="list", by="url", country=country))
    except NeverFetched:
        tell(
            "No evidence was fetched yet, so the order goes by category and age. "
            + workspace.step("To have it: kh-testlist evidence fetch"),
            "warning",
        )
        return None


def _write(place: Path, found: list[Batch]) -> None:
    """Put each batch in a file of its own, with its link beside it."""
    if place.is_dir() and any(place.glob("batch-*")):
        raise Refused(f"There are batches in {store.display(place)} already.", "Name another folder, or empty it.")
    try:
        place.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Failure(f"{store.display(place)} could not be made: {store.reason(error)}.", "Name another.") from error
    for number, batch in enumerate(found, 1):
        store.write(place / f"batch-{number:02}.txt", "".join(f"{url}\n" for url in batch.urls).encode())
        store.write(place / f"batch-{number:02}.link", f"{batch.link}\n".encode())
