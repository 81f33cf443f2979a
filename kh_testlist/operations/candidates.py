"""Find sites that the list may lack, in fetched evidence, other lists, documents and pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kh_testlist import folder
from kh_testlist.categories import LEGEND
from kh_testlist.check_options import CheckOptions
from kh_testlist.errors import Failure, Misuse
from kh_testlist.model import CATEGORY_CODE, DEFAULT_SOURCE, GLOBAL
from kh_testlist.ooni import documents
from kh_testlist.ooni.candidates import (
    Candidate,
    as_cells,
    linked,
    measured,
    of_lists,
    ordered,
    page_name,
    remembered,
    unlisted,
)
from kh_testlist.ooni.countries import country
from kh_testlist.ooni.evidence import FetchedInPart, NeverFetched
from kh_testlist.rules import admission
from kh_testlist.store import MAX_BYTES, display, inside
from kh_testlist.talk import NO_PROGRESS, Progress, Tell, silent
from kh_testlist.workspace import Workspace

if TYPE_CHECKING:
    from kh_testlist.liveness.look import Look

__all__ = ["CategorisedCandidate", "candidates"]

_OONI, _LISTS = "ooni", "lists"
_WEB = ("http://", "https://")
_MOST_OF_PAGE: Final = 256 * 1024
"""Bytes of a page that are read for its links."""


@dataclass(frozen=True, slots=True)
class CategorisedCandidate:
    """A line of `candidates --format jsonl`."""

    url: str
    reason: str
    evidence: str
    category_code: str
    """The likeliest category."""
    confidence: float
    category_reason: str
    abstained: bool
    category_is_empty: bool
    """True if the list has no site of that category yet."""

    @property
    def candidate(self) -> Candidate:
        """The site, without its category."""
        return Candidate(self.url, self.reason, self.evidence)


def candidates(
    workspace: Workspace,
    names: Sequence[str] = (),
    period: tuple[str | None, str | None] = (None, None),
    visiting: Callable[[], CheckOptions] = CheckOptions,
    *,
    progress: Progress = NO_PROGRESS,
    tell: Tell = silent,
) -> list[CategorisedCandidate]:
    """Find sites that the list may lack and `import` would accept. The most useful ones come first.

    Args:
        workspace: the list.
        names: where to look: `ooni`, `lists`, files and URLs of pages. By default, the evidence and the other lists.
        period: the first day of the measurements and the day after the last. By default, what was fetched last.
        visiting: says how pages are fetched.
        progress: is told how many pages are fetched, and how far the learning of a model is.
        tell: is told what could not be read.

    Raises:
        Failure: a source on this computer can't be read, or none of the pages can.
        Misuse: other lists are searched for the global list, which does not belong to a country.

    """
    own = workspace.list
    workspace.tell_skipped(tell)
    gathered = _Gathering(workspace, period, visiting, progress, tell).gathered(names)
    found = unlisted(gathered, [own, *([workspace.reference] if workspace.reference else [])])
    found = remembered(found, workspace.records, [entry.url for entry in own.complete])
    return _admitted(workspace, _categorised(workspace, found, progress, tell), tell)


def _categorised(
    workspace: Workspace, found: Sequence[Candidate], progress: Progress, tell: Tell
) -> list[CategorisedCandidate]:
    """Return `found` with their categories, in the order to look at them."""
    if not found:
        return []
    from kh_testlist.operations.suggest import suggest  # noqa: PLC0415 - without a candidate nothing is suggested

    urls = [candidate.url for candidate in found]
    taggings = {one.url: one for one in suggest(urls, workspace, progress=progress, tell=tell)}
    empty = frozenset(LEGEND) - set(workspace.list.columns[CATEGORY_CODE])
    firsts = [(candidate, taggings[candidate.url].suggestions[0].category_code) for candidate in found]
    offered = []
    for candidate, code in ordered(firsts, empty):
        tagging = taggings[candidate.url]
        why = tagging.suggestions[0].confidence, tagging.suggestions[0].reason
        offered.append(CategorisedCandidate(*candidate[:3], code, *why, tagging.abstained, code in empty))
    return offered


def _admitted(workspace: Workspace, offered: Sequence[CategorisedCandidate], tell: Tell) -> list[CategorisedCandidate]:
    """Return the candidates that `import` would accept: the same rules decide here."""
    day = workspace.today.isoformat()
    rows = [
        as_cells(one.candidate, one.category_code, LEGEND[one.category_code], day, DEFAULT_SOURCE) for one in offered
    ]
    refused = admission.append(workspace.list, rows, workspace.indexed_reference, workspace.today).refused
    if refused:
        tell(f"Left out, because the rules refuse them: {len(refused)} of {len(offered)} sites.")
    return [one for place, one in enumerate(offered) if place not in refused]


class Unread(Failure):
    """A page that could not be read. The other sources are still read."""


@dataclass(frozen=True, slots=True)
class _Gathering:
    """Reads the sources."""

    workspace: Workspace
    period: tuple[str | None, str | None]
    visiting: Callable[[], CheckOptions]
    progress: Progress
    tell: Tell

    def gathered(self, names: Sequence[str]) -> Iterator[Candidate]:
        """Yield the candidates of the named sources, in that order. Tell which pages can't be read."""
        if not names:
            try:
                yield from self._measured()
            except (NeverFetched, FetchedInPart):
                self.tell(
                    "OONI's measurements are not included, because they were not fetched, or only in part. "
                    + self.workspace.step("To include them, first run: kh-testlist evidence fetch --scope country"),
                    "warning",
                )
            yield from self._listed()
        pages = self._pages([name for name in names if name.startswith(_WEB)])
        unread: list[Unread] = []
        for name in names:
            try:
                yield from self._of_source(name, pages)
            except Unread as failure:
                unread.append(failure)
                if len(names) > 1:
                    self.tell(failure.message, "warning")
        if len(names) == len(unread) == 1:
            raise unread[0]
        if unread and len(names) == len(unread):
            raise Failure(
                f"None of the {len(names)} pages could be read.",
                "Save them from a browser, and give the files: kh-testlist candidates --from FILE",
            )

    def _of_source(self, name: str, pages: Mapping[str, Look]) -> Iterator[Candidate]:
        if name == _OONI:
            yield from self._measured()
        elif name == _LISTS:
            yield from self._listed()
        elif name.startswith(_WEB):
            yield from self._of_page(name, pages.get(name))
        else:
            yield from self._of_file(Path(name))

    def _measured(self) -> Iterator[Candidate]:
        from kh_testlist.operations.evidence import EvidenceQuery, read_evidence  # noqa: PLC0415 - opens the cache

        found = read_evidence(self.workspace, EvidenceQuery("country", "url", *self.period))
        yield from measured(found.entries, f"{found.since} to {found.until}", found.country)

    def _listed(self) -> Iterator[Candidate]:
        name = self.workspace.list.name
        if name == GLOBAL:
            raise Misuse(
                "The global list does not belong to a country.",
                "Use the list of a country: kh-testlist --list th candidates",
            )
        folders = [self.workspace.folder, folder.clone_folder() / folder.FOLDER]
        paths = {path.name: path for place in reversed(folders) if place.is_dir() for path in folder.lists_in(place)}
        others = [path for file, path in sorted(paths.items()) if file not in {f"{name}.csv", f"{GLOBAL}.csv"}]
        if not others:
            how = self.workspace.step(folder.HOW_TO_HAVE_UPSTREAM)
            self.tell(f"No other lists were found here. To get upstream's lists: {how}", "warning")
            return
        yield from of_lists((folder.load(path) for path in folder.expand(others)), country(name))

    def _of_file(self, path: Path) -> list[Candidate]:
        from kh_testlist.web.page import decode  # noqa: PLC0415 - brings what fetches pages

        shown = display(path)
        data = inside.read_named(path)
        if len(data) > MAX_BYTES:
            raise Failure(
                f"{shown} is larger than {MAX_BYTES // 1024**2} MiB.",
                "Save only the part with the links, and give that file.",
            )
        documents.require_readable(data, shown)
        text = documents.office_text(data, shown) if documents.is_office(data) else documents.plain_text(data)
        found = list(linked(decode(data).source if text is None else text, None, path.name))
        if not found:
            self.tell(f"{shown} has no links.", "warning")
        return found

    def _pages(self, urls: Sequence[str]) -> dict[str, Look]:
        """Return what the pages of `urls` show, without those that are not web addresses."""
        if not urls:
            return {}
        from kh_testlist.operations.check import looks  # noqa: PLC0415 - what visits sites takes 0.1 s to load

        return dict(looks(urls, self.visiting(), _MOST_OF_PAGE, progress=self.progress, tell=self.tell))

    def _of_page(self, url: str, found: Look | None) -> Iterator[Candidate]:
        shown = page_name(url)
        if found is None or found.page is None:
            why = found.why if found else "it is not a web address"
            raise Unread(
                f"The page {shown} could not be read: {why}.",
                "Save it from a browser, and give the file: kh-testlist candidates --from FILE",
            )
        if found.is_cut:
            self.tell(
                f"Only the start of {shown} was read, because it is long. To read all of it, save it from a browser, "
                "and give the file: kh-testlist candidates --from FILE",
                "warning",
            )
        return linked(found.page.source, url, shown)
