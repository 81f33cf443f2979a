"""The API itself: a server on loopback that answers as the contract says, and fails as the contract says it may."""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import threading
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Final, NamedTuple, TypeVar
from urllib.parse import parse_qsl, urlsplit

from tests.ooni.stub.world import NAMES, Seen, World

AGGREGATION: Final = "/api/v1/aggregation"
AXES: Final = {
    "measurement_start_day", "domain", "input", "category_code", "probe_cc", "probe_asn", "test_name", "blocking_type",
}  # fmt: skip


class Answer(NamedTuple):
    """What the server says."""

    status: int
    body: bytes
    headers: dict[str, str]
    cut: bool = False
    """Whether the connection ends before the body does."""


class Asked(NamedTuple):
    """What the server was asked."""

    path: str
    params: dict[str, str]
    headers: dict[str, str]
    query: tuple[tuple[str, str], ...] = ()
    """All parameters in their order. Some may be given several times."""


FIXED: Final[dict[str, object]] = {
    "/api/_/networks": {
        "v": 0,
        "results": [{"probe_asn": asn, "cnt": 1, "org_name": name} for asn, name in NAMES.items() if name],
    },
    "/api/_/asnmeta": {"org_name": None},
    "/api/_/url-priorities/list": {
        "rules": [{"category_code": "*", "cc": "*", "domain": "*", "url": "*", "priority": 50}]
    },
}
"""What some endpoints say, whatever they are asked."""

Fault = Callable[[Asked, Answer], Answer | None]
"""What goes wrong with one request: another answer, or None to say nothing and hang up."""


def answered(value: object, status: int = 200, headers: Mapping[str, str] | None = None) -> Answer:
    """An answer in JSON."""
    return Answer(status, json.dumps(value).encode(), {"Content-Type": "application/json", **(headers or {})})


_ANSWERS: Final[dict[int, dict[tuple[tuple[str, str], ...], Answer]]] = {}
"""Counts of each world that were made already: it does not change, and many tests ask the same of it."""


