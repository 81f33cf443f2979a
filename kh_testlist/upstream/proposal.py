"""A proposal to upstream: the rows, the reasons, and the commits with them. Pure: values in, values out.

A proposal starts from upstream's own list, and changes only the rows of the proposal. Other differences of our list,
such as order or line ends, are not sent. Upstream's other rows keep every byte.
"""

from __future__ import annotations

import enum
import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, NamedTuple

from kh_testlist import __version__, editing
from kh_testlist.errors import Refused
from kh_testlist.ledger import Record
from kh_testlist.model import CATEGORY_CODE, HEADER, NOTES, URL, Entry, UrlList
from kh_testlist.text import shorten
from kh_testlist.upstream.difference import Changed, Difference
from kh_testlist.upstream.respelt import RESPELT
from kh_testlist.urls import canonical, equivalence_key

_MOST_LINES: Final = 50
"""Rows that the message of a commit names. The commit itself has them all."""
_LONGEST_REASON: Final = 300


class Kind(enum.Enum):
    """Kinds of changes of a row. Each kind has a commit, in this order."""

    ADDITION = "add"
    CORRECTION = "correct"
    CATEGORY_CHANGE = "recategorise"
    REMOVAL = "remove"


class LastCheck(NamedTuple):
    """The result of the last check of a site."""

    verdict: str
    reason: str
    vantage: str
    checked_at: str


class Grounds(NamedTuple):
    """The reasons for a change, which are not in the rows themselves."""

    decisions: Sequence[Record] = ()
    """The records of the ledger, the oldest first."""
    seen: Mapping[str, LastCheck] = MappingProxyType({})
    """The result of the last check of each URL."""


class ProposalRow(NamedTuple):
    """A row that changes, and all that a maintainer should know about it."""

    kind: Kind
    before: Entry | None
    """The row as upstream has it; None for an addition."""
    after: Entry | None
    """The row after the change; None for a removal."""
    why: str = ""
    evidence: str = ""
    """A link to the evidence for the decision, from the ledger."""
    seen: LastCheck | None = None

    @property
    def entry(self) -> Entry:
        """The row after the change; for a removal, the row before it."""
        found = self.after or self.before
        assert found is not None  # noqa: S101 - tells mypy that there is a row
        return found

    @property
    def columns(self) -> list[int]:
        """The columns that change."""
        if self.before is None or self.after is None:
            return list(range(len(HEADER)))
        pairs = zip(self.before.cells, self.after.cells, strict=True)
        return [place for place, (old, new) in enumerate(pairs) if old != new]


class Commit(NamedTuple):
    """One commit, with changes of one kind."""

    kind: Kind
    message: str
    urls: UrlList
    """The list after the commit."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """The changes that upstream is asked to accept."""

    base: UrlList
    """Upstream's list."""
    rows: tuple[ProposalRow, ...]
    commits: tuple[Commit, ...]
    title: str

    @property
    def urls(self) -> UrlList:
        """Upstream's list with all changes."""
        return self.commits[-1].urls


def only(difference: Difference, wanted: Sequence[str]) -> Difference:
    """Return only the changes of the URLs `wanted`, in any spelling. If `wanted` is empty, return all changes.

    Raises:
        Refused: a URL has no change.

    """
    if not wanted:
        return difference
    named: set[str] = set()
    of_key: dict[str, set[str]] = {}
    known = {entry.url for row in _rows(difference) for entry in (row.before, row.after) if entry is not None}
    for url in known:
        of_key.setdefault(equivalence_key(url), set()).add(url)
    unknown = []
    for url in wanted:
        found = {url} & known or of_key.get(equivalence_key(canonical(url) or url), set())
        named |= found
        if not found:
            unknown.append(url)
    if unknown:
        raise Refused(
            f"These URLs have no change to send: {', '.join(unknown)}.", "Show the changes to send: kh-testlist diff"
        )
    return Difference(
        tuple(entry for entry in difference.added if entry.url in named),
        tuple(one for one in difference.changed if named & {one.before.url, one.after.url}),
        tuple(entry for entry in difference.removed if entry.url in named),
    )


