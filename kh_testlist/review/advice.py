"""Advise what to do about a row, from what is known about it.

The lines of this table are read from the top. The first line that applies gives the advice:

- blocked: OONI's evidence says blocked, or a visit says possibly-blocked. Keep-blocked, dead or alive. An episode of
  blocking without an end counts too, also where the whole period says ok. Some signs do not prove it, see below.
- kept: a person said why it stays, and no vantage finds it in its place. Keep, or keep-blocked if that was the reason.
- unproven: OONI's only sign of a block is an answer that dead names get too. Recheck.
- unseen: no visit says anything. Keep if OONI measured it often enough and finds no block. If not, recheck.
- refused: a vantage is led to an address that is not public. As for unseen, if all vantages find this. If not, recheck.
- failing: a vantage gets a server's error or a bad certificate. As for unseen, if the latest visit finds this. If not,
  recheck.
- disputed: a vantage finds its domain in other hands, and no later visit finds it alive. Recheck.
- dead: all vantages find it gone, taken over, parked, down, or a placeholder in its place. See below.
- moved: all vantages that find it alive are led to another domain by a permanent redirect. See below.
- misfiled: it is alive, the audit is sure of another category, and no person has settled the category. Recategorise.
- disagreeing: it is alive, rows of its site have different categories, and no person has settled the category. The
  audit is not sure which is right. Recheck: the row stays as it is, and the question stays open.
- alive: all other rows. Keep.

The word of a vantage is its latest visit that was not `unknown`.

Three signs do not prove a block:

- A redirect loop. Such a visit counts as down.
- A portal of this network. Such a visit counts as unknown.
- A known DNS answer, because some providers give it for dead names too. A visit counts as down, unless the control
  resolves the name. OONI's confirmed measurements count, unless all are such answers on networks that are known for
  that. Then a visit or a control must show that the name resolves.

A site that OONI's control found down, or whose name it found dead, is not blocked. This holds if all its episodes say
so. Then the row is judged as any dead row, and the reason names the days. A provider's answer for a dead name is not a
sign of interference. If the site's own server refuses, that is not a block either.

A dead row must be rechecked in five cases:

- OONI shows any sign of interference in the country, for any spelling of the URL. A site that is dead for the control
  too explains its own signs.
- Too few vantages found it dead, or on too few days, since a visit last found it alive. The thresholds are settings.
- OONI's evidence was not fetched.
- A control reached it.
- All that is known is a DNS answer that blocked names and dead names get.

If none of these is true, the row is replaced if it moved before it died. If it did not move, a row of the global list
is dropped. A row of a country's list is flagged first, and only the review of a later quarter drops it.

A moved row must be rechecked if it was seen only once, or if vantages are led to different places. It must also be
rechecked if OONI shows signs of interference. If not, its successor replaces it. If the successor is listed already,
the row is dropped under the same conditions as a dead row.

Some pages never replace a row: taken over, parked, gone, a placeholder, behind a challenge, or shared by unrelated
sites. The latest visit of each vantage to that page counts, also a visit of another row.

Sources:

- citizenlab/test-lists 50: dead rows stay in country lists longer than in the global one.
- citizenlab/test-lists 127: people disagree how long to wait, so it is a setting.
- citizenlab/test-lists 727: check several times.
- citizenlab/test-lists 1213 and 1444: look for the successor first.
- ooni/probe 2308: expired domains that are still blocked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final, NamedTuple

from kh_testlist.liveness.attempt import Verdict
from kh_testlist.ooni.evidence import SiteEvidence, Status
from kh_testlist.review import wording
from kh_testlist.review.precedent import FLAG, has_settled_category, is_flagged_dead, kept_by_person, last_on_staying
from kh_testlist.review.record import ALIVE, DEAD, Advice, CheckResult, Decision, Facts
from kh_testlist.review.successor import leads_to, successor, why_unfit
from kh_testlist.review.thresholds import Thresholds
from kh_testlist.review.weighing import (
    blocked_now,
    has_known_answer,
    is_dead,
    order,
    resolves,
    rests_on_known_answer,
    unexplained,
    weighed,
)
from kh_testlist.text import counted

_IN_PLACE: Final = ALIVE - {Verdict.MOVED}
_FAILING: Final = frozenset({Verdict.SERVER_ERROR, Verdict.TLS_FAILURE})
_NO_CHECK: Final = "no check says anything of it"
_NO_EVIDENCE: Final = "OONI's word is missing: its evidence was not fetched"


class _Case(NamedTuple):
    """A row as the lines of the table see it."""

    facts: Facts
    thresholds: Thresholds
    visits: tuple[CheckResult, ...]
    """The visits that were not `unknown`, the oldest first."""
    words: tuple[CheckResult, ...]
    """The latest visit of each vantage, the oldest first."""

    @property
    def newest(self) -> Verdict:
        return self.words[-1].verdict

    @property
    def alive(self) -> tuple[CheckResult, ...]:
        return tuple(one for one in self.words if one.verdict in ALIVE)

    @property
    def is_in_place(self) -> bool:
        return any(one.verdict in _IN_PLACE for one in self.words)

    @property
    def is_proven(self) -> bool:
        """True if OONI's evidence says blocked, and rests on more than an answer that dead names get too."""
        evidence = self.facts.evidence
        if evidence is None or not self.is_found_blocked:
            return False
        return not rests_on_known_answer(evidence) or any(map(resolves, self.words))

    @property
    def is_found_blocked(self) -> bool:
        """True if OONI's evidence says blocked: over the whole period, or at its end. What is dead is not blocked."""
        evidence = self.facts.evidence
        if evidence is None or is_dead(evidence):
            return False
        return evidence.status.is_blocked or bool(blocked_now(evidence))

    @property
    def is_ok(self) -> bool:
        """True if OONI measured it often enough and finds no block."""
        return self.facts.evidence is not None and self.facts.evidence.status is Status.OK

    @property
    def has_anomalies(self) -> bool:
        return has_anomalies(self.facts)

    @property
    def ooni(self) -> tuple[str, ...]:
        """What OONI's evidence says, to add to other reasons."""
        evidence = self.facts.evidence
        said = [wording.anomalies(evidence, self.facts.suspicious_variants)] if self.has_anomalies else []
        if evidence is None:
            return tuple(said)
        if is_dead(evidence):
            said.append(wording.dead(evidence))
        elif evidence.status is Status.BLOCKED_IN_PART:
            said.append(wording.in_part(evidence))
        return tuple(said) or (wording.without_block(evidence),)


