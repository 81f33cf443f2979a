"""The newer endpoints of OONI's API. An old service does not have them, so each request is sent only once.

Their windows of time differ: they begin or end at an instant that is part of them, or is not. Here a period is always
whole days.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Final

from kh_testlist.ooni.answers import AnalysisRow, ControlRow, Judged, ObservationRow, Result, Rows
from kh_testlist.ooni.api import Api
from kh_testlist.ooni.period import Period
from kh_testlist.ooni.run import TEST

JUDGED: Final = "/api/v1/aggregation/analysis"
CONTROL: Final = "/api/v1/aggregation/observations/ctrl"
OBSERVATIONS: Final = "/api/v1/aggregation/observations"
ROWS: Final = "/api/v1/analysis"
MOST_LETTERS: Final = 6_000
"""The longest URL that is requested. Many servers refuse one of 8,000 letters."""
_OTHER_LETTERS: Final = 400
MOST_ROWS: Final = 10_000
"""The most single tests in one answer: some 9 MB."""
_ONE_DAY: Final = dt.timedelta(1)


def judged(api: Api, country: str, period: Period, axis: str) -> list[Judged]:
    """Return how the service judges the tests, by URL and `axis`.

    Raises:
        Failure: the API does not answer, or not in the documented form.

    """
    params = {
        "probe_cc": country,
        "test_name": TEST,
        "since": period.since.isoformat(),
        "until": _last_second(period),  # inclusive
        "time_grain": "day",
        "axis_x": "input",
        "axis_y": axis,
    }
    found: list[Judged] = api.once(JUDGED, params, Result[Rows[Judged]])
    return found


def controls(api: Api, period: Period, hosts: Sequence[str]) -> list[ControlRow]:
    """Return what the controls saw of `hosts`, all over the world.

    Raises:
        Failure: the API does not answer, or not in the documented form.

    """
    params = {"since": _second_before(period), "until": _last_second(period), "hostname": hosts}
    found: list[ControlRow] = api.once(CONTROL, params, Result[Rows[ControlRow]])
    return found


def observations(api: Api, country: str, period: Period, hosts: Sequence[str]) -> list[ObservationRow]:
    """Return how many observations of `hosts` failed, by host, network and failure.

    Raises:
        Failure: the API does not answer, or not in the documented form.

    """
    params = {
        "probe_cc": country,
        "test_name": TEST,
        "since": _second_before(period),
        "until": period.until.isoformat(),  # exclusive
        "group_by": ("hostname", "probe_asn", "failure"),
        "hostname": hosts,
    }
    found: list[ObservationRow] = api.once(OBSERVATIONS, params, Result[Rows[ObservationRow]])
    return found


def rows(api: Api, country: str, asn: int, period: Period) -> list[AnalysisRow]:
    """Return single tests of a network. In the order of their URLs, even a part of them has all days.

    Raises:
        Failure: the API does not answer, or not in the documented form.

    """
    params = {
        "probe_cc": country,
        "probe_asn": str(asn),
        "test_name": TEST,
        "since": period.since.isoformat(),
        "until": _last_second(period),  # inclusive
        "order_by": "input",
        "order": "ASC",
        "limit": str(MOST_ROWS),
    }
    found: list[AnalysisRow] = api.once(ROWS, params, Result[Rows[AnalysisRow]])
    return found


def chunks(root: str, hosts: Sequence[str]) -> list[list[str]]:
    """Return `hosts` in parts that fit into one request each."""
    found: list[list[str]] = []
    room = 0
    for host in hosts:
        letters = len(f"&hostname={host}")
        if letters > room:
            found.append([])
            room = MOST_LETTERS - _OTHER_LETTERS - len(root)
        found[-1].append(host)
        room -= letters
    return found


def _last_second(period: Period) -> str:
    return f"{period.last}T23:59:59"


def _second_before(period: Period) -> str:
    """Return the second before a period, for endpoints that leave out the instant at which they begin."""
    return f"{period.since - _ONE_DAY}T23:59:59"
