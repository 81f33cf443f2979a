"""Check decisions against the review, the list as it is now, the global list and the ledger."""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from kh_testlist import editing, pasted
from kh_testlist.categories import LEGEND
from kh_testlist.errors import Refused
from kh_testlist.model import CATEGORY_CODE, NOTES, URL, Entry
from kh_testlist.review import questions, review_store
from kh_testlist.review.advice import advise, has_anomalies
from kh_testlist.review.precedent import kept_by_person
from kh_testlist.review.record import Decision, Facts, RecordedDecision, Review, ReviewRow
from kh_testlist.review.thresholds import Thresholds
from kh_testlist.rules import admission
from kh_testlist.rules.duplicate import kept_on_purpose
from kh_testlist.rules.subject import Indexed
from kh_testlist.tagging.sites import site_key
from kh_testlist.urls import equivalence_key

_LONGEST_REASON: Final = 2_000


@contextlib.contextmanager
def _of(row: ReviewRow) -> Iterator[None]:
    """Put the row's URL in front of the message of a refusal."""
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
    """Refuse a decision without its reason, or with a value that belongs to another decision.

    Args:
        decision: what is decided.
        reason: why.
        new_url: the new URL, for replace.
        new_category: the new category, for recategorise.
        names: the names of these two in messages.

    Raises:
        Refused: it is such a decision. The message starts with a small letter.

    """
    if decision.takes_reason and not (reason or "").strip():
        raise Refused(f"the decision {decision} needs a reason.", "Write the reason in a few words: --reason TEXT")
    if new_url is not None and decision is not Decision.REPLACE:
        raise Refused(
            f"{names[0]} belongs to the decision replace, not to {decision}.",
            f"Remove {names[0]}, or change the decision to replace.",
        )
    if new_category is not None and decision is not Decision.RECATEGORISE:
        raise Refused(
            f"{names[1]} belongs to the decision recategorise, not to {decision}.",
            f"Remove {names[1]}, or change the decision to recategorise.",
        )


def completed(
    row: ReviewRow, decision: Decision, new_url: str | None, new_category: str | None
) -> tuple[str | None, str | None]:
    """Return the new URL and category of a decision. If the person gave none, take them from the advice.

    Raises:
        Refused: the advice does not have them. The message starts with a small letter.

    """
    advice = row.advice
    if decision is Decision.REPLACE:
        new_url = new_url or (advice.new_url if advice.word is Decision.REPLACE else None)
        if not new_url or not new_url.strip():
            raise Refused("the decision replace needs the new URL.", "Give the new URL: --url NEW")
    if decision is Decision.RECATEGORISE:
        new_category = new_category or advice.new_category
        if new_category is None:
            raise Refused("the decision recategorise needs the new category.", "Give the new category: --category CODE")
    return new_url, new_category


