"""The careful words: a word for each kind of evidence, its sentence, and no claim that is never made."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kh_testlist.ooni import words
from kh_testlist.ooni.episode import Episode, Kind, State, Where
from kh_testlist.ooni.evidence import Counts, SiteEvidence, Status
from kh_testlist.ooni.words import Shown, Word
from tests.reports.materials import PERIOD

OPEN = Episode(
    38623, "2026-07-23", None, Kind.DNS, Where.UNKNOWN, 44, 41, 0.99, last_good="2026-07-21", first_bad="2026-07-23"
)
LAST = "2026-09-30"
DAYS = st.none() | st.dates().map(str)
EPISODES = st.builds(
    Episode, st.integers(1, 400_000), DAYS, DAYS, st.sampled_from(Kind), st.sampled_from(Where),
    st.integers(0, 500), st.integers(0, 500), st.floats(0, 1), DAYS, DAYS, st.booleans(), DAYS, st.integers(0, 500),
    st.booleans(),
)  # fmt: skip


@pytest.mark.parametrize(
    ("shown", "word", "state"),
    [
        (Shown(5, fails=True, is_decided=True, has_mark=True, is_alive_name=True), Word.TOO_LITTLE, State.UNCLEAR),
        (Shown(6, fails=True, is_decided=True, has_mark=True, is_alive_name=True), Word.BLOCKED, State.BLOCKED),
        (Shown(6, fails=True, is_decided=True, has_mark=True), Word.CONSISTENT, State.BLOCKED),
        (Shown(6, fails=True, is_decided=True, is_alive_name=True), Word.CONSISTENT, State.BLOCKED),
        (Shown(6, fails=True, has_mark=True, is_alive_name=True), Word.UNCLEAR, State.UNCLEAR),
        (Shown(6, fails=True), Word.UNCLEAR, State.UNCLEAR),
        (Shown(90, fails=True, is_decided=True, control_fails=True, has_mark=True), Word.DOWN, State.DOWN),
        (Shown(90, fails=True, is_decided=True, is_dead_name=True, has_mark=True), Word.DEAD_NAME, State.DOWN),
        (Shown(2, fails=True, is_dead_name=True), Word.DEAD_NAME, State.DOWN),
        (Shown(6, fails=False), Word.REACHABLE, State.OK),
        (Shown(5, fails=False), Word.TOO_LITTLE, State.UNCLEAR),
        (Shown(0, fails=False), Word.TOO_LITTLE, State.UNCLEAR),
    ],
)
def test_table(shown: Shown, word: Word, state: State) -> None:
    """The first line that holds gives the word."""
    line = words.judged(shown)
    assert (line.word, line.state) == (word, state)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({}, "it failed from 2026-07-23 on: 41 of 44 tests until 2026-09-30. The last good test was on 2026-07-21."),
        ({"last_bad": "2026-09-12"}, "41 of 44 tests until 2026-09-12."),
        ({"end": "2026-08-01"}, "On AS38623, it failed from 2026-07-23 to 2026-08-01: 41 of 44 tests."),
        ({"end": "2026-08-01"}, "Later tests succeeded."),
        ({}, "No good test is known after it."),
        ({"start": None, "last_good": None, "first_bad": "2026-07-02"},
         "it failed in the first test on 2026-07-02 and later: 41 of 44 tests"),
        ({"start": None, "last_good": None}, "No good test before it is known, so the day of its start is not known."),
        ({}, "This is consistent with blocking."),
        ({"confirmed": 9, "is_alive_name": True}, "a known mark of blocking was seen"),
        ({"confirmed": 9}, "This is consistent with blocking."),
        ({"is_dead_name": True, "confirmed": 9}, "The name is dead; the provider answers in its place."),
        ({"kind": Kind.DOWN}, "failed for the control too. That is not blocking."),
        ({"kind": Kind.UNKNOWN}, "the cause is unclear"),
        ({"kind": Kind.HTTP, "where": Where.SERVER}, "is unclear. The request or the page failed (HTTP). The site"),
        ({"where": Where.ISP_RESOLVER}, "Another resolver gave the right answer on the same network"),
        ({"where": Where.PATH}, "independent resolvers gave the same answer"),
        ({}, "Where it happens is not known."),
    ],
)  # fmt: skip
def test_sentence(change: dict[str, object], said: str) -> None:
    """What is said of an episode."""
    assert said in words.sentence(changed(change), LAST)


def changed(change: dict[str, object]) -> Episode:
    """The usual episode with something else in it."""
    return replace(OPEN, **change)  # type: ignore[arg-type]


@given(EPISODES)
def test_laws(episode: Episode) -> None:
    """No sentence makes a claim that is never made. No onset without both tests, no block of what is dead."""
    said = words.sentence(episode, LAST)
    assert words.claims(said) == ()
    if episode.last_good is None or episode.first_bad is None or episode.start is None:
        assert "it failed from" not in said
    if episode.end is None:
        assert "succeeded" not in said
    if episode.kind is Kind.DOWN or episode.is_dead_name:
        assert words.word_of(episode).state is State.DOWN
        assert "consistent with blocking" not in said
    if episode.measurements < 6:
        assert words.word_of(episode).state is not State.BLOCKED


@pytest.mark.parametrize(
    "text",
    [
        "The government blocked it.", "The ministry ordered it", "AS38623 blocks it.", "The provider censors it",
        "There is no censorship.", "The site was unblocked in May.", "12,000 people cannot read it.", "31 providers",
        "Blocking began on 2026-07-23.", "It is blocked since May.",
    ],
)  # fmt: skip
def test_never_claimed(text: str) -> None:
    """The patterns find what they are for, and what is said in its place makes no claim."""
    (found, *_) = words.claims(text)
    assert words.claims(found.instead) == ()


def test_the_table_claims_nothing() -> None:
    """No sentence of the table makes a claim that is never made, and each word has a line."""
    assert {line.word for line in words.TABLE} == set(Word)
    for line in words.TABLE:
        assert words.claims(line.sentence) == ()


def site(*episodes: Episode, now: State = State.OK) -> SiteEvidence:
    """A site with these episodes."""
    return SiteEvidence("https://a.example/", Counts(40), (), {}, None, None, Status.OK, now=now, episodes=episodes)


@pytest.mark.parametrize(
    ("given", "word"),
    [
        (site(), Word.REACHABLE),
        (site(now=State.UNCLEAR), Word.TOO_LITTLE),
        (site(now=State.NOT_MEASURED), Word.TOO_LITTLE),
        (site(OPEN, now=State.BLOCKED), Word.CONSISTENT),
        (site(changed({"end": "2026-08-01"})), Word.REACHABLE),
        (site(changed({"kind": Kind.DOWN}), OPEN), Word.CONSISTENT),
        (site(changed({"kind": Kind.DOWN}), now=State.DOWN), Word.DOWN),
        (site(changed({"is_dead_name": True}), changed({"kind": Kind.DOWN})), Word.DOWN),
    ],
)
def test_state_of(given: SiteEvidence, word: Word) -> None:
    """The word of a site at the end of the period; where networks differ, the one to look at."""
    assert words.state_of(given).word is word


@pytest.mark.parametrize(
    ("start", "end", "days"),
    [("2026-07-23", "2026-07-23", 1), ("2026-07-23", None, 70), (None, "2026-07-02", 2), (None, None, 92)],
)
def test_bounds(start: str | None, end: str | None, days: int) -> None:
    """The days of an episode that are in the period."""
    first, last = words.bounds(changed({"start": start, "end": end}), PERIOD)
    assert (last - first).days + 1 == days


def test_the_document() -> None:
    """The page about evidence has the sentence of its example, and the conditions of the table."""
    page = (Path(__file__).resolve().parents[2] / "docs" / "evidence.md").read_text("utf-8")
    quoted = " ".join(line.removeprefix("> ") for line in page.splitlines() if line.startswith("> "))
    assert quoted == words.sentence(changed({"asn": 64500, "last_bad": LAST}), LAST)
    for line in words.TABLE:
        assert any(row.startswith("| ") and _has(row, line) for row in page.splitlines()), line.word


def _has(row: str, line: words.Line) -> bool:
    """Return True if a row of the page is the line of the table."""
    word, condition = (cell.strip() for cell in row.strip("|").split("|")[:2])
    return line.short.startswith(word) and condition.split(".")[0][:40] == line.condition.split(".")[0][:40]
