"""kill -9 at any moment of `review finish`: list and ledger are both old or both new, and it can be run to its end.

So it is where the disk is full, and where several run at once.
"""

from __future__ import annotations

import random
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

import pytest

from kh_testlist.review import review_store
from tests.hostile.processes import SECONDS, Ended, assert_civil, assert_one_error, end
from tests.review.desk import Desk
from tests.samples import row

pytestmark = pytest.mark.usefixtures("on_posix")

SITES: Final = tuple(f"https://site{number}.example.com/" for number in range(8))
NEW: Final = "https://new.example.org/"
NEXT: Final = (
    ("show", "--format", "json"),
    ("validate",),
    ("stats",),
    ("review", "status"),
    ("edit", SITES[5], "--notes", "read again"),
    ("review", "finish"),
)
"""What people may run next, in turn."""


class Both(NamedTuple):
    """The list and its ledger."""

    urls: bytes
    ledger: bytes


def both(desk: Desk) -> Both:
    """As they are."""
    return Both(desk.list.read_bytes(), desk.ledger.read_bytes() if desk.ledger.exists() else b"")


class Ready(NamedTuple):
    """A review that only has to be finished."""

    desk: Desk
    saved: Path
    before: Both
    after: Both

    def reset(self) -> None:
        """As if nothing had been finished."""
        shutil.rmtree(self.desk.project)
        shutil.copytree(self.saved, self.desk.project)


@pytest.fixture(scope="module")
def ready(tmp_path_factory: pytest.TempPathFactory) -> Ready:
    """A review with every decision that there is, its outcome known."""
    folder = tmp_path_factory.mktemp("kill")
    desk = Desk(folder)
    desk.put(*(row(url) for url in SITES))
    desk.ledger.write_text(
        "url,last_reviewed,decision,reason,evidence,next_due,previous_url\n"
        f"{SITES[0]},2025-01-31,recheck,flagged: dead,,,\n",
        "utf-8",
    )
    desk.seen_everywhere({**dict.fromkeys(SITES, "up"), SITES[0]: "down", SITES[1]: f"moved {NEW}"})
    desk.done("review", "start")
    desk.decide(SITES[0], "drop", "--reason", "it is gone for good")
    desk.decide(SITES[1], "replace", "--url", NEW, "--reason", "it moved")
    desk.decide(SITES[2], "recategorise", "--category", "HUMR", "--reason", "it writes on rights")
    desk.decide(SITES[3], "keep-blocked", "--reason", "seen blocked")
    desk.decide(SITES[4], "recheck", "--reason", "look again")
    desk.keep_all(*SITES[5:])
    saved = folder / "saved"
    shutil.copytree(desk.project, saved)
    before = both(desk)
    desk.done("review", "finish")
    after = both(desk)
    assert before.urls != after.urls
    assert before.ledger != after.ledger
    return Ready(desk, saved, before, after)


def assert_serves(ready: Ready, number: int, *, to_the_end: bool = True) -> Both:
    """After the next run of the program, both are old or both are new; the review can be finished, and is then."""
    desk = ready.desk
    following = NEXT[number % len(NEXT)]
    assert desk.run(*following).code == 0
    found = both(desk)
    if following[0] == "edit":
        assert (b"read again" in found.urls) is True
        found = Both(found.urls.replace(b"read again", b""), found.ledger)
    assert found in {ready.before, ready.after}, "one is old and the other new"
    if not to_the_end:
        return found
    ended = desk.run("review", "finish")
    assert ended.code == 0, ended
    last = both(desk)
    assert last._replace(urls=last.urls.replace(b"read again", b"")) == ready.after
    assert not [path.name for path in desk.list.parent.iterdir() if path.name[0] != "." and path.suffix != ".csv"]
    for name in ("report.html", "report.km.html", "report.md"):
        assert (desk.review / name).stat().st_size > 1000
    return found


def killed(ready: Ready, number: int) -> Ended:
    """How `finish` ends where it is killed right before so manieth step beside the list."""
    return end(ready.desk.start("review", "finish", fatal=[str(ready.desk.list.parent), number]))


def traces(ready: Ready) -> set[str]:
    """What a killed run has left beside the list."""
    there = {path.name for path in (ready.saved / "lists").iterdir()} | {f".{ready.desk.list.name}.lock"}
    return {path.name for path in ready.desk.list.parent.iterdir()} - there


