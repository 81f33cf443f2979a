"""Runs cut off by kill, by Ctrl-C, by a full disk: nothing seen is lost, and nothing finished is done again."""

from __future__ import annotations

import json
import signal
import time
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from tests.farm.client import Farm, records
from tests.farm.runs import Checked, arguments, check
from tests.hostile.processes import Ended, Process, assert_one_error, start, until

KINDS = (
    "ok", "ok-khmer", "404", "410", "403", "500", "redirect-2", "moved-301", "parked-sedo", "soft-404", "refused",
    "reset", "eof", "garbage", "nxdomain", "servfail", "tls-expired", "bogon", "blocked-page", "hang", "unauthorised",
    "451", "redirect-loop", "ok-alias", "tls-self-signed", "406", "503-plain", "dns-refused", "ok-http-1.0", "pdf",
)  # fmt: skip
DONE_AT_ONCE = ("ok", "ok-khmer", "redirect-2", "moved-301", "ok-alias", "ok-http-1.0", "pdf", "unauthorised")
"""Of these, the kinds that one attempt settles. In which order a run takes its URLs depends on the farm's port."""
CONCURRENCY = 4
LIMITS = ("--concurrency", str(CONCURRENCY), "--timeout", "1")


def started(farm: Farm, folder: Path, *more: str) -> Process:
    """A run over the kinds above, with a journal, that goes on."""
    (folder / "urls.txt").write_text("".join(f"{url}\n" for url in farm.of_kind(*KINDS)), "utf-8")
    given = arguments(farm, "-i", str(folder / "urls.txt"), "--journal", str(folder / "journal.jsonl"), *LIMITS, *more)
    return start(*given, folder=folder)


def resumed(farm: Farm, folder: Path, *more: str, **options: int) -> Checked:
    """The same run, taken up again and brought to its end."""
    journal = str(folder / "journal.jsonl")
    return check(farm, folder, farm.of_kind(*KINDS), "--journal", journal, *LIMITS, *more, **options)


def noted(folder: Path) -> list[str]:
    """The URLs in the whole lines of the journal, below its header."""
    path = folder / "journal.jsonl"
    text = path.read_bytes().decode() if path.exists() else ""
    lines = text[: text.rfind("\n") + 1].splitlines()
    return [line["url"] for line in map(json.loads, lines[1:]) if "url" in line]


def assert_all_right(farm: Farm, checked: Checked) -> None:
    """One record for each URL, and each the right one."""
    assert checked.code == 0, checked.err
    found = checked.records
    assert Counter(record["url"] for record in found) == Counter(farm.of_kind(*KINDS))
    assert [record for record in found if not farm.truth[record["url"]].allows(record)] == []


def assert_whole(text: str) -> list[dict[str, Any]]:
    """Every line of a journal or report can be read, the last one too."""
    assert text.endswith("\n")
    return records(text)


@pytest.mark.parametrize(("passes", "moment"), [("1", 6), ("1", 20), ("2", 40)])
def test_kill(farm: Farm, tmp_path: Path, passes: str, moment: int) -> None:
    """Killed after so many lines, then resumed: the same results, and none but what was in flight is asked again."""
    process = started(farm, tmp_path, "--passes", passes)
    until(lambda: len(noted(tmp_path)) >= moment or process.poll() is not None)
    process.kill()
    process.communicate()
    assert process.returncode == -signal.SIGKILL, "it was over before it was killed"
    before = farm.stats()
    finished = set(noted(tmp_path))
    farm.reset()
    checked = resumed(farm, tmp_path, "--resume", "--passes", passes)
    assert_all_right(farm, checked)
    if passes == "1":
        urls = set(farm.of_kind(*KINDS))
        again = urls & set(before["requests"]) & set(farm.stats()["requests"])
        assert not again & finished
        assert len(again) <= 2 * CONCURRENCY, "more than was in flight"
        assert urls & set(farm.stats()["requests"]), "there was nothing left to do"
    assert_whole((tmp_path / "journal.jsonl").read_text("utf-8"))


