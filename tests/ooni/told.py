"""What the program tells of a made-up world: it is served, fetched and read, as for a person."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final, NamedTuple
from unittest.mock import patch

from kh_testlist.ooni.evidence import Evidence, SiteEvidence
from kh_testlist.operations.evidence import EvidenceQuery, fetch, read_evidence
from kh_testlist.workspace import Workspace
from tests.ooni.truths.score import Score, score
from tests.ooni.truths.service import Service, service
from tests.ooni.truths.world import World
from tests.samples import HEADER_LINE, forget_folders

_VARIABLES: Final = ("HOME", "USERPROFILE", "XDG_CACHE_HOME", "XDG_CONFIG_HOME")


class Told(NamedTuple):
    """The evidence about a world."""

    world: World
    evidence: Evidence
    requests: int

    def site(self, url: str) -> SiteEvidence:
        """Return what is told of one site."""
        return next(entry for entry in self.evidence.entries if entry.url == url)

    @property
    def episodes(self) -> list[dict[str, Any]]:
        """All episodes, in the form that `score` reads."""
        return [
            {"url": entry.url, "asn": one.asn, "start": one.start, "end": one.end, "kind": one.kind, "where": one.where}
            for entry in self.evidence.entries
            for one in entry.episodes
        ]

    @property
    def score(self) -> Score:
        """How well it tells the truths."""
        outages = [{"asn": one.asn, "start": one.start, "end": one.end} for one in self.evidence.outages]
        return score(self.episodes, self.world, outages)


def tell(made: World, folder: Path, prepare: Callable[[Service], None] = lambda _: None) -> Told:
    """Return what the program tells of a world. `prepare` may change the service first."""
    with desk(made, folder) as one:
        prepare(one.served)
        one.fetch()
        return one.read()


class Desk:
    """A list, an empty cache, and the service over a world."""

    def __init__(self, made: World, served: Service, workspace: Workspace) -> None:
        self.made = made
        self.served = served
        self._workspace = workspace

    def fetch(self, until: dt.date | None = None) -> None:
        """Fetch the period of the world, or only the days before `until`."""
        fetch(self._workspace, EvidenceQuery(**self._period(until), api=self.served.root))

    def read(self, until: dt.date | None = None) -> Told:
        """Return what is told of the days that were fetched."""
        found = read_evidence(self._workspace, EvidenceQuery(**self._period(until), api=self.served.root, join=True))
        return Told(self.made, found, self.served.requests)

    def _period(self, until: dt.date | None) -> dict[str, Any]:
        return {"since": self.made.since.isoformat(), "until": (until or self.made.until).isoformat()}


@contextmanager
def desk(made: World, folder: Path) -> Iterator[Desk]:
    """Serve a world, with the list of its sites. The user's own settings and caches are hidden."""
    lists = folder / "lists"
    lists.mkdir()
    rows = (f"{url},NEWS,News Media,2020-01-01,x,\n" for url in made.listed)
    (lists / "kh.csv").write_text(HEADER_LINE + "".join(rows), "utf-8")
    forget_folders()
    hidden = {name: str(folder / name.lower()) for name in _VARIABLES}
    with patch.dict(os.environ, hidden), service(made) as served:
        yield Desk(made, served, Workspace("kh", lists))
