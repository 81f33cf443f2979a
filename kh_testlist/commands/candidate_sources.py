"""Where candidates come from: the evidence that was fetched, other lists, a document, a page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from kh_testlist import folder
from kh_testlist.errors import Failure, Misuse
from kh_testlist.model import GLOBAL, UrlList
from kh_testlist.ooni import documents
from kh_testlist.ooni.candidates import Candidate, linked, measured, of_lists, page_name
from kh_testlist.ooni.countries import country
from kh_testlist.ooni.evidence import FetchedInPart, NeverFetched
from kh_testlist.store import MAX_BYTES, display, inside
from kh_testlist.terminal.session import Session

if TYPE_CHECKING:
    from kh_testlist.liveness.look import Look

_OONI, _LISTS = "ooni", "lists"
_WEB = ("http://", "https://")
_MOST_OF_PAGE: Final = 256 * 1024
"""Bytes of a page that are read for its links."""


class Unread(Failure):
    """A page that could not be read; the other sources are."""


class Sources(NamedTuple):
    """What the sources are asked about."""

    own: UrlList
    """The list that may lack something."""
    since: str | None
    until: str | None


def gathered(session: Session, names: Sequence[str], asked: Sources) -> Iterator[Candidate]:
    """The candidates of the sources that were named, in that order; without any, of all that is here.

    A page that cannot be read is said, and the other sources are read.

    Raises:
        Failure: a source on this computer can't be read, or none of the sources can.
        Misuse: the global list is of no country.

    """
    if not names:
        try:
            yield from _measured(session, asked)
        except (NeverFetched, FetchedInPart):
            session.say(
                "What was measured is not among this: it was not fetched, or in part. "
                + session.step("To have it: kh-testlist evidence fetch --scope country"),
                "warning",
            )
        yield from _listed(session, asked.own)
    pages = _pages(session, [name for name in names if name.startswith(_WEB)])
    unread: list[Unread] = []
    for name in names:
        try:
            yield from _of_source(session, name, asked, pages)
        except Unread as failure:
            unread.append(failure)
            if len(names) > 1:
                session.say(failure.message, "warning")
    if len(names) == len(unread) == 1:
        raise unread[0]
    if unread and len(names) == len(unread):
        raise Failure(f"None of the {len(names)} pages could be read.", "Save them from a browser, and name the files.")


def _of_source(session: Session, name: str, asked: Sources, pages: Mapping[str, Look]) -> Iterator[Candidate]:
    if name == _OONI:
        yield from _measured(session, asked)
    elif name == _LISTS:
        yield from _listed(session, asked.own)
    elif name.startswith(_WEB):
        yield from _of_page(session, name, pages.get(name))
    else:
        yield from _of_file(session, Path(name))


def _measured(session: Session, asked: Sources) -> Iterator[Candidate]:
    from kh_testlist.operations.evidence import EvidenceQuery, stored  # noqa: PLC0415 - opens the cache

    evidence = stored(session.workspace, EvidenceQuery("country", "url", asked.since, asked.until))
    yield from measured(evidence.entries, f"{evidence.since} to {evidence.until}", evidence.country)


def _listed(session: Session, own: UrlList) -> Iterator[Candidate]:
    if own.name == GLOBAL:
        raise Misuse("The global list is about no country.", "Name another list: kh-testlist --list CODE candidates")
    folders = [session.workspace.folder, folder.clone_folder() / folder.FOLDER]
    paths = {path.name: path for place in reversed(folders) if place.is_dir() for path in folder.lists_in(place)}
    others = [path for name, path in sorted(paths.items()) if name not in {f"{own.name}.csv", f"{GLOBAL}.csv"}]
    if not others:
        how = session.step(folder.HOW_TO_HAVE_UPSTREAM)
        session.say(f"There are no other lists here. To have upstream's: {how}", "warning")
        return
    yield from of_lists((folder.load(path) for path in folder.expand(others)), country(own.name))


def _of_file(session: Session, path: Path) -> list[Candidate]:
    from kh_testlist.web.page import decode  # noqa: PLC0415 - brings what fetches pages

    shown = display(path)
    data = inside.read_named(path)
    if len(data) > MAX_BYTES:
        raise Failure(f"{shown} is larger than {MAX_BYTES // 1024**2} MiB.", "Save what matters of it, and name that.")
    documents.require_readable(data, shown)
    text = documents.office_text(data, shown) if documents.is_office(data) else documents.plain_text(data)
    found = list(linked(decode(data).source if text is None else text, None, path.name))
    if not found:
        session.say(f"There are no links in {shown}.", "warning")
    return found


def _pages(session: Session, urls: Sequence[str]) -> dict[str, Look]:
    """What the pages of `urls` show; nothing of what is no web address."""
    if not urls:
        return {}
    from kh_testlist.commands.looking import looks  # noqa: PLC0415 - what visits sites takes 0.1 s to load

    return dict(looks(session, urls, _MOST_OF_PAGE))


def _of_page(session: Session, url: str, found: Look | None) -> Iterator[Candidate]:
    shown = page_name(url)
    if found is None or found.page is None:
        why = found.why if found else "it is no web address"
        raise Unread(f"The page {shown} was not to be had: {why}.", "Save it from a browser, and name the file.")
    if found.is_cut:
        session.say(
            f"Only the start of {shown} was read, for it is long: save it from a browser, and name the file.", "warning"
        )
    return linked(found.page.source, url, shown)
