"""Pages that unrelated sites share: a parking provider, a hosting company, a block page, a captive portal.

A cluster is at least five sites that end at one host, or at almost the same page. Their registered domains are
different. Then it is not known that the page is the site's own. What follows from that:

- The signal `shared-page` is on each member. A member that would be up or moved is `unknown`, with the reason
  `shared-page`. A member that gets an error at another host is `unknown` too, if the cluster ends at that host.
- A member is never called dead or blocked because of its cluster. Without an answer, it is down as before.
- The page itself may show what it is: parked, a placeholder, in other hands, a challenge, a known block page. Then that
  verdict stays.
- Platforms make no clusters: see `platforms.py`. A challenge, a login form and a very short page make none. They count
  only if nearly all sites end there, or if a canary ends there too.
- Domains of one name have one owner: google.com and google.com.kh. A site that ends at its own name is at home. A
  cluster needs three names among its five domains. Owners with many names are not known here. Their sites are
  `unknown`, and a person sees the cluster in the summary.
- If nearly all sites that answered end at one host or show one page, it is a portal. Then this network is at fault.

Time and memory grow with the number of sites, and not with its square.
"""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from kh_testlist.liveness import verdict
from kh_testlist.liveness.attempt import Attempt, Signal
from kh_testlist.liveness.classify import site_of
from kh_testlist.liveness.platforms import is_platform
from kh_testlist.liveness.sketch import are_alike, is_telling, keys
from kh_testlist.urls import host_of
from kh_testlist.web.failure import Refusal

ENOUGH: Final = 5
"""Different registered domains that make a cluster. Source: the issue that asked for this."""
_NAMES: Final = 3
"""Different names among these domains."""
_NEARLY_ALL: Final = 0.8
"""Share of the domains that answered. Some sites are free of charge also if a data plan is used up."""
_MOST_FOR_A_KEY: Final = 8
"""Pages that are compared for one key."""


class Cluster(NamedTuple):
    """Unrelated sites that share a page."""

    host: str | None
    """The host where all of them end. None if they show the same page at different hosts."""
    page: str | None
    """The title of the page."""
    urls: tuple[str, ...]
    """The URLs of the sites, as they are in the list."""


@dataclass(slots=True, eq=False)
class _End:
    """A host or a page where sites end."""

    sketch: bytes = b""
    """Of a page; empty for a host."""
    members: list[tuple[str, int]] = field(default_factory=list)
    """The URLs that end here, with the number of the pass."""
    domains: list[str] = field(default_factory=list)
    """Some of their registered domains: enough for a cluster."""
    names: list[str] = field(default_factory=list)
    """Some of the names of these domains."""
    homes: set[str] = field(default_factory=set)
    """The domains to which some of the URLs redirect. A site of one of these is at home here."""
    title: str | None = None
    is_portal: bool = False
    """True if a canary ended here, and should not."""
    has_canary: bool = False

    @property
    def is_wide(self) -> bool:
        return len(self.domains) >= ENOUGH and len(self.names) >= _NAMES

    @property
    def is_cluster(self) -> bool:
        return self.is_wide and (self.is_portal or not self.sketch or is_telling(self.sketch))


class _Answer(NamedTuple):
    """Where the answer of a site came from."""

    domain: str
    host: _End | None
    page: _End | None
    shows_what_it_is: bool


