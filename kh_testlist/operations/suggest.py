"""Suggest categories for sites, find doubtful categories in a list, and learn a model of categories from lists."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from kh_testlist import __version__, folder, store
from kh_testlist.check_options import CheckOptions
from kh_testlist.errors import Failure, Misuse
from kh_testlist.model import UrlList
from kh_testlist.offered.sites import lines_of, rows_of_list
from kh_testlist.store import inside
from kh_testlist.tagging import model
from kh_testlist.tagging.audit import Doubt, audit
from kh_testlist.tagging.lookup import Index
from kh_testlist.tagging.model import Model
from kh_testlist.tagging.suggest import AT_LEAST, Tagger, Tagging
from kh_testlist.tagging.train import LEARNING, SEED, Source, learn, require_library, rows_of
from kh_testlist.talk import NO_PROGRESS, Progress, Tell, silent
from kh_testlist.workspace import Workspace

__all__ = [
    "AT_LEAST", "SEED", "Audit", "Subject", "Tagging", "Trained", "audit_list", "sources", "subjects",
    "suggest", "train",
]  # fmt: skip

_ENOUGH: Final = 2_000
"""With fewer rows, no model is learned automatically: looking up the rows of a country's list is as good."""
_KEPT: Final = 4
"""The newest models are kept, because models of older lists are not needed."""
_PAGE_BYTES: Final = 256 * 1024
"""Bytes that are read of a saved page, as many as of a fetched one."""
_LONGEST_TEXT: Final = 20_000


class Subject(NamedTuple):
    """A site, and the words of its page, if they are known."""

    url: str
    text: str = ""


def suggest(
    sites: Sequence[Subject | str],
    workspace: Workspace | None = None,
    model_file: Path | None = None,
    top: int = AT_LEAST,
    *,
    on_result: Callable[[Tagging], None] = lambda _: None,
    progress: Progress = NO_PROGRESS,
    tell: Tell = silent,
) -> list[Tagging]:
    """Suggest categories for each site, the likeliest first.

    Args:
        sites: the sites with the words of their pages, or their URLs.
        workspace: the lists to use; by default those of the working folder.
        model_file: a model to use, and nothing else.
        top: how many suggestions there are for each site.
        on_result: takes the suggestions of each site as soon as they are known.
        progress: is told how far the learning of a model is.
        tell: is told which lists are missing here to learn from.

    Raises:
        Failure: the model can't be read.

    Example:
        >>> [tagging] = suggest([Subject("https://www.example.com/", "daily news of the provinces")])
        >>> [(one.category_code, one.confidence, one.reason) for one in tagging.suggestions]

    """
    tagger = _tagger(workspace or Workspace(), model_file, progress, tell)
    found = []
    for one in sites:
        url, text = one if isinstance(one, Subject) else Subject(one)
        found.append(tagger.tag(url, text, top))
        on_result(found[-1])
    return found


def subjects(
    urls: Sequence[str],
    file: Path | None = None,
    text: str | None = None,
    page: Path | None = None,
    fetch: CheckOptions | None = None,
    *,
    read: Callable[[Path], tuple[bytes, str]],
    progress: Progress = NO_PROGRESS,
    tell: Tell = silent,
) -> list[Subject]:
    """Return the sites that are named, in their order, with the words of their pages.

    The words come from `text`, from a page that a browser saved (`page`), or from a visit (`fetch`). `read` returns the
    bytes of `file`, and its name in messages.

    Raises:
        Failure: a file can't be read, or a line of it is not a URL and not such JSON.
        Misuse: nothing is named, or options contradict each other.

    """
    if not urls and file is None:
        raise Misuse("No site was given.", "Give URLs, or a file of URLs with -i FILE. See: kh-testlist tag --help")
    if sum(map(bool, (text, page, fetch))) > 1:
        raise Misuse("--text, --page and --fetch can't be used together.", "Give only one of them.")
    if (text or page) and (len(urls) != 1 or file):
        raise Misuse("--text and --page work only with one URL.", "Give one URL, or use -i FILE with JSON lines.")
    said = text or (_page(page, tell) if page else "")
    found = [Subject(url, said) for url in urls]
    if file is not None:
        found += _of_file(*read(file))
        if not found:
            raise Failure(f"{store.display(file)} has no URL.", "Write one URL on each line, or give a list.")
    if fetch:
        from kh_testlist.operations.check import summaries  # noqa: PLC0415 - what visits sites takes 0.1 s to load

        texts = summaries([one.url for one in found if not one.text], fetch, progress=progress, tell=tell)
        found = [Subject(one.url, one.text or texts.get(one.url, "")) for one in found]
    return found


