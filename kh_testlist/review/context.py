"""What decisions are held against: the review, the list as it is now, the global list, the ledger."""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from kh_testlist import editing, pasted
from kh_testlist.categories import LEGEND
from kh_testlist.errors import Refused
from kh_testlist.model import CATEGORY_CODE, NOTES, URL, Entry
from kh_testlist.review import review_store
from kh_testlist.review.advice import advise, has_anomalies
from kh_testlist.review.precedent import kept_by_person
from kh_testlist.review.record import Decision, Facts, RecordedDecision, Review, ReviewRow
from kh_testlist.review.thresholds import Thresholds
from kh_testlist.rules import admission
from kh_testlist.rules.duplicate import kept_on_purpose
from kh_testlist.rules.subject import Indexed
from kh_testlist.urls import equivalence_key

_LONGEST_REASON: Final = 2_000


@contextlib.contextmanager
def _of(row: ReviewRow) -> Iterator[None]:
    """Put the row's URL before what is refused."""
    try:
        yield
    except Refused as refused:
        raise Refused(f"{row.url}: {refused.message}", refused.next_step) from None


def require_whole(
    decision: Decision,
    reason: str | None,
    new_url: str | None,
    new_category: str | None,
    *,
    names: tuple[str, str] = ("a new URL", "a new category"),
) -> None:
    """Refuse a decision without its reason, or with what goes with another.

    Args:
        decision: what is decided.
        reason: why.
        new_url: what goes with replace.
        new_category: what goes with recategorise.
        names: what to call those two.

    Raises:
        Refused: it is one. The message starts with a small letter.

    """
    if decision.takes_reason and not (reason or "").strip():
        raise Refused(f"to {decision} takes a reason.", "Say why in a few words: --reason TEXT")
    if new_url is not None and decision is not Decision.REPLACE:
        raise Refused(f"{names[0]} goes with replace, not with {decision}.", "Leave one of them out.")
    if new_category is not None and decision is not Decision.RECATEGORISE:
        raise Refused(f"{names[1]} goes with recategorise, not with {decision}.", "Leave one of them out.")


def completed(
    row: ReviewRow, decision: Decision, new_url: str | None, new_category: str | None
) -> tuple[str | None, str | None]:
    """The new URL and category of a decision, from the advice where the person gave none.

    Raises:
        Refused: the advice has none either. The message starts with a small letter.

    """
    advice = row.advice
    if decision is Decision.REPLACE:
        new_url = new_url or (advice.new_url if advice.word is Decision.REPLACE else None)
        if not new_url or not new_url.strip():
            raise Refused("to replace takes the new URL.", "Give it: --url NEW")
    if decision is Decision.RECATEGORISE:
        new_category = new_category or advice.new_category
        if new_category is None:
            raise Refused("to recategorise takes a category.", "Give it: --category CODE")
    return new_url, new_category


