"""The OONI Run link of a list, in a small file next to the list. Commit it with the list.

A pull request can edit the file. So it has no address of an API, and no name of a person. Only the user says where
requests go. At worst, the file names a link that the user's account does not own.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from pathlib import Path
from typing import Final, NamedTuple

from kh_testlist.errors import Failure, Misuse
from kh_testlist.ooni.run import V2_LINK
from kh_testlist.store import display, inside

_ID: Final = re.compile(r"[0-9]{1,20}")
_LINK: Final = re.compile(rf"(?:{re.escape(V2_LINK)}|ooni://runv2/)?([0-9]{{1,20}})/?")


class Published(NamedTuple):
    """A published link."""

    id: str
    """Digits."""
    revision: str
    expires: str
    """The day, in UTC: `2027-05-20`."""

    @property
    def link(self) -> str:
        """What volunteers open."""
        return V2_LINK + self.id

    @property
    def last_day(self) -> dt.date | None:
        """When it expires; None if that is not known."""
        return dt.date.fromisoformat(self.expires) if self.expires else None


def path_of(list_path: Path) -> Path:
    """Return the path of the file for the list at `list_path`: `kh.run.json` next to `kh.csv`."""
    return list_path.with_name(f"{list_path.stem}.run.json")


def link_id(text: str) -> str:
    """Return the id in `text`, which is an id or a link.

    Raises:
        Misuse: `text` is something else.

    """
    match = _LINK.fullmatch(text.strip())
    if match is None:
        raise Misuse(f"{text!r} is not an OONI Run link.", f"Give its number, or the link: {V2_LINK}10000")
    return match[1]


def load(list_path: Path) -> Published | None:
    """Return the link of the list at `list_path`, or None if it was not published.

    Raises:
        Failure: the file is damaged.

    """
    path = path_of(list_path)
    if not inside.exists(path):
        return None
    shown = display(path)
    try:
        kept = json.loads(inside.read(path))
        found = Published(kept["id"], kept["revision"], kept["expires"])
        is_sound = all(isinstance(part, str) for part in found) and _ID.fullmatch(found.id) is not None
        dt.date.fromisoformat(found.expires)
    except (ValueError, KeyError, TypeError, RecursionError):
        is_sound = False
    if not is_sound:
        raise Failure(f"{shown} is damaged.", "Restore it with git, or give the link: --link ID")
    return found


def save(list_path: Path, published: Published) -> None:
    """Write `published` to the file for the list at `list_path`.

    Raises:
        Failure: it can't be written.

    """
    text = json.dumps({"link": published.link, **published._asdict()}, indent=2) + "\n"
    inside.replace(path_of(list_path), text.encode())
