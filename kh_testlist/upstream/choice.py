"""Which upstream: the one that is named, else the one of the last sync, else citizenlab's."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from kh_testlist.errors import Failure, Misuse
from kh_testlist.folder import UPSTREAM_URL, clone_folder
from kh_testlist.store import display, typed
from kh_testlist.upstream import base
from kh_testlist.upstream.address import Address, parse
from kh_testlist.upstream.public import is_public
from kh_testlist.upstream.repository import Clone

Ask = Callable[[Address, str], bool]
"""Asks a person whether to go to an address that a file names. False where there is nobody to ask."""


def address(list_path: Path, named: str | None = None, ask: Ask | None = None, recorded: str | None = None) -> Address:
    """Return where upstream of the list at `list_path` is: what is `named`, else what `upstream.json` says.

    What that says is `recorded`, where it was read before.

    A pull request may have written what `upstream.json` says. So it counts without a question only where it is the
    default, a public https server, or what a sync on this machine was told before.

    Raises:
        Misuse: `named` is nothing to fetch from.
        Failure: what `upstream.json` says is not, or nobody could be asked about it.

    """
    if named is not None:
        return parse(named)
    recorded = recorded or base.repository(list_path)
    if recorded is None or recorded == UPSTREAM_URL:
        return parse(UPSTREAM_URL)
    shown = display(base.path_of(list_path))
    try:
        found = parse(recorded)
    except Misuse as error:
        raise Failure(f"{shown}: {error.message}", "Name the repository: kh-testlist sync --upstream URL") from None
    if Clone(clone_folder(), found).was_told():
        return found
    if is_public(found.text):
        return found._replace(is_told=False)
    if ask is not None and ask(found, shown):
        return found
    raise Failure(
        f"{shown} names {found.text}, a place that this machine was never told to sync with.",
        f"If that is right, say so once: kh-testlist sync --upstream {typed(found.text)}",
    )