def test_a_finished_run(farm: Farm, tmp_path: Path) -> None:
    """Resumed once more, a finished run asks nobody, and says the same."""
    first = resumed(farm, tmp_path)
    assert_all_right(farm, first)
    farm.reset()
    second = resumed(farm, tmp_path, "--resume")
    assert second.by_url == first.by_url
    assert farm.stats()["request_count"] == 0
    assert farm.stats()["dns"] == {}


def test_a_torn_line(farm: Farm, tmp_path: Path) -> None:
    """Whatever is left of the last line, the run goes on, and does again at most what that line was about."""
    first = resumed(farm, tmp_path, "--passes", "1")
    whole = (tmp_path / "journal.jsonl").read_bytes()
    last = whole[:-1].rindex(b"\n") + 1
    for cut in (last + 1, (last + len(whole)) // 2, len(whole) - 1):
        (tmp_path / "journal.jsonl").write_bytes(whole[:cut])
        farm.reset()
        again = resumed(farm, tmp_path, "--passes", "1", "--resume")
        assert_all_right(farm, again)
        assert again.verdicts() == first.verdicts()
        assert len(set(farm.of_kind(*KINDS)) & set(farm.stats()["requests"])) <= 1
        third = resumed(farm, tmp_path, "--passes", "1", "--resume")
        assert third.verdicts() == first.verdicts()


def test_the_header(farm: Farm, tmp_path: Path) -> None:
    """The first line says what the run was: the program's version, the vantage, the list and the settings."""
    checked = check(farm, tmp_path, farm.of_kind("ok"), "--journal", str(tmp_path / "journal.jsonl"))
    header, *rest = assert_whole((tmp_path / "journal.jsonl").read_text("utf-8"))
    text = json.dumps(header)
    assert '"local"' in text
    assert "0.1" in text
    assert header.keys() >= {"settings", "vantage"}
    assert str(farm.folder) not in text  # where a file lies may name whose computer it is, and journals are shared
    assert any(len(value) == 64 for value in header.values() if isinstance(value, str)), "no hash of the list"
    assert [line for line in rest if line.get("verdict")] == checked.records


@pytest.mark.parametrize("change", [("--timeout", "1.5"), ("--passes", "1"), ("--vantage", "elsewhere")])
def test_other_settings(farm: Farm, tmp_path: Path, change: tuple[str, str]) -> None:
    """A journal of other settings is refused: what it holds is no answer to this question. It says what differs."""
    urls = farm.of_kind("ok", "404")
    journal = ("--journal", str(tmp_path / "journal.jsonl"))
    assert check(farm, tmp_path, urls, *journal).code == 0
    before = (tmp_path / "journal.jsonl").read_bytes()
    farm.reset()
    checked = check(farm, tmp_path, urls, *journal, "--resume", *change)
    assert_one_error(Ended(checked.code, checked.out, checked.err), 2, 3)
    assert change[0].strip("-") in checked.err
    assert change[1] in checked.err
    assert (tmp_path / "journal.jsonl").read_bytes() == before
    assert farm.stats()["request_count"] == 0


def test_another_list(farm: Farm, tmp_path: Path) -> None:
    """A journal of another list is refused; the same list in another order is the same."""
    urls = farm.of_kind("ok", "ok-khmer")
    journal = ("--journal", str(tmp_path / "journal.jsonl"))
    assert check(farm, tmp_path, urls, *journal).code == 0
    before = (tmp_path / "journal.jsonl").read_bytes()
    for other in (urls[:1], [*urls, *farm.of_kind("404")], farm.of_kind("410", "500")):
        refused = check(farm, tmp_path, other, *journal, "--resume")
        assert_one_error(Ended(refused.code, refused.out, refused.err), 2, 3)
        assert "list" in refused.err
    assert (tmp_path / "journal.jsonl").read_bytes() == before
    assert check(farm, tmp_path, urls[::-1], *journal, "--resume").code == 0


def test_no_journal_is_overwritten(farm: Farm, tmp_path: Path) -> None:
    """Without `--resume`, what is in a journal, or in any other file, stays."""
    path = tmp_path / "journal.jsonl"
    assert check(farm, tmp_path, farm.of_kind("ok"), "--journal", str(path)).code == 0
    before = path.read_bytes()
    check(farm, tmp_path, farm.of_kind("404"), "--journal", str(path))
    assert path.read_bytes().startswith(before)
    path.write_text("my notes\n", "utf-8")
    for more in ((), ("--resume",)):
        refused = check(farm, tmp_path, farm.of_kind("404"), "--journal", str(path), *more)
        assert_one_error(Ended(refused.code, refused.out, refused.err), 2, 3)
        assert path.read_text("utf-8") == "my notes\n"


@pytest.mark.parametrize("where", ["in a pass", "at the control"])
def test_ctrl_c(farm: Farm, tmp_path: Path, where: str) -> None:
    """Ctrl-C ends the run at once, though servers and helpers say nothing for a minute; the journal is whole."""
    farm.see(all="hang")
    (hanging,) = farm.of_kind("hang")

    def is_there() -> bool:
        if where == "in a pass":
            done = set(farm.of_kind(*DONE_AT_ONCE)) & set(noted(tmp_path))
            return hanging in farm.stats()["requests"] and bool(done)
        return bool(farm.stats()["helper"])

    more = ("--timeout", "60") if where == "in a pass" else ("--passes", "1", "--control", farm["test_helper"])
    process = started(farm, tmp_path, *more)
    until(lambda: is_there() or process.poll() is not None)
    sent = time.monotonic()
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=30)
    assert time.monotonic() - sent < 3
    assert process.returncode == 130, err
    assert b"Traceback" not in err
    urls = [record["url"] for record in assert_whole(out.decode())]
    assert max(Counter(urls).values()) == 1
    assert_whole((tmp_path / "journal.jsonl").read_text("utf-8"))
    done = {record["url"] for record in records(out.decode()) if record["verdict"] != "unknown"}
    assert done
    assert done <= set(noted(tmp_path))


