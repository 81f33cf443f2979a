"""Merge upstream's changes into the list, and compare the list with upstream as it was then."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from kh_testlist import ledger, store, transaction
from kh_testlist.editing import new_list, without
from kh_testlist.errors import Failure, Misuse
from kh_testlist.folder import FOLDER, clone_folder
from kh_testlist.model import Entry, UrlList
from kh_testlist.talk import NO_PROGRESS, Progress, Tell, silent
from kh_testlist.upstream import address, base, choice
from kh_testlist.upstream.repository import Clone, locked_clone, open_clone
from kh_testlist.workspace import Workspace, is_clear

if TYPE_CHECKING:
    from kh_testlist.upstream.address import Address
    from kh_testlist.upstream.difference import Difference
    from kh_testlist.upstream.merge_lists import MergedLists
    from kh_testlist.upstream.settling import Conflict, Side

    Settle = Callable[[Sequence[Conflict]], Mapping[Conflict, Side]]
    """Says whose version of each conflict is taken, or raises Refused."""


@dataclass(frozen=True, slots=True)
class FetchedUpstream:
    """Upstream's list, and upstream's list at the last sync."""

    repository: str
    commit: str
    theirs: UrlList | None
    """None if upstream does not have the list."""
    base: UrlList | None
    """Upstream's list at the last sync. None before the first sync, or if its commit is gone."""


@dataclass(frozen=True, slots=True)
class Synced:
    """What a sync did."""

    path: str
    """Our list, as reports write it."""
    upstream: FetchedUpstream
    merged: MergedLists | None
    """None if our list starts as a copy of upstream's."""
    rows: int = 0
    """The number of rows that a new list starts with."""
    off: tuple[Entry, ...] = ()
    """Upstream's rows that are left out, because the ledger says that they were dropped."""


def sync(
    workspace: Workspace,
    where: Callable[[], Address],
    settle: Settle,
    *,
    revision: str | None = None,
    side: str | None = None,
    progress: Progress = NO_PROGRESS,
    tell: Tell = silent,
) -> Synced:
    """Fetch upstream's lists, and merge its changes into ours: all of it or nothing.

    Args:
        workspace: our list.
        where: says where upstream is.
        settle: says whose version of each conflict is taken, if `side` is not given.
        revision: a branch, a tag or a commit of upstream's; the newest commit by default.
        side: `ours` or `theirs`: whose version of all conflicts is taken.
        progress: is told how far fetching is.
        tell: is told what a person should know during the work.

    Raises:
        Refused: a conflict is not settled.
        Failure: upstream can't be reached, or the list can't be read or written.

    """
    fetched = _fetch(workspace, where, revision, progress, tell)
    theirs = fetched.theirs
    if theirs is not None and not is_clear(theirs, workspace.today):
        raise Failure(
            f"Upstream's {theirs.path} is damaged at {fetched.commit[:10]}, so nothing was changed here.",
            "Tell upstream's maintainers, or use an earlier state: kh-testlist sync --rev COMMIT",
        )
    if not workspace.path.exists():
        return _start(workspace, fetched)
    return _merge(workspace, fetched, side, settle, tell)


def _load() -> None:
    """Import the modules that merge. This takes 0.05 s, while git waits for the network."""
    from kh_testlist.upstream import dropped, merge_lists  # noqa: F401, PLC0415 - see above


def _fetch(
    workspace: Workspace, where: Callable[[], Address], rev: str | None, progress: Progress, tell: Tell
) -> FetchedUpstream:
    revision = address.revision(rev) if rev is not None else None
    path, name = workspace.path, f"{workspace.name}.csv"
    if path.parent.resolve() == (clone_folder() / FOLDER).resolve():
        raise Misuse(
            f"{store.display(path.parent)} is the folder of the clone, which a sync overwrites.",
            "Work on your lists in another folder, or set KH_TESTLIST_UPSTREAM to another folder for the clone.",
        )
    place = where()
    recorded = base.load(path)
    with locked_clone(place) as held:
        clone = replace(held, meanwhile=_load)
        progress.stage("Fetching", 3)
        commit = clone.fetch(revision)
        progress.step()
        files = clone.lay_out(commit)
        progress.step()
        theirs = (
            store.parse(files[name], f"{FOLDER}/{name}") if name in files else clone.list_at(commit, workspace.name)
        )
        before = _base(workspace, clone, recorded, tell) if recorded else None
        progress.step()
    if theirs is None and before is not None and before.entries:
        raise Failure(
            f"Upstream no longer has {FOLDER}/{name} at {commit[:10]}. Nothing was changed.",
            "Ask upstream why, or use an earlier state that has the list: kh-testlist sync --rev COMMIT",
        )
    return FetchedUpstream(place.text, commit, theirs, before)


