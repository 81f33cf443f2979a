"""What is proposed to upstream: the rows, why, and the commits that bring them. Pure: values in, values out.

A proposal is made of upstream's own list and the rows that change in it. So whatever else differs in ours, the order
or the line ends, is not sent along, and upstream's untouched rows keep every byte.
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
"""Rows that a commit's message names; the commit itself shows them all."""
_LONGEST_REASON: Final = 300


class Kind(enum.Enum):
    """What happens to a row; a commit for each, in this order."""

    ADDITION = "add"
    CORRECTION = "correct"
    CATEGORY_CHANGE = "recategorise"
    REMOVAL = "remove"


class LastCheck(NamedTuple):
    """What the last check said of a site."""

    verdict: str
    reason: str
    vantage: str
    checked_at: str


class Grounds(NamedTuple):
    """What speaks for a change, beside the rows themselves."""

    decisions: Sequence[Record] = ()
    """What the ledger says, the oldest first."""
    seen: Mapping[str, LastCheck] = MappingProxyType({})
    """For a URL, what the last check said."""


class ProposalRow(NamedTuple):
    """A row that changes, and all that a maintainer should know of it."""

    kind: Kind
    before: Entry | None
    """As upstream has it; None for an addition."""
    after: Entry | None
    """As it is to be; None for a removal."""
    why: str = ""
    evidence: str = ""
    """A link to what the decision rests on, as the ledger has it."""
    seen: LastCheck | None = None

    @property
    def entry(self) -> Entry:
        """The row as it is to be, or as it was."""
        found = self.after or self.before
        assert found is not None  # noqa: S101 - tells mypy that a row is somewhere
        return found

    @property
    def columns(self) -> list[int]:
        """The columns that change."""
        if self.before is None or self.after is None:
            return list(range(len(HEADER)))
        pairs = zip(self.before.cells, self.after.cells, strict=True)
        return [place for place, (old, new) in enumerate(pairs) if old != new]


class Commit(NamedTuple):
    """One commit: rows of one kind."""

    kind: Kind
    message: str
    urls: UrlList
    """The list after it."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """What upstream is asked to take."""

    base: UrlList
    """Upstream's list."""
    rows: tuple[ProposalRow, ...]
    commits: tuple[Commit, ...]
    title: str

    @property
    def urls(self) -> UrlList:
        """Upstream's list with all of it."""
        return self.commits[-1].urls


def only(difference: Difference, wanted: Sequence[str]) -> Difference:
    """Those changes alone that are about the URLs `wanted`, in whatever spelling; all of them where none is named.

    Raises:
        Refused: a URL is in no change.

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
            f"There is no change to send of: {', '.join(unknown)}.", "See what there is to send: kh-testlist diff"
        )
    return Difference(
        tuple(entry for entry in difference.added if entry.url in named),
        tuple(one for one in difference.changed if named & {one.before.url, one.after.url}),
        tuple(entry for entry in difference.removed if entry.url in named),
    )


def propose(base: UrlList, difference: Difference, grounds: Grounds, origin: str, title: str | None = None) -> Proposal:
    """The proposal to make `difference` in upstream's list `base`.

    Args:
        base: upstream's list, whose entries `difference` speaks of.
        difference: what is to change.
        grounds: what speaks for it.
        origin: upstream's commit that `base` was read from, for the messages.
        title: of the request, where the person gave one.

    Raises:
        Refused: nothing changes, or a row goes and nobody said why.

    """
    if not difference:
        raise Refused(
            f"There is nothing to send: {base.path} upstream has all of it.",
            "Change the list first: kh-testlist add, edit or remove.",
        )
    latest = {record.url: record for record in grounds.decisions}
    now = _now(grounds.decisions)
    rows = [_explained(row, latest, now, grounds.seen) for row in _rows(difference)]
    unexplained = [row.entry.url for row in rows if row.kind is Kind.REMOVAL and not row.why]
    if unexplained:
        listed = "\n".join(f"  {url}" for url in unexplained)
        raise Refused(
            f"Nobody said why these are removed:\n{listed}",
            "If they should go, put them back and remove them with `kh-testlist remove URL --reason TEXT`. If upstream "
            "has them and you never had: kh-testlist sync",
        )
    commits = tuple(_commits(base, rows, origin))
    return Proposal(base, tuple(rows), commits, quiet(title) if title else _title(base.name, rows))


def _rows(difference: Difference) -> list[ProposalRow]:
    """The rows of a difference, in the order of their kinds."""
    rows = [ProposalRow(Kind.ADDITION, None, entry) for entry in difference.added]
    rows += [ProposalRow(_kind(one), one.before, one.after) for one in difference.changed]
    rows += [ProposalRow(Kind.REMOVAL, entry, None) for entry in difference.removed]
    order = list(Kind)
    return sorted(rows, key=lambda row: order.index(row.kind))


def _kind(changed: Changed) -> Kind:
    before, after = changed.before.cells, changed.after.cells
    # Broken rows, which `validate` refuses, may be short of columns.
    return Kind.CATEGORY_CHANGE if before[CATEGORY_CODE:2] != after[CATEGORY_CODE:2] else Kind.CORRECTION


def _now(decisions: Sequence[Record]) -> dict[str, str]:
    """What an edited URL is now; unlike `ledger.renames`, also where the row then went."""
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
        # How upstream spells a URL is no reason for a change of ours.
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
    assert before is not None  # noqa: S101 - a changed row has both, which mypy can't know
    assert after is not None  # noqa: S101 - the same
    if row.kind is Kind.CATEGORY_CHANGE:
        return f"{after.url}: {before.cells[CATEGORY_CODE]} -> {after.cells[CATEGORY_CODE]}"
    what = f"{before.url} -> {after.url}" if URL in row.columns else before.url
    others = [HEADER[place] for place in row.columns if place != URL]
    return f"{what}: {', '.join(others)}" if others else what


SIGNATURE: Final = re.compile(r"^Made with kh-testlist \S+ from ([0-9a-f]{40,64})\.$", re.MULTILINE)
"""The last line of each message: by it the next run knows a commit for one of ours, and where it began."""

_CALLS: Final = re.compile(
    r"(?<=[@#])(?=\w)|(?<=\bgh-)(?=\d)|(?<=/issues/)(?=\d)|(?<=/pull/)(?=\d)|(?<=/discussions/)(?=\d)", re.IGNORECASE
)
"""Where a code host would read a person, or another request, into text; the address of a request is one too."""


def quiet(text: str) -> str:
    """`text` from outside for a commit's message: one line in which no code host finds anybody to call or to close."""
    words = " ".join(text.split())
    shown = "".join(letter if letter.isprintable() or letter == "\u200b" else "\ufffd" for letter in words)
    return _CALLS.sub("\u200b", shorten(shown, _LONGEST_REASON))


def suffix(name: str, wanted: Sequence[str]) -> str:
    """What a branch's name ends in: the list's name, and a mark for the URLs where only some are sent.

    By it another run with the same URLs finds its branch again.
    """
    if not wanted:
        return name
    keys = sorted({equivalence_key(canonical(url) or url) for url in wanted})
    digest = hashlib.sha256("\n".join(keys).encode("utf-8", "surrogatepass")).hexdigest()[:8]
    # Letters alone, for a number behind the name counts the requests of a day.
    return f"{name}-{digest.translate(str.maketrans('0123456789', 'ghijklmnop'))}"
