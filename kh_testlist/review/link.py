"""Make the link to the reason for a decision: OONI's chart of the measurements of a URL."""

from __future__ import annotations

import datetime as dt
from typing import Final
from urllib.parse import urlencode

from kh_testlist.model import GLOBAL
from kh_testlist.ooni.run import TEST

_CHART: Final = "https://explorer.ooni.org/chart/mat?"
"""OONI's Measurement Aggregation Toolkit."""


def chart(url: str, list_name: str, since: dt.date, until: dt.date, grain: str | None = None) -> str:
    """Return the URL of OONI's chart of the measurements of `url` in the list's country.

    The chart begins with the day `since`, and ends before the day `until`. Each bar shows a `grain`, such as `week`.
    Without a grain, OONI chooses.
    """
    query = {
        "test_name": TEST,
        "axis_x": "measurement_start_day",
        "since": since.isoformat(),
        "until": until.isoformat(),
        **({"time_grain": grain} if grain else {}),
        "input": url,
        **({} if list_name == GLOBAL else {"probe_cc": list_name.upper()}),
    }
    return _CHART + urlencode(query, errors="replace")
