"""What is kept: the states of a project that a version of the program wrote, and what is asked of each of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tests.goldens import making, upstream
from tests.goldens.cases import Case, on
from tests.goldens.making import write
from tests.goldens.rows import GLOBAL, SOUND, THAI, a_list
from tests.goldens.servers import DNS, OONI, RUN
from tests.ooni.run_stub import signed

_WEB: Final = (
    "http://up.example.com/,NEWS,News Media,2024-01-31,anon,",
    "http://gone.example.com/,NEWS,News Media,2024-01-31,anon,",
    "http://moved.example.com/,NEWS,News Media,2024-01-31,anon,",
    "http://locked.example.com/,GMB,Gambling,2024-01-31,anon,",
)
"""Rows of sites that servers of the tests play."""
_PERIOD: Final = "--since 2026-07-01 --until 2026-10-01"
_CHECK: Final = "check --all --canary http://canary.example.com/ --control abroad.jsonl --vantage isp1 --passes 1"
_LOGIN: Final = f"https://run.ooni.org/login?token={signed({'aud': 'register', 'email_address': 'us@ngo.example'})}\n"
_NEXT_QUARTER: Final = "2027-01-15T12:00:00+00:00"
_OWN: Final = f"""[check]
pause = 0
concurrency = 1
resolver = ["{DNS}"]
allow_private = ["127.64.0.0/16"]
[add]
source = "Me"
"""
_GONE, _UP, _LIKELY = "http://gone.example.com/", "http://up.example.com/", "https://likely.example.com/"


@dataclass(frozen=True)
class Stage:
    """A state of a project: how it came about, and what is asked of it."""

    name: str
    says: str
    """What the program wrote there."""
    reads: tuple[Case, ...]
    """Command lines that read it. Where a change was cut off there is one: it ends that change."""
    on: str = ""
    """The stage that it goes on from."""
    make: Callable[[Path], None] | None = None
    """Made by hand, as people do."""
    lines: tuple[str | Case, ...] = ()
    """Command lines of the program that wrote the rest."""
    then: Callable[[Path], None] | None = None
    """What happens to the files before they are kept."""
    killed: str = ""
    """A command line that is killed the moment that its change is decided."""
    not_of: tuple[str, ...] = ()
    """The versions that wrote no such thing."""


def _start(desk: Path) -> None:
    lists = {"kh": a_list(*SOUND[:8], *_WEB), "th": a_list(*THAI), "global": a_list(*GLOBAL)}
    write(
        desk,
        {"kh-testlist.toml": making.PROJECT_SETTINGS, **{f"lists/{name}.csv": text for name, text in lists.items()}},
    )
    own = desk / "home" / "config" / "kh-testlist" / "settings.toml"
    own.parent.mkdir(parents=True)
    own.write_text(_OWN, "utf-8")


def _cut_journal(desk: Path) -> None:
    """Leave a journal that ends in the middle of a line, as after a power cut."""
    (desk / "project" / "again.jsonl").unlink()
    journal = desk / "project" / "checks" / "isp1.jsonl"
    lines = journal.read_bytes().splitlines(keepends=True)
    cut = desk / "project" / "cut.jsonl"
    cut.write_bytes(b"".join(lines[:8]) + lines[8][:40])
    cut.chmod(0o600)


def _fill(desk: Path) -> None:
    """Fill the worksheet as people do: a decision in each row that has none."""
    import csv

    path = desk / "project" / "sheet.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        head, *rows = csv.reader(file)
    filled = {
        "https://likely.example.com/": {"decision": "keep", "reason": "fine"},
        "http://gone.example.com/": {"decision": "drop", "reason": "closed in 2025"},
        "https://thin.example.com/": {"decision": "recategorise", "new_category": "HUMR", "reason": "on rights"},
    }
    for row in rows:
        if not row[head.index("decision")]:
            usual = {"decision": "keep", "reason": "looked at"}
            for column, text in filled.get(row[head.index("url")], usual).items():
                row[head.index(column)] = text
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([head, *rows])


def _drop_pages(desk: Path) -> None:
    """Keep no page of a report: they are large, and the program never reads them."""
    for page in (desk / "project" / "reviews" / "2026Q4").glob("report*"):
        page.unlink()


def _forget_lists(desk: Path) -> None:
    """Keep the model, and not all that it was learned from."""
    for name in ("vn", "mm"):
        (desk / "project" / "lists" / f"{name}.csv").unlink()


_FIRST: Final = ("v0.1.0",)
"""Its one intent was that of a review: it changed list and ledger one after the other otherwise."""

STAGES: Final = (
    Stage(
        "edited",
        "lists and a ledger, beside settings of a project and of a user",
        make=_start,
        lines=(
            "add https://added.example.com/ --category NEWS --notes 'ours alone'",
            "edit https://www.example.com/ --notes 'our notes'",
            "edit http://moved.example.org/ --url https://moved-here.example.com/ --reason 'it moved'",
            "edit https://open.example.org/ --category POLR --reason 'no museum'",
            "remove https://flagged.example.net/ --reason 'parked since 2024'",
        ),
        reads=(
            *on(
                "edited",
                "stats --format json",
                "show --format json",
                "show moved",
                "show open --format csv",
                "validate --format json",
                "add https://flagged.example.net/ --category NEWS",
                "remove https://added.example.com/ --reason 'closed'",
                "target descriptor",
                "target plan --format json",
            ),
        ),
    ),
    Stage(
        "published",
        "the record of a link, and a login",
        on="edited",
        lines=(
            Case("published", f"target login us@ngo.example --sent --api http://{RUN}", stdin=_LOGIN),
            f"target publish --new --api http://{RUN} --account-email us@ngo.example --yes",
        ),
        reads=(*on("published", f"target publish --new --api http://{RUN} --account-email us@ngo.example --yes"),),
    ),
    Stage(
        "checked",
        "journals of a check, whole and cut off, and its reports",
        on="edited",
        lines=(
            f"check {_UP} {_GONE} {_LIKELY} --no-canary --vantage abroad --journal abroad.jsonl",
            f"{_CHECK} --journal checks/isp1.jsonl --format json --output check.json",
            f"check {_GONE} {_UP} {_LIKELY} --no-canary --format jsonl --output check.jsonl --journal again.jsonl",
        ),
        then=_cut_journal,
        reads=(
            *on(
                "checked",
                f"{_CHECK} --journal checks/isp1.jsonl --resume --format json",
                f"{_CHECK} --journal cut.jsonl --resume --format json",
                f"check http://nowhere.example.com/ {_GONE} --no-canary --control abroad.jsonl --format csv",
                f"check {_GONE} --no-canary --control check.jsonl --format csv",
            ),
        ),
    ),
    Stage(
        "measured",
        "the cache of what OONI measured",
        on="checked",
        lines=(f"evidence fetch {_PERIOD} --api http://{OONI}",),
        reads=(
            *on(
                "measured",
                "evidence show --format json",
                "evidence gaps --format csv",
                "candidates --format jsonl",
                f"evidence fetch {_PERIOD} --api http://{OONI} --format csv",
                "report --format json",
                "review start",
                "report --journal check.jsonl --format csv",
            ),
        ),
    ),
    Stage(
        "started",
        "a review with some rows decided, and a worksheet",
        on="measured",
        lines=(
            "review start",
            'review decide https://www.example.com/ keep --reason "the oldest daily"',
            'review decide https://blocked.example.com/ keep-blocked --reason "blocked since 2021"',
            "review decide https://dead.example.net/ drop --reason 'closed in 2025'",
            "review decide http://moved.example.com/ replace --url http://up.example.net/ --reason 'it moved'",
            "review worksheet --output sheet.csv",
        ),
        then=_fill,
        reads=(
            *on(
                "started",
                "review status --format json",
                "review status --format markdown",
                "review worksheet",
                "review import sheet.csv",
                "review decide https://www.example.com/ keep --reason 'on second thoughts'",
                "review decide https://likely.example.com/ recheck --reason 'one network alone'",
                "review finish",
            ),
        ),
    ),
    Stage(
        "finished",
        "a review that was finished, with its reports",
        on="started",
        lines=("review import sheet.csv", "review finish"),
        then=_drop_pages,
        reads=(
            *on(
                "finished",
                "review status --format json",
                "review decide https://www.example.com/ keep",
                "show --format json",
                "report --format json",
            ),
            Case("finished", "review start", clock=_NEXT_QUARTER),
        ),
    ),
    Stage(
        "learned",
        "a model",
        make=making.three_lists,
        lines=("train --output made.model",),
        then=_forget_lists,
        reads=(
            *on(
                "learned",
                "tag https://news.example.com/ https://casino.example.net/ --model made.model --format jsonl",
                "tag https://new.example.com/ --text 'museum art' --model made.model",
                "--list th tag --audit --model made.model --format jsonl",
            ),
        ),
    ),
    Stage(
        "synced",
        "the record of the last sync, and the clone",
        make=upstream.make,
        lines=("sync --upstream ../upstream.git", *upstream.OURS),
        then=upstream.go_on,
        reads=(
            *on("synced", "diff --format json", "sync", "sync --theirs", "pr --dry-run"),
        ),
    ),
    Stage(
        "edit-cut-off",
        "the intent of an edit that was killed",
        on="edited",
        not_of=_FIRST,
        killed="edit http://up.example.com/ --url http://up.example.net/ --reason 'it moved'",
        reads=(*on("edit-cut-off", "show --format json"),),
    ),
    Stage(
        "finish-cut-off",
        "the intent of a review that was killed while it was finished",
        on="started",
        lines=("review import sheet.csv",),
        killed="review finish",
        reads=(*on("finish-cut-off", "review status --format json"),),
    ),
    Stage(
        "sync-cut-off",
        "the intent of a sync that was killed",
        on="synced",
        not_of=_FIRST,
        killed="sync --theirs",
        reads=(*on("sync-cut-off", "diff --format json"),),
    ),
)  # fmt: skip
NAMED: Final = {stage.name: stage for stage in STAGES}
