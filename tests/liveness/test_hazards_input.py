"""What `check` is given: lists good and bad, options that make no sense; no URL is dropped without a word."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.farm.client import Farm
from tests.farm.runs import PATIENCE, arguments, check, run
from tests.hostile.processes import GIBIBYTE, Ended, assert_civil, assert_one_error
from tests.samples import HEADER_LINE, row

LONG = "http://h.example.com/" + "a" * 65_536

BAD = {
    "words": "not a url",
    "ftp": "ftp://files.example.com/pub/",
    "script": "javascript:alert(1)",
    "mail": "mailto:me@example.com",
    "no host": "http://",
    "no scheme": "//example.com/",
    "a name alone": "example.com",
    "a space": "http://exam ple.com/",
    "a port too high": "http://example.com:99999/",
    "64 KB": LONG,
    "hosts file": "127.0.0.1 example.com",
    "hosts file with tabs": "0.0.0.0\tads.example.com\ttracker.example.com",
    "an escape": "http://example.com/\x1b[31m\x07",
    "NUL": "http://example.com/\x00",
    "no such name": "http://a..b.test/",
    "a label too long": f"http://{'a' * 64}.test/",
    "empty punycode": "http://xn--/",
}


@pytest.mark.parametrize("name", BAD)
def test_what_is_no_url(farm: Farm, tmp_path: Path, name: str) -> None:
    """It gets a record that does not call it alive, and the sites beside it get theirs."""
    good = farm.of_kind("ok", "404")
    checked = check(farm, tmp_path, [good[0], BAD[name], good[1]])
    assert checked.code == 0, checked.err
    assert_civil(Ended(checked.code, "", checked.err))
    verdicts = checked.verdicts()
    assert verdicts.pop(good[0]) == "up"
    assert verdicts.pop(good[1]) == "gone"
    ((url, verdict),) = verdicts.items()
    assert url == BAD[name]
    assert verdict in {"unknown", "down", "refused"}
    assert farm.stats()["forbidden"] == []


def test_nothing_but_bad_lines(farm: Farm, tmp_path: Path) -> None:
    """Where nothing could be checked, the run says so."""
    checked = check(farm, tmp_path, [BAD["words"], BAD["ftp"], LONG])
    assert_one_error(Ended(checked.code, "", checked.err), 3)
    assert len(checked.records) == 3


@pytest.mark.parametrize("data", [b"", b"\n\n  \n\n", b"\xef\xbb\xbf", b"# nothing but a comment\n"])
def test_an_empty_file(farm: Farm, tmp_path: Path, data: bytes) -> None:
    """A file without a URL is an error, not a success."""
    (tmp_path / "empty.txt").write_bytes(data)
    ended = run(tmp_path, *arguments(farm, "-i", "empty.txt"))
    assert_one_error(Ended(ended.code, ended.out, ended.err), 2, 3)
    assert "empty.txt" in ended.err


@pytest.mark.parametrize("data", [b"\xff\xfeh\x00t\x00t\x00p\x00", b"http://example.com/\xe9\n"])
def test_not_text(farm: Farm, tmp_path: Path, data: bytes) -> None:
    """A file of another encoding is an error, or its lines are told as bad; nothing breaks."""
    (tmp_path / "odd.txt").write_bytes(data)
    ended = run(tmp_path, *arguments(farm, "-i", "odd.txt"))
    assert_one_error(Ended(ended.code, "", ended.err), 2, 3)


def test_no_such_file(farm: Farm, tmp_path: Path) -> None:
    """A file that is not there is an error."""
    ended = run(tmp_path, *arguments(farm, "-i", "nonesuch.txt"))
    assert_one_error(Ended(ended.code, ended.out, ended.err), 2, 3)
    assert "nonesuch.txt" in ended.err


def test_nothing_named(farm: Farm, tmp_path: Path) -> None:
    """No URL, no file and no `--all` is a misuse."""
    assert run(tmp_path, *arguments(farm)).code == 2


def test_ways_to_name_urls(farm: Farm, tmp_path: Path) -> None:
    """Arguments, a file whose name has spaces, and stdin: with a byte order mark, CRLF, blank lines, spaces around."""
    one, two, three = farm.of_kind("ok", "404", "500")
    text = f"\ufeff{one}\r\n\r\n  {two}\t\r\n".encode()
    (tmp_path / "a list of sites.txt").write_bytes(text)
    named = run(tmp_path, *arguments(farm, three, "-i", "a list of sites.txt"))
    assert named.verdicts() == {one: "up", two: "gone", three: "server-error"}
    piped = run(tmp_path, *arguments(farm, "-i", "-"), stdin=text)
    assert piped.verdicts() == {one: "up", two: "gone"}


def test_each_url_once(farm: Farm, tmp_path: Path) -> None:
    """A URL that is named again is not asked again, nor told again."""
    (url,) = farm.of_kind("ok")
    checked = check(farm, tmp_path, [url, url, url])
    assert len(checked.records) == 1
    assert len(farm.stats()["requests"][url]) == 1


def test_a_million_lines(farm: Farm, tmp_path: Path) -> None:
    """A million lines of one URL are one URL, in little time and memory; or too many, and told so."""
    (url,) = farm.of_kind("ok")
    note = str(tmp_path / "peak")
    checked = check(farm, tmp_path, [url] * 1_000_000, memory=GIBIBYTE, peak=note)
    assert checked.seconds < PATIENCE / 3
    if checked.code:
        assert_one_error(Ended(checked.code, checked.out, checked.err), 2, 3)
        assert "urls.txt" in checked.err
        assert farm.stats()["request_count"] == 0
    else:
        assert len(checked.records) == 1


def listed(farm: Farm, folder: Path) -> dict[str, str]:
    """A list with a site of each of some categories; its URLs by category."""
    kinds = {"NEWS": "ok", "GMB": "404", "PORN": "500", "HUMR": "moved-301"}
    urls = {category: farm.of_kind(kind)[0] for category, kind in kinds.items()}
    rows = [row(url, category) for category, url in urls.items()]
    (folder / "lists").mkdir()
    text = HEADER_LINE + "".join(f"{text}\n" for text in rows)
    (folder / "lists" / "kh.csv").write_text(text, "utf-8", newline="")
    return urls


def test_the_whole_list(farm: Farm, tmp_path: Path) -> None:
    """`--all` checks the list, and changes nothing in it."""
    urls = listed(farm, tmp_path)
    before = (tmp_path / "lists" / "kh.csv").read_bytes()
    checked = run(tmp_path, *arguments(farm, "--all"))
    assert set(checked.verdicts()) == set(urls.values())
    assert (tmp_path / "lists" / "kh.csv").read_bytes() == before
    as_file = run(tmp_path, *arguments(farm, "-i", "lists/kh.csv"))
    assert as_file.verdicts() == checked.verdicts()


@pytest.mark.parametrize("codes", [("GMB,PORN",), ("GMB", "PORN")])
def test_categories_left_out(farm: Farm, tmp_path: Path, codes: tuple[str, ...]) -> None:
    """`--skip-category` leaves sites alone, and says how many."""
    urls = listed(farm, tmp_path)
    given = [word for code in codes for word in ("--skip-category", code)]
    checked = run(tmp_path, *arguments(farm, "--all", *given))
    assert set(checked.verdicts()) == {urls["NEWS"], urls["HUMR"]}
    assert "2" in checked.err
    assert not {urls["GMB"], urls["PORN"]} & set(farm.stats()["requests"])


@pytest.mark.parametrize(
    ("verdicts", "code"),
    [(("gone",), 1), (("down",), 0), (("down,gone",), 1), (("down", "gone"), 1), (("up",), 1), (("parked",), 0)],
)
def test_fail_on(farm: Farm, tmp_path: Path, verdicts: tuple[str, ...], code: int) -> None:
    """Exit 1 where there is a verdict that was asked for, 0 where there is none."""
    given = [word for verdict in verdicts for word in ("--fail-on", verdict)]
    checked = check(farm, tmp_path, farm.of_kind("ok", "404"), *given)
    assert checked.code == code, checked.err
    assert len(checked.records) == 2


@pytest.mark.parametrize(
    "bad",
    [
        ("--timeout", "0"),
        ("--timeout", "-1"),
        ("--timeout", "nan"),
        ("--timeout", "inf"),
        ("--timeout", "soon"),
        ("--connect-timeout", "nan"),
        ("--pause", "-1"),
        ("--pause", "nan"),
        ("--passes", "0"),
        ("--concurrency", "0"),
        ("--concurrency", "1000000000"),
        ("--per-host", "0"),
        ("--resolver", "resolver.example.com"),
        ("--resolver", "127.0.0.1:99999"),
        ("--allow-private", "everything"),
        ("--fail-on", "dead"),
        ("--skip-category", "NOPE"),
        ("--format", "sarif"),
        ("--canary", "not a url"),
        ("--user-agent", " "),
        ("--user-agent", "a\r\nX-Other: b"),
        ("--user-agent", "\u1781"),
        ("--vantage", ""),
        ("--control", "https://reader:secret@example.org/"),
        ("--canary", "https://reader:secret@example.org/"),
    ],
    ids=" ".join,
)
def test_options_that_make_no_sense(farm: Farm, tmp_path: Path, bad: tuple[str, str]) -> None:
    """They are a misuse, told before anything is fetched."""
    given = [word for word in arguments(farm, *farm.of_kind("ok")) if word != "--no-canary"]
    checked = run(tmp_path, *given, *bad)
    assert checked.code == 2, checked
    assert_one_error(Ended(checked.code, checked.out, checked.err), 2)
    assert "secret" not in checked.err
    assert farm.stats()["connections"] == 0


@pytest.mark.parametrize("option", ["--ca-file", "--control"])
def test_files_that_are_not_there(farm: Farm, tmp_path: Path, option: str) -> None:
    """A file that an option names and nobody has is an error that names it, before anything is fetched."""
    checked = check(farm, tmp_path, farm.of_kind("ok"), option, "nonesuch.pem")
    assert_one_error(Ended(checked.code, checked.out, checked.err), 2, 3)
    assert "nonesuch.pem" in checked.err
    assert farm.stats()["connections"] == 0


@pytest.mark.parametrize("key", ["resolver", "ca_file", "allow_private", "control"])
def test_a_project_that_reaches_too_far(farm: Farm, tmp_path: Path, key: str) -> None:
    """What a pull request can edit can't choose a resolver, trust an authority or open a private network."""
    value = {"resolver": '["127.0.0.1:53"]', "allow_private": '["127.0.0.0/8"]'}.get(key, '"x"')
    (tmp_path / "kh-testlist.toml").write_text(f"[check]\n{key} = {value}\n", "utf-8")
    checked = check(farm, tmp_path, farm.of_kind("ok"))
    assert_one_error(Ended(checked.code, checked.out, checked.err), 2, 3)
    assert key in checked.err
    assert farm.stats()["connections"] == 0
