"""Change a row of the list, or remove it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kh_testlist import editing
from kh_testlist.categories import LEGEND
from kh_testlist.errors import Misuse, Refused
from kh_testlist.ledger import Record, path_of
from kh_testlist.model import (
    CATEGORY_CODE,
    CATEGORY_DESCRIPTION,
    DATE_ADDED,
    NOTES,
    SOURCE,
    URL,
    Entry,
    Finding,
    UrlList,
)
from kh_testlist.pasted import listed_url, new_url, told
from kh_testlist.rules import admission
from kh_testlist.store import display
from kh_testlist.talk import Tell, silent
from kh_testlist.urls import equivalence_key
from kh_testlist.workspace import Held, Workspace

__all__ = ["CATEGORY_CODE", "DATE_ADDED", "NOTES", "SOURCE", "URL", "Changed", "Removed", "change", "remove"]


@dataclass(frozen=True, slots=True)
class Changed:
    """A row that was changed, or that did not need a change."""

    before: Entry
    after: Entry
    path: str
    """The list, as reports write it."""
    advice: tuple[Finding, ...] = ()
    """What the rules say about the row as it is now."""


def change(
    workspace: Workspace, url: str, cells: Mapping[int, str], reason: str = "", *, tell: Tell = silent
) -> Changed:
    """Change cells of a row.

    A new category also changes its description. If the URL changes, the ledger keeps the old one.

    Args:
        workspace: the list.
        url: the row's URL, in any equivalent spelling.
        cells: the new text of each column that changes, by its number.
        reason: why the URL or the category changes. It is written to the ledger.
        tell: is told how a new URL was read.

    Raises:
        Failure: the list can't be read or written.
        Misuse: no cell is given, or a reason is given without a new URL or category.
        Refused: the row is not listed, or the rules refuse the change.

    """
    if not cells:
        raise Misuse("No change was given.", "Use --url, --category, --notes, --source or --date.")
    why = " ".join(reason.split())
    if why and cells.keys().isdisjoint({URL, CATEGORY_CODE}):
        raise Misuse(
            "--reason works only with --url or --category.",
            "Remove --reason, or write the text into the row with --notes TEXT.",
        )
    with workspace.held(tell) as held:
        row = find_row(held.urls, url)
        wanted = _with(row, cells)
        if URL in cells and (changed := told(cells[URL], wanted[URL])):
            tell(changed)
        if wanted == row.cells:
            return Changed(row, row, held.urls.path)
        admitted = admission.rewrite(held.urls, row.number, wanted, held.reference, held.today)
        if admitted.refused:
            fault = against(admitted.refused[0])
            raise Refused(f"Nothing was changed.\n{wanted[URL]}\n{fault}", "Fix that, and run the command again.")
        held.put(admitted.urls, _records(row, wanted, why, held))
    return Changed(row, row._replace(cells=wanted), held.urls.path, tuple(admitted.advice))


def _with(row: Entry, new: Mapping[int, str]) -> tuple[str, ...]:
    changes = dict(new)
    if URL in new:
        changes[URL] = new_url(new[URL])
    if CATEGORY_CODE in new:
        changes[CATEGORY_DESCRIPTION] = LEGEND[new[CATEGORY_CODE]]
    return tuple(changes.get(column, cell) for column, cell in enumerate(row.cells))


def _records(row: Entry, wanted: Sequence[str], why: str, held: Held) -> list[Record]:
    if wanted[URL] != row.url:
        return [Record(wanted[URL], held.today.isoformat(), "replace", why, previous_url=row.url)]
    if why and wanted[CATEGORY_CODE] != row.cells[CATEGORY_CODE]:
        return [Record(row.url, held.today.isoformat(), "recategorise", why)]
    return []


@dataclass(frozen=True, slots=True)
class Removed:
    """A row that was removed."""

    row: Entry
    path: str
    """The list, as reports write it."""
    ledger: str
    """The ledger with the reason, as reports write it."""


def remove(workspace: Workspace, url: str, reason: str, *, tell: Tell = silent) -> Removed:
    """Remove the row of `url` from the list, and write the reason to the ledger.

    Raises:
        Failure: the list can't be read or written.
        Misuse: the reason is empty.
        Refused: the row is not listed.

    """
    why = " ".join(reason.split())
    if not why:
        raise Misuse("The reason is empty.", "Write the reason in a few words: --reason TEXT")
    with workspace.held(tell) as held:
        row = find_row(held.urls, url)
        record = Record(row.url, held.today.isoformat(), "drop", why)
        held.put(editing.without(held.urls, {row.number}), [record])
    return Removed(row, held.urls.path, display(path_of(held.path)))


def find_row(urls: UrlList, wanted: str) -> Entry:
    """Return the row with the URL `wanted`, or the only row with an equivalent URL.

    Raises:
        Refused: there is none, or more than one.

    """
    listed = [entry.url for entry in urls.complete]
    return urls.complete[
        listed.index(
            listed_url(wanted, listed, urls.path, lambda key: [u for u in listed if equivalence_key(u) == key])
        )
    ]


def against(findings: Sequence[Finding], lacking: str = "") -> str:
    """Return why a row is refused, one line for each finding. `lacking` replaces the finding on its category."""
    others = [finding for finding in findings if not lacking or finding.code != "CAT001"]
    said = [f"{finding.code} {finding.name}: {finding.message}" for finding in others]
    return "\n".join(f"  {line}" for line in ([lacking] if lacking else []) + said)
