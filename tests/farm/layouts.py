"""How the URLs of each kind are laid out: on which hosts, with which pages behind them, and what DNS says."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any, Final
from urllib.parse import urlsplit

from tests.farm.parking import TEMPLATES
from tests.farm.plan import BLACKHOLES, CAMBODIAN, FORBIDDEN, REFUSED, TLS, Name, Plan

Layout = Callable[[Plan], str]
Naming = Callable[[Plan], Name]

WAYS_TO_LOOPBACK: Final = (
    FORBIDDEN, "127.0.0.1", "2130706433", "0x7fc80001", "0x7f.0xc8.0x0.0x1", "0177.0.0.1", "127.1", "[::1]",
    "0.0.0.0",  # noqa: S104 - nothing is bound to it
    "[::ffff:127.200.0.1]", "[::ffff:7f00:1]",
)  # fmt: skip
"""Ways to write the machine itself: each leads to a server that counts its callers."""


def simple(act: str, **options: Any) -> Layout:  # noqa: ANN401 - what the act takes
    """A page on an ordinary host."""
    return lambda plan: plan.page(act, **options)


def stalling(act: str, **options: Any) -> Layout:  # noqa: ANN401 - what the act takes
    """A page that takes all the time there is."""
    return lambda plan: plan.page(act, stall=plan.timeout, **options)


def slow(plan: Plan) -> str:
    """A page that takes more than half of the time there is."""
    return plan.page("article", latency=0.6 * plan.timeout)


def article(lang: str) -> Layout:
    """A page of a site that is alive; some of them are the root of their host."""

    def lay(plan: Plan) -> str:
        host = plan.pooled()
        root = f"http://{host}:{plan.http_port}/"
        path = "/" if root not in plan.routes and plan.chance.random() < 0.3 else ""
        return plan.page("article", lang=lang, host=host, path=path, scheme="http" if path else "")

    return lay


def catch_all(act: str) -> Layout:
    """A deep page of a host that answers the same on every path."""
    return lambda plan: plan.page(act, host=plan.host(act=act), page_seed=7)


def login_wall(plan: Plan) -> str:
    """A deep page of a host that sends everybody to its login."""
    host = plan.host(act="redirect", code=302, to="/login")
    plan.page("login", host=host, path="/login", scheme="http")
    return plan.page("redirect", host=host, scheme="http", code=302, to="/login")


def root_of_catch_all(plan: Plan) -> str:
    """The root of a host that sends every other path there."""
    host = plan.host(act="redirect", code=302, to="/")
    return plan.page("article", host=host, path="/", scheme="http")


def to_root_alone(plan: Plan) -> str:
    """A page that was given up for the root, on a host that says 404 where it has nothing."""
    host = plan.pooled()
    return plan.page("redirect", host=host, scheme="http", code=302, to="/")


def soft_404(style: str) -> Layout:
    """A deep page on a host that says 200 where it has nothing, and words it."""

    def lay(plan: Plan) -> str:
        host = plan.host(act="not-found", style=style)
        return plan.page("not-found", host=host, style=style, path=f"/{plan.word()}/{plan.word()}.html")

    return lay


def everything_to(where: str) -> Layout:
    """A deep page on a host that sends whoever asks for what it does not have to one page."""

    def lay(plan: Plan) -> str:
        host = plan.host(act="redirect", code=302, to=where)
        if where == "/":
            plan.page("article", host=host, path="/", scheme="http")
        else:
            plan.page("not-found", style="en-404", host=host, path=where, scheme="http")
        deep = f"/{plan.word()}/{plan.word()}.html"
        return plan.page("redirect", host=host, scheme="http", path=deep, code=302, to=where)

    return lay


def parked(template: str) -> Layout:
    """The root, or a page that was once there, of a name that is for sale."""

    def lay(plan: Plan) -> str:
        found = TEMPLATES[template]
        name = Name(nameservers=found.nameservers or ("ns1.registrar-farm.test", "ns2.registrar-farm.test"))
        options: dict[str, Any] = {"template": template}
        act = "parked"
        host = plan.host(zone="own", name=name, act=act, **options)
        if found.platform:
            sold = host.removeprefix("www.")
            act = "redirect"
            options = {"code": 302, "to": plan.url("http", found.platform, f"/domain_profile.cfm?d={sold}")}
            plan.sites[host].otherwise.act = act
            plan.sites[host].otherwise.options.update(options)
        return plan.page(act, host=host, path=plan.chance.choice(("/", plan.path())), **options)

    return lay


def _least(plan: Plan, latency: float | None = None) -> float:
    """Seconds for one of several hops, all of which must fit into the time of one attempt."""
    return min(plan.latency() if latency is None else latency * plan.speed, 0.1 * plan.timeout)


def hops(count: int, *, latency: float | None = None) -> Layout:
    """So many redirects on one host, then a page."""

    def lay(plan: Plan) -> str:
        host = plan.pooled()
        url = plan.page("article", host=host, latency=_least(plan, latency), size=2_000)
        for _ in range(count):
            code = plan.chance.choice((301, 302, 303, 307, 308))
            parts = urlsplit(url)
            to = parts.path if plan.chance.random() < 0.3 else url
            scheme = parts.scheme if to != url else ""
            url = plan.page("redirect", host=host, scheme=scheme, code=code, to=to, latency=_least(plan, latency))
        return url

    return lay


def slow_hops(count: int) -> Layout:
    """So many redirects, each of which takes nearly half of the time that there is for all."""

    def lay(plan: Plan) -> str:
        host = plan.host()
        url = plan.page("article", host=host, latency=0.05 * plan.timeout)
        for _ in range(count):
            url = plan.page("redirect", host=host, code=302, to=url, latency=0.45 * plan.timeout)
        return url

    return lay


def to_sibling(code: int) -> Layout:
    """A redirect to another host of the same registered domain."""

    def lay(plan: Plan) -> str:
        zone = plan.chance.choice(("example.com", "example.org", CAMBODIAN[0]))
        there = plan.page("article", host=plan.host(zone=zone), latency=_least(plan))
        return plan.page("redirect", host=plan.host(zone=zone), code=code, to=there, latency=_least(plan))

    return lay


def to_https(plan: Plan) -> str:
    """A redirect to the same path under https."""
    host = plan.pooled()
    path = plan.path()
    there = plan.page("article", host=host, scheme="https", path=path, latency=_least(plan))
    code = plan.chance.choice((301, 302, 308))
    return plan.page(
        "redirect", host=host, scheme="http", path=urlsplit(there).path, code=code, to=there, latency=_least(plan)
    )


def to_other_domain(code: int, zones: tuple[str, ...] = ("example.com", "example.org", "example.net")) -> Layout:
    """A redirect to another registered domain."""

    def lay(plan: Plan) -> str:
        here, there = plan.chance.sample(zones, 2)
        to = plan.page("article", host=plan.host(zone=there), latency=_least(plan))
        return plan.page("redirect", host=plan.host(zone=here), code=code, to=to, latency=_least(plan))

    return lay


def there_and_back(plan: Plan) -> str:
    """A redirect for good to another domain, which sends back to where it came from, as where people sign in."""
    here = plan.host(zone="example.org")
    page = plan.page("article", host=here, latency=_least(plan))
    there = plan.page("redirect", host=plan.host(zone="example.net"), code=302, to=page, latency=_least(plan))
    return plan.page("redirect", host=here, code=301, to=there, latency=_least(plan))


def moved_and_on(plan: Plan) -> str:
    """A redirect for good to another domain, which has a redirect of its own for now."""
    there = plan.host(zone="example.net")
    page = plan.page("article", host=there, latency=_least(plan))
    way = plan.page("redirect", host=there, code=302, to=page, latency=_least(plan))
    return plan.page("redirect", host=plan.host(zone="example.org"), code=301, to=way, latency=_least(plan))


def to_utf_8(plan: Plan) -> str:
    """A redirect whose Location has a Khmer path, neither encoded nor allowed, as browsers take it all the same."""
    host = plan.pooled()
    there = plan.page("article", host=host, lang="km", scheme="http", path="/%E1%9E%96%E1%9E%8F/" + plan.word())
    return plan.page("redirect", host=host, scheme="http", code=302, to=there.replace("%E1%9E%96%E1%9E%8F", "ពត"))


def loop(length: int) -> Layout:
    """A circle of so many redirects."""

    def lay(plan: Plan) -> str:
        host = plan.pooled()
        first = plan.page("redirect", host=host, code=302, latency=_least(plan))
        url = first
        for _ in range(length - 1):
            url = plan.page("redirect", host=host, code=302, to=url, latency=_least(plan))
        plan.routes[first].options["to"] = url
        return first

    return lay


def to_nowhere(location: str) -> Layout:
    """A redirect to what is no web address."""
    return lambda plan: plan.page("redirect", code=302, to=location)


def to_nxdomain(plan: Plan) -> str:
    """A redirect to a name that is not there."""
    gone = plan.host(name=Name(says="nxdomain"))
    plan.seen_elsewhere[gone] = "dns:dns_name_error"
    return plan.page("redirect", scheme="http", code=302, to=f"http://{gone}/")


def to_refused(plan: Plan) -> str:
    """A redirect to a port where nobody listens."""
    plan.seen_elsewhere[REFUSED[0]] = "tcp:connection_refused_error"
    return plan.page("redirect", scheme="http", code=302, to=f"http://{REFUSED[0]}:{plan.http_port}/")


def _nowhere(plan: Plan, address: str, stall: float) -> str:
    host = plan.host(name=None if plan.literal else Name(addresses=(address,)), address=address)
    plan.service += stall
    return plan.url(plan.chance.choice(("http", "https")), host, plan.path())


def nobody_there(plan: Plan) -> str:
    """A site at an address where nobody listens."""
    return _nowhere(plan, plan.chance.choice(REFUSED), 0.0)


def blackhole(plan: Plan) -> str:
    """A site at an address that answers no SYN, for its queue is full; it costs the time to connect, half of all."""
    return _nowhere(plan, plan.chance.choice(BLACKHOLES), plan.timeout / 2)


def tls(fault: str, stall: float = 0.0) -> Layout:
    """A site where TLS goes wrong; it may stall for so many times the time there is."""

    def lay(plan: Plan) -> str:
        host = plan.host(address=TLS[fault])
        return plan.page("article", host=host, scheme="https", stall=stall * plan.timeout)

    return lay


def named(naming: Naming, stall: float = 0.0) -> Layout:
    """A page on a host of its own with something about its name."""

    def lay(plan: Plan) -> str:
        return plan.page("article", host=plan.host(name=naming(plan)), scheme="http", stall=stall * plan.timeout)

    return lay


def dns(says: str) -> Naming:
    """DNS says something else than addresses, or in some other way."""
    return lambda plan: Name(says=says, addresses=(plan.chance.choice(("127.64.1.2", "127.64.1.3")),))


def answers(*four: str, six: str = "") -> Naming:
    """DNS answers these very addresses."""
    return lambda _: Name(addresses=four, addresses_6=(six,) if six else (), says="these")


def first_address_refuses(plan: Plan) -> Name:
    """The first of two addresses takes no connection."""
    return Name(says="these", addresses=(plan.chance.choice(REFUSED), "127.64.1.4"))


def aliased(plan: Plan) -> Name:
    """The name is an alias of another."""
    return Name(alias=plan.host())


def weak_nameserver(plan: Plan) -> str:
    """A live site whose nameservers are those of a registrar that parks names too."""
    servers = plan.chance.choice((("ns1.dnsowl.com", "ns2.dnsowl.com"), ("nsa.bookmyname.com",)))
    return plan.page("article", host=plan.host(zone="own", name=Name(nameservers=servers)), scheme="http")


def parking_nameserver(plan: Plan) -> str:
    """A live site that left its nameservers where they were when its name was parked."""
    name = Name(nameservers=("ns1.sedoparking.com", "ns2.sedoparking.com"))
    return plan.page("article", host=plan.host(zone="own", name=name), scheme="http", size=6_000)


def rebinding_redirect(plan: Plan) -> str:
    """A page on a host that is elsewhere the next time somebody asks, with a redirect that makes them ask."""
    host = plan.host(name=dns("rebinding")(plan))
    there = plan.page("article", host=host, scheme="http", latency=_least(plan))
    return plan.page("redirect", host=host, scheme="http", code=302, to=there, latency=_least(plan))


def literal_forbidden(plan: Plan) -> str:
    """A URL of the forbidden address itself."""
    return plan.url("http", FORBIDDEN, plan.path())


def to_forbidden(host: str) -> Layout:
    """A redirect to the machine itself, written as `host`."""

    def lay(plan: Plan) -> str:
        for written in (host.strip("[]"), "127.0.0.1", FORBIDDEN, "::ffff:7fc8:1"):
            plan.seen_elsewhere[written] = "tcp:connect_error"
        plan.seen_elsewhere["localhost"] = "dns:dns_name_error"
        return plan.page("redirect", scheme="http", code=302, to=plan.url("http", host, "/admin"))

    return lay


def to_forbidden_name(plan: Plan) -> str:
    """A redirect to a name of the forbidden address."""
    host = plan.host(name=answers(FORBIDDEN)(plan))
    plan.seen_elsewhere[host] = "dns:dns_name_error"
    return plan.page("redirect", scheme="http", code=302, to=plan.url("http", host, "/admin"))


def chance_of(seed: int) -> random.Random:
    """A generator of what need not be secret."""
    return random.Random(seed)  # noqa: S311 - pages, not secrets
