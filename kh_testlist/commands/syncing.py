"""The second half of `sync`: merge, ask, write, and tell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

import click

from kh_testlist import ledger, store, transaction
from kh_testlist.commands.change import hold
from kh_testlist.commands.fetching import Fetched
from kh_testlist.commands.session import Session
from kh_testlist.editing import new_list, without
from kh_testlist.errors import Failure, Refused
from kh_testlist.model import HEADER, Entry
from kh_testlist.phrases import counted
from kh_testlist.reports import diff
from kh_testlist.reports import sync as report
from kh_testlist.rules.fixing import is_sound
from kh_testlist.upstream import base
from kh_testlist.upstream.dropped import drops
from kh_testlist.upstream.merge_lists import MergedLists, merge_lists
from kh_testlist.upstream.settling import Conflict, Side


def take(session: Session, path: Path, fetched: Fetched, side: str | None) -> None:
    """Merge what was fetched into the list at `path`, and record the new base. All of it or nothing.

    Raises:
        Refused: a conflict is not settled.
        Failure: the list can't be read or written.

    """
    _refuse_damaged(session, fetched)
    new_base = base.Base(fetched.repository, fetched.commit)
    if not path.exists():
        _start(session, path, fetched, new_base)
        return
    settled: dict[Conflict, Side] = {}
    chosen = Side(side) if side else None
    while True:
        with hold(session, with_sync=True) as held:
            theirs = fetched.theirs or new_list(held.urls.path)
            records, day = ledger.records(ledger.load(path)), held.today.isoformat()
            taken = merge_lists(fetched.base, held.urls, theirs, records, day, chosen, partial(_chosen, settled))
            unsettled = [one for one in taken.conflicts if chosen is None and one not in settled]
            if not unsettled:
                held.put(taken.urls, taken.records, {base.path_of(path): base.recorded(path, new_base)})
                break
        # Asked without a hold on the list: a person may take an hour, and the merge is made anew after that.
        settled |= _ask(session, unsettled)
    _tell(session, held.urls.path, fetched, taken, chosen)


def _chosen(settled: Mapping[Conflict, Side], conflict: Conflict) -> Side:
    return settled.get(conflict, Side.OURS)


def _refuse_damaged(session: Session, fetched: Fetched) -> None:
    theirs = fetched.theirs
    if theirs is None or (is_sound(theirs, session.today()) and theirs.header and theirs.header.cells == HEADER):
        return
    raise Failure(
        f"Upstream's {theirs.path} is damaged at {fetched.commit[:10]}, so nothing was taken over.",
        "Tell upstream's maintainers; an earlier state may do: kh-testlist sync --rev COMMIT",
    )


def _start(session: Session, path: Path, fetched: Fetched, new_base: base.Base) -> None:
    if fetched.theirs is None:
        raise Failure(
            f"There is no list {store.display(path)}, and upstream has none.",
            f"Start it with: kh-testlist init --list {session.name}",
        )
    dropped = drops(ledger.records(ledger.load(path)))
    off = tuple(entry for entry in fetched.theirs.entries if dropped.find(entry.url))
    urls = without(fetched.theirs, {entry.number for entry in off}) if off else fetched.theirs
    with transaction.locked(path, with_sync=True):
        if path.exists():
            raise Failure(f"{store.display(path)} was made by another process just now.", "Run the sync again.")
        record = base.recorded(path, new_base)
        transaction.commit(path, {path: store.to_bytes(urls), base.path_of(path): record})
    rows = len(urls.entries)
    session.answer(f"{store.display(path)} starts as upstream's: {counted(rows, 'row')}, at {fetched.commit[:10]}")
    _tell_off(session, off)


def _ask(session: Session, conflicts: Sequence[Conflict]) -> dict[Conflict, Side]:
    """What the person wants of each conflict.

    Raises:
        Refused: there is nobody to ask.

    """
    if not session.can_ask:
        rows = "\n".join(map(diff.conflict, conflicts))
        what = counted(len(conflicts), "conflict")
        raise Refused(
            f"{what} with upstream. Nothing was changed.\n{rows}",
            "Keep your version with --ours, or take upstream's with --theirs. In a terminal you are asked for each.",
        )
    answers = {}
    for one in conflicts:
        session.say(diff.conflict(one))
        answer = click.prompt("Which one?", type=click.Choice([side.value for side in Side]), err=True)
        answers[one] = Side(answer)
    return answers


def _tell(session: Session, shown: str, fetched: Fetched, taken: MergedLists, side: Side | None) -> None:
    came = diff.counts(taken.came) if taken.came else "nothing new"
    session.answer(f"{shown} is in step with {fetched.repository} at {fetched.commit[:10]}: {came}")
    if taken.conflicts:
        session.answer(f"settled: {counted(len(taken.conflicts), 'conflict')}")
    if taken.given_up:
        session.answer("upstream's version was taken, so this of ours was given up (ours → upstream's):")
        session.report(report.lost(taken.given_up))
    if taken.respelt and fetched.base is not None:
        rows = counted(len(taken.respelt), "row")
        session.answer(f"{rows} took upstream's new spelling of the URL, and the ledger keeps the old one:")
        session.report(report.spelt(taken.respelt))
    _tell_off(session, taken.off)
    if taken.differing:
        whose = "ours" if side is Side.OURS else "upstream's"
        session.answer(
            f"no common base, and not alike: {len(taken.differing):,}; {whose} stand now (ours → upstream's):"
        )
        session.report(report.cells(taken.differing))
    if taken.to_send:
        session.answer(f"ours, not upstream yet: {diff.counts(taken.to_send)}")
        session.say(session.step("See them with `kh-testlist diff`, and send them with `kh-testlist pr`."))


def _tell_off(session: Session, off: Sequence[Entry]) -> None:
    if off:
        session.answer(f"dropped here and still upstream: {len(off):,}; they stay off:")
        session.report(report.urls(off))
