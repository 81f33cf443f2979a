"""When an answer in the cache is asked for again. Measurements are uploaded up to a month late."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from typing import Final

from kh_testlist.ooni.cache import Cache, Piece, Source, moment
from kh_testlist.ooni.period import Period

LATE: Final = dt.timedelta(30)
"""Measurements may come in so long after their day. Late ones go with censorship, so they are asked for again."""
_SOON: Final = dt.timedelta(hours=1)
"""What came so short ago is not asked for again, or a fetch that was stopped would never end."""
_EMPTY: Final = dt.timedelta(1)
"""After this time, an endpoint that said nothing of a piece is asked for it again."""


class Freshness:
    """What is due in one fetch. It goes on with a fetch that was stopped within the last hour."""

    def __init__(self, cache: Cache, source: Source, now: Callable[[], dt.datetime], *, again: bool) -> None:
        self._cache = cache
        self._source = source
        self.now = now
        self._again = again
        began = cache.stopped(source)
        self._goes_on = began is not None and began > moment(now() - _SOON)
        self._began = began if began and self._goes_on else moment(now())
        if not self._goes_on:
            cache.put_stopped(source, self._began)

    def end(self) -> None:
        """Note that all has come that was due."""
        self._cache.put_stopped(self._source, None)

    def due(self, layer: str, pieces: Iterable[Period], after: Mapping[Period, Piece] | None = None) -> list[Period]:
        """Return the pieces of a layer to ask for. None may be older than its answer in `after`."""
        there = self._cache.pieces(self._source, layer)
        than = after or {}
        return [
            piece
            for piece in pieces
            if piece not in there
            or (piece in than and there[piece].asked_at < than[piece].asked_at)
            or self._is_due(piece, there[piece])
        ]

    def old(self, layer: str, pieces: Iterable[Period]) -> list[Period]:
        """Return the pieces whose answer is older than a day."""
        there = self._cache.pieces(self._source, layer)
        old = moment(self.now() - _EMPTY)
        return [piece for piece in pieces if piece in there and there[piece].asked_at < old]

    def is_absent(self, path: str) -> bool:
        """Return True if the API did not have an endpoint when it was asked within the last hour."""
        asked_at = self._cache.absent(self._source.root).get(path)
        return not self._again and asked_at is not None and asked_at > moment(self.now() - _SOON)

    def _is_due(self, piece: Period, kept: Piece) -> bool:
        if self._goes_on and kept.asked_at >= self._began:
            return False
        if self._again or not kept.finished:
            return True
        is_settled = kept.asked_at[:10] >= (piece.until + LATE).isoformat()
        return not is_settled and kept.asked_at < moment(self.now() - _SOON)


def is_settled(piece: Period, kept: Piece) -> bool:
    """Return True if no more measurements of `piece` are expected after its answer."""
    return kept.asked_at[:10] >= (piece.until + LATE).isoformat()
