"""Read what the newer endpoints of the service said: how sites failed, and what controls and probes saw."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from kh_testlist.ooni.cache import Cache, Source
from kh_testlist.ooni.episode import Answers, Control, Layer, Layers, More, Resolvers, Seen
from kh_testlist.ooni.hosts import Concern
from kh_testlist.ooni.period import Period

JUDGED_DAYS: Final = "analysis:days"
"""How the service judges tests, by URL and day."""
JUDGED_NETWORKS: Final = "analysis:networks"
"""The same by URL and network."""
CONTROLS: Final = "controls"
"""What the controls saw of each host."""
SEEN: Final = "seen"
"""What probes saw of each host, by network and failure."""
ROWS: Final = "rows"
"""Resolvers and versions of the tests of a network."""

_WHAT: Final = {
    JUDGED_DAYS: "how sites failed",
    JUDGED_NETWORKS: "how sites failed",
    CONTROLS: "what its controls saw",
    SEEN: "what probes saw",
    ROWS: "which resolvers they used",
}

Scored = tuple[str, int, int, *tuple[float, ...]]
"""A URL, a day or a network, the number of tests, and nine scores."""


def network_rows(asn: int | str) -> str:
    """Return the layer of the resolvers and versions of a network. A star means all networks."""
    return f"{ROWS}:{asn}"


def more(cache: Cache, source: Source, period: Period) -> More:
    """Return what the newer endpoints said about `period`. What they did not say is empty.

    Raises:
        Failure: the cache can't be read.

    """
    known: dict[Layer, Layer] = {}

    def layers(row: Sequence[Any]) -> Layers:
        """Return the scores of a row. Equal layers are one object, because there are few and they need much room."""
        three = (Layer(*row[at : at + 3]) for at in (3, 6, 9))
        return Layers(row[2], *(known.setdefault(one, one) for one in three))

    by_day: dict[str, dict[int, Layers]] = {}
    by_network: dict[str, dict[int, dict[int, Layers]]] = {}
    for row in _rows(cache, source, JUDGED_DAYS, period).values():
        for one in row:
            by_day.setdefault(one[0], {})[one[1]] = layers(one)
    for piece, rows in _rows(cache, source, JUDGED_NETWORKS, period).items():
        first = piece.since.toordinal()
        for one in rows:
            by_network.setdefault(one[0], {}).setdefault(one[1], {})[first] = layers(one)
    tables = _tables(cache, source, period)
    return More(
        by_day=by_day,
        by_network=by_network,
        controls=_controls(cache, source, period),
        seen=_seen(cache, source, period),
        resolvers={asn: Resolvers(*body["resolvers"]) for asn, body in tables.items()},
        versions=_versions(tables.values()),
        answers=_answers(tables),
    )


def named(layers: Iterable[str]) -> str:
    """Return layers in words, after "the service does not say": `how sites failed and what its controls saw`."""
    first, *others = dict.fromkeys(_WHAT[layer] for layer in layers)
    return " and ".join([", ".join([first, *others[:-1]]), *others[-1:]])


def lacking(cache: Cache, source: Source, period: Period) -> tuple[str, ...]:
    """Return the layers about which the newer endpoints did not answer, though a site may be blocked.

    Raises:
        Failure: the cache can't be read.

    """
    concern = Concern(cache, source, period)
    if not any(concern.hosts(piece) for piece in period.pieces):
        return ()
    there = {
        JUDGED_DAYS: any(_rows(cache, source, JUDGED_DAYS, period).values()),
        JUDGED_NETWORKS: any(_rows(cache, source, JUDGED_NETWORKS, period).values()),
        CONTROLS: bool(_controls(cache, source, period)),
        SEEN: bool(_seen(cache, source, period)),
        ROWS: bool(_tables(cache, source, period)),
    }
    return tuple(layer for layer, is_there in there.items() if not is_there)


def _rows(cache: Cache, source: Source, layer: str, period: Period) -> dict[Period, list[Scored]]:
    return {piece: body["rows"] for (_, piece), body in cache.more(source, layer, period.pieces).items()}


def _controls(cache: Cache, source: Source, period: Period) -> dict[str, list[Control]]:
    found: dict[str, list[Control]] = {}
    for (_, piece), body in cache.more(source, CONTROLS, period.pieces).items():
        days = piece.numbers
        for host, counts in body["of"].items():
            found.setdefault(host, []).append(Control(days.start, days.stop, *counts))
    return found


def _seen(cache: Cache, source: Source, period: Period) -> dict[str, dict[int, list[Seen]]]:
    found: dict[str, dict[int, list[Seen]]] = {}
    for (_, piece), body in cache.more(source, SEEN, period.pieces).items():
        days = piece.numbers
        for host, networks in body["of"].items():
            for asn, failures in networks.items():
                found.setdefault(host, {}).setdefault(int(asn), []).append(Seen(days.start, days.stop, failures))
    return found


def _tables(cache: Cache, source: Source, period: Period) -> dict[int, Mapping[str, Any]]:
    """Return the resolvers and versions of each network, from the answer that has most days of `period`."""
    best: dict[int, tuple[int, Mapping[str, Any]]] = {}
    for (layer, asked), body in cache.more(source, network_rows("*")).items():
        asn = int(layer.partition(":")[2])
        common = (min(asked.until, period.until) - max(asked.since, period.since)).days
        if common > 0 and any(body["resolvers"]) and (asn not in best or common >= best[asn][0]):
            best[asn] = common, body
    return {asn: body for asn, (_, body) in sorted(best.items())}


def _answers(tables: Mapping[int, Mapping[str, Any]]) -> dict[str, dict[int, dict[int, Answers]]]:
    found: dict[str, dict[int, dict[int, Answers]]] = {}
    for asn, body in tables.items():
        for url, days in body.get("answers", {}).items():
            found.setdefault(url, {})[asn] = {int(day): Answers(*answered) for day, answered in days.items()}
    return found


def _versions(bodies: Iterable[Mapping[str, Any]]) -> dict[str, list[tuple[int, int]]]:
    found: dict[str, Counter[int]] = {}
    for body in bodies:
        for name, days in body["versions"].items():
            found.setdefault(name, Counter()).update({int(day): tests for day, tests in days.items()})
    return {name: sorted(days.items()) for name, days in sorted(found.items())}
