"""Where the data of a project begins. What is below may come from a pull request, what is above is the user's own.

The boundary is the top of the git checkout. Outside of a checkout, it is a folder that the caller names.
"""

from __future__ import annotations

import functools
import os
from pathlib import Path
from typing import Final, NamedTuple

from kh_testlist.errors import Failure
from kh_testlist.store.names import display

_MOST_LINKS: Final = 40
"""Linux follows as many."""


class BoundedPath(NamedTuple):
    """The path from the boundary down to a folder."""

    top: Path
    """The boundary. Links above it are followed."""
    parts: tuple[str, ...]
    """The folders below it. None of them may be a link."""


@functools.cache
def checkout(folder: Path) -> Path | None:
    """Return the top of the git checkout that `folder`, as written, is in, with links resolved; None outside of one."""
    top = _top(absolute(folder))
    return top.resolve() if top else None


def absolute(path: Path) -> Path:
    """Return `path` from the root on. `..` is resolved in the text only, and no link is followed."""
    return Path(os.path.abspath(path))  # noqa: PTH100 - Path.resolve() would follow links


def bounded_path(folder: Path, base: Path | None = None) -> BoundedPath:
    """Return the path to `folder` from the boundary above it.

    Args:
        folder: the folder, as it is written.
        base: the boundary outside of git: `folder` or a folder above it. By default `folder`.

    Raises:
        Failure: links lead in a circle, or `..` comes after a link.

    """
    _require_plain(folder)
    return _bounded(absolute(folder), absolute(base or folder))


def _require_plain(folder: Path) -> None:
    """Refuse a folder that is written with `..` after a link: the system and this program would read it differently."""
    if ".." not in folder.parts:
        return
    place = Path()
    for part in folder.parts:
        if part == ".." and os.path.islink(place):  # noqa: PTH114 - Path's raises where it may not look
            raise Failure(
                f"{display(folder)} goes back from {display(place)}, which is a link. So it may mean two folders.",
                "Give the folder itself: --lists DIR",
            )
        place /= part


@functools.cache
def _bounded(folder: Path, base: Path) -> BoundedPath:
    for _ in range(_MOST_LINKS):
        top = _top(folder)
        if top is not None:
            return BoundedPath(top, folder.relative_to(top).parts)
        link = next((place for place in (*reversed(base.parents), base) if place.is_symlink()), None)
        if link is None:
            return BoundedPath(base, folder.relative_to(base).parts)
        # The link is the user's own. What it leads to may be in a checkout.
        target = absolute(link.parent / link.readlink())
        folder, base = (target / place.relative_to(link) for place in (folder, base))
    raise Failure(f"The links to {display(base)} lead in a circle.", "Give the folder itself, without links.")


def _top(written: Path) -> Path | None:
    """Return the top of the checkout that `written` is in, as it is written.

    Only the folder that the person or the workflow named counts. A link that a checkout brought must not lead to
    another checkout. So the search goes on upwards after a link.
    """
    top = None
    crossed_link = False
    for place in (written, *written.parents):
        if (top is None or crossed_link) and os.path.lexists(place / ".git"):
            top, crossed_link = place, False
        crossed_link = crossed_link or os.path.islink(place)  # noqa: PTH114 - Path's raises where it may not look
    return top
