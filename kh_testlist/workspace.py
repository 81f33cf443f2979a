"""What a job works on: a list, and what stands beside it. Each file is read once, when it is first needed."""

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
        lists: the lists folder; by default the nearest `lists/` upwards from the working folder.
        settings: for each command what the settings say of it.

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
        """The file of the list, which need not be there."""
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
                f"There is no list {store.display(self.path)}.",
                f"Start it with: kh-testlist init --list {self.name}{where}",
            )
        return self.path

    @property
    def has_list(self) -> bool:
        """Whether there is a list, in a lists folder."""
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
        """The folder called `name` beside the lists folder."""
        # Not Path.resolve(): a lists folder that is a link has its neighbours where the person sees it.
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
        """The list, of which it can be told for sure where a row ends, and which column is which.

        Raises:
            Failure: there is none, or it can't be read.
            Refused: it is damaged.

        """
        if not is_clear(self.list, self.today):
            raise Refused(
                f"{self.list.path} is damaged, so its rows can't be told apart for sure.",
                "See where with `kh-testlist validate --select FIL`, and mend those lines in a text editor.",
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
        """The global list that this list is compared with; None where there is none, or where it is this list."""
        return next(iter(self._references[0].values()), None)

    @cached_property
    def indexed_reference(self) -> Indexed | None:
        """The same as `reference`, with its keys."""
        return Indexed(self.reference) if self.reference else None

    def forget(self) -> None:
        """Read all files anew from now on."""
        self._loaded.clear()
        for name in ("records", "_references", "indexed_reference"):
            self.__dict__.pop(name, None)

    def step(self, text: str) -> str:
        """A next step, with the list named in its commands where it is not the default: without, they'd do another."""
        return text if self.name == DEFAULT_LIST else _COMMAND.sub(f"kh-testlist --list {self.name} ", text)

    def tell_skipped(self, tell: Tell, skipped: Sequence[Skipped] | None = None) -> None:
        """Tell what can't be looked at here, or what was `skipped`, in one line each."""
        for one in self._references[1] if skipped is None else skipped:
            tell(f"Not checked: {one.what}, for {one.reason}. To have it: {self.step(one.next_step)}", "warning")

    @contextlib.contextmanager
    def held(self, tell: Tell, *, with_sync: bool = False) -> Iterator[Held]:
        """Hold the list against other processes, as it is now.

        Args:
            tell: is told what can't be looked at here.
            with_sync: whether the record of the last sync is to change with it.

        Raises:
            Failure: it can't be read or locked, or its rows can't be told apart for sure.

        """
        path = self.existing
        with transaction.locked(path, with_sync=with_sync):
            self._loaded.pop(path, None)  # another process may have changed it since
            urls = self.load(path)
            if not is_sound(urls, self.today):
                raise Failure(
                    f"{urls.path} is damaged, so nothing is changed in it.",
                    "See where with `kh-testlist validate --select FIL`. Mend those lines in a text editor, or take "
                    "back the last change with git.",
                )
            if not _has_columns(urls):
                raise Failure(
                    f"The first line of {urls.path} is not the header that lists have, so its rows can't be told.",
                    f"See `kh-testlist rules FIL005`; the line should be: {','.join(HEADER)}",
                )
            self.tell_skipped(tell)
            yield Held(self, path, urls)


class Held:
    """A list under its lock."""

    def __init__(self, workspace: Workspace, path: Path, urls: UrlList) -> None:
        self._workspace = workspace
        self.path = path
        self.urls = urls
        self.today = workspace.today

    @property
    def reference(self) -> Indexed | None:
        """The global list that this list is compared with; None where there is none, or where it is this list."""
        return self._workspace.indexed_reference

    @cached_property
    def ledger(self) -> UrlList:
        """The ledger of the list.

        Raises:
            Failure: it can't be read.

        """
        return ledger.load(self.path)

    def put(self, after: UrlList, records: Sequence[Record] = (), others: Mapping[Path, bytes] | None = None) -> None:
        """Put `after` in the list's place, `records` at the end of its ledger and `others` in theirs: all or none.

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
    """Whether it can be told for sure where each row ends, and which column is which."""
    return is_sound(urls, today) and _has_columns(urls)


def _has_columns(urls: UrlList) -> bool:
    return urls.header is not None and urls.header.cells == HEADER


_COMMAND: Final = re.compile(r"kh-testlist (?=[a-z])(?!(?:rules|train)\b)(?!(?:(?!kh-testlist )[^`\n])*--list )")
"""A command in a next step that works on a list, and names none yet."""