def test_taken_up_after_ctrl_c(farm: Farm, tmp_path: Path) -> None:
    """What Ctrl-C left open is done by the next run, and nothing is called dead for it."""
    process = started(farm, tmp_path)
    until(lambda: len(noted(tmp_path)) >= 8 or process.poll() is not None)
    process.send_signal(signal.SIGINT)
    out, _ = process.communicate(timeout=30)
    assert process.returncode == 130
    for record in records(out.decode()):
        assert record["verdict"] == "unknown" or farm.truth[record["url"]].allows(record)
    assert_all_right(farm, resumed(farm, tmp_path, "--resume"))


def test_the_disk_fills_up(farm: Farm, tmp_path: Path) -> None:
    """A disk that is full in the middle ends the run with an error; what was seen is told, kept and built upon."""
    urls, journal = farm.of_kind(*DONE_AT_ONCE), ("--journal", str(tmp_path / "journal.jsonl"), *LIMITS)
    cut_off = check(farm, tmp_path, urls, *journal, file_size=5_000)
    assert_one_error(Ended(cut_off.code, cut_off.out, cut_off.err), 3)
    assert "journal.jsonl" in cut_off.err
    told = [record for record in cut_off.records if record["verdict"] != "unknown"]
    assert told
    assert len(noted(tmp_path)) > 3
    whole = check(farm, tmp_path, urls, *journal, "--resume")
    assert whole.code == 0, whole.err
    assert Counter(record["url"] for record in whole.records) == Counter(urls)
    for record in (*told, *whole.records):
        assert farm.truth[record["url"]].allows(record)


@pytest.mark.parametrize("place", ["/dev/full", "no/such/folder/journal.jsonl", "."])
def test_a_journal_that_cannot_be(farm: Farm, tmp_path: Path, place: str) -> None:
    """A journal that can't be written is an error before anything is fetched."""
    checked = check(farm, tmp_path, farm.of_kind("ok"), "--journal", place)
    assert_one_error(Ended(checked.code, checked.out, checked.err), 2, 3)
    assert farm.stats()["request_count"] == 0


def test_resume_without_a_journal(farm: Farm, tmp_path: Path) -> None:
    """There is nothing to resume where no journal is named."""
    checked = check(farm, tmp_path, farm.of_kind("ok"), "--resume")
    assert checked.code == 2
    assert "--journal" in checked.err
    assert farm.stats()["request_count"] == 0
