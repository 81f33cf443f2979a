"""Start a list: a folder for lists, and an empty list in it."""

from __future__ import annotations

from pathlib import Path

from kh_testlist import editing, folder, store, transaction
from kh_testlist.errors import Failure
from kh_testlist.store import inside
from kh_testlist.workspace import Workspace


def start(workspace: Workspace) -> tuple[str, bool]:
    """Make the list, and its folder if there is none.

    Return the path of the list as reports write it, and True if it is new. A list that exists already is not changed.

    Raises:
        Failure: the folder or the list can't be made.

    """
    place = workspace.lists or Path.cwd() / folder.FOLDER
    path = place / f"{workspace.name}.csv"
    if path.exists():
        return store.display(path), False
    _make_folder(place)
    ignore = place / ".gitignore"
    if not inside.exists(ignore):
        inside.replace(ignore, b"# What kh-testlist leaves here while it works.\n.*.lock\n.*.tmp\n.*.next\n.*.intent\n")
    with transaction.locked(path):
        if not inside.exists(path):
            transaction.commit(path, {path: store.to_bytes(editing.new_list(store.display(path)))})
    return store.display(path), True


def _make_folder(folder: Path) -> None:
    """Make `folder` and the folders above it, if they do not exist yet."""
    place = store.absolute(folder)
    try:
        with inside.opened(place, next(one for one in (place, *place.parents) if one.is_dir()), make=True):
            pass
    except OSError as error:
        raise Failure(
            f"{store.display(folder)} could not be made: {store.reason(error)}.", "Choose another folder: --lists DIR"
        ) from error
