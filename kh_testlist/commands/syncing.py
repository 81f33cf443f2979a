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
from kh_testlist.editing import new_list
from kh_testlist.errors import Failure, Refused
from kh_testlist.model import HEADER
from kh_testlist.phrases import counted
from kh_testlist.reports import diff
from kh_testlist.rules.fixing import is_sound
from kh_testlist.upstream import base
from kh_testlist.upstream.difference import Difference
from kh_testlist.upstream.merge import Conflict, Side
from kh_testlist.upstream.step import Step, step


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
            records = ledger.records(ledger.load(path))
            taken = step(fetched.base, held.urls, theirs, records, chosen, partial(_chosen, settled))
            unsettled = [one for one in taken.conflicts if chosen is None and one not in settled]
            if not unsettled:
                held.put(taken.urls, others={base.path_of(path): base.recorded(path, new_base)})
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
    with transaction.locked(path, with_sync=True):
        if path.exists():
            raise Failure(f"{store.display(path)} was made by another process just now.", "Run the sync again.")
        record = base.recorded(path, new_base)
        transaction.commit(path, {path: store.to_bytes(fetched.theirs), base.path_of(path): record})
    rows = len(fetched.theirs.entries)
    session.answer(f"{store.display(path)} starts as upstream's: {counted(rows, 'row')}, at {fetched.commit[:10]}")


def _ask(session: Session, conflicts: Sequence[Conflict]) -> dict[Conflict, Side]:
    """What the person wants of each conflict.

    Raises:
        Refused: there is nobody to ask.

    """
    if not session.can_ask:
        rows = "\n".join(map(diff.conflict, conflicts))
        what = counted(len(conflicts), "row was", "rows were")
        raise Refused(
            f"{what} changed here and upstream, and not alike. Nothing was changed.\n{rows}",
            "Keep your version of them with --ours, or take upstream's with --theirs; on a terminal you are asked.",
        )
    answers = {}
    for one in conflicts:
        session.say(diff.conflict(one))
        answer = click.prompt("Which one?", type=click.Choice([side.value for side in Side]), err=True)
        answers[one] = Side(answer)
    return answers


def _tell(session: Session, shown: str, fetched: Fetched, taken: Step, side: Side | None) -> None:
    came = diff.counts(taken.came) if taken.came else "nothing new"
    session.answer(f"{shown} is in step with {fetched.repository} at {fetched.commit[:10]}: {came}")
    if taken.conflicts:
        session.answer(f"settled: {len(taken.conflicts):,} that both sides had changed")
    if taken.differing:
        whose = "ours" if side is Side.OURS else "upstream's"
        session.answer(
            f"no common base, and not alike: {len(taken.differing):,}; {whose} stand now (ours → upstream's):"
        )
        listing = diff.text(shown, fetched.commit, Difference(changed=taken.differing), color=session.paints(None))
        session.report("".join(line + "\n" for line in listing.splitlines()[:-1]))
    if taken.to_send:
        session.answer(f"ours, not upstream yet: {diff.counts(taken.to_send)}")
        session.say(session.step("See them with `kh-testlist diff`, and send them with `kh-testlist pr`."))
