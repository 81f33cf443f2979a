"""Read the header Retry-After of servers. Source: RFC 9110, 10.2.3."""

from __future__ import annotations

import datetime as dt
import email.utils
import time
from typing import Final

_LONGEST: Final = 7 * 24 * 3600.0
"""A week, in seconds. A longer time in the header counts as a week."""


def retry_after(text: str | None, now: float | None = None) -> float | None:
    """Return the seconds that a server asks to wait before the next request; None if `text` does not say.

    Args:
        text: the header's value, in seconds or as a date.
        now: the time, in seconds since 1970; by default the computer's time.

    """
    said = (text or "").strip()
    if said.isascii() and said.isdigit():
        return min(float(said[:9]), _LONGEST)
    try:
        moment = email.utils.parsedate_to_datetime(said)
    except (ValueError, TypeError, OverflowError):
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=dt.UTC)
    return min(max(0.0, moment.timestamp() - (time.time() if now is None else now)), _LONGEST)
