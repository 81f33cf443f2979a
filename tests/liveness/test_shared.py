"""Pages that unrelated sites share, and networks that lead everybody to one page: what is not known is not said."""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import pytest

from kh_testlist.liveness import journal, shared
from kh_testlist.liveness.attempt import Attempt, Signal
from kh_testlist.liveness.platforms import is_platform
from kh_testlist.liveness.record import Record
from kh_testlist.liveness.run import Run
from kh_testlist.liveness.sketch import are_alike, is_telling, keys, sketch
from kh_testlist.urls import host_of, registered_domain
from kh_testlist.web.failure import Refusal
from kh_testlist.web.fetch import Observation
from kh_testlist.web.page import WebPage
from tests.liveness.world import WORDS, article, broken, page, ran, sent

NAMES: Final = (
    "angkorpost.com", "mekongtimes.org", "tonlesap.net", "krousar.info", "sereipheap.asia", "bayonradio.com",
    "prekleap.org",
)  # fmt: skip
SHARING: Final = tuple(f"http://{name}/" for name in NAMES)
DEEP: Final = tuple(f"http://www.{name}/news/2019/story.html" for name in NAMES)
LIVING: Final = tuple(f"http://{name}.test/" for name in ("kampot", "takeo", "kep", "kratie", "pursat", "pailin"))

LOGIN: Final = "<title>Welcome</title><p>Your data plan is used up. Top up to go on: choose one of our plans below."
NOTICE: Final = (
    "<title>Notice</title><h1>Service notice</h1><p>The content that you asked for can't be shown at this time. If you "
    "think that this is a mistake, write to the help desk of your provider and give the number of this message."
)
SOON: Final = (
    "<title>{0}</title><h1>{0}</h1><p>A new site is being built here. Come back soon to see it, or write to the owner. "
    "Hosting, mail and certificates by the friendly people of the greatest data center in town. Visit {1} of {2}."
)


def of(records: list[Record], urls: tuple[str, ...], run: Run | None = None) -> set[tuple[str, str]]:
    """The verdicts and reasons of `urls`, as the end of the run knows them."""
    found = {one["url"]: one for one in records} | (run.amended if run else {})
    return {(found[url]["verdict"], found[url]["reason"]) for url in urls}


def is_sharing(url: str) -> bool:
    """Whether the URL is one of those that share a page."""
    return registered_domain(host_of(url)) in NAMES


def token(url: str) -> str:
    """Return letters and digits that each URL has others of."""
    return f"{zlib.crc32(url.encode()):x}"


def to_one_host(url: str) -> Observation:
    """The same host for all of them, each at a path of its own."""
    if is_sharing(url):
        return sent(url, f"https://landing.shared-host.test/{token(url)}?d={host_of(url)}")
    return article(url)


def permanently(url: str) -> Observation:
    """The same, permanently, which would be a move."""
    return sent(url, "https://landing.shared-host.test/", 301) if is_sharing(url) else article(url)


def in_place(url: str) -> Observation:
    """The same page at each site, with the site's name and some numbers in it."""
    body = SOON.format(host_of(url).removeprefix("www."), 7 * len(url), token(url))
    return page(url, body) if is_sharing(url) else article(url)


def at_many_hosts(url: str) -> Observation:
    """The same page at a host for each of them."""
    if is_sharing(url):
        return sent(url, f"http://{host_of(url).replace('.', '-')}.pages.shared-host.test/")
    return page(url, SOON.format("Soon", 1, "it")) if "shared-host" in url else article(url)


SHAPES: Final = (to_one_host, permanently, in_place, at_many_hosts)


