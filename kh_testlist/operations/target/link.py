"""Find the link that a list was published under, and compare what it tests with the list."""

from __future__ import annotations

import datetime as dt

from kh_testlist.errors import Failure
from kh_testlist.ooni import published
from kh_testlist.ooni.drift import Drift, drift
from kh_testlist.ooni.published import Published
from kh_testlist.operations.target.inputs import inputs
from kh_testlist.talk import Tell, silent
from kh_testlist.workspace import Workspace

__all__ = ["Drift", "Published", "compared", "link_to_print"]


def link_to_print(
    workspace: Workspace, given: str | None, *, with_last_day: bool = False, tell: Tell = silent
) -> Published:
    """Return the link `given`, or the one that the list was published under.

    Args:
        workspace: the list.
        given: a link, or its number.
        with_last_day: look up the last day of the link too, because it is printed.
        tell: is told that the link has expired, or that its last day is not known.

    Raises:
        Failure: the list was not published from here.
        Misuse: `given` is not a link.

    """
    found = _named(workspace, given)
    if with_last_day and given is not None:
        found = _known(workspace, found)
    if with_last_day and found.last_day is None:
        tell("The page does not say when the link expires, because that is not known here.", "warning")
    if found.last_day and found.last_day < workspace.today:
        tell(f"The link expired on {found.expires}. Publish the list again before you print the link.", "warning")
    return found


def compared(workspace: Workspace, given: str | None, api: str | None, *, tell: Tell = silent) -> Drift:
    """Ask OONI for a published link, and return how it differs from the list.

    Raises:
        Failure: the link does not exist, OONI gives no answer, or the list can't be read.
        Misuse: `given` is not a link.
        Refused: the list has no sites.

    """
    from kh_testlist.ooni.api import Api  # noqa: PLC0415 - what asks takes 0.1 s to load
    from kh_testlist.ooni.run_api import RunApi  # noqa: PLC0415 - the same

    wanted = inputs(workspace, tell=tell)
    named = _named(workspace, given)
    current = RunApi(Api(api)).read(named.id)
    if current is None:
        raise Failure(
            f"OONI has no link {named.id}.", "Give another link, or publish the list: kh-testlist target publish"
        )
    found = drift(named, wanted, current.urls, current.expiration_date, dt.datetime.now(dt.UTC))
    return found._replace(is_ooni_choosing=any(nettest.targets_name for nettest in current.nettests))


def _named(workspace: Workspace, given: str | None) -> Published:
    if given is not None:
        return Published(published.link_id(given), "", "")
    found = published.load(workspace.path)
    if found is None:
        raise Failure(
            f"The list {workspace.name} was not published from here.",
            "Publish it with `kh-testlist target publish`, or give the number of its link.",
        )
    return found


def _known(workspace: Workspace, named: Published) -> Published:
    try:
        known = published.load(workspace.path)
    except Failure:  # no lists folder, or a damaged file: the given link is enough
        return named
    return known if known and known.id == named.id else named
