"""Networks that don't work, resolvers that lie or say nothing, canaries that fail: no site is called dead for that."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.farm.client import Farm, records
from tests.farm.kinds import KINDS
from tests.farm.runs import PATIENCE, Checked, arguments, check, run
from tests.hostile.processes import Ended, assert_civil, assert_one_error, command, environment

FAILING = ("nxdomain", "refused", "reset", "eof", "servfail")
NO_SUCH_RESOLVER = "127.0.0.1:9"


def checked_by(farm: Farm, folder: Path, urls: list[str], *resolvers: str, more: tuple[str, ...] = ()) -> Checked:
    """A run that asks `resolvers` and no other."""
    listed = folder / "urls.txt"
    listed.write_text("".join(f"{url}\n" for url in urls), "utf-8")
    given = [word for word in arguments(farm, "-i", str(listed)) if word != "--no-canary"]
    given += more
    at = given.index("--resolver")
    asked = [word for resolver in resolvers for word in ("--resolver", resolver)]
    return run(folder, *given[:at], *asked, *given[at + 2 :])


def test_dead_canaries(farm: Farm, tmp_path: Path) -> None:
    """Where the canaries fail from the start, the network is at fault: all is unknown, and the program says so."""
    urls = farm.of_kind("ok", *FAILING)
    checked = check(farm, tmp_path, urls, "--canary", farm["canary_dead"])
    assert_one_error(Ended(checked.code, "", checked.err), 3)
    assert "canar" in checked.err.lower()
    assert checked.verdicts() == dict.fromkeys(urls, "unknown")


def test_canaries_that_live(farm: Farm, tmp_path: Path) -> None:
    """Where they are up, verdicts are what they are; canaries themselves are in no report."""
    urls = farm.of_kind("ok", *FAILING)
    checked = check(farm, tmp_path, urls, "--canary", farm["canary_up"])
    assert checked.code == 0, checked.err
    assert [url for url, record in checked.by_url.items() if not farm.truth[url].allows(record)] == []
    assert set(checked.verdicts()) == set(urls)
    assert farm.stats()["requests"][farm["canary_up"]]


def test_canaries_that_die_between_the_passes(farm: Farm, tmp_path: Path) -> None:
    """Where the network goes while the run goes on, nothing is called down."""
    urls = farm.of_kind("ok", *FAILING)
    checked = check(farm, tmp_path, urls, "--canary", farm["canary_once"])
    assert len(farm.stats()["requests"][farm["canary_once"]]) >= 2
    verdicts = checked.verdicts()
    assert set(verdicts) == set(urls)
    for url in farm.of_kind(*FAILING):
        assert verdicts[url] == "unknown"
    assert verdicts[farm.of_kind("ok")[0]] in {"up", "unknown"}


def test_one_canary_of_three(farm: Farm, tmp_path: Path) -> None:
    """One dead canary among three shows nothing: it may have died of itself."""
    canaries = [farm["canary_dead"], farm["canary_up"], *farm.of_kind("ok-khmer")]
    given = [word for url in canaries for word in ("--canary", url)]
    checked = check(farm, tmp_path, farm.of_kind("refused"), *given)
    assert list(checked.verdicts().values()) == ["down"]


@pytest.mark.parametrize("which", ["resolver_silent", "nobody"])
def test_no_resolver(farm: Farm, tmp_path: Path, which: str) -> None:
    """A resolver that never answers, or none at all: no name is called down for it, and the run ends in time."""
    urls = farm.of_kind("ok", "nxdomain", "404")
    resolver = NO_SUCH_RESOLVER if which == "nobody" else farm[which]
    checked = checked_by(farm, tmp_path, urls, resolver, more=("--timeout", "1"))
    assert checked.verdicts() == dict.fromkeys(urls, "unknown")
    assert_one_error(Ended(checked.code, "", checked.err), 3)
    assert checked.seconds < 15
    assert farm.stats()["request_count"] == 0


def test_no_resolver_and_no_canary(farm: Farm, tmp_path: Path) -> None:
    """Who wants a judgement even so gets the failure by its name, and nothing that looks like NXDOMAIN."""
    urls = farm.of_kind("ok", "nxdomain")
    checked = checked_by(farm, tmp_path, urls, farm["resolver_silent"], more=("--no-canary", "--timeout", "1"))
    assert {record["failure"] for record in checked.records} == {"generic_timeout_error"}
    assert len(checked.records) == len(urls)


def test_not_one_of_many_answers(farm: Farm, tmp_path: Path) -> None:
    """A resolver that knows no name at all, as on a network of its own: the verdicts stand, and a doubt is said."""
    urls = [f"http://name{number}.farm-nobody-has.test/" for number in range(12)]
    (tmp_path / "urls.txt").write_text("".join(f"{url}\n" for url in urls), "utf-8")
    given = ("--resolver", farm["resolver"], "--format", "jsonl", "--pause", "0", "-i", str(tmp_path / "urls.txt"))
    checked = run(tmp_path, "check", *given)
    assert set(checked.verdicts().values()) == {"down"}
    assert "None of the 12 sites answered" in checked.err
    assert "--canary" in checked.err
    assert "None of the" not in run(tmp_path, "check", *given, "--no-canary").err


def test_one_resolver_of_two_is_silent(farm: Farm, tmp_path: Path) -> None:
    """Where one resolver says nothing, the other is asked."""
    urls = farm.of_kind("ok", "nxdomain")
    checked = checked_by(farm, tmp_path, urls, farm["resolver_silent"], farm["resolver"], more=("--timeout", "6"))
    assert checked.verdicts() == dict(zip(urls, ("up", "down"), strict=True))


def test_a_second_opinion(farm: Farm, tmp_path: Path) -> None:
    """One resolver's NXDOMAIN does not count where another knows the name; where both say so, it does."""
    liar, truly_gone = farm["up_at_second_resolver"], farm.of_kind("nxdomain")[0]
    checked = checked_by(farm, tmp_path, [liar, truly_gone], farm["resolver"], farm["resolver_second"])
    assert checked.verdicts()[liar] != "down"
    assert checked.by_url[liar]["failure"] != "dns_nxdomain_error"
    assert checked.verdicts()[truly_gone] == "down"
    assert checked.by_url[truly_gone]["failure"] == "dns_nxdomain_error"
    alone = checked_by(farm, tmp_path, [liar], farm["resolver"])
    assert alone.by_url[liar]["failure"] == "dns_nxdomain_error"