@pytest.mark.parametrize("serve", SHAPES)
@pytest.mark.parametrize("urls", [SHARING, DEEP])
def test_a_cluster(serve: Callable[[str], Observation], urls: tuple[str, ...], tmp_path: Path) -> None:
    """Seven unrelated sites with one end: nobody knows their pages. The others are what they are."""
    run, records = ran([*urls, *LIVING], serve, path=tmp_path / "journal.jsonl")
    assert of(records, urls, run) == {("unknown", "shared-page")}
    assert of(records, LIVING, run) == {("up", "ok")}
    assert [set(cluster.urls) for cluster in run.clusters] == [set(urls)]
    assert run.clusters[0].host == ("landing.shared-host.test" if serve in {to_one_host, permanently} else None)
    out = [one for one in records if one["url"] in urls and one["verdict"] == "up"]
    assert len(out) <= (1 if serve is in_place else 0), "these results did not have to be out"
    kept = journal.records(tmp_path / "journal.jsonl")
    for url, one in kept.items():
        assert (Signal.SHARED_PAGE in one["signals"]) == (url in urls)


@pytest.mark.parametrize("serve", SHAPES)
def test_four_are_no_cluster(serve: Callable[[str], Observation]) -> None:
    """Four domains are too few, and many pages of one domain are one site."""
    urls = (*SHARING[:4], *(f"http://s{number}.{NAMES[0]}/" for number in range(1, 9)))
    run, records = ran([*urls, *LIVING], serve)
    assert of(records, urls, run) <= {("up", "ok"), ("moved", "redirect-other-domain")}
    assert not run.clusters
    assert not run.amended


def test_a_platform() -> None:
    """Unrelated sites may all have moved to a platform, and a wall of a platform may be all that is seen of them."""
    wall = "https://www.facebook.com/{}"
    run, records = ran(
        [*SHARING, *LIVING],
        lambda url: sent(url, wall.format(host_of(url)), 301) if is_sharing(url) else page(url, NOTICE)
        if "facebook" in url else article(url),
    )  # fmt: skip
    assert of(records, SHARING, run) == {("moved", "redirect-other-domain")}
    assert not run.clusters
    blogs = [f"https://{name.partition('.')[0]}.blogspot.com/" for name in NAMES]
    run, records = ran([*blogs, *LIVING], lambda url: page(url, NOTICE) if "blogspot" in url else article(url))
    assert of(records, tuple(blogs), run) == {("up", "ok")}


@pytest.mark.parametrize(
    "host", ["facebook.com", "km-kh.facebook.com", "a.wordpress.com", "x.blogspot.com", "sites.google.com"]
)
def test_platforms(host: str) -> None:
    """A platform's own host and all below it; not a host that only looks like it."""
    assert is_platform(host)
    assert not is_platform(f"my-{host.rpartition('.')[0].rpartition('.')[2]}.com")
    assert not is_platform(f"{host}.shared-host.test")


def test_one_owner() -> None:
    """One owner's domains of one name are one site: in place, and where they lead to one of them."""
    endings = ("com", "com.kh", "co.uk", "de", "fr", "jp", "vn")
    urls = tuple(f"http://mekongsearch.{end}/" for end in endings)

    def in_one_place(url: str) -> Observation:
        is_last = url == urls[0] or "mekongsearch" not in url
        return page(url, NOTICE) if url == urls[0] else article(url) if is_last else sent(url, urls[0])

    for serve in (in_one_place, lambda url: page(url, NOTICE) if "mekongsearch" in url else article(url)):
        run, records = ran([*urls, *LIVING], serve)
        assert {one["verdict"] for one in records} == {"up"}
        assert not run.clusters


def test_whose_page_it_is() -> None:
    """Where others are led to a listed site, that site itself is at home."""
    home = "http://landing.shared-host.test/"
    run, records = ran([*SHARING, *LIVING, home], lambda url: sent(url, home) if is_sharing(url) else article(url))
    assert of(records, (home,), run) == {("up", "ok")}
    assert of(records, SHARING, run) == {("unknown", "shared-page")}