def propose(base: UrlList, difference: Difference, grounds: Grounds, origin: str, title: str | None = None) -> Proposal:
    """Return the proposal to make the changes `difference` in upstream's list `base`.

    Args:
        base: upstream's list, with the entries that `difference` names.
        difference: the changes.
        grounds: the reasons for them.
        origin: upstream's commit that `base` was read from. The messages name it.
        title: the title of the request, if the person gave one.

    Raises:
        Refused: nothing changes, or a row is removed without a reason.

    """
    if not difference:
        raise Refused(
            f"There is nothing to send: upstream's {base.path} has all your changes.",
            "Change the list first, with `kh-testlist add`, `kh-testlist edit` or `kh-testlist remove`.",
        )
    latest = {record.url: record for record in grounds.decisions}
    now = _now(grounds.decisions)
    rows = [_explained(row, latest, now, grounds.seen) for row in _rows(difference)]
    unexplained = [row.entry.url for row in rows if row.kind is Kind.REMOVAL and not row.why]
    if unexplained:
        listed = "\n".join(f"  {url}" for url in unexplained)
        raise Refused(
            f"These rows are removed, and nobody gave a reason:\n{listed}",
            "If upstream added them and you never had them, run `kh-testlist sync`. If they should go, add them again, "
            "then remove each with `kh-testlist remove URL --reason TEXT`.",
        )
    commits = tuple(_commits(base, rows, origin))
    return Proposal(base, tuple(rows), commits, quiet(title) if title else _title(base.name, rows))


def _rows(difference: Difference) -> list[ProposalRow]:
    """Return the rows of a difference, in the order of their kinds."""
    rows = [ProposalRow(Kind.ADDITION, None, entry) for entry in difference.added]
    rows += [ProposalRow(_kind(one), one.before, one.after) for one in difference.changed]
    rows += [ProposalRow(Kind.REMOVAL, entry, None) for entry in difference.removed]
    order = list(Kind)
    return sorted(rows, key=lambda row: order.index(row.kind))


def _kind(changed: Changed) -> Kind:
    before, after = changed.before.cells, changed.after.cells
    # Broken rows, which `validate` reports, may have too few columns.
    return Kind.CATEGORY_CHANGE if before[CATEGORY_CODE:2] != after[CATEGORY_CODE:2] else Kind.CORRECTION


def _now(decisions: Sequence[Record]) -> dict[str, str]:
    """Return the newest URL for each edited URL. Unlike `ledger.renames`, also for rows that were removed later."""
    now: dict[str, str] = {}
    for record in decisions:
        if record.previous_url and record.previous_url != record.url:
            now = {old: record.url if new == record.previous_url else new for old, new in now.items()}
            now[record.previous_url] = record.url
    return now


def _explained(
    row: ProposalRow, latest: Mapping[str, Record], now: Mapping[str, str], seen: Mapping[str, LastCheck]
) -> ProposalRow:
    url = row.entry.url
    record = latest.get(now.get(url, url)) or latest.get(url)
    if row.kind is Kind.REMOVAL:
        why = record.reason if record and record.decision == "drop" else ""
    else:
        # Upstream's spelling of a URL is not a reason for a change of ours.
        why = (record.reason if record and record.reason != RESPELT else "") or "".join(row.entry.cells[NOTES:][:1])
    checked = seen.get(url) or (seen.get(row.before.url) if row.before else None)
    return row._replace(why=" ".join(why.split()), evidence=record.evidence if record else "", seen=checked)


def _commits(base: UrlList, rows: Sequence[ProposalRow], origin: str) -> list[Commit]:
    commits = []
    urls = base
    for kind in Kind:
        chosen = [row for row in rows if row.kind is kind]
        if chosen:
            urls = _apply(urls, kind, chosen)
            commits.append(Commit(kind, _message(base.name, kind, chosen, origin), urls))
    return commits