def has_anomalies(facts: Facts) -> bool:
    """Return True if OONI saw signs of interference with any spelling of the URL."""
    own = unexplained(facts.evidence) if facts.evidence is not None else 0
    return own + facts.suspicious_variants > 0


def advise(facts: Facts, thresholds: Thresholds) -> Advice:
    """Return the advice on a row. The order of the visits makes no difference."""
    visits = tuple(sorted((one for one in map(weighed, facts.seen) if one.verdict is not Verdict.UNKNOWN), key=order))
    latest = {one.place: one for one in visits}
    case = _Case(facts, thresholds, visits, tuple(sorted(latest.values(), key=order)))
    return next(advice for line in TABLE if (advice := line(case)) is not None)


def _blocked(case: _Case) -> Advice | None:
    evidence = case.facts.evidence
    tampered = [one for one in case.visits if one.verdict is Verdict.POSSIBLY_BLOCKED]
    reasons = list(_found_blocked(evidence)) if evidence and case.is_proven else []
    if tampered:
        reasons.append(wording.visits(tampered))
    if not reasons:
        return None
    others = [one for one in case.words if one.verdict is not Verdict.POSSIBLY_BLOCKED]
    reasons += [wording.visits(others)] if others else []
    moved = successor(case.visits, case.facts)
    if moved and not moved.listed:
        reasons.append(f"it redirects to {moved.url}, a site to add beside it")
    return Advice(Decision.KEEP_BLOCKED, tuple(reasons), moved.url if moved and not moved.listed else None)


