"""The link to what a decision rests on: OONI's own chart of the measurements of a URL."""

from __future__ import annotations

import datetime as dt
from typing import Final
from urllib.parse import urlencode

from kh_testlist.model import GLOBAL

_CHART: Final = "https://explorer.ooni.org/chart/mat?"
"""OONI's Measurement Aggregation Toolkit."""


def chart(url: str, list_name: str, since: dt.date, until: dt.date) -> str:
    """OONI's chart of the measurements of `url` in the list's country, from `since` up to and without `until`."""
    query = {
        "test_name": "web_connectivity",
        "axis_x": "measurement_start_day",
        "since": since.isoformat(),
        "until": until.isoformat(),
        "input": url,
        **({} if list_name == GLOBAL else {"probe_cc": list_name.upper()}),
    }
    return _CHART + urlencode(query, errors="replace")