class Ends:
    """Where the sites of a run end."""

    def __init__(self, urls: Iterable[str]) -> None:
        self._domains: dict[str, str] = {}
        """By URL."""
        self._hosts: dict[str, _End] = {}
        self._pages: dict[bytes, list[_End]] = {}
        """By the keys of their sketches."""
        self._seen: dict[bytes, _End] = {}
        """The same by each sketch that was seen, to find it at once."""
        self._addresses: dict[str, set[str]] = {}
        """The domains that DNS leads to an address that is not public."""
        self._answers: list[_Answer] = []
        self._is_possible = len(set(itertools.islice(_unlike(map(self._domain, urls)), ENOUGH))) == ENOUGH
        self.have_differed = False
        """True if two different pages were seen, so that not all sites can show the same page."""

    def add(self, attempt: Attempt) -> None:
        """Take account of where `attempt` ended."""
        if not self._is_possible:
            return
        domain = self._domain(attempt.url)
        if attempt.refusal is Refusal.BOGON and not attempt.redirects and attempt.addresses:
            self._addresses.setdefault(attempt.addresses[0], set()).add(domain)
        host, page = self._host(attempt), self._page(attempt, self._new_page)
        for end in (host, page):
            if end is not None:
                _join(end, attempt, domain)
        if page is not None and host is not None:
            page.homes.add(site_of(attempt.final_url or ""))
        if attempt.status is not None or host is not None:
            self._answers.append(_Answer(domain, host, page, verdict.shows_what_it_is(verdict.judge(attempt))))

    def distrust(self, attempt: Attempt) -> None:
        """Take account of where a canary ended that should have ended elsewhere: no other site's page is there."""
        if (end := self._host(attempt) or self._page(attempt, self._new_page)) is not None:
            end.is_portal = True

    def add_canary(self, attempt: Attempt) -> None:
        """Take account of the page of a canary that looks well, but was not protected on its way."""
        if (page := self._page(attempt, self._new_page)) is not None:
            page.has_canary = True

    def is_open(self, attempt: Attempt) -> bool:
        """Return True if `attempt` may belong to a cluster that is not known yet, so its result should wait."""
        if self._host(attempt) is not None:
            return self._is_possible
        page = self._page(attempt)
        return page is not None and (not self.have_differed or len(page.domains) > 1 or page.is_portal)

    def marked(self, attempt: Attempt) -> Attempt:
        """Return `attempt`, with the signal if unrelated sites ended at the same place."""
        return _with_signal(attempt) if self._is_shared(attempt) else attempt

    def _is_shared(self, attempt: Attempt) -> bool:
        host, page = self._host(attempt), self._page(attempt)
        if host is not None and (host.is_cluster or host.is_portal):
            return True
        is_at_home = page is not None and host is None and self._domain(attempt.url) in page.homes
        return page is not None and not is_at_home and (page.is_cluster or page.is_portal)

    def members(self) -> Iterator[str]:
        """Yield the URLs of all clusters, and of those that ended where a canary should not. A URL may come twice."""
        for end in self._all():
            if end.is_cluster or end.is_portal:
                yield from (url for url, _ in end.members)

    def clusters(self, shared: Mapping[str, bool]) -> list[Cluster]:
        """Return the clusters, the largest first. `shared` says of each URL if its result has the signal."""
        found = {}
        for end in filter(lambda end: end.is_cluster, self._all()):
            urls = tuple(dict.fromkeys(url for url, _ in end.members if shared.get(url)))
            # Sites that end at one host also show one page. That is one cluster, and its host names it best.
            if len({self._domain(url) for url in urls}) >= ENOUGH and frozenset(urls) not in found:
                host = next((name for name, one in self._hosts.items() if one is end), None)
                found[frozenset(urls)] = Cluster(host, end.title, urls)
        return sorted(found.values(), key=lambda one: (-len(one.urls), one.urls))

    def _all(self) -> Iterable[_End]:
        pages = itertools.chain.from_iterable(self._pages.values())
        return dict.fromkeys(itertools.chain(self._hosts.values(), pages))

    def take_canaries(self) -> bool:
        """Return True if a canary that looks well shows the same page as unrelated sites."""
        taking = [end for end in self._all() if end.has_canary and end.is_wide]
        for end in taking:
            end.is_portal = True
        return bool(taking)

    @property
    def are_in_doubt(self) -> bool:
        """True if unrelated sites share a page, so it is worth to look if the canaries still work."""
        return any(end.is_wide for end in self._all())

    def find_portal(self) -> bool:
        """Return True if nearly all sites that answered ended at one host, at one page, or at one address.

        That host or page is then no site's own.
        """
        own = {one.domain for one in self._answers if one.shows_what_it_is}
        strange = [one for one in self._answers if not one.shows_what_it_is]
        at: dict[_End, set[str]] = {}
        for one in strange:
            for end in (one.host, one.page):
                if end is not None and end.is_wide:
                    at.setdefault(end, set()).add(one.domain)
        for end, domains in at.items():
            others = own | {one.domain for one in strange if end not in (one.host, one.page)}
            if len(domains) >= ENOUGH and len(domains) >= _NEARLY_ALL * len(domains | others):
                end.is_portal = True
                return True
        answered = {one.domain for one in self._answers}
        most = max(self._addresses.values(), key=len, default=set())
        return len(most) >= ENOUGH and len(most) >= _NEARLY_ALL * len(most | answered)

    def _host(self, attempt: Attempt) -> _End | None:
        """Return the host where `attempt` ended, if it is a stranger to the site."""
        if attempt.final_url is None or Signal.CHALLENGE in attempt.signals:
            return None
        host = host_of(attempt.final_url)
        if host == host_of(attempt.url):
            return None
        there, here = self._domain(attempt.final_url), self._domain(attempt.url)
        if not host or there == here or name_of(there) == name_of(here) or is_platform(host):
            return None
        return self._hosts.setdefault(host, _End())

    def _page(self, attempt: Attempt, make: Callable[[bytes], _End | None] = lambda _: None) -> _End | None:
        """Return the page that `attempt` shows, if it is one to compare."""
        if not attempt.sketch or not self._is_possible or is_platform(host_of(attempt.final_url or attempt.url)):
            return None
        if attempt.sketch in self._seen:
            return self._seen[attempt.sketch]
        for key in keys(attempt.sketch):
            for end in self._pages.get(key, ()):
                if are_alike(end.sketch, attempt.sketch):
                    self._seen[attempt.sketch] = end
                    return end
        return make(attempt.sketch)

    def _new_page(self, sketch: bytes) -> _End:
        self.have_differed = bool(self._pages)
        end = self._seen[sketch] = _End(sketch)
        for key in keys(sketch):
            ends = self._pages.setdefault(key, [])
            if len(ends) < _MOST_FOR_A_KEY:
                ends.append(end)
        return end

    def _domain(self, url: str) -> str:
        if url not in self._domains:
            self._domains[url] = site_of(url)
        return self._domains[url]


def _join(end: _End, attempt: Attempt, domain: str) -> None:
    end.members.append((attempt.url, attempt.number))
    end.title = end.title or attempt.title
    for known, one, most in ((end.domains, domain, ENOUGH), (end.names, name_of(domain), _NAMES)):
        if len(known) < most and one not in known:
            known.append(one)


def _with_signal(attempt: Attempt) -> Attempt:
    return dataclasses.replace(attempt, signals=attempt.signals | {Signal.SHARED_PAGE})


def name_of(domain: str) -> str:
    """Return the name of a registered domain: `google` for `google.com.kh`."""
    return domain if domain[-1:].isdigit() or domain.startswith("[") else domain.partition(".")[0]


def _unlike(values: Iterable[str]) -> Iterator[str]:
    """Yield each value once."""
    seen: set[str] = set()
    for value in values:
        if value and value not in seen:
            seen.add(value)
            yield value
