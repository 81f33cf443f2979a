"""The public suffix list: which one it is, that nothing is fetched or kept for it, and that it is read once."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
import threading
from pathlib import Path

import publicsuffixlist
import pytest
import tldextract

from kh_testlist import suffixes, urls
from tests.hostile.processes import SECONDS, environment


def test_it_is_not_the_one_that_tldextract_ships() -> None:
    """It is of this year, and names lie directly under `.kh`, which the shipped one does not know."""
    assert dt.date.fromisoformat(suffixes.date()) >= dt.date(2026, 1, 1)
    shipped = tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None)
    assert shipped("newsite.kh").top_domain_under_public_suffix == ""
    assert urls.registered_domain("newsite.kh") == "newsite.kh"


def test_each_top_level_name_is_there() -> None:
    """The names are the last labels of all rules, as tldextract reads these."""
    assert len(suffixes.top_level_names()) > 1_400
    assert {rule.rpartition(".")[2] for rule in suffixes.suffixes().rules} == suffixes.top_level_names()


def test_it_is_what_another_reader_makes_of_the_list() -> None:
    """Below each suffix, the domain is the one that the package's own reader says, but for the few suffixes we add."""
    beside = publicsuffixlist.PublicSuffixList()
    ours = 0
    for rule in sorted(suffixes.suffixes().rules):
        if not rule.startswith(("*", "!")):
            host = f"www.news.kh-testlist.{rule}"
            ours += urls.registered_domain(host) != beside.privatesuffix(host)
    assert ours == len(suffixes._MORE + suffixes._LEFT_OUT)  # noqa: SLF001 - what we add


@pytest.mark.parametrize(
    "hostile",
    [
        {},
        {"TLDEXTRACT_PUBLIC_SUFFIX_LIST_URLS": "http://127.0.0.1:9/list"},
        {"HTTP_PROXY": "http://127.0.0.1:9", "ALL_PROXY": "http://127.0.0.1:9"},
        {"REQUESTS_CA_BUNDLE": "absent.pem"},
    ],
)
def test_nothing_is_fetched_or_kept(tmp_path: Path, hostile: dict[str, str]) -> None:
    """Whatever the environment says, no socket is opened, and no file is written anywhere below home."""
    script = (
        "import sys\n"
        "def refuse(event, _):\n"
        "    if event.startswith('socket.'): raise AssertionError(event)\n"
        "sys.addaudithook(refuse)\n"
        "from kh_testlist.urls import registered_domain\n"
        "print(registered_domain('www.newsite.kh'))\n"
    )
    places = {
        "HOME": str(tmp_path),
        "XDG_CACHE_HOME": str(tmp_path / "cache"),
        "TLDEXTRACT_CACHE": str(tmp_path / "psl"),
    }
    ended = subprocess.run(
        [sys.executable, "-c", script],
        cwd=tmp_path,
        env=environment(**places, **hostile),
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, "newsite.kh\n", "")
    assert list(tmp_path.rglob("*")) == []


def test_threads_read_it_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Threads that all need the list at once share the one that the first of them reads."""
    reads: list[int] = []
    data = suffixes._data  # noqa: SLF001 - the door that the bytes come through

    def counted() -> bytes:
        reads.append(1)
        return data()

    monkeypatch.setattr(suffixes, "_data", counted)
    suffixes._make.cache_clear()
    together = threading.Barrier(8)
    found: list[str] = []

    def ask() -> None:
        together.wait()
        found.append(urls.registered_domain("www.newsite.kh"))

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == ["newsite.kh"] * 8
    assert len(reads) == 1
