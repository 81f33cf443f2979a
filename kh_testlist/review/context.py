"""What decisions are held against: the review, the list as it is now, the global list, the ledger."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from kh_testlist import editing, pasted
from kh_testlist.categories import LEGEND
from kh_testlist.errors import Refused
from kh_testlist.invisible import trimmed
from kh_testlist.model import CATEGORY_CODE, NOTES, URL, Entry
from kh_testlist.review import review_store
from kh_testlist.review.advice import advise, has_anomalies
from kh_testlist.review.precedent import kept_by_person
from kh_testlist.review.record import Decision, Facts, RecordedDecision, Review, ReviewRow
from kh_testlist.review.thresholds import Thresholds
from kh_testlist.rules import admission
from kh_testlist.rules.duplicate import kept_on_purpose
from kh_testlist.rules.subject import Indexed
from kh_testlist.urls import canonical, equivalence_key

_LONGEST_REASON: Final = 2_000
_LONGEST_URL: Final = 16_384


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
        if wanted in rows:
            return rows[wanted]
        bare, _ = trimmed(wanted)
        key = equivalence_key(canonical(bare) or bare)
        found = self._by_key.get(key, [])
        found += [old for old, new in self.renamed.items() if old in rows and equivalence_key(new) == key]
        if len(set(found)) == 1:
            return rows[found[0]]
        if found:
            raise Refused(f"{wanted} may be any of: {', '.join(dict.fromkeys(found))}.", "Give the exact URL of one.")
        import difflib  # noqa: PLC0415 - only for a slip of the finger

        near = difflib.get_close_matches(wanted, rows, n=1)
        hint = f"Did you mean {near[0]}? " if near else ""
        raise Refused(f"{wanted} is not in {self.ours.urls.path}.", f"{hint}See what is there: kh-testlist show")

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
        if not said and word.takes_reason:
            raise Refused(f"{row.url}: to {word} takes a reason.", "Say why in a few words: --reason TEXT")
        if new_url and word is not Decision.REPLACE:
            raise Refused(f"{row.url}: a new URL goes with replace, not with {word}.", "Leave one of them out.")
        if new_category and word is not Decision.RECATEGORISE:
            raise Refused(
                f"{row.url}: a new category goes with recategorise, not with {word}.", "Leave one of them out."
            )
        if word is Decision.REPLACE:
            advised = row.advice.new_url if row.advice.word is Decision.REPLACE else None
            new_url = self._successor(row, new_url or advised)
        if word is Decision.RECATEGORISE:
            new_category = self._category(row, new_category or row.advice.new_category)
        return RecordedDecision(row.url, word, said, new_url, new_category, self.today)

    def _category(self, row: ReviewRow, code: str | None) -> str:
        if code is None:
            raise Refused(f"{row.url}: to recategorise takes a category.", "Give it: --category CODE")
        if code not in LEGEND:
            raise Refused(f"{row.url}: {code} is no category code.", f"The codes: {', '.join(LEGEND)}.")
        entry = self.entry_of(row)
        if entry is not None and entry.cells[CATEGORY_CODE] == code:
            raise Refused(f"{row.url} is filed under {code} already.", "Keep it, or give another category.")
        return code

    def _successor(self, row: ReviewRow, typed: str | None) -> str:
        """The URL that takes the row's place, in canonical form."""
        if not typed or not typed.strip():
            raise Refused(f"{row.url}: to replace takes the new URL.", "Give it: --url NEW")
        if len(typed) > _LONGEST_URL:
            raise Refused(f"{row.url}: the new URL is longer than any browser takes.", "Give a shorter one.")
        try:
            url = pasted.new_url(typed)
        except Refused as refused:
            raise Refused(f"{row.url}: {refused.message}", refused.next_step) from None
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