@pytest.mark.parametrize(
    ("answer", "verdict"),
    [
        (lambda url: page(url, "<script>x</script>"), "up"),
        (lambda url: page(url, ""), "up"),
        (lambda url: page(url, "<title>Hello</title>It works!"), "up"),
        (lambda url: page(url, f"{NOTICE}<form><input name=u><input type='password'></form>"), "up"),
        (lambda url: page(url, NOTICE, 503, **{"x-amzn-waf-action": "challenge"}), "restricted"),
        (lambda url: page(url, NOTICE + "captcha-delivery.com", 403), "restricted"),
        (lambda url: page(url, NOTICE, 404), "gone"),
        (lambda url: page(url, NOTICE, 502), "server-error"),
    ],
)
def test_what_makes_no_cluster(answer: Callable[[str], Observation], verdict: str) -> None:
    """Empty and very short pages, challenges, and the usual errors of servers are shared by chance."""
    run, records = ran([*SHARING, *LIVING], lambda url: answer(url) if is_sharing(url) else article(url))
    assert {one for one, _ in of(records, SHARING, run)} == {verdict}
    assert not run.clusters


@pytest.mark.parametrize(
    ("end", "expected"),
    [
        (lambda url: page(url, NOTICE, 404), ("unknown", "shared-page")),
        (lambda url: page(url, NOTICE, 500), ("unknown", "shared-page")),
        (broken, ("down", "handshake-broken")),
        (lambda url: Observation(url, ("10.1.1.1",), refusal=Refusal.PRIVATE), ("refused", "private-address")),
        (lambda url: page(url, "<title>ERROR: Forbidden</title></head> \n<body><h2>ERROR: Forbidden</h2>"),
         ("possibly-blocked", "known-block-page")),
        (lambda url: page(url, '<p data-adblockkey="x">Buy this domain today'), ("parked", "parked")),
    ],
)  # fmt: skip
def test_what_a_shared_end_says(end: Callable[[str], Observation], expected: tuple[str, str]) -> None:
    """What a host says that unrelated sites share is about none of them; what a page itself shows stays true."""

    def serve(url: str) -> Observation:
        return (
            sent(url, "http://end.shared-host.test/")
            if is_sharing(url)
            else end(url)
            if "shared" in url
            else article(url)
        )

    run, records = ran([*DEEP, *LIVING], serve)
    assert of(records, DEEP, run) == {expected}
    assert all(Signal.SHARED_PAGE in one["signals"] for one in records if one["url"] in DEEP)
    assert [cluster.host for cluster in run.clusters] == ["end.shared-host.test"]


def test_it_came_back() -> None:
    """A site that shows its own page in the second pass is up, whatever the first pass showed."""
    asked: dict[str, int] = {}

    def serve(url: str) -> Observation:
        asked[url] = asked.get(url, 0) + 1
        return to_one_host(url) if asked[url] == 1 else article(url)

    _, records = ran([*SHARING, *LIVING], serve)
    assert {one["verdict"] for one in records} == {"up"}


# Portals.


def portal_by_redirect(url: str) -> Observation:
    """A portal that sends everybody to its login."""
    return page(url, LOGIN) if "portal" in url else sent(url, f"http://portal.operator.test/login?back={url}")


def portal_in_place(url: str) -> Observation:
    """A portal that answers in the place of each site, with the address that was asked for."""
    return page(url, f"{LOGIN} <a href='/?back={url}'>{host_of(url)}</a>")


def portal_in_private(url: str) -> Observation:
    """A portal at an address that is not public."""
    if "192.168" in url:
        return Observation(url, ("192.168.88.1",), refusal=Refusal.PRIVATE)
    return sent(url, "http://192.168.88.1/status")


def portal_of_a_hotel(url: str) -> Observation:
    """A portal with very few words, and a letter that changes."""
    return page(url, f"<title>Hotel</title>Please log in to the guest network, {'abc'[len(url) % 3]}")


def portal_by_script(url: str) -> Observation:
    """A portal that redirects with a script."""
    return page(url, f"<script>top.location.replace('http://wifi.operator.test/hello?s={token(url)}')</script>", 200)


def portal_by_name(url: str) -> Observation:
    """A portal whose resolver answers each name with its own address."""
    return Observation(url, ("10.5.50.1",), failure="dns_bogon_error", refusal=Refusal.BOGON)


PORTALS: Final = (
    portal_by_redirect, portal_in_place, portal_in_private, portal_of_a_hotel, portal_by_script, portal_by_name,
)  # fmt: skip


