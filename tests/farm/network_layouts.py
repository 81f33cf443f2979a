"""How URLs are laid out whose hazard is in cookies, in interim answers, in headers Location or in addresses."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from tests.farm.layouts import Layout, Naming, answers
from tests.farm.plan import CAMBODIAN, NO_ROUTE_6, Name, Plan

_QUICK = 0.02


def walled(*names: str, scheme: str = "http", zone: str = "", **options: Any) -> Layout:  # noqa: ANN401 - the act's
    """A page that is shown with the cookies `names` alone."""

    def lay(plan: Plan) -> str:
        host = plan.host(zone=zone) if zone or scheme == "https" else plan.pooled()
        return plan.page("wall", host=host, scheme=scheme, latency=_QUICK, names=names, **options)

    return lay


def own_path(plan: Plan) -> str:
    """A page whose cookie is for its own path alone."""
    path = f"/{plan.word()}/{plan.word()}"
    return plan.page("wall", scheme="http", path=path, latency=_QUICK, names=["k"], attributes=f"; Path={path}")


def behind_other_host(zone: str) -> Layout:
    """A page whose cookie another host of the same domain gives, for the whole domain."""

    def lay(plan: Plan) -> str:
        seed = plan.chance.getrandbits(32)
        here, door = plan.host(zone=zone), plan.host(zone=zone)
        page = plan.page("visitor", host=here, scheme="http", latency=_QUICK, seed=seed)
        attributes = f"; Domain=.{zone}; Path=/; HttpOnly; SameSite=Lax"
        options: dict[str, Any] = {"seed": seed, "to": page, "attributes": attributes}
        plan.routes[page].options["to"] = plan.page("giver", host=door, scheme="http", latency=_QUICK, **options)
        return page

    return lay


def behind_door(plan: Plan) -> str:
    """A page whose cookie another page of the host gives."""
    host, seed = plan.pooled(), plan.chance.getrandbits(32)
    page = plan.page("visitor", host=host, scheme="http", latency=_QUICK, seed=seed)
    back = urlsplit(page).path
    door = plan.page("giver", host=host, scheme="http", latency=_QUICK, seed=seed, to=back)
    plan.routes[page].options["to"] = urlsplit(door).path
    return page


def walled_and_moved(plan: Plan) -> str:
    """A page behind a cookie that was moved for good to another domain."""
    to = plan.page("article", host=plan.host(zone="example.net"), latency=_QUICK)
    host = plan.host(zone="example.org")
    return plan.page("wall", host=host, scheme="http", latency=_QUICK, names=["k"], then="redirect-on", code=301, on=to)


def for_all_of_a_suffix(plan: Plan) -> str:
    """A page whose cookie is for all of a public suffix, which no browser keeps."""
    host = plan.host(zone=CAMBODIAN[0])
    return plan.page("wall", host=host, scheme="http", latency=_QUICK, names=["k"], attributes="; Domain=.com.kh")


def announced(*codes: int, then: str = "article", **options: Any) -> Layout:  # noqa: ANN401 - the act's
    """A page that is announced with interim answers."""
    return lambda plan: plan.page("interim", codes=codes, then=then, **options)


def announced_redirect(plan: Plan) -> str:
    """A redirect that is announced with 103, to a page that is too."""
    host = plan.pooled()
    page = plan.page("interim", host=host, scheme="http", latency=_QUICK, codes=(103,))
    return plan.page(
        "interim", host=host, scheme="http", latency=_QUICK, codes=(103, 103), then="redirect", code=302, to=page
    )


def located(*forms: str) -> Layout:
    """A redirect with a header Location in each of `forms`, in which `{0}` is the path of a page, `{1}` its URL."""

    def lay(plan: Plan) -> str:
        host = plan.pooled()
        page = plan.page("article", host=host, scheme="http", latency=_QUICK, size=2_000)
        to = [form.format(urlsplit(page).path, page) for form in forms]
        return plan.page("locations", host=host, scheme="http", latency=_QUICK, to=to)

    return lay


def dual(*four: str) -> Naming:
    """DNS answers these addresses, and an IPv6 address that cannot be reached."""
    return answers(*four, six=NO_ROUTE_6)


def only_six(scheme: str) -> Layout:
    """A page on a host that has only an IPv6 address."""
    return lambda plan: plan.page("article", host=plan.host(name=dual()(plan)), scheme=scheme, latency=_QUICK)


def alias_of_only_six(plan: Plan) -> Name:
    """The name is an alias of a host that has only an IPv6 address."""
    return Name(alias=plan.host(name=dual()(plan)))


def to_only_six(plan: Plan) -> str:
    """A redirect to a host that has only an IPv6 address."""
    there = plan.page("article", host=plan.host(name=dual()(plan)), scheme="http", latency=_QUICK)
    return plan.page("redirect", scheme="http", code=302, to=there, latency=_QUICK)
