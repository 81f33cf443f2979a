"""What OONI gives out in a country: upstream's lists, as far as they are here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import NamedTuple

from kh_testlist import folder
from kh_testlist.model import CATEGORY_CODE, GLOBAL, UrlList
from kh_testlist.ooni.preview import GLOBAL_CODE, Listed
from kh_testlist.terminal.session import Session
from kh_testlist.urls import host_of


class GivenOut(NamedTuple):
    """What volunteers in a country may be given."""

    rows: list[Listed]
    """Those of the country's list and of the global one: a URL on both stands here twice."""
    lists: Mapping[str, int]
    """For each URL, how many of upstream's lists have it, those of other countries included."""


def given_out(session: Session, own: UrlList, country: str) -> GivenOut:
    """Return what OONI gives out in `country`; `own` stands in for upstream's list of its name where that is not here.

    Raises:
        Failure: a list can't be read.

    """
    lists = _cloned()
    wanted = dict.fromkeys((country.lower(), GLOBAL))
    if own.name in wanted and own.name not in lists:
        lists[own.name] = own
        session.say(f"Upstream's list is not here, so all rows are taken to be on it. {_how(session)}", "warning")
    beside = None if GLOBAL in lists else folder.global_list(session.workspace.path)
    if beside is not None:
        lists[GLOBAL] = folder.load(beside)
    missing = [f"{name}.csv" for name in wanted if name not in lists]
    if missing:
        session.say(
            f"{' and '.join(missing)} of upstream is not here, and its rows compete with yours: the order is too "
            f"favourable. {_how(session)}",
            "warning",
        )
    rows = [row for name in wanted if name in lists for row in _rows(lists[name], country)]
    return GivenOut(rows, Counter(url for one in lists.values() for url in {entry.url for entry in one.complete}))


def _how(session: Session) -> str:
    return f"To have it: {session.step(folder.HOW_TO_HAVE_UPSTREAM)}"


def _cloned() -> dict[str, UrlList]:
    """The lists in the clone that OONI takes: those of two letters, and the global one.

    Source: ooni/backend, analysis/citizenlab_test_lists_updater.py.
    """
    place = folder.clone_folder() / folder.FOLDER
    found = folder.lists_in(place) if place.is_dir() else []
    paths = [path for path in found if path.stem == GLOBAL or len(path.stem) == len(GLOBAL_CODE)]
    return {path.stem: folder.load(path) for path in folder.expand(paths)}


def _rows(urls: UrlList, country: str) -> list[Listed]:
    cc = GLOBAL_CODE if urls.is_global else country
    return [Listed(entry.url, entry.cells[CATEGORY_CODE], cc, host_of(entry.url)) for entry in urls.complete]
