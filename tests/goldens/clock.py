"""A clock that stands still, for a process of the program: what it calls now is the moment that a case names.

Only the standard library is patched, before anything else is imported. So the program may be taken apart and put
together again, and its clock still stands.
"""

from __future__ import annotations

import datetime as dt
import time
from typing import Any, Final

NOON: Final = "2026-11-21T12:00:00+00:00"
"""What time it is where a case says nothing."""
_SHORT: Final = 0.5
"""Seconds: who sleeps for less waits for another process, and must."""

_RealDate = dt.date
_RealDatetime = dt.datetime
_real_sleep: Final = time.sleep
_real_monotonic: Final = time.monotonic
_now = _RealDatetime.fromisoformat(NOON)
_slept = 0.0


class _AnyDate(type):
    """What C makes are plain dates, and they count too."""

    def __instancecheck__(cls, instance: object) -> bool:
        return isinstance(instance, _RealDatetime if cls is _Datetime else _RealDate)


class _Datetime(_RealDatetime, metaclass=_AnyDate):
    @classmethod
    def now(cls, tz: dt.tzinfo | None = None) -> Any:  # noqa: ANN401 - itself
        return cls.fromtimestamp(_now.timestamp(), tz)

    @classmethod
    def utcnow(cls) -> Any:  # noqa: ANN401 - itself
        return cls.now(dt.UTC).replace(tzinfo=None)

    @classmethod
    def today(cls) -> Any:  # noqa: ANN401 - itself
        return cls.now()


class _Date(_RealDate, metaclass=_AnyDate):
    @classmethod
    def today(cls) -> Any:  # noqa: ANN401 - itself
        return cls.fromtimestamp(_now.timestamp())


def _seconds() -> float:
    return _now.timestamp()


def stop() -> None:
    """Have the clock of this process stand still."""
    dt.datetime, dt.date = _Datetime, _Date  # type: ignore[misc]  # that is the point
    time.time = _seconds
    time.time_ns = lambda: int(_now.timestamp()) * 10**9


def skip_sleep() -> None:
    """Have long sleeps take no time, and the clock that measures how long things take go on by as much."""

    def sleep(seconds: Any) -> None:  # noqa: ANN401 - as in the library
        global _slept  # noqa: PLW0603 - there is one clock in a process
        if seconds < _SHORT:
            _real_sleep(seconds)
        else:
            _slept += float(seconds)

    time.sleep = sleep
    time.monotonic = lambda: _real_monotonic() + _slept


def set_to(moment: str) -> None:
    """Say what time it is."""
    global _now  # noqa: PLW0603 - there is one clock in a process
    _now = _RealDatetime.fromisoformat(moment)
