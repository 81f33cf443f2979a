"""Nothing that a server sends ends a run: one line for each input, and the documented exit code.

The suite takes 200 answers. For more: `python -m tests.hostile.test_servers SEED COUNT`.
"""

from __future__ import annotations

import json
import os
import re
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final, NamedTuple

import pytest

from kh_testlist import cli
from kh_testlist.operations import check
from tests.hostile import answers
from tests.hostile.processes import Ended, assert_civil, assert_one_error, run
from tests.hostile.servers import Hostile, sending
from tests.samples import HEADER_LINE

SEED: Final = 15
COUNT: Final = 200
PATIENCE: Final = 600.0
"""Seconds for a run of a thousand."""

FAILED_HERE: Final = re.compile(
    r"program-error|the program itself failed|this program failed|is a bug in the program|that the disk has free space"
)


class Place(NamedTuple):
    """A project, and the servers that its runs find."""

    folder: Path
    servers: Hostile

    @property
    def list(self) -> Path:
        """The list of the project."""
        return self.folder / "lists" / "kh.csv"

    def run(self, *given: str, **more: str) -> Ended:
        """Run the program to its end."""
        found = run(*given, folder=self.folder, env=self.servers.environment(**more), timeout=PATIENCE)
        assert_civil(found)
        failed = FAILED_HERE.search(found.out + found.err)
        assert failed is None, found.err[-2_000:]
        return found


def laid_out(folder: Path, servers: Hostile) -> Place:
    """Make a project with an empty list."""
    (folder / "lists").mkdir()
    place = Place(folder, servers)
    place.list.write_text(HEADER_LINE, "utf-8", newline="")
    return place


def urls_of(place: Place, count: int) -> list[str]:
    """The URLs of the answers, each with a name of its own that upstream takes."""
    return [f"http://s{number}.example.com:{place.servers.port}/{number}" for number in range(count)]


@pytest.fixture(scope="module")
def servers() -> Iterator[Hostile]:
    """The servers, with the answers of the suite."""
    kept: list[bytes] = []
    with sending(kept) as found:
        kept += answers.made(SEED, COUNT, found.port)
        yield found


@pytest.fixture
def place(tmp_path: Path, servers: Hostile, socket_enabled: None) -> Place:
    """A project."""
    del socket_enabled
    return laid_out(tmp_path, servers)


def checked(place: Place, urls: list[str]) -> Counter[str]:
    """`check`: a record for each URL, none of them the program's own fault; exit 0."""
    (place.folder / "in.txt").write_text("\n".join(urls), "utf-8")
    ended = place.run("check", "-i", "in.txt", "--no-canary", "--format", "jsonl", "--journal", "journal.jsonl")
    records = [json.loads(line) for line in ended.out.splitlines()]
    assert sorted(record["url"] for record in records) == sorted(urls)
    assert ended.code == 0, ended.err[-2_000:]
    return Counter(record["verdict"] for record in records)


def tagged(place: Place, urls: list[str]) -> Counter[str]:
    """`tag --fetch`: a line for each URL, in their order; exit 0."""
    (place.folder / "in.txt").write_text("\n".join(urls), "utf-8")
    ended = place.run("tag", "--fetch", "-i", "in.txt", "--format", "jsonl")
    assert [json.loads(line)["url"] for line in ended.out.splitlines()] == urls
    assert ended.code == 0
    unread = sum(line.startswith("http") and " is judged only by its URL: " in line for line in ended.err.splitlines())
    return Counter({"read": len(urls) - unread, "not read": unread})


def offered(place: Place, urls: list[str]) -> Counter[str]:
    """`candidates --from`: each page is read, or named as one that was not; exit 0, for one more can be read."""
    good = f"http://good.example.com:{place.servers.port}/page"
    sources = [word for url in [*urls, good] for word in ("--from", url)]
    ended = place.run("candidates", *sources, "--format", "jsonl")
    unread = re.findall(r"^The page (\S+) could not be read: ", ended.err, re.MULTILINE)
    assert len(unread) == len(set(unread))
    assert set(unread) <= set(urls)
    assert ended.code == 0, ended.err[-2_000:]
    assert all(json.loads(line)["url"] for line in ended.out.splitlines())
    return Counter({"read": len(urls) - len(unread), "not read": len(unread)})


def added(place: Place, urls: list[str]) -> Counter[str]:
    """`add --check`: a verdict for each URL, and each is added; exit 0."""
    before = place.list.read_text("utf-8")
    ended = place.run("add", *urls, "--category", "NEWS", "--check", "--yes")
    assert ended.code == 0, ended.err[-2_000:]
    said = re.findall(r"^(http\S+): ([a-z-]+): ", ended.err, re.MULTILINE)
    assert sorted(url for url, _ in said) == sorted(urls)
    rows = place.list.read_text("utf-8").removeprefix(before).splitlines()
    assert [row.partition(",")[0] for row in rows] == urls
    return Counter(verdict for _, verdict in said)


RUNS: Final[dict[str, Callable[[Place, list[str]], Counter[str]]]] = {
    "check": checked,
    "tag --fetch": tagged,
    "candidates --from": offered,
    "add --check": added,
}


@pytest.mark.parametrize("name", RUNS)
def test_each_has_its_line(place: Place, name: str) -> None:
    """Whatever 200 servers answer, each input has its result, and the run ends as documented."""
    urls = urls_of(place, COUNT)
    counts = RUNS[name](place, urls)
    assert counts.total() == COUNT
    assert len(counts) > 1, "all the same: the answers are not what they are meant to be"


def test_no_page_at_all(place: Place) -> None:
    """Where none of several pages can be read, each is named, and the run ends as one that could not do the work."""
    urls = [f"http://{host}:{place.servers.port}/" for host in ("*.example.com", "u:%E1%9E%80@a.example.com")]
    ended = place.run("candidates", "--from", urls[0], "--from", urls[1])
    assert_one_error(ended, 3)
    assert all(
        f"The page {shown} could not be read" in ended.err for shown in (urls[0], urls[1].replace("u:%E1%9E%80@", ""))
    )
    alone = place.run("candidates", "--from", urls[0])
    assert_one_error(alone, 3)
    assert "http_invalid_redirect_location_host" in alone.err


def test_what_nobody_thought_of(
    place: Place, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A fault of the program itself on one page is told, and the other pages have their lines."""

    def look(url: str, *_: object) -> Iterator[None]:
        yield from ()
        raise RuntimeError(url)

    for name, value in place.servers.environment().items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(place.folder)
    monkeypatch.setattr(check, "look", look)
    assert cli.run(["tag", "--fetch", "--format", "jsonl", "http://a.example.com/", "http://b.example.com/"]) == 0
    out, err = capsys.readouterr()
    assert len(out.splitlines()) == 2
    assert err.count("this program failed (RuntimeError), so report it as a bug") == 2


def main(seed: int, count: int) -> None:
    """Run all four with so many answers, and print the figures."""
    kept: list[bytes] = []
    with sending(kept) as servers, tempfile.TemporaryDirectory() as folder:
        os.environ |= {"HOME": folder, "XDG_CONFIG_HOME": f"{folder}/config", "XDG_CACHE_HOME": f"{folder}/cache"}
        kept += answers.made(seed, count, servers.port)
        place = laid_out(Path(folder), servers)
        for name, run in RUNS.items():
            started = time.monotonic()
            counts = run(place, urls_of(place, count))
            print(f"{name}: {counts.total()} of {count}, {time.monotonic() - started:.0f} s, {dict(counts)}")  # noqa: T201 - figures for a person


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