@dataclass(slots=True)
class DecisionContext:
    """An unfinished review, and all that is needed to check a decision."""

    folder: Path
    review: Review
    ours: Indexed
    reference: Indexed | None
    renamed: Mapping[str, str]
    """The current URL of each row whose URL was edited since the start."""
    today: dt.date
    decisions: dict[str, RecordedDecision]
    """The decisions of the review, and those that were made since it was read."""
    _rows: dict[str, ReviewRow] = field(default_factory=dict)
    _by_key: dict[str, list[str]] = field(default_factory=dict)
    _sites: dict[str, frozenset[str]] | None = None

    @property
    def sites(self) -> Mapping[str, frozenset[str]]:
        """The rows that are one question, by the URL of each of them."""
        if self._sites is None:
            self._sites = questions.sites(self.review.rows)
        return self._sites

    def row_of(self, wanted: str) -> ReviewRow:
        """Return the row with the URL `wanted`, or the only row with an equivalent URL.

        The URL may be the one at the start of the review, or the one after an edit.

        Raises:
            Refused: there is none, or more than one.

        """
        rows = self._known()
        return rows[
            pasted.listed_url(wanted, rows, self.ours.urls.path, self._equivalent, "Give the exact URL of one row.")
        ]

    def _equivalent(self, key: str) -> list[str]:
        """Return the URLs of rows with this equivalence key, at the start or now."""
        edited = [old for old, new in self.renamed.items() if old in self._rows and equivalence_key(new) == key]
        return list(dict.fromkeys([*self._by_key.get(key, ()), *edited]))

    def _known(self) -> dict[str, ReviewRow]:
        """Return the rows of the review, and the rows that were added later, about which no facts are known."""
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
        """Return the row as it is on the list now. Return None if it was removed."""
        return self.ours.by_url.get(row.url) or self.ours.by_url.get(self.renamed.get(row.url, ""))

    def settle(
        self,
        row: ReviewRow,
        word: Decision,
        reason: str | None,
        new_url: str | None = None,
        new_category: str | None = None,
    ) -> RecordedDecision:
        """Return the complete decision, if it is possible.

        Raises:
            Refused: something is missing, or the list can't have the new URL or category.

        """
        said = " ".join((reason or "").split())
        if len(said) > _LONGEST_REASON:
            raise Refused(
                f"The reason has more than {_LONGEST_REASON:,} characters.", "Write the reason in a few sentences."
            )
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
            raise Refused(f"{row.url}: {code} is not a category code.", f"Use one of the codes: {', '.join(LEGEND)}.")
        entry = self.entry_of(row)
        same = [one for one in self.ours.urls.complete if entry is not None and one.url == entry.url]
        if same and all(one.cells[CATEGORY_CODE] == code for one in same):
            raise Refused(
                f"{row.url} has the category {code} already.", "Change the decision to keep, or give another category."
            )

    def _successor(self, row: ReviewRow, typed: str) -> str:
        """Return the URL that replaces the row's URL, in canonical form."""
        with _of(row):
            url = pasted.new_url(typed)
        entry = self.entry_of(row)
        if url == row.url or (entry is not None and url == entry.url):
            raise Refused(
                f"{row.url}: the new URL is the same as its URL now.",
                "Change the decision to keep, or give another URL.",
            )
        against = self._against(entry, url)
        if against:
            raise Refused(
                f"{row.url} can't be replaced by {url}: {against}.",
                "Give another URL. If the new site is listed already, change the decision to drop.",
            )
        return url

    def _against(self, entry: Entry | None, url: str) -> str:
        """Return why `url` can't replace the URL of `entry` on the list. Return an empty text if it can."""
        twin = self.ours.by_key.get(equivalence_key(url))
        is_meant = entry is not None and kept_on_purpose(entry.cells[NOTES])
        if url in self.ours.by_url and self.ours.by_url[url] is not entry:
            return f"it is listed in line {self.ours.by_url[url].line}"
        if twin is not None and twin is not entry and not is_meant:
            return f"the same site is listed as {twin.url} in line {twin.line}"
        if entry is None:
            return ""
        # The row in a list of its own, because only the rules on the row and the global list matter.
        alone = editing.append(editing.new_list(self.ours.urls.path), [entry.cells])
        cells = [url if column == URL else cell for column, cell in enumerate(entry.cells)]
        refused = admission.rewrite(alone, 1, cells, self.reference, self.today).refused
        return "; ".join(finding.message for found in refused.values() for finding in found)

    @property
    def left(self) -> int:
        """The number of due rows that are not decided yet."""
        return sum(row.url not in self.decisions for row in self.review.due)

    def put(self, settled: RecordedDecision) -> None:
        """Write a decision. It replaces an earlier one on the same row.

        Raises:
            Failure: it can't be written.

        """
        review_store.decide(self.folder, settled)
        self.decisions[settled.url] = settled

    def caution(self, settled: RecordedDecision) -> str:
        """Return what a person should know before the site's URL leaves the list, or before two rows swap categories.

        It may be empty.
        """
        if settled.decision is Decision.RECATEGORISE:
            return self._swap(settled)
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
        return f"{settled.url}: reasons against this {settled.decision}: {'; '.join(said)}" if said else ""

    def swapped(self, settled: RecordedDecision, others: Iterable[RecordedDecision]) -> RecordedDecision | None:
        """Return the decision in `others` that gives another row of the site the category that this row loses."""
        code, key = self._code(settled.url), site_key(settled.url)
        found = (one for one in others if one.new_category == code and one.url != settled.url)
        return next(
            (one for one in found if site_key(one.url) == key and self._code(one.url) == settled.new_category), None
        )

    def _code(self, url: str) -> str:
        row = self._known()[url]
        entry = self.entry_of(row)
        return row.facts.category_code if entry is None else entry.cells[CATEGORY_CODE]

    def _swap(self, settled: RecordedDecision) -> str:
        other = self.swapped(settled, self.decisions.values())
        if other is None:
            return ""
        return f"{settled.url} and {other.url} are one site, and they would swap their categories"