def _page(path: Path, tell: Tell) -> str:
    from kh_testlist.web.page import decode  # noqa: PLC0415 - brings what fetches pages

    shown = store.display(path)
    summary = decode(inside.read_named(path)[:_PAGE_BYTES]).summary
    if not summary:
        tell(f"{shown} has no words, so only the URL is judged.", "warning")
    return summary


def _of_file(data: bytes, shown: str) -> Iterator[Subject]:
    lines = lines_of(data, shown)
    rows = rows_of_list(shown, lines)
    if rows is not None:
        yield from (Subject(row.url) for row in rows)
        return
    for number, line in enumerate(lines, 1):
        bare = line.strip()
        if bare.startswith("{"):
            yield _of_json(bare, f"{shown}:{number}")
        elif bare and not bare.startswith("#"):
            yield Subject(bare)


def _of_json(line: str, where: str) -> Subject:
    try:
        value = json.loads(line)
    except (ValueError, RecursionError):
        raise Failure(f"{where} is not valid JSON.", f"Write a URL, or JSON like this: {_EXAMPLE}") from None
    url, text = value.get("url"), value.get("text") or ""
    if not isinstance(url, str) or not isinstance(text, str):
        raise Failure(
            f"{where} has no url, or its url or text is not a string.", f"Write a URL, or JSON like this: {_EXAMPLE}"
        )
    return Subject(url, text[:_LONGEST_TEXT])


_EXAMPLE: Final = '{"url": "https://example.com/", "text": "words of the page"}'


class Audit(NamedTuple):
    """The rows of a list whose category seems wrong, the clearest first."""

    doubts: Sequence[Doubt]
    rows: int
    """The number of rows that were judged."""
    path: str
    """The list, as reports write it."""
    has_learned: bool = False
    """True if a model was used too."""


def audit_list(
    workspace: Workspace,
    path: Path | None = None,
    model_file: Path | None = None,
    *,
    progress: Progress = NO_PROGRESS,
    tell: Tell = silent,
) -> Audit:
    """Find doubtful categories in the list at `path`, or in that of the workspace.

    Raises:
        Failure: the list or the model can't be read.

    """
    urls = folder.load(path) if path else workspace.list
    tagger = _tagger(workspace, model_file, progress, tell, urls)
    reference = None
    if model_file is None:
        with contextlib.suppress(Failure):  # it was told already which list can't be read
            reference = workspace.reference
    return Audit(audit(urls, tagger, reference, progress), len(urls.complete), urls.path, tagger.has_learned)


class Trained(NamedTuple):
    """A model that was learned and written: its categories and rows, its path as reports write it, its bytes."""

    categories: int
    rows: int
    path: str
    size: int


def train(
    lists: Path, output: Path, seed: int = SEED, *, progress: Progress = NO_PROGRESS, tell: Tell = silent
) -> Trained:
    """Learn a model of the categories from the folder `lists`, and write it to `output`.

    Raises:
        Failure: the lists can't be read, there is too little to learn from, or the model can't be written.

    """
    learned = _learned(sources(lists), seed, progress, tell)
    data = model.to_bytes(learned)
    store.write(output, data)
    return Trained(len(learned.header.labels), learned.header.rows, store.display(output), len(data))


def _tagger(
    workspace: Workspace, model_file: Path | None, progress: Progress, tell: Tell, judged: UrlList | None = None
) -> Tagger:
    """Return a tagger that uses only the model at `model_file`. Without a file, it uses all that is here."""
    if model_file is None:
        return _usual(workspace, judged, progress, tell)
    if not model_file.is_file():
        raise Failure(
            f"The model {store.display(model_file)} does not exist.",
            "Check --model, or make a model with: kh-testlist train --lists DIR --output FILE",
        )
    return Tagger(model.read(model_file))


class Sources(NamedTuple):
    """The lists that may be learned from."""

    place: Path
    lists: tuple[UrlList, ...]
    digest: str
    """The SHA-256 of their names and bytes."""


