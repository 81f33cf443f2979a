"""What suggests categories here: the lists that the user has, and a model learned from them when they change."""

from __future__ import annotations

import contextlib
import hashlib
import os
from pathlib import Path
from typing import Final, NamedTuple

from kh_testlist import __version__, folder, store
from kh_testlist.errors import Failure
from kh_testlist.model import UrlList
from kh_testlist.tagging import model, train
from kh_testlist.tagging.lookup import Index
from kh_testlist.tagging.model import Model
from kh_testlist.tagging.suggest import Tagger
from kh_testlist.talk import Tell, silent
from kh_testlist.workspace import Workspace

_ENOUGH: Final = 2_000
"""Rows below which nothing is learned unasked: a country's own list teaches nothing that its look-up does not."""
_KEPT: Final = 4
"""Models that are kept, the newest: those of older lists are of no use."""


class Sources(NamedTuple):
    """The lists that may be learned from."""

    place: Path
    lists: tuple[UrlList, ...]
    digest: str
    """Of their names and bytes."""


def sources(place: Path, but: str | None = None) -> Sources:
    """The lists in the folder `place`, without the list called `but`.

    Raises:
        Failure: there is none, or one can't be read.

    """
    digest = hashlib.sha256()
    lists = []
    for path in folder.expand([place]):
        if path.stem == but:
            continue
        data = folder.read_bytes(path)
        digest.update(os.fsencode(path.name) + f"\0{len(data)}\0".encode() + data)
        lists.append(store.parse(data, store.display(path)))
    return Sources(place, tuple(lists), digest.hexdigest())


def named(path: Path) -> Tagger:
    """A tagger by the model at `path` alone.

    Raises:
        Failure: it can't be read, or is none.

    """
    if not path.is_file():
        raise Failure(
            f"There is no model {store.display(path)}.",
            "Check --model, or make one with: kh-testlist train --lists DIR --output FILE",
        )
    return Tagger(model.read(path))


def usual(workspace: Workspace, judged: UrlList | None = None, *, tell: Tell = silent) -> Tagger:
    """A tagger by all that is here; a model is learned first where the lists have changed.

    A list that is itself to be judged is looked things up in, and not learned from.
    """
    own = _own(workspace, tell)
    if judged is not None:
        own = [judged, *(one for one in own if one.name != judged.name)]
    cloned = folder.clone_folder() / folder.FOLDER
    has_clone = cloned.is_dir() and bool(folder.lists_in(cloned))
    if not has_clone and sum(len(one.entries) for one in own) < _ENOUGH:
        tell(
            "Suggestions come from keywords and your own lists alone: upstream's lists are not here to learn from. "
            f"To have them: {workspace.step(folder.HOW_TO_HAVE_UPSTREAM)}",
            "warning",
        )
        return Tagger(None, Index(own))
    found = sources(cloned if has_clone else workspace.folder, judged.name if judged else None)
    names = {one.name for one in own}
    index = Index([*own, *(one for one in found.lists if one.name not in names)])
    is_enough = sum(len(one.entries) for one in found.lists) >= _ENOUGH
    return Tagger(_model(found, tell) if is_enough else None, index)


def _own(workspace: Workspace, tell: Tell) -> list[UrlList]:
    """The lists in the lists folder that can be read; none where there is no folder."""
    try:
        paths = folder.lists_in(workspace.folder)
    except Failure:
        return []
    found = []
    for path in paths:
        try:
            found.append(workspace.load(path))
        except Failure as failure:
            tell(f"Not looked into: {failure.message}", "warning")
    return found


def _model(found: Sources, tell: Tell) -> Model | None:
    """The model of these lists, learned now if it is not there."""
    import platformdirs  # noqa: PLC0415 - once a run

    cache = platformdirs.user_cache_path("kh-testlist", appauthor=False) / "models"
    path = cache / f"{found.digest[:16]}-{model.VERSION}-{__version__}.model"
    if path.is_file():
        with contextlib.suppress(Failure):
            return model.read(path)
    try:
        learned = learn(found, tell=tell)
    except Failure as failure:
        tell(f"{failure.message} {failure.next_step}\nSuggestions come from keywords and lists alone.", "warning")
        return None
    with contextlib.suppress(Failure, OSError):  # a cache that can't be written is no reason to fail
        cache.mkdir(parents=True, exist_ok=True)
        store.replace(path, model.to_bytes(learned))
        kept = sorted(cache.glob("*.model"), key=lambda one: one.stat().st_mtime, reverse=True)
        for old in kept[_KEPT:]:
            old.unlink(missing_ok=True)
    return learned


def learn(found: Sources, seed: int = train.SEED, *, tell: Tell = silent) -> Model:
    """Learn from `found`, and say how it goes.

    Raises:
        Failure: scikit-learn is not there, or there is too little to learn from.

    """
    train.require_library()
    rows = train.rows_of(found.lists)
    tell(f"Learning from {len(rows):,} rows of {len(found.lists)} lists; it takes a moment, once.")
    return train.learn(rows, train.Source(found.digest, _commit(found.place)), seed)


def _commit(place: Path) -> str | None:
    """The commit that the lists in the folder `place` are of: of a sync, or of the checkout that they lie in."""
    from kh_testlist import history  # noqa: PLC0415 - loads git, once a training
    from kh_testlist.upstream import layout  # noqa: PLC0415 - the same
    from kh_testlist.upstream.base import is_commit  # noqa: PLC0415 - the same

    synced = layout.state(place.parent / ".git").get("commit")
    if isinstance(synced, str) and is_commit(synced):
        return synced  # nothing is checked out there, so that git itself would know of none
    top = store.checkout(place)
    return history.commit(top) if top else None
