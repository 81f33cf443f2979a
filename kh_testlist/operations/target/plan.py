"""Plan what to test next, in batches that fit into the time that a person has."""

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
    """Return what to test next, in batches. The rows that need a test most come first.

    Args:
        workspace: the list.
        minutes: the longest time of a batch.
        seconds_each: the time that one site takes, about.
        country: the country of the evidence; by default the name of the list.
        into: a folder that each batch is written to, as an input file and its link.
        tell: is told what could not be read, and what was written.

    Raises:
        Failure: the list or the evidence can't be read, or a file can't be written.
        Refused: the list has no sites, or the folder has batches already.

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
    """Return the evidence that was fetched. Return None if there is none: planning works without it."""
    try:
        return read_evidence(workspace, EvidenceQuery(scope="list", by="url", country=country))
    except NeverFetched:
        tell(
            "No evidence was fetched yet, so the order depends only on category and age. "
            + workspace.step("To use evidence, first run: kh-testlist evidence fetch"),
            "warning",
        )
        return None


def _write(place: Path, found: list[Batch]) -> None:
    """Write each batch to a file of its own, with its link in another file next to it."""
    if place.is_dir() and any(place.glob("batch-*")):
        raise Refused(
            f"The folder {store.display(place)} has batches already.", "Use another folder, or delete those batches."
        )
    try:
        place.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Failure(
            f"The folder {store.display(place)} could not be made: {store.reason(error)}.", "Choose another folder."
        ) from error
    for number, batch in enumerate(found, 1):
        store.write(place / f"batch-{number:02}.txt", "".join(f"{url}\n" for url in batch.urls).encode())
        store.write(place / f"batch-{number:02}.link", f"{batch.link}\n".encode())