@pytest.mark.parametrize("kind", ["ok", "forbidden", "name-of-loopback", "redirect-1"])
def test_nothing_private_unless_allowed(farm: Farm, tmp_path: Path, kind: str) -> None:
    """Without `--allow-private` the farm itself is out of bounds: refused, and not one connection to it."""
    urls = farm.of_kind(kind)
    given = arguments(farm, *urls)
    at = given.index("--allow-private")
    checked = run(tmp_path, *given[:at], *given[at + 2 :])
    assert set(checked.verdicts().values()) == {"refused"}
    assert farm.stats()["connections"] == 0
    assert farm.stats()["forbidden"] == []


def test_no_proxy_by_chance(farm: Farm, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A proxy in the environment is not used: it would go where no guard looks, and be another vantage."""
    for name in ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, f"http://127.0.0.1:{farm.place['http_port']}")
    urls = farm.of_kind("ok", "404")
    checked = check(farm, tmp_path, urls)
    assert list(checked.verdicts().values()) in (["up", "gone"], ["gone", "up"])
    assert farm.stats()["forbidden"] == []


def test_no_password_by_chance(farm: Farm, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is in the user's .netrc is told to nobody."""
    (url,) = farm.of_kind("unauthorised")
    netrc = tmp_path / "netrc"
    netrc.write_text(
        f"machine {farm.truth[url].host} login me password secret\ndefault login me password secret\n", "utf-8"
    )
    netrc.chmod(0o600)
    monkeypatch.setenv("NETRC", str(netrc))
    checked = check(farm, tmp_path, [url])
    assert checked.verdicts() == {url: "up"}
    assert farm.stats()["authorised"] == 0


def test_cookies_are_told_to_nobody_else(farm: Farm, tmp_path: Path) -> None:
    """A cookie goes back to those who gave it, and neither to a file nor to the screen."""
    urls = farm.of_kind(*(kind for kind in KINDS if kind.startswith("cookie-")))
    journal = tmp_path / "journal.jsonl"
    checked = check(farm, tmp_path, urls, "--journal", str(journal))
    assert [url for url in urls if not farm.truth[url].allows(checked.by_url[url])] == []
    seen = farm.stats()
    assert (len(seen["given"]) > len(urls), seen["authorised"]) == (True, 0)
    told = journal.read_text("utf-8") + checked.out + checked.err
    assert [pair for pair in seen["given"] if pair.partition("=")[2] in told] == []


@pytest.mark.parametrize("cap", [1, 2])
def test_requests_to_one_host(farm: Farm, tmp_path: Path, cap: int) -> None:
    """The cap for a host is what the user says, for pages, redirects and whatever else is asked of it."""
    kinds = ("ok", "404", "redirect-3", "bait-khmer", "500", "ok-khmer", "403", "redirect-2", "bait-page-not-found")
    urls = [url for kind in kinds for url in farm.of_kind(kind)]
    paths = [f"http://{farm['busy_host']}:{farm['http_port']}/{number}" for number in range(12)]
    checked = check(farm, tmp_path, [*urls, *paths], "--per-host", str(cap))
    assert len(checked.records) == len(urls) + 12
    assert max(farm.stats()["max_in_flight"].values()) <= cap
    assert farm.stats()["max_in_flight"][farm["busy_host"]] == cap


def test_few_files_to_open(farm: Farm, tmp_path: Path) -> None:
    """With hardly any sockets to spare, what can't be asked is unknown, never down."""
    kinds = ("ok", "404", "500", "redirect-3", "hang", "hang-here", "refused", "header-drip", "body-drip", "ok-khmer")
    urls = farm.of_kind(*kinds)
    given = command(*arguments(farm, *urls, "--concurrency", "64", "--timeout", "1.5"))
    ended = subprocess.run(
        ["sh", "-c", 'ulimit -n 12 && exec "$@"', "sh", *given],
        cwd=tmp_path,
        env=environment(),
        capture_output=True,
        timeout=PATIENCE,
        check=False,
    )
    assert_civil(Ended(ended.returncode, "", ended.stderr.decode()))
    found = {record["url"]: record for record in records(ended.stdout.decode())}
    assert set(found) == set(urls)
    wrong = [url for url, one in found.items() if one["verdict"] != "unknown" and not farm.truth[url].allows(one)]
    assert wrong == []