@pytest.mark.parametrize("portal", PORTALS)
@pytest.mark.parametrize("urls", [SHARING, DEEP])
@pytest.mark.parametrize("more", [{}, {"no_canary": True}, {"passes": 1}])
def test_a_portal(
    portal: Callable[[str], Observation], urls: tuple[str, ...], more: dict[str, Any], tmp_path: Path
) -> None:
    """Where all sites end at one stranger, and those on TLS fail, the network is at fault, and nothing else is said."""
    secure = tuple(f"https://{name}/" for name in ("one-bank.test", "two-bank.test", "three-bank.test"))
    path = tmp_path / "journal.jsonl"
    run, records = ran(
        [*urls, *secure], lambda url: broken(url) if url.startswith("https") else portal(url), path=path, **more
    )
    assert {(one["verdict"], one["reason"]) for one in records} == {("unknown", "network-at-fault")}
    assert not run.network_works
    _, again = ran([*urls, *secure], article, path=path, resume=True, **more)
    assert {one["verdict"] for one in again} == {"up"}, "what a portal said counts when the run goes on"


def test_free_of_charge() -> None:
    """A used-up data plan may leave one site reachable. That one is up, and nothing is said of the others."""
    free = "http://free.test/"
    run, records = ran([free, *SHARING], lambda url: article(url) if "free" in url else portal_by_redirect(url))
    assert not run.network_works
    assert of(records, (free,), run) == {("up", "ok")}
    assert of(records, SHARING, run) == {("unknown", "network-at-fault")}


CANARIES: Final = ("http://canary-one.test/", "http://canary-two.test/")


@pytest.mark.parametrize("portal", PORTALS)
@pytest.mark.parametrize("canaries", [CANARIES, CANARIES[:1], ("https://canary-one.test/",)])
def test_canaries_at_a_portal(portal: Callable[[str], Observation], canaries: tuple[str, ...]) -> None:
    """Canaries have to show their own page: a portal's answer is none, from the start."""
    urls = (*SHARING, "https://one-bank.test/")
    run, records = ran(urls, lambda url: broken(url) if url.startswith("https") else portal(url), canary=canaries)
    assert {(one["verdict"], one["reason"]) for one in records} == {("unknown", "network-at-fault")}
    assert not run.network_works


@pytest.mark.parametrize("portal", PORTALS)
def test_the_data_plan_is_used_up(portal: Callable[[str], Observation]) -> None:
    """Where a portal comes in the middle of a run, nothing is called dead, and no page of it is anybody's own."""
    served: list[str] = []

    def serve(url: str) -> Observation:
        served.append(url)
        return article(url) if len(served) <= 3 + len(CANARIES) else portal(url)

    run, records = ran([*DEEP[:4], *LIVING], serve, canary=CANARIES)
    assert not run.network_works
    found = [one["verdict"] for one in ({one["url"]: one for one in records} | run.amended).values()]
    assert sorted(found) == ["unknown"] * (len(found) - 3) + ["up"] * 3


def test_canaries_that_are_at_home() -> None:
    """A canary may redirect within its name, to TLS too; and its page may change a little from pass to pass."""
    count = 0

    def serve(url: str) -> Observation:
        nonlocal count
        count += 1
        if "canary-one.test" in url:
            return sent(url, "https://www.canary-one.test/km/") if "www" not in url else article(url)
        if "canary-two" in url:
            return page(url, f"<title>{count}</title>{' '.join(WORDS[count : count + 60])}")
        return broken(url)

    run, records = ran(SHARING, serve, canary=CANARIES)
    assert run.network_works
    assert {one["verdict"] for one in records} == {"down"}


def test_canaries_that_work_count_more() -> None:
    """Five sites with one end, and canaries that show their own pages: the network works; nobody owns the end."""
    run, records = ran(SHARING, lambda url: article(url) if "canary" in url else to_one_host(url), canary=CANARIES)
    assert run.network_works
    assert of(records, SHARING, run) == {("unknown", "shared-page")}


