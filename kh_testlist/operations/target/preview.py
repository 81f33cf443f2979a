"""Predict whether volunteers will get each row to test: OONI's rules, applied to upstream's lists if they are here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING

from kh_testlist import folder
from kh_testlist.model import CATEGORY_CODE, GLOBAL, UrlList
from kh_testlist.ooni.period import Period
from kh_testlist.ooni.preview import GLOBAL_CODE, Listed, Outlook, Preview, When, counted_weeks, preview
from kh_testlist.operations.evidence import country_of
from kh_testlist.operations.target.inputs import listed
from kh_testlist.talk import Tell, silent
from kh_testlist.urls import host_of
from kh_testlist.workspace import Workspace

if TYPE_CHECKING:
    from kh_testlist.ooni.answers import PriorityRule


def outlook(
    workspace: Workspace, country: str | None = None, api: str | None = None, *, tell: Tell = silent
) -> Outlook:
    """Return when volunteers will get each row of the list to test.

    OONI is asked for its rules, and for the counts of this week and the last week.

    Args:
        workspace: the list.
        country: two letters; by default the name of the list.
        api: the root of the API.
        tell: is told what is assumed if upstream's lists are not here.

    Raises:
        Failure: OONI gives no answer that can be used, or a list can't be read.
        Misuse: no country is named.

    """
    cc = country_of(workspace, country)
    urls = listed(workspace)
    given_out, times = _given_out(workspace, urls, cc, tell)
    weeks = counted_weeks(workspace.today)
    rules, counts = _asked(api, cc, weeks)
    # If both lists have a URL, its best place counts.
    places = {one.url: one for one in reversed(preview(given_out, rules, counts, cc, times))}
    rows = tuple(
        places.get(entry.url)
        or Preview(entry.url, entry.cells[CATEGORY_CODE], When.NOT_UPSTREAM, None, 0, counts.get(entry.url, 0), 0)
        for entry in {entry.url: entry for entry in urls.complete}.values()
    )
    return Outlook(cc, weeks, rows)


def _asked(api: str | None, country: str, weeks: Period) -> tuple[list[PriorityRule], dict[str, int]]:
    from kh_testlist.ooni.api import Api  # noqa: PLC0415 - what asks takes 0.1 s to load

    asked = Api(api)
    rules = asked.priorities()
    rows = asked.aggregation(country, weeks, ("input",))
    return rules, {url: row["measurement_count"] for row in rows if (url := row.get("input"))}


def _given_out(workspace: Workspace, own: UrlList, country: str, tell: Tell) -> tuple[list[Listed], Mapping[str, int]]:
    """Return the rows that OONI gives to probes in `country`, and how many of upstream's lists have each URL.

    The rows are those of the country's list and of the global one: a URL on both is there twice. The lists of other
    countries count too. If upstream's list with the name of `own` is not here, `own` is used instead.
    """
    lists = _cloned()
    wanted = dict.fromkeys((country.lower(), GLOBAL))
    if own.name in wanted and own.name not in lists:
        lists[own.name] = own
        tell(
            f"Upstream's list is not here, so the preview assumes that it has all your rows. {_how(workspace)}",
            "warning",
        )
    beside = None if GLOBAL in lists else folder.global_list(workspace.path)
    if beside is not None:
        lists[GLOBAL] = folder.load(beside)
    missing = [f"{name}.csv" for name in wanted if name not in lists]
    if missing:
        tell(
            f"Missing here: upstream's {' and '.join(missing)}. Those rows compete with yours, so your rows may come "
            f"later than shown. {_how(workspace)}",
            "warning",
        )
    rows = [row for name in wanted if name in lists for row in _rows(lists[name], country)]
    return rows, Counter(url for one in lists.values() for url in {entry.url for entry in one.complete})


def _how(workspace: Workspace) -> str:
    return f"To get it: {workspace.step(folder.HOW_TO_HAVE_UPSTREAM)}"


def _cloned() -> dict[str, UrlList]:
    """Return the lists in the clone that OONI uses: those with a name of two letters, and the global one.

    Source: ooni/backend, analysis/citizenlab_test_lists_updater.py.
    """
    place = folder.clone_folder() / folder.FOLDER
    found = folder.lists_in(place) if place.is_dir() else []
    paths = [path for path in found if path.stem == GLOBAL or len(path.stem) == len(GLOBAL_CODE)]
    return {path.stem: folder.load(path) for path in folder.expand(paths)}


def _rows(urls: UrlList, country: str) -> list[Listed]:
    cc = GLOBAL_CODE if urls.is_global else country
    return [Listed(entry.url, entry.cells[CATEGORY_CODE], cc, host_of(entry.url)) for entry in urls.complete]
