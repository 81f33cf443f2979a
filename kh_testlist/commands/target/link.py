"""The link that a list was published under, as commands name it."""

from __future__ import annotations

from kh_testlist.errors import Failure
from kh_testlist.ooni import published
from kh_testlist.ooni.published import Published
from kh_testlist.terminal.session import Session


def published_link(session: Session, given: str | None) -> Published:
    """The link `given`, else the one that the chosen list was published under.

    Raises:
        Failure: there is none.
        Misuse: what was given is no link.

    """
    if given is not None:
        return Published(published.link_id(given), "", "")
    found = published.load(session.workspace.path)
    if found is None:
        raise Failure(
            f"The list {session.name} was not published from here.",
            "Publish it (kh-testlist target publish), or name the number of its link.",
        )
    return found