class Stub:
    """The API over one world."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.asked: list[Asked] = []
        self.faults: list[Fault | None] = []
        """What goes wrong with the next requests, one each; None for nothing."""
        self.always: Fault | None = None
        """What goes wrong with all others."""
        self._known = _ANSWERS.setdefault(id(world), {})
        self.root = ""

    def of(self, path: str) -> list[Asked]:
        """The requests to one endpoint."""
        return [asked for asked in self.asked if asked.path == path]

    def reset(self) -> None:
        """As if nobody had asked yet."""
        self.asked, self.faults, self.always = [], [], None

    def answer(self, asked: Asked) -> Answer | None:
        """The answer to a request, with what goes wrong with it."""
        self.asked.append(asked)
        honest = self._honest(asked)
        fault = self.faults.pop(0) if self.faults else self.always
        return fault(asked, honest) if fault else honest

    def _honest(self, asked: Asked) -> Answer:
        if asked.path == AGGREGATION:
            key = tuple(sorted(asked.params.items()))
            if key not in self._known:
                self._known[key] = self._aggregation(asked.params)
            return self._known[key]
        if asked.path in FIXED:
            return answered(FIXED[asked.path])
        return answered({"detail": "Not Found"}, 404)

    def _chosen(self, params: dict[str, str]) -> list[Seen] | Answer:
        since, until = (dt.date.fromisoformat(params[key]) for key in ("since", "until"))
        asns = None
        if "probe_asn" in params:
            if not all(word.startswith("AS") for word in params["probe_asn"].split(",")):
                return answered({"detail": "Invalid ASN value in parameter probe_asn"}, 400)
            asns = {int(word.removeprefix("AS")) for word in params["probe_asn"].split(",")}
        if params.get("test_name") != "web_connectivity":
            return []
        countries = set(params["probe_cc"].split(",")) if "probe_cc" in params else None
        domains = set(params["domain"].split(",")) if "domain" in params else None
        return [
            seen
            for seen in self._measured(asns)
            if since <= seen.day < until
            and (asns is None or seen.asn in asns)
            and (countries is None or seen.country in countries)
            and params.get("input", seen.url) == seen.url
            and (domains is None or urlsplit(seen.url).netloc in domains)
        ]

    def _measured(self, asns: set[int] | None) -> Iterable[Seen]:
        """Return all measurements, or fewer if only those of `asns` are wanted."""
        del asns
        return self.world.measurements

    def _aggregation(self, params: dict[str, str]) -> Answer:
        axes = [params[key] for key in ("axis_x", "axis_y") if key in params]
        if not set(axes) <= AXES:
            return answered({"msg": "Invalid axis name", "v": 0}, 400)
        if len(axes) != len(set(axes)):
            return answered({"msg": "Axis X and Y cannot be the same", "v": 0})
        days = (dt.date.fromisoformat(params["until"]) - dt.date.fromisoformat(params["since"])).days
        grains = _grains(days)
        grain = params.get("time_grain", "auto")
        if grain not in {*grains, "auto"}:
            said = f"Choose time_grain between {', '.join([*grains, 'auto'])} for the given time range"
            return answered({"msg": said, "v": 0}, 400)
        chosen = self._chosen(params)
        if isinstance(chosen, Answer):
            return chosen
        finest = grains[0] if grain == "auto" else grain
        groups: Counter[tuple[Any, ...]] = Counter()
        for seen in chosen:
            groups[(*(_point(seen, axis, finest) for axis in axes), seen.outcome)] += 1
        return answered(
            {
                "v": 0,
                "dimension_count": len(axes),
                "db_stats": {"row_count": len(chosen), "bytes": 1, "total_row_count": 1, "elapsed_seconds": 0.01},
                "result": _result(groups, axes),
            },
            headers={"X-RateLimit-Remaining": "3990"},
        )


def _grains(days: int) -> list[str]:
    """The grains of time that so many days may have, the finest first. Beyond a year there are no days."""
    if days <= 7:
        return ["hour", "day"]
    if days <= 30:
        return ["day", "week"]
    return ["day", "week", "month"] if days <= 365 else ["week", "month", "year"]


def _point(seen: Seen, axis: str, grain: str) -> object:
    match axis:
        case "input":
            return seen.url
        case "domain":
            return urlsplit(seen.url).netloc
        case "probe_asn":
            return seen.asn
        case "blocking_type":
            return seen.method
        case "measurement_start_day":
            return f"{seen.day}T{seen.second // 3600:02}:00:00Z" if grain == "hour" else first_day(seen.day, grain)
    return seen.country if axis == "probe_cc" else None


def first_day(day: dt.date, grain: str) -> str:
    """The first day of the week, month or year of `day`, or the day. Weeks begin on Sunday."""
    match grain:
        case "week":
            return (day - dt.timedelta(day.isoweekday() % 7)).isoformat()
        case "month":
            return day.replace(day=1).isoformat()
        case "year":
            return day.replace(month=1, day=1).isoformat()
    return day.isoformat()


def _result(groups: Counter[tuple[Any, ...]], axes: list[str]) -> object:
    points: dict[tuple[Any, ...], dict[str, Any]] = {}
    for (*point, outcome), count in sorted(groups.items()):
        row = points.setdefault(tuple(point), dict(zip(axes, point, strict=True)) | _tally({}))
        row[f"{outcome}_count"] += count
        row["measurement_count"] += count
    if axes:
        return list(points.values())
    return points[()] if points else _tally({})


def _tally(counts: dict[str, int]) -> dict[str, int]:
    names = ("anomaly_count", "confirmed_count", "failure_count", "ok_count", "measurement_count")
    return {name: counts.get(name, 0) for name in names}


@contextlib.contextmanager
def serving(world: World) -> Iterator[Stub]:
    """The API over `world`, on a port of this computer."""
    with listening(Stub(world)) as stub:
        yield stub


StubT = TypeVar("StubT", bound=Stub)


@contextlib.contextmanager
def listening(stub: StubT) -> Iterator[StubT]:
    """`stub`, on a port of this computer."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            query = tuple(parse_qsl(parts.query, keep_blank_values=True))
            answer = stub.answer(Asked(parts.path, dict(query), dict(self.headers), query))
            if answer is None:
                self.close_connection = True
                return
            self.send_response(answer.status)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(answer.body)))
            self.end_headers()
            with contextlib.suppress(OSError):
                self.wfile.write(answer.body[: len(answer.body) // 2] if answer.cut else answer.body)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    stub.root = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield stub
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
