"""What a probe is given of a list: each URL byte for byte, and none that would end its run."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kh_testlist import folder
from kh_testlist.errors import Misuse, Refused
from kh_testlist.ooni import run
from kh_testlist.ooni.inputs import LONGEST_LINE, fault, inputs_of
from tests.hostile.processes import assert_one_error
from tests.ooni.run_client import run_here
from tests.samples import HEADER_LINE, row

GOOD = (
    "https://example.com/",
    "HTTP://Example.com/a%20b",
    "http://example.com",
    "https://example.com:8443/?q=%zz&a+b",
    "https://example.com/a+b%2Bc",
    "https://example.com/ភាសា",
    "https://ខ្មែរ.example/",
    "https://example.com/a b",
    "https://example.com/#frag",
    "https://reader:secret@example.com/",
    "https://exa_mple.com/",
    "https://[2001:db8::1]/",
    "https://example.com:/",
    'https://example.com/"quoted",comma',
)
BAD = (
    "",
    "example.com",
    "ftp://example.com/",
    "https:///path",
    " https://example.com/",
    "https://example.com/\t",
    "https://example.com/\n",
    "https://example.com/\x7f",
    "https://example.com/100%",
    "https://example.com/%zz",
    "https://example.com/#%",
    "https://exam ple.com/",
    "https://example.com:port/",
    "https://example.com:80:80/",
    "https://[::1/",
    "https://[example.com]/",
    "https://exam%41ple.com/",
    "https://us er@example.com/",
    "https://exam\\ple.com/",
    "https://example.com/\udcff",
    "https://example.com/" + "a" * LONGEST_LINE,
)


@pytest.mark.parametrize("url", GOOD)
def test_good(url: str) -> None:
    """What a probe reads is kept as it is."""
    assert fault(url) is None
    assert inputs_of([url]).urls == (url,)


@pytest.mark.parametrize("url", BAD)
def test_bad(url: str) -> None:
    """What would end its run is left out, with the reason."""
    assert fault(url)


def test_each_once_in_order() -> None:
    """Doubles and blank lines make no input."""
    found = inputs_of(["https://b.example.com/", "", "https://a.example.com/", "https://b.example.com/", "nonsense"])
    assert found.urls == ("https://b.example.com/", "https://a.example.com/")
    assert [url for url, _ in found.left_out] == ["nonsense"]


def project(tmp_path: Path, *rows: str) -> Path:
    """A project with a list of these rows."""
    (tmp_path / "lists").mkdir()
    (tmp_path / "lists" / "kh.csv").write_bytes((HEADER_LINE + "".join(f"{text}\n" for text in rows)).encode())
    return tmp_path


def test_input_file(tmp_path: Path) -> None:
    """The file has one URL a line, LF, and is written as a whole; what was left out is said, not written."""
    place = project(tmp_path, row("https://b.example.com/a+b%2B"), row("https://example.com/100%"), row())
    ended = run_here(place, "target", "input", "-o", "kh.txt")
    assert ended.code == 0, ended.err
    assert (place / "kh.txt").read_bytes() == b"https://b.example.com/a+b%2B\nhttps://example.com/\n"
    assert "https://example.com/100%" in ended.err
    assert ended.out == ""


@pytest.mark.parametrize("name", ["input", "descriptor", "link", "plan"])
@pytest.mark.parametrize("rows", [(), ("nonsense,NEWS,News Media,2024-01-31,anon,",)])
def test_empty(tmp_path: Path, name: str, rows: tuple[str, ...]) -> None:
    """An empty input would have the probe test what it likes, so none is made."""
    ended = run_here(project(tmp_path, *rows), "target", name)
    assert_one_error(ended, 1)
    assert ended.out == ""


def test_descriptor(tmp_path: Path) -> None:
    """It has both spellings of what is enabled, texts in both languages, and the URLs as they are listed."""
    place = project(tmp_path, row("https://example.com/ភាសា+%2B"), row())
    ended = run_here(place, "target", "descriptor", "--title", "Ours")
    assert ended.code == 0, ended.err
    made = json.loads(ended.out)
    assert made["name"] == "Ours"
    assert set(made["name_intl"]) == set(made["description_intl"]) == set(made["short_description_intl"]) == {"km"}
    (nettest,) = made["nettests"]
    assert nettest["test_name"] == "web_connectivity"
    assert nettest["inputs"] == ["https://example.com/ភាសា+%2B", "https://example.com/"]
    for name in ("is_background_run_enabled", "is_manual_run_enabled"):
        assert nettest[name] is nettest[f"{name}_default"] is True


@pytest.mark.parametrize("name", ["kh", "th", "zz", "global"])
def test_usual_texts_fit(name: str) -> None:
    """Whatever the list, OONI takes what its run is called, and its web form shows all of it.

    It is in Khmer too where those who run it read Khmer; elsewhere only with texts of their own.
    """
    texts = run.usual_texts(name)
    made = run.descriptor(texts, "kh-testlist", ["https://example.com/"])
    translated = [made["name_intl"], made["short_description_intl"], made["description_intl"]]
    assert all(set(one) == ({"km"} if name in {"kh", "global"} else set()) for one in translated)
    said = [made["name"], made["short_description"], *made["name_intl"].values(), *translated[1].values()]
    assert all(2 <= len(text) <= 50 for text in said)
    own = run.descriptor(run.changed(texts, {"title_km": "បញ្ជី"}), "kh-testlist", ["https://example.com/"])
    assert own["name_intl"] == {"km": "បញ្ជី"}


@pytest.mark.parametrize(
    "given_texts", [{"title": "a" * 51}, {"title": "a"}, {"short_description": "a" * 201}, {"title_km": "ក" * 51}]
)
def test_texts_that_do_not_fit(given_texts: dict[str, str | None]) -> None:
    """What OONI would refuse is refused before anybody is asked."""
    with pytest.raises(Misuse):
        run.descriptor(run.changed(run.usual_texts("kh"), given_texts), "author", ["https://example.com/"])


def test_descriptor_of_nothing() -> None:
    """Nobody can make a descriptor without inputs."""
    with pytest.raises(Refused):
        run.descriptor(run.usual_texts("kh"), "author", [])


def test_settings(tmp_path: Path) -> None:
    """What the settings say of target holds for its commands; an option comes before it."""
    place = project(tmp_path, row())
    (place / "kh-testlist.toml").write_text('[target]\ntitle = "From the settings"\n', "utf-8")
    named = json.loads(run_here(place, "target", "descriptor").out)["name"]
    assert named == "From the settings"
    given_one = run_here(place, "target", "descriptor", "--title", "Given", "--list", "kh")
    assert json.loads(given_one.out)["name"] == "Given"


def test_the_snapshot_survives(upstream_lists: Path) -> None:
    """Every URL of upstream's lists comes out of input and descriptor byte for byte, or a probe could not read it."""
    for path in folder.lists_in(upstream_lists):
        listed = [entry.url for entry in folder.load(path).entries]
        found = inputs_of(listed)
        assert "".join(f"{url}\n" for url in found.urls).encode().split(b"\n")[:-1] == [
            url.encode() for url in dict.fromkeys(listed) if url.strip() and fault(url) is None
        ]
        made = json.loads(run.local_descriptor(run.descriptor(run.usual_texts("kh"), "author", found.urls)))
        assert tuple(made["nettests"][0]["inputs"]) == found.urls
        if path.stem in {"kh", "global"}:
            assert found.left_out == ()
