"""Where the data of a project begins: what lies below may come from a pull request, what lies above is the user's own.

The boundary is the top of the git checkout; where there is none, it is a folder that the caller names.
"""

from __future__ import annotations

import functools
import os
from pathlib import Path
from typing import Final, NamedTuple

from kh_testlist.errors import Failure
from kh_testlist.store.names import display

_MOST_LINKS: Final = 40
"""As many as Linux follows."""


class BoundedPath(NamedTuple):
    """The way from the boundary down to a folder."""

    top: Path
    """The boundary. Links above it are followed."""
    parts: tuple[str, ...]
    """The folders from there on, none of which may be a link."""


@functools.cache
def checkout(folder: Path) -> Path | None:
    """Return the top of the git checkout in which `folder` is written to lie, links resolved; None outside of one."""
    top = _top(absolute(folder))
    return top.resolve() if top else None


def absolute(path: Path) -> Path:
    """Return `path` from the root on, with `..` resolved in the text alone and no link followed."""
    return Path(os.path.abspath(path))  # noqa: PTH100 - Path.resolve() would follow links


def bounded_path(folder: Path, base: Path | None = None) -> BoundedPath:
    """Return the way to `folder` from the boundary above it.

    Args:
        folder: the folder, as it is written.
        base: the boundary where there is no git: `folder` or a folder above it. By default `folder`.

    Raises:
        Failure: links lead in a circle, or `..` stands behind one.

    """
    _require_plain(folder)
    return _bounded(absolute(folder), absolute(base or folder))


def _require_plain(folder: Path) -> None:
    """Refuse a folder that is written with `..` behind a link: the system and we would read it in two ways."""
    if ".." not in folder.parts:
        return
    place = Path()
    for part in folder.parts:
        if part == ".." and os.path.islink(place):  # noqa: PTH114 - Path's raises where it may not look
            raise Failure(
                f"{display(folder)} goes back from {display(place)}, which is a link, so two folders may be meant.",
                "Name the folder itself: --lists DIR",
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
        # It is the user's own; what it leads to may lie in a checkout.
        target = absolute(link.parent / link.readlink())
        folder, base = (target / place.relative_to(link) for place in (folder, base))
    raise Failure(f"{display(base)} is reached through links that lead in a circle.", "Name the folder itself.")


def _top(written: Path) -> Path | None:
    """Return the top of the checkout that `written` lies in, as it is written.

    What counts is what the person, or the workflow, named: a link on the way that a checkout brought leads to no
    other checkout, so past a link the search goes on upwards.
    """
    top = None
    crossed_link = False
    for place in (written, *written.parents):
        if (top is None or crossed_link) and os.path.lexists(place / ".git"):
            top, crossed_link = place, False
        crossed_link = crossed_link or os.path.islink(place)  # noqa: PTH114 - Path's raises where it may not look
    return top
