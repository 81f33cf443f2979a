"""What a job works on: a list, and the files next to it. Each file is read once, when it is first needed."""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, Final

from kh_testlist import folder, ledger, store, transaction
from kh_testlist.errors import Failure, Refused
from kh_testlist.ledger import Record
from kh_testlist.model import DEFAULT_LIST, HEADER, Skipped, UrlList
from kh_testlist.rules.fixing import is_sound
from kh_testlist.rules.subject import Indexed
from kh_testlist.store import inside
from kh_testlist.talk import Tell

__all__ = ["DEFAULT_LIST", "Held", "Workspace"]


class Workspace:
    """A list in its folder, with its ledger, the global list, the settings and the day.

    Args:
        name: the list's name: two letters of a country, or `global`.
        lists: the lists folder. By default, the nearest `lists/` in the working folder or above it.
        settings: what the settings say, by the name of the command.

    """

    def __init__(
        self, name: str = DEFAULT_LIST, lists: Path | None = None, settings: Mapping[str, Any] | None = None
    ) -> None:
        self.name = name
        self.lists = lists
        self.settings: Mapping[str, Any] = settings or {}
        self._loaded: dict[Path, UrlList] = {}

    @property
    def today(self) -> dt.date:
        """The day, in UTC."""
        return dt.datetime.now(dt.UTC).date()

    @cached_property
    def folder(self) -> Path:
        """The lists folder.

        Raises:
            Failure: there is none.

        """
        return folder.find(self.lists, Path.cwd())

    @property
    def path(self) -> Path:
        """The file of the list. It may not exist yet."""
        return self.folder / f"{self.name}.csv"

    @property
    def existing(self) -> Path:
        """The file of the list.

        Raises:
            Failure: there is none.

        """
        if not self.path.exists():
            where = f" --lists {store.typed(self.lists)}" if self.lists else ""
            raise Failure(
                f"The list {store.display(self.path)} does not exist.",
                f"Start it with: kh-testlist init --list {self.name}{where}",
            )
        return self.path

    @property
    def has_list(self) -> bool:
        """True if the lists folder and the list exist."""
        with contextlib.suppress(Failure):
            return self.path.exists()
        return False

    @property
    def list(self) -> UrlList:
        """The list.

        Raises:
            Failure: there is none, or it can't be read.

        """
        return self.load(self.existing)

    def beside(self, name: str) -> Path:
        """Return the path of the folder `name` that is next to the lists folder."""
        # Not Path.resolve(): if the lists folder is a link, the other folders are next to the link.
        return Path(os.path.abspath(self.folder)).parent / name  # noqa: PTH100 - see above

    def load(self, path: Path) -> UrlList:
        """Return the list at `path`.

        Raises:
            Failure: it can't be read.

        """
        if path not in self._loaded:
            self._loaded[path] = folder.load(path)
        return self._loaded[path]

    @property
    def sound_list(self) -> UrlList:
        """The list, if it is clear where each row ends, and which column is which.

        Raises:
            Failure: there is none, or it can't be read.
            Refused: it is damaged.

        """
        if not is_clear(self.list, self.today):
            raise Refused(
                f"{self.list.path} is damaged, so it is not clear where its rows end.",
                "Find the lines with `kh-testlist validate --select FIL`, and fix them in a text editor.",
            )
        return self.list

    @cached_property
    def records(self) -> Sequence[Record]:
        """The decisions in the ledger of the list, the oldest first.

        Raises:
            Failure: it can't be read.

        """
        return ledger.records(ledger.load(self.path))

    @cached_property
    def _references(self) -> tuple[dict[str, UrlList], tuple[Skipped, ...]]:
        return folder.references([self.path], self.load)

    @property
    def reference(self) -> UrlList | None:
        """The global list, to compare this list with. None if there is none, or if this list is the global one."""
        return next(iter(self._references[0].values()), None)

    @cached_property
    def indexed_reference(self) -> Indexed | None:
        """The same as `reference`, with its keys."""
        return Indexed(self.reference) if self.reference else None

    def forget(self) -> None:
        """Forget what was read, so that each file is read again."""
        self._loaded.clear()
        for name in ("records", "_references", "indexed_reference"):
            self.__dict__.pop(name, None)

    def step(self, text: str) -> str:
        """Return a next step with `--list` in its commands, unless this is the default list.

        Without `--list`, the commands would work on the default list.
        """
        return text if self.name == DEFAULT_LIST else _COMMAND.sub(f"kh-testlist --list {self.name} ", text)

    def tell_skipped(self, tell: Tell, skipped: Sequence[Skipped] | None = None) -> None:
        """Tell what cannot be checked here, or what was `skipped`, in one line each."""
        for one in self._references[1] if skipped is None else skipped:
            how = self.step(one.next_step)
            tell(f"Not checked: {one.what}, because {one.reason}. To check this too, first run: {how}", "warning")

    @contextlib.contextmanager
    def held(self, tell: Tell, *, with_sync: bool = False) -> Iterator[Held]:
        """Lock the list, so that no other process changes it, and read it again.

        Args:
            tell: is told what cannot be checked here.
            with_sync: whether the record of the last sync changes too.

        Raises:
            Failure: it can't be read or locked, or it is not clear where its rows end.

        """
        path = self.existing
        with transaction.locked(path, with_sync=with_sync):
            self._loaded.pop(path, None)  # another process may have changed it since
            urls = self.load(path)
            if not is_sound(urls, self.today):
                raise Failure(
                    f"{urls.path} is damaged, so it was not changed.",
                    "Find the lines with `kh-testlist validate --select FIL`. Fix them in a text editor, or undo "
                    "the last change with git.",
                )
            if not _has_columns(urls):
                raise Failure(
                    f"The first line of {urls.path} is not the header of a list, so its columns are not known.",
                    f"Read `kh-testlist rules FIL005`. The first line must be: {','.join(HEADER)}",
                )
            self.tell_skipped(tell)
            yield Held(self, path, urls)


