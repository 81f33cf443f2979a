"""Which upstream: the one that is named, else the one of the last sync, else citizenlab's."""

from __future__ import annotations

from pathlib import Path

from kh_testlist.errors import Failure, Misuse
from kh_testlist.folder import UPSTREAM_URL, clone_folder
from kh_testlist.store import display, typed
from kh_testlist.upstream import base
from kh_testlist.upstream.address import Address, parse
from kh_testlist.upstream.repository import Clone


def address(list_path: Path, named: str | None = None) -> Address:
    """Where upstream of the list at `list_path` is; `named` is what `--upstream` says.

    What `upstream.json` says a pull request may have written: a path of this machine, or a server that our ssh keys
    open, counts only where a sync on this machine was told so before.

    Raises:
        Misuse: `named` is nothing to fetch from.
        Failure: what `upstream.json` says is not.

    """
    if named is not None:
        return parse(named)
    recorded = base.repository(list_path)
    if recorded is None:
        return parse(UPSTREAM_URL)
    shown = display(base.path_of(list_path))
    try:
        found = parse(recorded)
    except Misuse as error:
        raise Failure(f"{shown}: {error.message}", "Name the repository: kh-testlist sync --upstream URL") from None
    if not found.is_web and Clone(clone_folder(), found).remembered() != found.text:
        raise Failure(
            f"{shown} names {found.text}, a place that this machine was never told to sync with.",
            f"If that is right, say so once: kh-testlist sync --upstream {typed(found.text)}",
        )
    return found