def _found_blocked(evidence: SiteEvidence) -> Iterator[str]:
    if evidence.status.is_blocked:
        yield wording.blocked(evidence)
    if blocked_now(evidence):
        yield wording.failing_now(evidence)


def _kept(case: _Case) -> Advice | None:
    kept = kept_by_person(case.facts)
    if kept is None or not case.words or case.is_in_place:
        return None
    return Advice(
        Decision.KEEP_BLOCKED if kept.is_blocked else Decision.KEEP,
        (kept.reason, wording.visits(case.words), *case.ooni),
    )


def _unproven(case: _Case) -> Advice | None:
    evidence = case.facts.evidence
    if evidence is None or not case.is_found_blocked:
        return None
    found = wording.visits(case.words) if case.words else _NO_CHECK
    return Advice(Decision.RECHECK, (wording.known_answer(evidence), *_found_blocked(evidence), found))


def _unseen(case: _Case) -> Advice | None:
    if case.words:
        return None
    if case.is_ok:
        return Advice(Decision.KEEP, (*case.ooni, _NO_CHECK))
    return Advice(Decision.RECHECK, (_NO_CHECK, *(case.ooni or (_NO_EVIDENCE,))))


def _refused(case: _Case) -> Advice | None:
    refused = [one for one in case.words if one.verdict is Verdict.REFUSED]
    if not refused or case.alive:
        return None
    if case.is_ok and len(refused) == len(case.words):
        return Advice(Decision.KEEP, (*case.ooni, wording.visits(refused)))
    return Advice(Decision.RECHECK, (f"{wording.visits(refused)}: that may be a block", *case.ooni))


def _failing(case: _Case) -> Advice | None:
    failing = [one for one in case.words if one.verdict in _FAILING]
    if not failing or case.alive:
        return None
    if case.is_ok and case.newest in _FAILING:
        return Advice(Decision.KEEP, (*case.ooni, wording.visits(failing)))
    return Advice(Decision.RECHECK, (f"{wording.visits(failing)}: that is not dead", *case.ooni))


def _disputed(case: _Case) -> Advice | None:
    taken = [one for one in case.words if one.verdict is Verdict.TAKEN_OVER]
    if not taken or not case.alive or case.alive[-1].checked_at > taken[-1].checked_at:
        return None
    return Advice(Decision.RECHECK, (wording.visits(taken), wording.visits(case.alive), *case.ooni))


def _dead(case: _Case) -> Advice | None:  # noqa: PLR0911 - a return for each reason not to drop it
    if case.alive:
        return None
    evidence = case.facts.evidence
    run = _dead_run(case)
    found = wording.visits(run, f"{run[-1].verdict} on {counted(len({one.day for one in run}), 'day')}")
    if any(one.control for one in run):
        return Advice(Decision.RECHECK, ("its control reached it: that is not dead", found, *case.ooni))
    if all(map(has_known_answer, run)):
        return Advice(Decision.RECHECK, ("blocked names and dead names get that DNS answer", found, *case.ooni))
    if case.has_anomalies:
        return Advice(Decision.RECHECK, (f"{case.ooni[0]}: being dead may be the block", found))
    missing = wording.lacks(run, case.thresholds)
    if missing:
        return Advice(Decision.RECHECK, (f"too little to call it dead: it takes {missing}", found, *case.ooni))
    if evidence is None:
        return Advice(Decision.RECHECK, (_NO_EVIDENCE, found))
    moved = successor(case.visits, case.facts)
    if moved and not moved.listed:
        return Advice(Decision.REPLACE, (f"it moved to {moved.url} before it died", found, *case.ooni), moved.url)
    if not case.facts.is_global and not is_flagged_dead(case.facts):
        since = run[0].day
        return Advice(
            Decision.RECHECK, (f"{FLAG} since {since}; the next quarter's review may drop it", found, *case.ooni)
        )
    before = () if case.facts.is_global else ("it was flagged in an earlier quarter",)
    return Advice(Decision.DROP, (found, *case.ooni, *before))