class Held:
    """A list that is locked."""

    def __init__(self, workspace: Workspace, path: Path, urls: UrlList) -> None:
        self._workspace = workspace
        self.path = path
        self.urls = urls
        self.today = workspace.today

    @property
    def reference(self) -> Indexed | None:
        """The global list, to compare this list with. None if there is none, or if this list is the global one."""
        return self._workspace.indexed_reference

    @cached_property
    def ledger(self) -> UrlList:
        """The ledger of the list.

        Raises:
            Failure: it can't be read.

        """
        return ledger.load(self.path)

    def put(self, after: UrlList, records: Sequence[Record] = (), others: Mapping[Path, bytes] | None = None) -> None:
        """Write the list `after`, add `records` to its ledger, and write the `others`: all of them or none.

        Raises:
            Failure: they can't be written.

        """
        files = {self.path: store.to_bytes(after), **(others or {})}
        read = {self.path: store.to_bytes(self.urls)}
        if records:
            place = ledger.path_of(self.path)
            files[place] = ledger.extended(self.ledger, records)
            if inside.exists(place):
                read[place] = store.to_bytes(self.ledger)
        transaction.commit(self.path, files, read)
        self._workspace.forget()


def is_clear(urls: UrlList, today: dt.date) -> bool:
    """Return True if it is clear where each row ends, and which column is which."""
    return is_sound(urls, today) and _has_columns(urls)


def _has_columns(urls: UrlList) -> bool:
    return urls.header is not None and urls.header.cells == HEADER


_COMMAND: Final = re.compile(r"kh-testlist (?=[a-z])(?!(?:rules|train)\b)(?!(?:(?!kh-testlist )[^`\n])*--list )")
"""A command in a next step that works on a list, but does not name one yet."""
