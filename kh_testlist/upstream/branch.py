"""Commits made of a proposal, out of git's objects alone: no work tree, no index, nothing of the clone's is touched."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Mapping, Sequence
from typing import Final, NamedTuple

from kh_testlist.errors import Failure, Misuse
from kh_testlist.folder import FOLDER
from kh_testlist.git_door import GitFailed
from kh_testlist.store import to_bytes
from kh_testlist.upstream import address
from kh_testlist.upstream.identity import Identity
from kh_testlist.upstream.proposal import SIGNATURE, Kind, Proposal
from kh_testlist.upstream.repository import Clone

PREFIX: Final = "kh-testlist/"
_FILE_MODES: Final = {"100644", "100755"}


class Made(NamedTuple):
    """A commit, as far as it tells whose it is and what it does."""

    tree: str
    author: str
    message: str


class Chain(NamedTuple):
    """Commits of ours, one on the other."""

    origin: str
    """Upstream's commit that the first of them is on."""
    tip: str
    made: tuple[Made, ...]
    """The newest first."""

    def brings(self, other: Chain) -> bool:
        """Whether both do the same, whenever they were made."""
        return (self.origin, self.made) == (other.origin, other.made)


def build(clone: Clone, origin: str, proposal: Proposal, author: Identity, now: dt.datetime) -> str:
    """Make the proposal's commits on upstream's commit `origin`: the last of them.

    Raises:
        Failure: git can't, or upstream has something else where the list should be.

    """
    day = f"{int(now.timestamp())} +0000"
    environment = {**author.environment, "GIT_AUTHOR_DATE": day, "GIT_COMMITTER_DATE": day}
    parent = origin
    for commit in proposal.commits:
        blob = _said(clone, ["hash-object", "-w", "--no-filters", "--stdin"], given=to_bytes(commit.urls))
        tree = _with_list(clone, parent, f"{proposal.base.name}.csv", blob)
        asked = ["commit-tree", tree, "-p", parent, "-F", "-"]
        parent = _said(clone, asked, given=commit.message.encode(), environment=environment)
    return parent


def _with_list(clone: Clone, commit: str, file: str, blob: str) -> str:
    """The tree of `commit` with one file of its lists folder replaced, or added."""
    top = _entries(clone, f"{commit}^{{tree}}")
    mode, oid = top.get(FOLDER, ("040000", ""))
    lists = _entries(clone, oid) if oid and mode == "040000" else {}
    known = lists.get(file, ("100644", ""))[0]
    if mode != "040000" or known not in _FILE_MODES:
        raise Failure(f"Upstream's {FOLDER}/{file} is no ordinary file.", "Tell upstream's maintainers.")
    lists[file] = (known, blob)
    top[FOLDER] = ("040000", _tree(clone, lists))
    return _tree(clone, top)


def _entries(clone: Clone, tree: str) -> dict[str, tuple[str, str]]:
    """What is in a tree: for each name its mode and object. Names are bytes, and come back as they were."""
    found = {}
    for line in clone.git(["ls-tree", "-z", "--full-tree", tree]).decode("utf-8", "surrogateescape").split("\0"):
        head, tab, name = line.partition("\t")
        if tab:
            mode, _, oid = head.split(" ")
            found[name] = (mode, oid)
    return found


_TYPES: Final = {"040000": "tree", "160000": "commit"}


def _tree(clone: Clone, entries: Mapping[str, tuple[str, str]]) -> str:
    lines = (f"{mode} {_TYPES.get(mode, 'blob')} {oid}\t{name}\0" for name, (mode, oid) in entries.items())
    # --missing: of a partial clone's other files only the names need be here.
    return _said(clone, ["mktree", "-z", "--missing"], given="".join(lines).encode("utf-8", "surrogateescape"))


def _said(clone: Clone, arguments: Sequence[str], *, given: bytes, environment: Mapping[str, str] | None = None) -> str:
    return clone.git(arguments, given=given, environment=environment).decode().strip()


def chain(clone: Clone, tip: str, authors: Collection[Identity]) -> Chain | None:
    """The commits from `tip` down to upstream's, if this program made them all, in the name of one of `authors`.

    None if somebody else had a hand in it.
    """
    made: list[Made] = []
    commit = tip
    while len(made) <= len(Kind):
        headers, _, message = clone.git(["cat-file", "commit", commit]).decode("utf-8", "replace").partition("\n\n")
        found: dict[str, list[str]] = {}
        for line in headers.split("\n"):
            key, _, value = line.partition(" ")
            found.setdefault(key, []).append(value)
        signed = SIGNATURE.findall(message)
        # Who amends a commit, on a machine or on GitHub's page, becomes its committer.
        people = {_WHEN.sub("", person) for key in ("author", "committer") for person in found.get(key, ())}
        parents = found.get("parent", [])
        if len(signed) != 1 or len(parents) != 1 or not people <= set(map(str, authors)):
            return None
        made.append(Made(found["tree"][0], "; ".join(sorted(people)), message))
        if parents[0] == signed[0]:
            return Chain(signed[0], tip, tuple(made))
        commit = parents[0]
    return None


_WHEN: Final = re.compile(r" [0-9]+ [+-][0-9]{4}$")


def name(clone: Clone, wanted: str) -> str:
    """`wanted`, once it is sure that it can be the name of a branch.

    Raises:
        Misuse: it can't.

    """
    try:
        address.revision(wanted)
        clone.git(["check-ref-format", f"refs/heads/{wanted}"])
    except (Misuse, GitFailed):
        raise Misuse(f"{wanted!r} can't be a branch's name.", "Give one such as my-changes: --branch NAME") from None
    return wanted


def usual(suffix: str, today: dt.date, taken: Sequence[str]) -> str:
    """The name of a new branch: the day, the list, and a number where the day has such a branch already."""
    first = f"{PREFIX}{today.isoformat()}-{suffix}"
    names = (first if number == 1 else f"{first}.{number}" for number in range(1, len(taken) + 2))
    return next(found for found in names if found not in taken)


def earlier(suffix: str, names: Sequence[str]) -> list[str]:
    """Those of `names` that an earlier run gave to the same changes, the newest first."""
    form = re.compile(rf"{PREFIX}(\d{{4}}-\d\d-\d\d)-{re.escape(suffix)}(?:\.(\d{{1,4}}))?")
    found = [(match[1], int(match[2] or 1), one) for one in names if (match := form.fullmatch(one))]
    return [one for _, _, one in sorted(found, reverse=True)]
