"""The projects that command lines are run in, each made by code: from nothing, or on top of another."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tests.goldens import making, rows, upstream
from tests.goldens.cases import Case
from tests.goldens.making import write
from tests.goldens.servers import DNS, OONI, RUN


@dataclass(frozen=True)
class Project:
    """How a project is made: what it stands on, then code, then command lines of the program, then code again."""

    name: str
    says: str
    """What is there."""
    on: str = ""
    make: Callable[[Path], None] | None = None
    lines: tuple[str | Case, ...] = ()
    then: Callable[[Path], None] | None = None
    has_network: bool = False
    """Whether servers can be reached from it."""


_ALL: Final = (
    Project("empty", "an empty folder"),
    Project("plain", "a sound list with a global one and Thailand's", make=making.plain),
    Project("lonely", "a sound list with nothing beside it", make=making.lonely),
    Project("odd", "lists with everything that may be wrong with a row, and a ledger", make=making.odd),
    Project("damaged", "files that can't be read as what they should be", "plain", making.damaged),
    Project("settled", "settings of the project and of the user", "plain", making.settled),
    Project("offered", "files to import, to read links from and to find categories of", "plain", making.offered),
    Project("history", "a repository in which rows changed since the first commit", make=making.history),
    Project("linked", "a list and a ledger that are links", "plain", making.linked),
    Project("checked", "journals of checks from two networks on two days", "plain", making.checked),
    Project("trained", "a model that was learned from three lists", make=making.three_lists,
            lines=("train --output made.model",), then=making.offer_pages),
    Project("web", "a list of sites on an invented web", make=making.web, has_network=True),
    Project("ooni", "a list, and an API of OONI's that has measurements of it", "checked", has_network=True),
    Project("measured", "the same, with a quarter of them fetched", "ooni", lines=(
        f"evidence fetch --scope country --since 2026-07-01 --until 2026-10-01 --api http://{OONI}",
        f"evidence fetch --since 2026-07-01 --until 2026-10-01 --api http://{OONI}",
    ), has_network=True),
    Project("started", "a review that was started", "measured", lines=("review start",)),
    Project("decided", "a review with some rows decided", "started", making.worksheets, lines=(
        'review decide https://www.example.com/ keep --reason "the oldest daily"',
        'review decide https://blocked.example.com/ keep-blocked --reason "blocked since 2021"',
    )),
    Project("ready", "a review with every row decided", "decided", lines=making.DECISIONS),
    Project("finished", "a review that was finished", "ready", lines=("review finish",)),
    Project("published", "a list that was published", "plain", making.published, has_network=True),
    Project("upstream", "an upstream beside the project, and no list", make=upstream.make),
    Project("synced", "a list in step with upstream", "upstream", lines=("sync --upstream ../upstream.git",)),
    Project("ahead", "a list that has changes of its own", "synced", lines=upstream.OURS),
    Project("apart", "a list and an upstream that both went on, and not alike", "ahead", upstream.go_on),
)  # fmt: skip
PROJECTS: Final = {project.name: project for project in _ALL}

__all__ = ["DNS", "OONI", "PROJECTS", "RUN", "Project", "rows", "write"]