def _apply(urls: UrlList, kind: Kind, rows: Sequence[ProposalRow]) -> UrlList:
    # Entries keep their numbers: rows are added at the end, and removals are the last commit.
    if kind is Kind.ADDITION:
        return editing.append(urls, [row.entry.cells for row in rows])
    numbers = {row.before.number: row.entry.cells for row in rows if row.before}
    return editing.without(urls, numbers) if kind is Kind.REMOVAL else editing.rewrite(urls, numbers)


_SUBJECT: Final = {
    Kind.ADDITION: ("add {} site", "add {} sites"),
    Kind.CORRECTION: ("correct {} row", "correct {} rows"),
    Kind.CATEGORY_CHANGE: ("recategorise {} site", "recategorise {} sites"),
    Kind.REMOVAL: ("remove {} site", "remove {} sites"),
}


def _subject(kind: Kind, count: int) -> str:
    one, many = _SUBJECT[kind]
    return (one if count == 1 else many).format(count)


def _title(name: str, rows: Sequence[ProposalRow]) -> str:
    counts = {kind: sum(row.kind is kind for row in rows) for kind in Kind}
    return f"{name}: " + ", ".join(_subject(kind, count) for kind, count in counts.items() if count)


def _message(name: str, kind: Kind, rows: Sequence[ProposalRow], origin: str) -> str:
    lines = [f"- {quiet(_line(row))}" for row in rows[:_MOST_LINES]]
    if len(rows) > _MOST_LINES:
        lines.append(f"- and {len(rows) - _MOST_LINES} more")
    signature = f"Made with kh-testlist {__version__} from {origin}."
    return "\n".join([f"{name}: {_subject(kind, len(rows))}", "", *lines, "", signature, ""])


def _line(row: ProposalRow) -> str:
    match row.kind:
        case Kind.ADDITION:
            return f"{row.entry.url} ({row.entry.cells[CATEGORY_CODE]})" if row.entry.is_complete else row.entry.url
        case Kind.REMOVAL:
            return f"{row.entry.url}: {row.why}"
    before, after = row.before, row.after
    assert before is not None  # noqa: S101 - a changed row has both, but mypy does not know that
    assert after is not None  # noqa: S101 - the same
    if row.kind is Kind.CATEGORY_CHANGE:
        return f"{after.url}: {before.cells[CATEGORY_CODE]} -> {after.cells[CATEGORY_CODE]}"
    what = f"{before.url} -> {after.url}" if URL in row.columns else before.url
    others = [HEADER[place] for place in row.columns if place != URL]
    return f"{what}: {', '.join(others)}" if others else what


SIGNATURE: Final = re.compile(r"^Made with kh-testlist \S+ from ([0-9a-f]{40,64})\.$", re.MULTILINE)
"""The last line of each message. By this line, the next run recognises our commits and the commit of upstream."""

_CALLS: Final = re.compile(
    r"(?<=[@#])(?=\w)|(?<=\bgh-)(?=\d)|(?<=/issues/)(?=\d)|(?<=/pull/)(?=\d)|(?<=/discussions/)(?=\d)", re.IGNORECASE
)
"""Places in a text where a code host would see a person or another request. The address of a request is one too."""


def quiet(text: str) -> str:
    """Return `text` as one line for the message of a commit. It notifies nobody and closes nothing on a code host."""
    words = " ".join(text.split())
    shown = "".join(letter if letter.isprintable() or letter == "\u200b" else "\ufffd" for letter in words)
    return _CALLS.sub("\u200b", shorten(shown, _LONGEST_REASON))


def suffix(name: str, wanted: Sequence[str]) -> str:
    """Return the end of a branch's name: the list's name, and a mark if only some URLs are sent.

    By this suffix, another run with the same URLs finds its branch again.
    """
    if not wanted:
        return name
    keys = sorted({equivalence_key(canonical(url) or url) for url in wanted})
    digest = hashlib.sha256("\n".join(keys).encode("utf-8", "surrogatepass")).hexdigest()[:8]
    # Only letters, because a number after the name counts the requests of a day.
    return f"{name}-{digest.translate(str.maketrans('0123456789', 'ghijklmnop'))}"