def test_at_every_step(ready: Ready) -> None:
    """Killed right before each step that touches a file beside the list, and right before and after each sync.

    As long as it leaves no trace, before it writes and once it has written, every fourth step is enough.
    """
    seen = set()
    number, stride, has_begun = 1, 4, False
    while True:
        ready.reset()
        ended = killed(ready, number)
        if ended.code == 0:
            break
        assert ended.code == -signal.SIGKILL, ended
        is_amid = bool(traces(ready))
        if is_amid and not has_begun:
            has_begun, stride, number = True, 1, number - stride + 1
            continue
        seen.add(assert_serves(ready, number, to_the_end=number % 5 == 0 or (has_begun and not is_amid)))
        stride = 1 if has_begun and (is_amid or ready.after not in seen) else 4
        number += stride
    assert has_begun, "the steps of a write were not seen"
    assert seen == {ready.before, ready.after}, "no kill fell before the change, or none after it"


def moments(count: int) -> Iterator[float]:
    """Moments in a run, from its start (0) to its end (1), most of them towards the end, where it writes."""
    chance = random.Random(7)  # noqa: S311 - moments, not secrets
    return (chance.random() ** 0.3 for _ in range(count))


def test_at_any_moment(ready: Ready) -> None:
    """Killed from outside, in the middle of whatever it does."""
    ready.reset()
    started = time.monotonic()
    assert end(ready.desk.start("review", "finish")).code == 0
    whole = time.monotonic() - started
    killed = 0
    for number, moment in enumerate(moments(6)):
        ready.reset()
        process = ready.desk.start("review", "finish")
        try:
            process.communicate(timeout=whole * moment)
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate(timeout=SECONDS)
            killed += 1
        assert_serves(ready, number)
    assert killed


def test_somebody_else_wrote_meanwhile(ready: Ready) -> None:
    """What a text editor did to the list after a kill is not lost: it is there, and a program in doubt says so."""
    kinds = set()
    for number in range(10, 70, 5):
        ready.reset()
        ended = killed(ready, number)
        if ended.code == 0:
            break
        edited = ready.desk.list.read_bytes() + (row("https://typed.example.net/") + "\n").encode()
        ready.desk.list.write_bytes(edited)
        ended = ready.desk.run("validate")
        assert ready.desk.list.read_bytes() == edited
        assert ended.code in {0, 3}
        if ended.code == 3:
            assert ".kh.csv.intent" in ended.err
        kinds.add(ended.code)
    assert 0 in kinds


def test_a_full_disk(ready: Ready) -> None:
    """Where something does not fit, it says so; list and ledger are both old or both new, and the next run ends it."""
    seen = set()
    sizes = (0, len(ready.before.urls) // 2, len(ready.after.urls) + 1, len(ready.after.ledger) - 1, 20_000)
    for size in sizes:
        ready.reset()
        ended = ready.desk.apart("review", "finish", file_size=size)
        assert_one_error(ended, 3)
        seen.add(both(ready.desk))
        assert_serves(ready, len(NEXT) - 1)
    assert seen == {ready.before, ready.after}


def test_several_at_once(ready: Ready) -> None:
    """Each row gets one record, whoever comes first; the others say that it is done, or do nothing."""
    ready.reset()
    processes = [ready.desk.start("review", "finish") for _ in range(4)]
    ended = [end(process) for process in processes]
    for one in ended:
        assert_civil(one)
        assert one.code in {0, 1}, one.err
    assert both(ready.desk) == ready.after


def test_decisions_at_once(ready: Ready) -> None:
    """People who share a folder decide at the same time: nothing is lost, and the review can be read meanwhile."""
    ready.reset()
    words = ("--reason", "anew")
    chosen = SITES[:4]
    processes = [ready.desk.start("review", "decide", url, "keep", *words) for url in chosen for _ in range(2)]
    for _ in range(5):
        assert ready.desk.run("review", "status").code == 0
    for process in processes:
        assert end(process).code == 0
    found = review_store.load(ready.desk.review)
    assert {url: found.decisions[url].reason for url in chosen} == dict.fromkeys(chosen, "anew")
    assert len(found.decisions) == len(SITES)
    assert not list(ready.desk.review.rglob("*.tmp"))


def test_a_change_that_was_cut_off_elsewhere(ready: Ready, tmp_path: Path) -> None:
    """What a checkout brings is no change of this machine's: what CI judges would not be what is merged.

    Where it was cut off, the same change is brought to its end.
    """
    intent = ready.desk.list.with_name(f".{ready.desk.list.name}.intent")
    for number in range(20, 400, 3):
        ready.reset()
        killed(ready, number)
        if intent.exists() and both(ready.desk) == ready.before:
            break
    else:
        pytest.fail("no intent was ever left")
    elsewhere = Desk(tmp_path / "elsewhere")
    shutil.rmtree(elsewhere.project)
    shutil.copytree(ready.desk.project, elsewhere.project)
    for command in (("validate",), ("show",), ("review", "finish")):
        assert_one_error(elsewhere.run(*command), 3)
    assert both(elsewhere) == ready.before
    assert ready.desk.run("validate").code == 0
    assert both(ready.desk) == ready.after
    assert not intent.exists()
