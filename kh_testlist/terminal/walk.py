"""Decide the due rows in the terminal: each row has a screen, and a key decides it."""

from __future__ import annotations

import os
from typing import Final

import click

from kh_testlist.errors import Failure, Misuse, Refused
from kh_testlist.operations.review.opened import decision_context
from kh_testlist.pasted import told
from kh_testlist.reports.review_screen import HELP, screen
from kh_testlist.reports.terminal import paint, printable
from kh_testlist.review import answering, review_store
from kh_testlist.review.context import DecisionContext
from kh_testlist.review.link import chart
from kh_testlist.review.record import Decision, RecordedDecision, ReviewRow
from kh_testlist.talk import Tone
from kh_testlist.terminal.parameters import CATEGORY
from kh_testlist.terminal.prompts import explained
from kh_testlist.terminal.session import Session

_WORDS: Final = {
    "k": Decision.KEEP,
    "b": Decision.KEEP_BLOCKED,
    "r": Decision.REPLACE,
    "c": Decision.RECATEGORISE,
    "d": Decision.DROP,
    "l": Decision.RECHECK,
}
_CLEAR: Final = "\x1b[2J\x1b[H"


def walk(session: Session, quarter: str | None) -> None:
    """Show the rows that are due and undecided, one after another. A key decides each.

    Raises:
        Failure: the review cannot be read, or a decision cannot be written. Earlier decisions are saved.
        Misuse: this does not run in a terminal.
        Refused: the review is finished.

    """
    if not session.can_ask:
        raise Misuse(
            "Rows can only be shown one after another in a terminal.",
            "Give a URL and a decision, or use a spreadsheet: kh-testlist review worksheet --output worksheet.csv",
        )
    at = decision_context(session.workspace, quarter, tell=session.say)
    rows = [row for row in at.review.due if row.url not in at.decisions]
    if not rows:
        session.say("Every row that is due is decided.")
    try:
        _Walk(session, at, rows).run()
    except KeyboardInterrupt:
        session.say("\nInterrupted. All decisions are saved.")
        _ended(session, at)
        raise
    _ended(session, at)


def _ended(session: Session, at: DecisionContext) -> None:
    due, left = len(at.review.due), at.left
    session.say(f"{due - left:,} of {due:,} rows are decided.")
    session.say(session.step("To continue: kh-testlist review decide" if left else "Next: kh-testlist review finish"))


class _Walk:
    """The position of a person in the rows, and the decisions that can be undone."""

    def __init__(self, session: Session, at: DecisionContext, rows: list[ReviewRow]) -> None:
        self._session = session
        self._at = at
        self._rows = rows
        self._here = 0
        self._undo: list[tuple[int, list[tuple[str, RecordedDecision | None]]]] = []
        self._told: list[tuple[str, Tone]] = []
        """What the next screen says about the last decision, with its kind."""

    def run(self) -> None:
        """Continue until the last row, or until the person quits."""
        shown = -1
        while self._here < len(self._rows):
            row = self._rows[self._here]
            if shown != self._here:
                self._show(row)
                shown = self._here
            key = _key()
            before = len(self._undo)
            match key:
                case "q" | "\x1b":
                    return
                case "a":
                    self._settle(row, row.advice.word)
                case "s":
                    self._go_on()
                case "u":
                    self._take_back()
                case "o":
                    self._show_links(row)
                case "?" | "h":
                    self._session.say(HELP)
                case _ if key in _WORDS:
                    self._settle(row, _WORDS[key])
                case _:
                    self._session.say("This key does nothing. Press ? to see the keys.")
            if len(self._undo) < before:
                shown = -1

    def _show(self, row: ReviewRow) -> None:
        spans = screen(row, self._here + 1, len(self._rows), self._at.decisions.get(row.url))
        # A terminal that knows no escapes would print the escape itself.
        if os.environ.get("TERM", "dumb") != "dumb":
            click.echo(_CLEAR, err=True, nl=False, color=True)
        click.echo(paint(spans, self._session.talk_screen), err=True, color=True)
        self._tell()

    def _settle(self, row: ReviewRow, word: Decision) -> None:
        try:
            self._put(row, self._asked(row, word))
        except Refused as refused:
            self._session.say(f"{refused.message} {refused.next_step}", "warning")

    def _asked(self, row: ReviewRow, word: Decision) -> RecordedDecision:
        """Ask for what the decision needs, and return it. If `word` is advised, Enter takes the advised value."""
        is_advised = row.advice.word is word
        new_url = new_category = None
        if word is Decision.REPLACE:
            new_url = _prompt("The new URL", row.advice.new_url if is_advised else None)
        if word is Decision.RECATEGORISE:
            self._session.say(explained(self._session.lang))
            advised = row.advice.new_category if is_advised else None
            new_category = click.prompt("The category", type=CATEGORY, default=advised, err=True)
        if is_advised and not word.takes_reason:
            return self._at.settle(row, word, None)
        usual = f"advice: {row.advice.reasons[0]}" if is_advised else None
        reason = _prompt("Reason", usual) if word.takes_reason else _prompt("Reason (Enter for none)", "")
        settled = self._at.settle(row, word, reason, new_url, new_category)
        if new_url and settled.new_url and (changed := told(new_url, settled.new_url)):
            self._session.say(changed)
        return settled

    def _put(self, row: ReviewRow, settled: RecordedDecision) -> None:
        warning = self._at.caution(settled)
        if warning:
            self._session.say(f"Warning: {warning}", "warning")
            if not click.confirm("Decide it anyway?", default=False, err=True):
                return
        found = answering.answer(self._at, settled, self._at.decisions.get(row.url))
        self._undo.append((self._here, answering.put(self._at, [settled, *found.also])))
        self._told = [(answering.told(one), "") for one in found.also]
        self._told += [(sentence, "warning") for sentence in found.left]
        self._go_on()
        if self._here == len(self._rows):
            self._tell()

    def _go_on(self) -> None:
        """Go to the next row. Pass over rows that were decided with another row of their site."""
        self._here += 1
        while self._here < len(self._rows) and self._rows[self._here].url in self._at.decisions:
            self._here += 1

    def _tell(self) -> None:
        for sentence, kind in self._told:
            self._session.say(sentence, kind)
        self._told = []

    def _take_back(self) -> None:
        if not self._undo:
            self._session.say("There is nothing to undo.")
            return
        self._here, written = self._undo.pop()
        for url, before in written:
            review_store.undo(self._at.folder, url, before)
            if before is None:
                self._at.decisions.pop(url, None)
            else:
                self._at.decisions[url] = before

    def _show_links(self, row: ReviewRow) -> None:
        quarter = self._at.review.quarter
        self._session.say(f"the site, at your own risk: {row.url}")
        self._session.say(f"OONI: {chart(row.url, self._at.review.list_name, quarter.since, quarter.until)}")
        self._session.say(f"archive: https://web.archive.org/web/*/{row.url}")


def _key() -> str:
    """Wait for a key, and return it in lower case."""
    try:
        return click.getchar().lower()
    except EOFError:
        return "q"
    except OSError as error:
        raise Failure(
            "The terminal was closed. All decisions are saved.", "Open another terminal: kh-testlist review decide"
        ) from error


def _prompt(what: str, usual: str | None) -> str:
    shown = printable(usual) if usual else usual
    given: str = click.prompt(what, default=shown, err=True, show_default=bool(usual))
    # The shown text may be a printable copy of the real value.
    return usual if usual and given == shown else given
