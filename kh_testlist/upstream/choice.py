"""Choose the upstream: the one that the person named, else the one of the last sync, else citizenlab's."""

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
"""Asks a person whether to use an address from a file. Returns False if there is nobody to ask."""


def address(list_path: Path, named: str | None = None, ask: Ask | None = None, recorded: str | None = None) -> Address:
    """Return where upstream of the list at `list_path` is: `named`, else the address in `upstream.json`.

    `recorded` is the address in `upstream.json`, if the caller has read it already.

    A pull request may have changed `upstream.json`. So a person must confirm its address, except in three cases. It is
    the default, or a public https server, or somebody confirmed it on this machine before.

    Raises:
        Misuse: `named` is not an address that git may fetch from.
        Failure: the address in `upstream.json` is not one, or nobody confirmed it.

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
        raise Failure(f"{shown}: {error.message}", "Give the repository: kh-testlist sync --upstream URL") from None
    if Clone(clone_folder(), found).was_told():
        return found
    if is_public(found.text):
        return found._replace(is_told=False)
    if ask is not None and ask(found, shown):
        return found
    raise Failure(
        f"{shown} names the upstream {found.text}. Nobody on this computer has confirmed this address.",
        f"If the address is right, confirm it once: kh-testlist sync --upstream {typed(found.text)}",
    )