def _dead_run(case: _Case) -> tuple[CheckResult, ...]:
    """Return the visits that found it dead since a visit last found it alive."""
    alive = max((place for place, one in enumerate(case.visits) if one.verdict in ALIVE), default=-1)
    return tuple(one for one in case.visits[alive + 1 :] if one.verdict in DEAD)


def _moved(case: _Case) -> Advice | None:  # noqa: PLR0911 - the same
    if case.is_in_place:
        return None
    evidence, moved = case.facts.evidence, successor(case.visits, case.facts)
    found = wording.visits(case.alive)
    unfit = [(one.final_url, why) for one in case.alive if (why := why_unfit(one, case.facts))]
    if unfit:
        url, why = unfit[-1]
        return Advice(Decision.RECHECK, (f"it redirects to {url}, but {why}", found, *case.ooni))
    if moved is None:
        return Advice(Decision.RECHECK, (f"{found}, yet not to a URL that upstream would take", *case.ooni))
    if len(set(leads_to(case.alive))) > 1:
        return Advice(Decision.RECHECK, ("vantages are led to different places", found, *case.ooni))
    same = [one for one in case.visits if leads_to([one]) == [moved.host]]
    if len({(one.day, one.place) for one in same}) <= 1:
        return Advice(Decision.RECHECK, (f"moved to {moved.url}, by a single look", found, *case.ooni))
    if case.has_anomalies:
        return Advice(Decision.RECHECK, (f"{case.ooni[0]}: its old URL may be blocked", found), moved.url)
    if not moved.listed:
        return Advice(Decision.REPLACE, (f"it moved to {moved.url}", found, *(case.ooni or (_NO_EVIDENCE,))), moved.url)
    twin = f"it moved to {moved.url}, which is listed already ({moved.listed})"
    missing = wording.lacks(same, case.thresholds)
    if missing or evidence is None:
        why = f"too little to drop it: it takes {missing}" if missing else _NO_EVIDENCE
        return Advice(Decision.RECHECK, (twin, why, found))
    return Advice(Decision.DROP, (twin, found, *case.ooni))


def _misfiled(case: _Case) -> Advice | None:
    doubt = case.facts.doubt
    if doubt is None or doubt.suggestion.confidence < case.thresholds.doubt or has_settled_category(case.facts):
        return None
    reasons = [wording.question(doubt)] if doubt.disagrees else []
    reasons.append(wording.likely(doubt))
    if doubt.rows and not doubt.disagrees:
        reasons.append(wording.same_doubt(doubt))
    return Advice(
        Decision.RECATEGORISE,
        (*reasons, wording.visits(case.alive), *case.ooni),
        new_category=doubt.suggestion.category_code,
    )


def _disagreeing(case: _Case) -> Advice | None:
    doubt = case.facts.doubt
    if doubt is None or not doubt.disagrees or has_settled_category(case.facts):
        return None
    return Advice(
        Decision.RECHECK, (wording.question(doubt), wording.likely(doubt), wording.visits(case.alive), *case.ooni)
    )


def _alive(case: _Case) -> Advice:
    last = last_on_staying(case.facts)
    was_blocked = last is not None and last.decision == Decision.KEEP_BLOCKED
    more = (f"it was kept as blocked on {last.last_reviewed}",) if last and was_blocked else ()
    return Advice(Decision.KEEP, (wording.visits(case.alive), *case.ooni, *more))


TABLE: Final[tuple[Callable[[_Case], Advice | None], ...]] = (
    _blocked, _kept, _unproven, _unseen, _refused, _failing, _disputed, _dead, _moved, _misfiled,
    _disagreeing, _alive,
)  # fmt: skip
"""The lines, in the order in which they are tried."""
