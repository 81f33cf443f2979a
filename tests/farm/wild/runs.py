"""Runs of `check` on the pages of the wild."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from tests.farm.runs import Checked, run
from tests.farm.wild.load import everything, networks
from tests.farm.wild.page import Page
from tests.farm.wild.portals import Portal
from tests.farm.wild.server import Wild

_QUICK: Final = ("--timeout", "5", "--connect-timeout", "2", "--pause", "0", "--concurrency", "64", "--format", "jsonl")


@dataclass(frozen=True)
class Found:
    """What a check said of a page."""

    name: str
    kind: str
    lang: str
    right: tuple[str, ...]
    """The verdicts of which each is right."""
    verdict: str
    reason: str
    signals: tuple[str, ...]

    @property
    def is_right(self) -> bool:
        """Whether it is right."""
        return self.verdict in self.right

    def __str__(self) -> str:
        return f"{self.kind} {self.name}: {self.verdict} ({self.reason}), not {' or '.join(self.right)}; {' '.join(self.signals)}"


def _check(wild: Wild, folder: Path, *more: str) -> Checked:
    listed = folder / "wild.csv"
    wild.write_list(listed)
    return run(folder, "check", "-i", str(listed), *wild.options(), *_QUICK, *more)


def _found(wild: Wild, pages: list[Page], checked: Checked) -> list[Found]:
    records = checked.by_url

    def one(page: Page) -> Found:
        record: dict[str, Any] = records.get(wild.url(page), {"verdict": "no record", "reason": "", "signals": []})
        signals = tuple(record["signals"])
        return Found(page.name, page.kind, page.lang, page.verdicts, record["verdict"], record["reason"], signals)

    return [one(page) for page in pages]


def check_pages(folder: Path) -> tuple[Checked, list[Found]]:
    """Check all pages but those of portals in one run."""
    pages = everything()
    with Wild.started(pages) as wild:
        checked = _check(wild, folder, "--no-canary")
        return checked, _found(wild, pages, checked)


def check_portal(folder: Path, portal: Portal) -> tuple[Checked, list[Found]]:
    """Check the sites behind `portal`."""
    folder.mkdir(parents=True, exist_ok=True)
    with Wild.started(portal.pages) as wild:
        sites = [page for page in portal.pages if page.host != portal.canary]
        canary = ("--canary", f"http://{portal.canary}:{wild.port}/") if portal.canary else ("--no-canary",)
        shown = Wild(sites)
        shown.port, shown.resolver = wild.port, wild.resolver
        checked = _check(shown, folder, *canary)
        return checked, _found(shown, sites, checked)


def check_everything(folder: Path) -> dict[str, tuple[Checked, list[Found]]]:
    """Check all pages, and the sites behind each portal."""
    found = {"pages": check_pages(folder)}
    return found | {portal.name: check_portal(folder / portal.name, portal) for portal in networks()}
