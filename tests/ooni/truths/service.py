"""The measurement service over a made-up world, on loopback: all that it answers, and how it may fail."""

from __future__ import annotations

import contextlib
import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from typing import Final, Literal

from tests.ooni.stub import world as plain
from tests.ooni.stub.server import AGGREGATION, Answer, Asked, Stub, answered, listening
from tests.ooni.truths import analysed, observed
from tests.ooni.truths.asking import Unprocessable
from tests.ooni.truths.records import Measurement
from tests.ooni.truths.world import World

ANALYSIS: Final = "/api/v1/aggregation/analysis"
ROWS: Final = "/api/v1/analysis"
OBSERVATIONS: Final = "/api/v1/aggregation/observations"
CONTROL: Final = "/api/v1/aggregation/observations/ctrl"
CHANGES: Final = "/api/v1/detector/changepoints"
NETWORKS: Final = "/api/_/networks"
MORE: Final = (ANALYSIS, ROWS, OBSERVATIONS, CONTROL, CHANGES)
"""The endpoints that may be missing: old services do not have them."""
QUOTA: Final = 4000

Broken = Literal["404", "500", "empty"]


class Service(Stub):
    """The service over one world."""

    def __init__(self, world: World, *, most_rows: int | None = None, watched: Collection[str] = ()) -> None:
        self.truth = world
        self.most_rows = most_rows
        """The most rows of a page of `/api/v1/analysis`. None: as many as were asked for."""
        self.watched = watched
        """The hosts that OONI's own detector watches."""
        self.broken: dict[str, Broken] = {}
        """How an endpoint fails, by its path."""
        self.quota = QUOTA
        self._today: dt.date | None = None
        super().__init__(plain.World(world.listed, world.earlier, ()))
        self._index()

    @property
    def today(self) -> dt.date | None:
        """Return the day on which the service is asked: later uploads are not there yet. None: all are there."""
        return self._today

    @today.setter
    def today(self, day: dt.date | None) -> None:
        self._today = day
        self._index()

    @property
    def requests(self) -> int:
        """Return how often the service was asked."""
        return len(self.asked)

    def break_all(self, how: Broken) -> None:
        """Make every endpoint fail that an old service lacks."""
        self.broken = dict.fromkeys(MORE, how)

    def _index(self) -> None:
        self._known = {}
        world = self.truth if self._today is None else self.truth.as_of(self._today)
        self._tests: defaultdict[int, list[Measurement]] = defaultdict(list)
        for test in world.tests:
            self._tests[test.run.asn].append(test)
        self._seen: defaultdict[int, list[plain.Seen]] = defaultdict(list)
        dates = [world.date(day) for day in range(world.scenario.days)]
        for url, run, fate, _, second in world.tests:
            seen = plain.Seen(url, run.asn, dates[run.day], fate.outcome, fate.method, run.country, second)
            self._seen[run.asn].append(seen)

    def _measured(self, asns: set[int] | None) -> Iterable[plain.Seen]:
        for asn, seen in self._seen.items():
            if asns is None or asn in asns:
                yield from seen

    def _of(self, asked: Asked) -> Sequence[Measurement]:
        """Return the tests of one network if only one is asked for, or else all."""
        asn = asked.params.get("probe_asn", "").removeprefix("AS")
        if asn.isdigit() and sum(name == "probe_asn" for name, _ in asked.query) == 1:
            return self._tests.get(int(asn), [])
        return [test for tests in self._tests.values() for test in tests]

    def _honest(self, asked: Asked) -> Answer:
        how = self.broken.get(asked.path)
        if how == "500":
            return answered({"detail": "Internal Server Error"}, 500)
        if how == "404":
            return answered({"detail": "Not Found"}, 404)
        if how == "empty":
            return self._counted(self._empty(asked))
        if len(self.asked) > self.quota and asked.path.startswith("/api/v1/"):
            return answered({"error": "quota exceeded"}, 429)
        try:
            return self._counted(self._answer(asked))
        except Unprocessable as error:
            where = {"loc": ["query", error.name], "msg": "Input should be valid", "type": "value_error"}
            return answered({"detail": [where]}, 422)

    def _answer(self, asked: Asked) -> Answer:
        world = self.truth
        answers: dict[str, Callable[[], Answer]] = {
            ANALYSIS: lambda: analysed.aggregation(world, self._of(asked), asked),
            ROWS: lambda: analysed.rows(world, self._of(asked), asked, self.most_rows),
            OBSERVATIONS: lambda: observed.observations(world, self._of(asked), asked),
            CONTROL: lambda: observed.control(world, self._of(asked), asked),
            CHANGES: lambda: observed.changepoints(world, asked, self.watched),
            NETWORKS: self._names,
        }
        return answers[asked.path]() if asked.path in answers else super()._honest(asked)

    def _names(self) -> Answer:
        networks = (*self.truth.scenario.networks, *self.truth.scenario.abroad)
        found = [{"probe_asn": one.asn, "cnt": 1, "org_name": one.name} for one in networks]
        return answered({"v": 0, "results": found})

    def _empty(self, asked: Asked) -> Answer:
        if asked.path == AGGREGATION:
            return answered({"v": 0, "dimension_count": 2, "db_stats": {}, "result": []})
        return answered({"results": []})

    def _counted(self, answer: Answer) -> Answer:
        left = max(0, self.quota - len(self.asked))
        return answer._replace(headers={**answer.headers, "X-RateLimit-Remaining": str(left)})


@contextlib.contextmanager
def service(world: World, *, most_rows: int | None = None, watched: Collection[str] = ()) -> Iterator[Service]:
    """Serve a world on a port of this computer."""
    with listening(Service(world, most_rows=most_rows, watched=watched)) as made:
        yield made