def _base(workspace: Workspace, clone: Clone, recorded: base.Base, tell: Tell) -> UrlList | None:
    if not clone.fetch_commit(recorded.commit):
        tell(
            f"Upstream no longer has {recorded.commit[:10]}, the commit of the last sync, because its history was "
            "rewritten. So the lists are compared as in the first sync.",
            "warning",
        )
        return None
    return clone.list_at(recorded.commit, workspace.name) or new_list(store.display(workspace.path))


def _start(workspace: Workspace, fetched: FetchedUpstream) -> Synced:
    from kh_testlist.upstream.dropped import drops  # noqa: PLC0415 - see _load

    path = workspace.path
    if fetched.theirs is None:
        raise Failure(
            f"The list {store.display(path)} does not exist, and upstream does not have it.",
            f"Start it with: kh-testlist init --list {workspace.name}",
        )
    dropped = drops(workspace.records)
    off = tuple(entry for entry in fetched.theirs.entries if dropped.find(entry.url))
    urls = without(fetched.theirs, {entry.number for entry in off}) if off else fetched.theirs
    with transaction.locked(path, with_sync=True):
        if path.exists():
            raise Failure(f"Another process has just made {store.display(path)}.", "Run again: kh-testlist sync")
        transaction.commit(path, {path: store.to_bytes(urls), **_recorded(path, fetched)})
    return Synced(store.display(path), fetched, None, len(urls.entries), off)


def _recorded(path: Path, fetched: FetchedUpstream) -> dict[Path, bytes]:
    return {base.path_of(path): base.recorded(path, base.Base(fetched.repository, fetched.commit))}


def _merge(workspace: Workspace, fetched: FetchedUpstream, side: str | None, settle: Settle, tell: Tell) -> Synced:
    from kh_testlist.upstream.merge_lists import merge_lists  # noqa: PLC0415 - see _load
    from kh_testlist.upstream.settling import Side  # noqa: PLC0415 - see _load

    settled: dict[Conflict, Side] = {}
    chosen = Side(side) if side else None
    while True:
        with workspace.held(tell, with_sync=True) as held:
            theirs = fetched.theirs or new_list(held.urls.path)
            records, day = ledger.records(held.ledger), held.today.isoformat()
            merged = merge_lists(
                fetched.base, held.urls, theirs, records, day, chosen, lambda one: settled.get(one, Side.OURS)
            )
            unsettled = [one for one in merged.conflicts if chosen is None and one not in settled]
            if not unsettled:
                held.put(merged.urls, merged.records, _recorded(held.path, fetched))
                return Synced(held.urls.path, fetched, merged, off=merged.off)
        # The list is not locked during the questions: a person may take an hour. After that, the merge is made again.
        settled.update(settle(unsettled))


class Compared(NamedTuple):
    """The difference between our list and upstream's."""

    path: str
    """Our list, as reports write it."""
    commit: str
    """Upstream's commit at the last sync."""
    difference: Difference


def compare(workspace: Workspace) -> Compared:
    """Return how our list differs from upstream's list at the last sync. The network is not used.

    Raises:
        Failure: there was never a sync, or the list or the clone can't be read.

    """
    from kh_testlist.upstream.difference import difference  # noqa: PLC0415 - see _load

    path = workspace.existing
    recorded = base.load(path)
    if recorded is None:
        raise Failure(f"{store.display(path)} was never synced with upstream.", "Sync it with: kh-testlist sync")
    clone = open_clone(choice.address(path, recorded=recorded.repository))
    if not clone.has(recorded.commit):
        raise Failure(
            f"The clone of upstream's lists does not have {recorded.commit[:10]}, the commit of the last sync.",
            "Fetch upstream's lists with: kh-testlist sync",
        )
    ours = workspace.list
    theirs = clone.list_at(recorded.commit, workspace.name) or new_list(ours.path)
    return Compared(ours.path, recorded.commit, difference(theirs, ours, ledger.renames(workspace.records)))
