"""Make the commits of a proposal from git's objects only. No work tree, no index and no file of the clone changes."""

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
    """The parts of a commit that say who made it and what it does."""

    tree: str
    author: str
    message: str


class Chain(NamedTuple):
    """Commits that this program made, one on top of the other."""

    origin: str
    """The commit of upstream that the first one is based on."""
    tip: str
    made: tuple[Made, ...]
    """The newest first."""

    def brings(self, other: Chain) -> bool:
        """Return True if both make the same changes; their dates may differ."""
        return (self.origin, self.made) == (other.origin, other.made)


def build(clone: Clone, origin: str, proposal: Proposal, author: Identity, now: dt.datetime) -> str:
    """Make the proposal's commits on upstream's commit `origin`, and return the last one.

    Raises:
        Failure: git fails, or upstream's list is not an ordinary file.

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
    """Return the tree of `commit` with one file of its lists folder replaced or added."""
    top = _entries(clone, f"{commit}^{{tree}}")
    mode, oid = top.get(FOLDER, ("040000", ""))
    lists = _entries(clone, oid) if oid and mode == "040000" else {}
    known = lists.get(file, ("100644", ""))[0]
    if mode != "040000" or known not in _FILE_MODES:
        raise Failure(f"Upstream's {FOLDER}/{file} is not an ordinary file.", "Tell upstream's maintainers.")
    lists[file] = (known, blob)
    top[FOLDER] = ("040000", _tree(clone, lists))
    return _tree(clone, top)


def _entries(clone: Clone, tree: str) -> dict[str, tuple[str, str]]:
    """Return the entries of a tree: the mode and the object of each name. Names are bytes, and are kept as they are."""
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
    # --missing: a partial clone has only the names of the other files.
    return _said(clone, ["mktree", "-z", "--missing"], given="".join(lines).encode("utf-8", "surrogateescape"))


def _said(clone: Clone, arguments: Sequence[str], *, given: bytes, environment: Mapping[str, str] | None = None) -> str:
    return clone.git(arguments, given=given, environment=environment).decode().strip()


def chain(clone: Clone, tip: str, authors: Collection[Identity]) -> Chain | None:
    """Return the commits from `tip` down to upstream's commit.

    Return None if this program did not make all of them, with only `authors` as authors and committers.
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
        # A person who amends a commit, on a machine or on GitHub's page, becomes its committer.
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
    """Return `wanted` if it can be the name of a branch.

    Raises:
        Misuse: it cannot.

    """
    try:
        address.revision(wanted)
        clone.git(["check-ref-format", f"refs/heads/{wanted}"])
    except (Misuse, GitFailed):
        raise Misuse(f"{wanted!r} cannot be the name of a branch.", "Give another name: --branch my-changes") from None
    return wanted


def usual(suffix: str, today: dt.date, taken: Sequence[str]) -> str:
    """Return the name of a new branch: the day, the list, and a number if that branch exists already."""
    first = f"{PREFIX}{today.isoformat()}-{suffix}"
    names = (first if number == 1 else f"{first}.{number}" for number in range(1, len(taken) + 2))
    return next(found for found in names if found not in taken)


def earlier(suffix: str, names: Sequence[str]) -> list[str]:
    """Return the `names` that earlier runs gave to branches with the same suffix, the newest first."""
    form = re.compile(rf"{PREFIX}(\d{{4}}-\d\d-\d\d)-{re.escape(suffix)}(?:\.(\d{{1,4}}))?")
    found = [(match[1], int(match[2] or 1), one) for one in names if (match := form.fullmatch(one))]
    return [one for _, _, one in sorted(found, reverse=True)]