# The journal.


def test_a_cluster_in_a_journal_that_goes_on(tmp_path: Path) -> None:
    """The results that a stopped run left count for the cluster of the run that goes on, and get its signal."""
    urls = [*SHARING, *LIVING]
    path = tmp_path / "journal.jsonl"
    header = journal.Header("kh-testlist 0.1.0", "home", journal.list_hash(urls), len(urls), {})
    kept = journal.start(path, header, resume=False)
    for url in SHARING[:4]:
        there = "http://landing.shared-host.test/"
        signals = frozenset({Signal.OTHER_DOMAIN_FOR_NOW})
        kept.attempt(Attempt(url, 1, "2026-11-22T12:00:00Z", final_url=there, status=200, signals=signals))
    kept.close()
    run, records = ran(urls, to_one_host, path=path, resume=True)
    out = [one for one in records if one["url"] in SHARING[:4]]
    assert {one["verdict"] for one in out} == {"up"}, "nothing was known of a cluster when these came"
    assert of(records, SHARING, run) == {("unknown", "shared-page")}
    found = journal.records(path)
    assert {found[url]["reason"] for url in SHARING} == {"shared-page"}
    _, third = ran(urls, broken, path=path, resume=True)
    assert of(third, SHARING) == {("unknown", "shared-page")}
    assert of(third, LIVING) == {("up", "ok")}


def test_the_sketch_is_not_written(tmp_path: Path) -> None:
    """A journal has of a page what it had before, and no more."""
    path = tmp_path / "journal.jsonl"
    ran([*SHARING, *LIVING], in_place, path=path)
    attempts = [json.loads(line)["attempt"] for line in path.read_text("utf-8").splitlines() if '"attempt":' in line]
    assert attempts
    assert not any("sketch" in one for one in attempts)


# Sketches.


def long_page(first: int = 0, *more: str) -> WebPage:
    """Return a page of 150 words, with some more."""
    return WebPage(f"<title>x</title>{' '.join([*WORDS[first : first + 150], *more])}")


def test_likeness() -> None:
    """Almost the same page is found again; a page of the same words in another order is another."""
    one = sketch(long_page())
    assert is_telling(one)
    assert len(one) == len(sketch(long_page(0, *WORDS * 9)))
    other = sketch(long_page(0, "a9f3 22:14 token-abc", "today", "2026"))
    assert are_alike(one, other)
    assert set(keys(one)) & set(keys(other))
    backwards = WebPage(" ".join(reversed(WORDS[:150])))
    assert not are_alike(one, sketch(backwards))
    assert not are_alike(one, sketch(long_page(120)))
    assert sketch(WebPage("")) == b""
    assert not is_telling(sketch(WebPage("<p>It works!")))


def test_own_name() -> None:
    """The names of the site, of which each of its words is one, do not make its page another."""
    body = " ".join(WORDS[:25])
    pages = [sketch(WebPage(f"<title>{host}</title>{body} {host} {host}"), f"http://{host}/") for host in NAMES]
    assert len(set(pages)) == 1


def test_many_sites(monkeypatch: pytest.MonkeyPatch) -> None:
    """The comparisons grow with the number of sites, not with its square, also where all share a page or a host."""
    compared = 0

    def counted(one: bytes, other: bytes) -> bool:
        nonlocal compared
        compared += 1
        return are_alike(one, other)

    monkeypatch.setattr(shared, "are_alike", counted)
    urls = [f"http://site{number}.test/" for number in range(4_000)]
    ends = shared.Ends(urls)
    for number, url in enumerate(urls):
        body = WORDS[:100] if number % 3 else WORDS[number % 100 :]
        to = "http://one.shared-host.test/" if number % 5 == 0 else url
        ends.add(Attempt(url, 1, "", final_url=to, status=200, sketch=sketch(WebPage(" ".join(body)), url)))
    assert not ends.find_portal()
    assert len(ends.clusters(dict.fromkeys(urls, True))) > 2
    assert compared <= 4 * 8 * len(urls)