def sources(place: Path, but: str | None = None) -> Sources:
    """Return the lists in the folder `place`, without the list called `but`.

    Raises:
        Failure: there is none, or one can't be read.

    """
    digest = hashlib.sha256()
    lists = []
    for path in folder.expand([place]):
        if path.stem == but:
            continue
        data = folder.read_bytes(path)
        digest.update(os.fsencode(path.name) + f"\0{len(data)}\0".encode() + data)
        lists.append(store.parse(data, store.display(path)))
    return Sources(place, tuple(lists), digest.hexdigest())


def _usual(workspace: Workspace, judged: UrlList | None, progress: Progress, tell: Tell) -> Tagger:
    """Return a tagger that uses all lists here. If they have changed, learn a model first.

    The list `judged` is used to look things up, but not to learn from.
    """
    own = _own(workspace, tell)
    if judged is not None:
        own = [judged, *(one for one in own if one.name != judged.name)]
    cloned = folder.clone_folder() / folder.FOLDER
    has_clone = cloned.is_dir() and bool(folder.lists_in(cloned))
    if not has_clone and sum(len(one.entries) for one in own) < _ENOUGH:
        tell(
            "Suggestions come only from keywords and your own lists, because upstream's lists are not here. "
            f"To get upstream's lists: {workspace.step(folder.HOW_TO_HAVE_UPSTREAM)}",
            "warning",
        )
        return Tagger(None, Index(own))
    found = sources(cloned if has_clone else workspace.folder, judged.name if judged else None)
    names = {one.name for one in own}
    index = Index([*own, *(one for one in found.lists if one.name not in names)])
    is_enough = sum(len(one.entries) for one in found.lists) >= _ENOUGH
    return Tagger(_model(found, progress, tell) if is_enough else None, index)


def _own(workspace: Workspace, tell: Tell) -> list[UrlList]:
    """Return the lists in the lists folder that can be read. Return none if there is no folder."""
    try:
        paths = folder.lists_in(workspace.folder)
    except Failure:
        return []
    found = []
    for path in paths:
        try:
            found.append(workspace.load(path))
        except Failure as failure:
            tell(f"A list is left out: {failure.message}", "warning")
    return found


def _model(found: Sources, progress: Progress, tell: Tell) -> Model | None:
    """Return the model of these lists. If there is none yet, learn it now."""
    import platformdirs  # noqa: PLC0415 - once a run

    cache = platformdirs.user_cache_path("kh-testlist", appauthor=False) / "models"
    path = cache / f"{found.digest[:16]}-{model.VERSION}-{LEARNING}-{__version__}.model"
    if path.is_file():
        with contextlib.suppress(Failure):
            return model.read(path)
    try:
        learned = _learned(found, SEED, progress, tell)
    except Failure as failure:
        tell(f"{failure.message} {failure.next_step}\nSuggestions come only from keywords and lists.", "warning")
        return None
    with contextlib.suppress(Failure, OSError):  # suggestions work without a cache too
        cache.mkdir(parents=True, exist_ok=True)
        store.replace(path, model.to_bytes(learned))
        kept = sorted(cache.glob("*.model"), key=lambda one: one.stat().st_mtime, reverse=True)
        for old in kept[_KEPT:]:
            old.unlink(missing_ok=True)
    return learned


def _learned(found: Sources, seed: int, progress: Progress, tell: Tell) -> Model:
    """Learn from `found`, and tell that it takes a moment."""
    require_library()
    rows = rows_of(found.lists)
    tell(f"Learning from {len(rows):,} rows of {len(found.lists)} lists. This takes up to a minute, and only once.")
    return learn(rows, Source(found.digest, _commit(found.place)), seed, progress=progress)


def _commit(place: Path) -> str | None:
    """Return the commit of the lists in the folder `place`: the commit of a sync, or of their checkout."""
    from kh_testlist import history  # noqa: PLC0415 - loads git, once a training
    from kh_testlist.upstream import layout  # noqa: PLC0415 - the same
    from kh_testlist.upstream.base import is_commit  # noqa: PLC0415 - the same

    synced = layout.state(place.parent / ".git").get("commit")
    if isinstance(synced, str) and is_commit(synced):
        return synced  # nothing is checked out there, so git itself does not know the commit
    top = store.checkout(place)
    return history.commit(top) if top else None
