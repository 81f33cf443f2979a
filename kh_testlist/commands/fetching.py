"""The first half of `sync`: the clone brought up to date, and the lists read out of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from kh_testlist import store
from kh_testlist.editing import new_list
from kh_testlist.errors import Failure, Misuse
from kh_testlist.folder import FOLDER, clone_folder
from kh_testlist.model import UrlList
from kh_testlist.terminal.bar import Bar
from kh_testlist.terminal.prompts import upstream_of
from kh_testlist.terminal.session import Session
from kh_testlist.upstream import address, base
from kh_testlist.upstream.repository import Clone, locked_clone


@dataclass(frozen=True, slots=True)
class Fetched:
    """Upstream's list, and the one that it and ours came of."""

    repository: str
    commit: str
    theirs: UrlList | None
    """None where upstream has no such list."""
    base: UrlList | None
    """None where there was no sync yet, or its commit is gone."""


def fetch(
    session: Session, path: Path, upstream: str | None, rev: str | None, meanwhile: Callable[[], object]
) -> Fetched:
    """Bring the clone up to date, and read the lists out of it; do something else while git waits for the network.

    Raises:
        Failure: upstream can't be reached, or its lists are not what lists are.

    """
    revision = address.revision(rev) if rev is not None else None
    _refuse_own_folder(path)
    place = upstream_of(session, path, upstream)
    recorded = base.load(path)
    with locked_clone(place) as held, Bar(session) as bar:
        clone = replace(held, meanwhile=meanwhile)
        bar.stage("Fetching", 3)
        commit = clone.fetch(revision)
        bar.step()
        files = clone.lay_out(commit)
        bar.step()
        name = f"{session.name}.csv"
        theirs = store.parse(files[name], f"{FOLDER}/{name}") if name in files else clone.list_at(commit, session.name)
        before = _base(session, clone, recorded, path) if recorded else None
    if theirs is None and before is not None and before.entries:
        raise Failure(
            f"Upstream no longer has {FOLDER}/{session.name}.csv at {commit[:10]}. Nothing was changed.",
            "Ask upstream why; an earlier state has it: kh-testlist sync --rev COMMIT",
        )
    return Fetched(place.text, commit, theirs, before)


def _refuse_own_folder(path: Path) -> None:
    """The clone's lists are written over at each sync: they must not be the ones that somebody works on."""
    if path.parent.resolve() == (clone_folder() / FOLDER).resolve():
        raise Misuse(
            f"{store.display(path.parent)} is the clone's own folder, which a sync writes over.",
            "Work on your lists elsewhere, or name another folder for the clone with KH_TESTLIST_UPSTREAM.",
        )


def _base(session: Session, clone: Clone, recorded: base.Base, path: Path) -> UrlList | None:
    if not clone.fetch_commit(recorded.commit):
        session.say(
            f"Upstream no longer has {recorded.commit[:10]}, the state of the last sync: its history was rewritten. "
            "So the lists are compared from scratch, as the first time.",
            "warning",
        )
        return None
    return clone.list_at(recorded.commit, session.name) or new_list(store.display(path))
