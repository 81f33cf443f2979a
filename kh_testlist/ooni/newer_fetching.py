"""Fetch what the newer endpoints add to the counts: mechanism, controls, resolvers. Each of them may be missing.

An endpoint that refuses, fails or says something odd is left out for the rest of the fetch. The counts stay.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property, partial
from typing import Any, Final, NoReturn, TypeVar

from kh_testlist.errors import Failure
from kh_testlist.ooni import newer_api
from kh_testlist.ooni.api import Api, ApiSilent, TooLarge
from kh_testlist.ooni.cache import NETWORKS, Cache, Source
from kh_testlist.ooni.freshness import Freshness
from kh_testlist.ooni.hosts import Concern
from kh_testlist.ooni.newer_forms import (
    has_dns_sign,
    is_sign,
    number,
    of_controls,
    of_judged,
    of_observations,
    of_tests,
)
from kh_testlist.ooni.newer_reading import CONTROLS, JUDGED_DAYS, JUDGED_NETWORKS, ROWS, SEEN, named, network_rows
from kh_testlist.ooni.period import Period
from kh_testlist.ooni.spans import spans
from kh_testlist.talk import Progress, Tell

MOST_REQUESTS: Final = 118
"""After this many requests of one fetch, the newer endpoints are asked no more. Two are left for names."""
_MOST_TABLES: Final = 20
"""The most networks whose single tests are requested."""
_MOST_CHUNKS: Final = 2
"""The most requests for the hosts of one month."""
_MOST_JUDGED: Final = 80_000
"""The most rows of scores in one answer: some 60 MB."""
_MOST_DAYS: Final = 365
_MANY: Final = 3
"""A URL with so many suspicious measurements in a month is kept whatever its scores are."""
_MOST_EMPTY: Final = 2
"""After so many empty answers, an endpoint is left out."""

_T = TypeVar("_T")


class _Missing(Exception):  # noqa: N818 - no error of the program
    """An endpoint has no usable answer."""


class _Spent(Exception):  # noqa: N818 - the same
    """There were enough requests."""


class NewerFetch:
    """What the newer endpoints say of one period."""

    def __init__(self, api: Api, cache: Cache, source: Source, period: Period, fresh: Freshness) -> None:
        self._api = api
        self._cache = cache
        self._source = source
        self._period = period
        self._fresh = fresh
        self._empty = Counter[str]()
        self.names: dict[int, str] = {}
        """Names of networks that came with their tests."""

    def run(self, progress: Progress, tell: Tell) -> None:
        """Ask each endpoint. Tell what the service does not say."""
        steps: dict[str, tuple[str, Callable[[], None]]] = {
            JUDGED_DAYS: (newer_api.JUDGED, self._judged_days),
            JUDGED_NETWORKS: (newer_api.JUDGED, self._judged_networks),
            CONTROLS: (newer_api.CONTROL, self._controls),
            SEEN: (newer_api.OBSERVATIONS, self._seen),
            ROWS: (newer_api.ROWS, self._tables),
        }
        progress.stage(f"{self._source.country}: how sites failed", len(steps))
        missing: dict[str, str] = {}
        is_spent = False
        for layer, (path, step) in steps.items():
            try:
                if path in missing.values() or self._fresh.is_absent(path):
                    missing[layer] = path
                else:
                    step()
            except _Missing:
                missing[layer] = path
            except _Spent:
                is_spent = True
            progress.step()
        if missing:
            tell(f"The service does not say {named(missing)}. Episodes are made without it.", "warning")
        if is_spent:
            tell("Some details were not requested, to spare the service. A next fetch asks for them.", "warning")

    @cached_property
    def _concern(self) -> Concern:
        return Concern(self._cache, self._source, self._period)

    def _ask(self, path: str, send: Callable[[], _T]) -> _T:
        if self._api.requests >= MOST_REQUESTS or self._api.is_scarce:
            raise _Spent
        try:
            return send()
        except TooLarge:
            raise
        except Failure as error:
            if not isinstance(error, ApiSilent):
                self._cache.put_absent(self._source.root, path, self._fresh.now())
            raise _Missing from None

    def _due(self, layer: str, pieces: Iterable[Period]) -> list[Period]:
        """Return the pieces of a layer to ask for, also those whose answer was empty a day ago."""
        pieces = list(pieces)
        old = self._fresh.old(layer, pieces)
        kept = self._cache.more(self._source, layer, old) if old else {}
        empty = {piece for (_, piece), body in kept.items() if body["is_empty"]}
        due = {*self._fresh.due(layer, pieces), *empty}
        return [piece for piece in pieces if piece in due]

    def _keep(self, layer: str, piece: Period, body: Mapping[str, Any], *, is_empty: bool) -> None:
        self._cache.put_more(self._source, layer, piece, {**body, "is_empty": is_empty}, self._fresh.now())

    def _note_empty(self, path: str, *, is_empty: bool) -> None:
        """Leave out an endpoint that has said nothing several times, though there are measurements."""
        self._empty[path] += is_empty
        if self._empty[path] >= _MOST_EMPTY:
            raise _Missing

    def _judged_days(self) -> None:
        sizes = {piece: self._cache.sizes(self._source, piece)[None] for piece in self._period.pieces}
        due = self._due(JUDGED_DAYS, [piece for piece, (_, measurements) in sizes.items() if measurements])
        expected = {piece: min(tests, urls * piece.days) for piece, (urls, tests) in sizes.items()}
        for pieces in spans(due, expected, most_rows=_MOST_JUDGED, most_days=_MOST_DAYS):
            self._ask_judged(JUDGED_DAYS, pieces)

    def _judged_networks(self) -> None:
        measured = [piece for piece in self._period.pieces if self._cache.sizes(self._source, piece)[None][1]]
        for piece in self._due(JUDGED_NETWORKS, measured):
            self._ask_judged(JUDGED_NETWORKS, [piece])

    def _ask_judged(self, layer: str, pieces: Sequence[Period]) -> None:
        whole = Period(pieces[0].since, pieces[-1].until)
        axis = "measurement_start_day" if layer == JUDGED_DAYS else "probe_asn"
        try:
            send = partial(newer_api.judged, self._api, self._source.country, whole, axis)
            rows = self._ask(newer_api.JUDGED, send)
        except TooLarge:
            if len(pieces) == 1:
                raise _Missing from None
            middle = len(pieces) // 2
            self._ask_judged(layer, pieces[:middle])
            self._ask_judged(layer, pieces[middle:])
            return
        found: dict[Period, list[list[Any]]] = {piece: [] for piece in pieces}
        piece_of = {day: piece for piece in pieces for day in piece.numbers}
        for row in rows:
            by_day = layer == JUDGED_DAYS
            key = number(row.get("measurement_start_day")) if by_day else row.get("probe_asn")
            piece = piece_of.get(key or 0) if by_day else pieces[0]
            if piece is None or key is None:
                self._refuse(newer_api.JUDGED)
            if row.get("input"):
                found[piece].append(of_judged(row, key))
        for piece, of_piece in found.items():
            urls = self._concern.suspicious(piece, _MANY)
            kept = [one for one in of_piece if one[0] in urls or is_sign(one)]
            self._keep(layer, piece, {"rows": kept}, is_empty=not of_piece)
        self._note_empty(newer_api.JUDGED, is_empty=not rows)

    def _refuse(self, path: str) -> NoReturn:
        """Leave out an endpoint whose answer is about something else than what was asked."""
        self._cache.put_absent(self._source.root, path, self._fresh.now())
        raise _Missing

    def _controls(self) -> None:
        def ask(piece: Period, hosts: list[str]) -> dict[str, Any]:
            return of_controls(self._ask(newer_api.CONTROL, partial(newer_api.controls, self._api, piece, hosts)))

        self._ask_windows(CONTROLS, newer_api.CONTROL, ask)

    def _seen(self) -> None:
        def ask(piece: Period, hosts: list[str]) -> dict[str, Any]:
            send = partial(newer_api.observations, self._api, self._source.country, piece, hosts)
            return of_observations(self._ask(newer_api.OBSERVATIONS, send))

        self._ask_windows(SEEN, newer_api.OBSERVATIONS, ask)

    def _ask_windows(self, layer: str, path: str, ask: Callable[[Period, list[str]], dict[str, Any]]) -> None:
        """Ask about the hosts that matter, window by window: first about those that matter most."""
        due = set(self._due(layer, self._period.pieces))
        kept = {piece: body for (_, piece), body in self._cache.more(self._source, layer, self._period.pieces).items()}
        tasks = []
        for place, piece in enumerate(self._period.pieces):
            asked = set() if piece in due else set(kept[piece]["asked"])
            # Only so many are ever asked about. Otherwise each fetch would go on with those that matter less.
            parts = newer_api.chunks(self._source.root, self._concern.hosts(piece))[:_MOST_CHUNKS]
            new = [host for part in parts for host in part if host not in asked]
            tasks += [(turn, place, piece, part) for turn, part in enumerate(newer_api.chunks(self._source.root, new))]
        for turn, _, piece, hosts in sorted(tasks, key=lambda task: task[:2]):
            try:
                found = ask(piece, hosts)
            except TooLarge:
                raise _Missing from None
            before = kept.get(piece, {"asked": [], "of": {}})
            asked_before = [] if piece in due and not turn else before["asked"]
            kept[piece] = {"asked": [*asked_before, *hosts], "of": {**before["of"], **found}}
            self._keep(layer, piece, kept[piece], is_empty=not kept[piece]["of"])
            self._note_empty(path, is_empty=not found)

    def _tables(self) -> None:
        """Fetch single tests of the networks where names are answered wrongly: they tell the resolvers."""
        weights = Counter[int]()
        for row in self._cache.read(self._source, NETWORKS, self._period.pieces, suspicious=True):
            weights[int(row.key)] += row.counts.suspicious
        with_dns = self._with_dns()
        wanted = [
            asn for asn, weight in weights.most_common() if weight >= _MANY and (with_dns is None or asn in with_dns)
        ]
        for asn in wanted[:_MOST_TABLES]:
            layer = network_rows(asn)
            if not self._due(layer, [self._period]):
                continue
            try:
                rows = self._ask(
                    newer_api.ROWS, partial(newer_api.rows, self._api, self._source.country, asn, self._period)
                )
            except TooLarge:
                raise _Missing from None
            self._keep(layer, self._period, of_tests(rows), is_empty=not rows)
            name = next((row.get("probe_as_org_name") for row in rows), None)
            if name:
                self.names[asn] = name
            self._note_empty(newer_api.ROWS, is_empty=not rows)

    def _with_dns(self) -> set[int] | None:
        """Return the networks where names may be answered wrongly. Return None if the service does not say that."""
        judged = self._cache.more(self._source, JUDGED_NETWORKS, self._period.pieces).values()
        seen = self._cache.more(self._source, SEEN, self._period.pieces).values()
        if not any(body["rows"] for body in judged) and not any(body["of"] for body in seen):
            return None
        found = {row[1] for body in judged for row in body["rows"] if has_dns_sign(row)}
        for body in seen:
            for networks in body["of"].values():
                found |= {int(asn) for asn, failures in networks.items() if any(map(_is_dns, failures))}
        return found


def _is_dns(failure: str) -> bool:
    return failure.startswith("dns_")
