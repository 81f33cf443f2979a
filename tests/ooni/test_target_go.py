"""URLs and links in Go, the language of probes: its own parser agrees with ours."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kh_testlist.ooni import run
from kh_testlist.ooni.inputs import LONGEST_LINE, fault
from tests.ooni import golang
from tests.ooni.test_target_inputs import BAD, GOOD
from tests.ooni.test_target_links import URLS

PIECES = st.lists(
    st.sampled_from([
        "%", "%4", "%41", "%zz", "%c3%a9", "a", "é", "ក", " ", "+", "#", "?", "/", ":", "@", "[", "]", "::1", "80", "-",
        "_", ".", "<", ">", '"', "\\", "^", "`", "{", "|", "~", "!", "$", "&", "'", "(", "*", ",", ";", "=", "\x00",
        "\x85",
    ]),
    max_size=6,
).map("".join)  # fmt: skip


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What answers for Go."""
    return golang.built(tmp_path_factory.mktemp("go"))


def test_urls(program: Path) -> None:
    """What is kept, Go takes; what is left out it does not, but for control characters in a fragment."""
    urls: set[str] = {url for url in (*GOOD, *BAD) if url.isprintable() and len(url) < LONGEST_LINE}

    @given(PIECES, PIECES, PIECES)
    def collect(host: str, path: str, rest: str) -> None:
        urls.update({f"https://{host}", f"http://example.com/{path}", f"https://{host}example.com/{path}#{rest}"})

    collect()
    asked = sorted(urls)
    answers = golang.ask(program, [{"parse": url} for url in asked])
    differ = [
        (url, answer["ok"])
        for url, answer in zip(asked, answers, strict=True)
        if (fault(url) is None) is not (answer["ok"] and "\x00" not in url)
    ]
    assert differ == []


def test_links(program: Path) -> None:
    """A probe finds in the links what was put into them, byte for byte."""
    lists: list[list[str]] = []

    @given(URLS)
    def collect(urls: list[str]) -> None:
        lists.append(urls)

    collect()
    links = [link for urls in lists for link in run.v1_links(urls)]
    answers = golang.ask(program, [{"link": link} for link in links])
    assert [url for answer in answers for url in answer["urls"]] == [url for urls in lists for url in urls]