@dataclass(slots=True)
class DecisionContext:
    """A review that is open, and all that a decision is held against."""

    folder: Path
    review: Review
    ours: Indexed
    reference: Indexed | None
    renamed: Mapping[str, str]
    """For a URL that was edited since, what it is now."""
    today: dt.date
    decisions: dict[str, RecordedDecision]
    """Those of the review, and what was decided since."""
    _rows: dict[str, ReviewRow] = field(default_factory=dict)
    _by_key: dict[str, list[str]] = field(default_factory=dict)

    def row_of(self, wanted: str) -> ReviewRow:
        """The row of the site `wanted`: by its exact URL, else the only one that is equivalent, or that was edited so.

        Raises:
            Refused: there is none, or more than one.

        """
        rows = self._known()
        return rows[
            pasted.listed_url(wanted, rows, self.ours.urls.path, self._equivalent, "Give the exact URL of one.")
        ]

    def _equivalent(self, key: str) -> list[str]:
        """The URLs of rows with that equivalence key, as they were at the start or as they are now."""
        edited = [old for old, new in self.renamed.items() if old in self._rows and equivalence_key(new) == key]
        return list(dict.fromkeys([*self._by_key.get(key, ()), *edited]))

    def _known(self) -> dict[str, ReviewRow]:
        """The rows of the review, and those that were listed since: of these nothing is known."""
        if not self._rows:
            self._rows = {row.url: row for row in self.review.rows}
            edited = set(self.renamed.values())
            for entry in self.ours.urls.complete:
                if entry.url not in self._rows and entry.url not in edited:
                    facts = Facts(
                        entry.url, entry.cells[CATEGORY_CODE], self.review.quarter, entry.cells[NOTES],
                        is_global=self.ours.urls.is_global,
                    )  # fmt: skip
                    self._rows[entry.url] = ReviewRow(facts, advise(facts, Thresholds()), due=False)
            for url in self._rows:
                self._by_key.setdefault(equivalence_key(url), []).append(url)
        return self._rows

    def entry_of(self, row: ReviewRow) -> Entry | None:
        """The row as it stands on the list now; None where it has left."""
        return self.ours.by_url.get(row.url) or self.ours.by_url.get(self.renamed.get(row.url, ""))

    def settle(
        self,
        row: ReviewRow,
        word: Decision,
        reason: str | None,
        new_url: str | None = None,
        new_category: str | None = None,
    ) -> RecordedDecision:
        """A decision, once nothing stands against it.

        Raises:
            Refused: it lacks something, or what it asks for can't be.

        """
        said = " ".join((reason or "").split())
        if len(said) > _LONGEST_REASON:
            raise Refused("The reason is longer than any ledger should hold.", "Say it in a few sentences.")
        with _of(row):
            require_whole(word, said, new_url, new_category)
            new_url, new_category = completed(row, word, new_url, new_category)
        if new_url is not None:
            new_url = self._successor(row, new_url)
        if new_category is not None:
            self._require_other(row, new_category)
        return RecordedDecision(row.url, word, said, new_url, new_category, decided_on=self.today)

    def _require_other(self, row: ReviewRow, code: str) -> None:
        if code not in LEGEND:
            raise Refused(f"{row.url}: {code} is no category code.", f"The codes: {', '.join(LEGEND)}.")
        entry = self.entry_of(row)
        if entry is not None and entry.cells[CATEGORY_CODE] == code:
            raise Refused(f"{row.url} is filed under {code} already.", "Keep it, or give another category.")

    def _successor(self, row: ReviewRow, typed: str) -> str:
        """The URL that takes the row's place, in canonical form."""
        with _of(row):
            url = pasted.new_url(typed)
        entry = self.entry_of(row)
        if url == row.url or (entry is not None and url == entry.url):
            raise Refused(f"{row.url}: that is its URL already.", "Keep it, or give another URL.")
        against = self._against(entry, url)
        if against:
            raise Refused(
                f"{row.url} can't become {url}: {against}.", "If it is listed already, drop this row instead."
            )
        return url

    def _against(self, entry: Entry | None, url: str) -> str:
        """What stands against `url` on the list in the place of `entry`."""
        twin = self.ours.by_key.get(equivalence_key(url))
        is_meant = entry is not None and kept_on_purpose(entry.cells[NOTES])
        if url in self.ours.by_url and self.ours.by_url[url] is not entry:
            return f"it is listed in line {self.ours.by_url[url].line}"
        if twin is not None and twin is not entry and not is_meant:
            return f"the same site is listed as {twin.url} in line {twin.line}"
        if entry is None:
            return ""
        # On a list of its own: the rules' word on the row, and the global list's.
        alone = editing.append(editing.new_list(self.ours.urls.path), [entry.cells])
        cells = [url if column == URL else cell for column, cell in enumerate(entry.cells)]
        refused = admission.rewrite(alone, 1, cells, self.reference, self.today).refused
        return "; ".join(finding.message for found in refused.values() for finding in found)

    @property
    def left(self) -> int:
        """How many of the rows that are due nobody has decided on yet."""
        return sum(row.url not in self.decisions for row in self.review.due)

    def put(self, settled: RecordedDecision) -> None:
        """Write a decision, in the place of an earlier one on the same row.

        Raises:
            Failure: it can't be written.

        """
        review_store.decide(self.folder, settled)
        self.decisions[settled.url] = settled

    def caution(self, settled: RecordedDecision) -> str:
        """What a person should know before the site's URL leaves the list; empty where there is nothing."""
        if settled.decision not in {Decision.DROP, Decision.REPLACE}:
            return ""
        row = self._known()[settled.url]
        said = []
        kept = kept_by_person(row.facts)
        if row.advice.word is Decision.KEEP_BLOCKED:
            said.append(row.advice.reasons[0])
        elif has_anomalies(row.facts):
            said.append("OONI saw signs of interference")
        if kept is not None and kept.reason not in said:
            said.append(kept.reason)
        return f"{settled.url}: against this {settled.decision} speaks: {'; '.join(said)}" if said else ""
