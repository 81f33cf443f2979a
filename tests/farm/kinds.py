"""Every kind of URL on the farm: how many of 2,000 are of it, how it is laid out, and what a check must say of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from tests.farm import layouts as lay
from tests.farm import network_layouts as net
from tests.farm.old_tls import SHAPES
from tests.farm.pages import BAIT, BROCHURES
from tests.farm.parking import TEMPLATES
from tests.farm.plan import BLACKHOLES, CAMBODIAN, FORBIDDEN, REFUSED, UNLISTED, Plan

Failure = str | list[str | None] | None

ANY_UNKNOWN: Final = "unknown_failure*"
"""A final star stands for any more text: what OONI has no word for."""
NO_WORD: Final[list[str | None]] = [None, ANY_UNKNOWN]
"""OONI has no word for it, or the text that it has for all such things."""
_NO_PLACE: Final[list[str | None]] = [*NO_WORD, "http_invalid_redirect_location_host"]
_MISBEHAVES: Final[list[str | None]] = ["dns_server_misbehaving", "dns_servfail_error", ANY_UNKNOWN]
TIMEOUT: Final = "generic_timeout_error"
BOGON: Final = "dns_bogon_error"

_HTTP: Final = "http:unknown_error"
_NO_NAME: Final = "dns:dns_name_error"
_LATE: Final = "http:generic_timeout_error"
_BLOCKED: Final = "possibly-blocked"


@dataclass(frozen=True)
class Kind:
    """A kind of URL."""

    share: float
    """How many of 2,000 URLs are of it."""
    verdict: str | list[str]
    failure: Failure
    lay: Callable[[Plan], str]
    """Lays out one URL of the kind."""
    names: bool = False
    """Whether it takes host names, and a resolver that knows them."""
    retry: bool = False
    """Whether only a second attempt can tell; without one, the verdict would be another."""
    control: str = "status:200"
    """What the test helper sees: a status, or the step that fails and how. See `helper.py`."""
    with_control: str | list[str] = ""
    """The verdict once the helper was asked, where it differs."""


def _up(share: float, layout: lay.Layout, **more: Any) -> Kind:  # noqa: ANN401 - what a Kind takes
    return Kind(share, "up", None, layout, **more)


def _at_last(share: float, how: str, **options: Any) -> Kind:  # noqa: ANN401 - what the act takes
    return Kind(share, "up", None, lay.simple("fails-first", how=how, **options), retry=True)


def _status(share: float, verdict: str, code: int) -> Kind:
    return Kind(share, verdict, None, lay.simple("status", code=code), control=f"status:{code}")


def _challenge(share: float, vendor: str) -> Kind:
    return Kind(share, "restricted", None, lay.simple("challenge", vendor=vendor))


def _tls(share: float, failure: Failure, fault: str, word: str = "") -> Kind:
    return Kind(share, "tls-failure", failure, lay.tls(fault), control=f"tls:{word or failure}")


def _handshake(share: float, failure: str, fault: str, stall: float = 0) -> Kind:
    verdict = ["down", "tls-failure"]
    return Kind(share, verdict, failure, lay.tls(fault, stall=stall), control=f"tls:{failure}")


def _down(share: float, failure: Failure, control: str, layout: lay.Layout, **more: Any) -> Kind:  # noqa: ANN401
    return Kind(share, "down", failure, layout, control=control, **more)


def _dns(share: float, failure: Failure, control: str, naming: lay.Naming, verdict: str = "down") -> Kind:
    stall = 1 if failure == TIMEOUT else 0
    return Kind(share, verdict, failure, lay.named(naming, stall), names=True, control=control)


def _astray(share: float, layout: lay.Layout, **more: Any) -> Kind:  # noqa: ANN401 - what a Kind takes
    return Kind(share, "down", NO_WORD, layout, **more)


def _no_six(share: float, layout: lay.Layout) -> Kind:
    return Kind(share, "unknown", "network_unreachable", layout, names=True)


def _here(share: float, failure: Failure, layout: lay.Layout, verdict: str | list[str] = "down", **more: Any) -> Kind:  # noqa: ANN401
    return Kind(share, verdict, failure, layout, with_control=_BLOCKED, **more)


_ALIVE: Final = {
    "ok": _up(400, lay.article("en")),
    "ok-khmer": _up(160, lay.article("km")),
    "ok-http-1.0": _up(10, lay.simple("article", version="1.0")),
    "ok-no-content": _up(6, lay.simple("status", code=204)),
    "ok-slow": _up(6, lay.slow),
    "ok-alias": _up(6, lay.named(lay.aliased), names=True),
    "ok-truncated-dns": _up(4, lay.named(lay.dns("truncated")), names=True),
    "ok-aaaa-servfail": _up(4, lay.named(lay.dns("aaaa-servfail")), names=True),
    "ok-aaaa-silent": _up(4, lay.named(lay.dns("aaaa-silent")), names=True),
    "ok-first-address-refuses": _up(4, lay.named(lay.first_address_refuses), names=True),
    "ok-weak-nameserver": _up(8, lay.weak_nameserver, names=True),
    "ok-parking-nameserver": _up(4, lay.parking_nameserver, names=True),
    "ok-same-on-any-path": _up(10, lay.catch_all("application")),
    "ok-login-wall": _up(8, lay.login_wall),
    "ok-root-of-catch-all": _up(8, lay.root_of_catch_all),
    "ok-root-redirect-on-honest-host": _up(8, lay.to_root_alone),
    "honest-404-host": _up(20, lay.article("en")),
    **{name: _up(6, lay.simple("bait")) for name in BAIT},
    **{name: _up(4, lay.catch_all("brochure")) for name in BROCHURES},
    "empty-body": _up(4, lay.simple("article", empty=True)),
    "pdf": _up(4, lay.simple("article", content_type="application/pdf")),
    "unauthorised": _up(15, lay.simple("status", code=401)),
    "head-405": _up(20, lay.simple("article", head=405)),
    "hostile-title": _up(4, lay.simple("hostile-title")),
    "odd-charset": _up(4, lay.simple("article", content_type="text/html; charset=no-such-9")),
    "redirect-1": _up(60, lay.hops(1)),
    "redirect-2": _up(30, lay.hops(2)),
    "redirect-3": _up(30, lay.hops(3)),
    "redirect-10": _up(3, lay.hops(10, latency=0.02)),
    "redirect-same-domain": _up(20, lay.to_sibling(301), names=True),
    "redirect-to-https": _up(60, lay.to_https, names=True),
    "redirect-other-domain-302": _up(25, lay.to_other_domain(302), names=True),
    "redirect-there-and-back": _up(6, lay.there_and_back, names=True),
    "redirect-utf-8": _up(6, lay.to_utf_8),
    # With a body that must not be swallowed or waited for.
    "endless-body": _up(6, lay.simple("endless")),
    "body-drip": _up(8, lay.stalling("body-drip")),
    "gzip-bomb": _up(6, lay.simple("gzip-bomb")),
    "body-5-mb": _up(6, lay.simple("article", size=5_000_000)),
    "truncated-body": _up(10, lay.simple("truncated")),
    "reset-in-body": _up(4, lay.simple("reset-in-body")),
    "bad-chunks": _up(4, lay.simple("bad-chunks")),
    "bad-gzip": _up(4, lay.simple("bad-gzip")),
    # At the second attempt.
    "429-then-ok": _at_last(25, "429", retry_after="seconds"),
    "429-date-then-ok": _at_last(5, "429", retry_after="date"),
    "429-odd-then-ok": _at_last(5, "429", retry_after="soon"),
    "503-then-ok": _at_last(5, "503", retry_after="seconds"),
    "500-once": _at_last(5, "500"),
    "reset-once": _at_last(15, "reset"),
    "eof-once": _at_last(5, "eof"),
    "redirect-slow-chain": _up(2, lay.slow_hops(3), retry=True),
    "hang-once": _up(3, lay.stalling("fails-first", how="hang"), retry=True),
}

_ANSWERED: Final = {
    "moved-301": Kind(30, "moved", None, lay.to_other_domain(301), names=True),
    "moved-308": Kind(12, "moved", None, lay.to_other_domain(308), names=True),
    "moved-com-kh": Kind(8, "moved", None, lay.to_other_domain(301, CAMBODIAN), names=True),
    "moved-unlisted-suffix": Kind(6, "moved", None, lay.to_other_domain(301, UNLISTED), names=True),
    "moved-and-on": Kind(6, "moved", None, lay.moved_and_on, names=True),
    "400": _status(4, "restricted", 400),
    "403": _status(30, "restricted", 403),
    "405": _status(4, "restricted", 405),
    "406": _status(6, "restricted", 406),
    "451": _status(10, "restricted", 451),
    "403-challenge": _challenge(25, "cloudflare-403"),
    "503-challenge": _challenge(10, "cloudflare-503"),
    "503-ddos-guard": _challenge(5, "ddos-guard"),
    "503-imperva": _challenge(5, "imperva"),
    "503-sucuri": _challenge(5, "sucuri"),
    "429-to-the-end": Kind(6, "restricted", None, lay.simple("always-429", wait=1), control="status:429"),
    "429-for-a-day": Kind(3, "restricted", None, lay.simple("always-429", wait=86_400), control="status:429"),
    "500": _status(30, "server-error", 500),
    "503-plain": _status(15, "server-error", 503),
    "404": _status(150, "gone", 404),
    "404-endless-title": Kind(4, "gone", None, lay.simple("endless-title"), control="status:404"),
    "410": _status(30, "gone", 410),
    "soft-404": Kind(15, "gone", None, lay.soft_404("en")),
    "soft-404-number": Kind(10, "gone", None, lay.soft_404("en-404")),
    "soft-404-khmer": Kind(10, "gone", None, lay.soft_404("km")),
    "soft-404-to-root": Kind(8, "gone", None, lay.everything_to("/")),
    "soft-404-to-error-page": Kind(6, "gone", None, lay.everything_to("/error")),
    **{name: Kind(5, "parked", None, lay.parked(name), names=True) for name in TEMPLATES},
}

_TLS: Final = {
    "tls-self-signed": _tls(15, "ssl_unknown_authority", "self-signed"),
    "tls-unknown-authority": _tls(6, "ssl_unknown_authority", "unknown-authority"),
    "tls-expired": _tls(12, "ssl_invalid_certificate", "expired"),
    "tls-wrong-host": _tls(12, "ssl_invalid_hostname", "wrong-host"),
    "tls-alert": _tls(3, "ssl_failed_handshake", "alert"),
    "tls-plain-http": _tls(3, ["ssl_failed_handshake", ANY_UNKNOWN], "plain", "ssl_failed_handshake"),
    "tls-client-certificate": Kind(
        2,
        ["down", "tls-failure"],
        ["ssl_failed_handshake", "connection_reset", "eof_error", ANY_UNKNOWN],
        lay.tls("client-certificate"),
        control="tls:ssl_failed_handshake",
    ),
    "tls-drip": _handshake(3, TIMEOUT, "drip", stall=1),
    "tls-silent": _handshake(3, TIMEOUT, "silent", stall=1),
    "tls-reset": _handshake(3, "connection_reset", "reset"),
    "tls-eof": _handshake(3, "eof_error", "eof"),
}

_DOWN: Final = {
    "hang": _down(40, TIMEOUT, _LATE, lay.stalling("hang")),
    "blackhole": _down(20, TIMEOUT, "tcp:generic_timeout_error", lay.blackhole),
    "refused": _down(40, "connection_refused", "tcp:connection_refused_error", lay.nobody_there),
    "reset": _down(20, "connection_reset", _HTTP, lay.simple("reset")),
    "reset-in-headers": _down(4, "connection_reset", _HTTP, lay.simple("reset", first=b"HTTP/1.1 200 OK\r\nDa")),
    "eof": _down(20, "eof_error", _HTTP, lay.simple("eof")),
    "garbage": _down(10, ANY_UNKNOWN, _HTTP, lay.simple("garbage")),
    "header-drip": _down(6, TIMEOUT, _LATE, lay.stalling("header-drip")),
    "redirect-slower-chain": _down(2, TIMEOUT, _LATE, lay.slow_hops(6)),
    "continue-drip": _down(3, TIMEOUT, _LATE, lay.stalling("continue-drip")),
    "header-flood": _down(4, [ANY_UNKNOWN, "http_request_failed"], _HTTP, lay.simple("header-flood")),
    "redirect-loop": _down(8, NO_WORD, _HTTP, lay.loop(2)),
    "redirect-to-itself": _down(4, NO_WORD, _HTTP, lay.loop(1)),
    "redirect-11": _down(3, NO_WORD, _HTTP, lay.hops(11, latency=0.02)),
    "redirect-ever-on": _down(3, NO_WORD, _HTTP, lay.simple("ever-on")),
    "redirect-to-ftp": _down(4, _NO_PLACE, _HTTP, lay.to_nowhere("ftp://files.example.com/pub/")),
    "redirect-to-nowhere": _down(4, _NO_PLACE, _HTTP, lay.to_nowhere("http://")),
    "redirect-without-location": _down(3, _NO_PLACE, _HTTP, lay.simple("status", code=302)),
    "redirect-to-nxdomain": _down(4, "dns_nxdomain_error", "http:dns_lookup_error", lay.to_nxdomain, names=True),
    "redirect-to-refused": _down(4, "connection_refused", "http:connection_refused_error", lay.to_refused),
    "nxdomain": _dns(40, "dns_nxdomain_error", _NO_NAME, lay.dns("nxdomain")),
    "servfail": _dns(10, "dns_servfail_error", "dns:unknown_error", lay.dns("servfail")),
    "dns-refused": _dns(5, "dns_refused_error", "dns:dns_server_failure", lay.dns("refused")),
    "dns-no-answer": _dns(8, "dns_no_answer", "dns:", lay.dns("empty")),
    "dns-garbage": _dns(4, [TIMEOUT, *_MISBEHAVES], "dns:unknown_error", lay.dns("garbage")),
    "dns-not-implemented": _dns(4, _MISBEHAVES, "dns:unknown_error", lay.dns("not-implemented")),
    "dns-alias-of-itself": _dns(4, ["dns_no_answer", *_MISBEHAVES], "dns:unknown_error", lay.dns("alias-of-itself")),
    "dns-silent": _dns(8, TIMEOUT, "dns:unknown_error", lay.dns("silent")),
}

_BLOCKS: Final = {
    # Down or tampered with here, and up where the control is.
    "nxdomain-here": _here(6, "dns_nxdomain_error", lay.named(lay.dns("nxdomain")), names=True),
    "servfail-here": _here(3, "dns_servfail_error", lay.named(lay.dns("servfail")), names=True),
    "no-answer-here": _here(3, "dns_no_answer", lay.named(lay.dns("empty")), names=True),
    "refused-here": _here(4, "connection_refused", lay.nobody_there),
    "blackhole-here": _here(3, TIMEOUT, lay.blackhole),
    "reset-here": _here(4, "connection_reset", lay.simple("reset")),
    "eof-here": _here(3, "eof_error", lay.simple("eof")),
    "hang-here": _here(4, TIMEOUT, lay.stalling("hang")),
    "tls-reset-here": _here(3, "connection_reset", lay.tls("reset"), ["down", "tls-failure"]),
    "tls-replaced-here": _here(3, "ssl_unknown_authority", lay.tls("self-signed"), "tls-failure"),
    "sent-to-nxdomain-here": _here(3, "dns_nxdomain_error", lay.to_nxdomain, names=True),
    "sent-to-refused-here": _here(3, "connection_refused", lay.to_refused),
    "sent-to-forbidden-here": _here(3, NO_WORD, lay.to_forbidden(FORBIDDEN), "refused"),
    "bogon-here": _here(4, BOGON, lay.named(lay.answers("192.168.7.8")), "refused", names=True),
    # A known DNS answer is a block only if the control resolves the name. Dead names get the same answer.
    "known-dns-answer": _dns(4, BOGON, _NO_NAME, lay.answers("10.10.10.1")),
    "known-dns-answer-here": _here(4, BOGON, lay.named(lay.answers("10.10.10.1")), names=True),
    # The known block page of Cambodia, with or without a control.
    "blocked-page": Kind(6, _BLOCKED, None, lay.simple("block-page", code=200)),
    "blocked-page-403": Kind(3, _BLOCKED, None, lay.simple("block-page", code=403)),
}

_CLOSED: Final = {
    "bogon": _dns(6, BOGON, _NO_NAME, lay.answers("192.168.7.7"), "refused"),
    "name-of-loopback": _dns(4, BOGON, _NO_NAME, lay.answers(FORBIDDEN), "refused"),
    "name-of-loopback-6": _dns(3, BOGON, _NO_NAME, lay.answers(six="::1"), "refused"),
    "mixed-answers": _dns(4, BOGON, _NO_NAME, lay.answers("127.64.1.1", FORBIDDEN), "refused"),
    "mixed-families": _dns(3, BOGON, _NO_NAME, lay.answers("127.64.1.1", six="::1"), "refused"),
    "rebinding": Kind(4, ["up", "refused"], [None, BOGON], lay.named(lay.dns("rebinding")), names=True),
    "rebinding-redirect": Kind(4, ["up", "refused"], [None, BOGON], lay.rebinding_redirect, names=True),
    "forbidden": Kind(3, "refused", NO_WORD, lay.literal_forbidden, control="tcp:connect_error"),
    **{
        f"redirect-to-forbidden-{number}": Kind(1, "refused", NO_WORD, lay.to_forbidden(host), control=_HTTP)
        for number, host in enumerate(lay.WAYS_TO_LOOPBACK)
    },
    "redirect-to-localhost": Kind(
        1, "refused", [*NO_WORD, BOGON], lay.to_forbidden("localhost"), names=True, control=_HTTP
    ),
    "redirect-to-forbidden-name": Kind(3, "refused", BOGON, lay.to_forbidden_name, names=True, control=_HTTP),
}

_COOKIES: Final = {
    "cookie-wall": _up(2, net.walled("k")),
    "cookie-wall-two": _up(1, net.walled("first", "second")),
    "cookie-wall-own-path": _up(1, net.own_path),
    "cookie-wall-door": _up(1, net.behind_door),
    "cookie-wall-secure": _up(1, net.walled("k", scheme="https", attributes="; Secure; HttpOnly"), names=True),
    "cookie-wall-domain": _up(1, net.behind_other_host("example.org"), names=True),
    "cookie-wall-domain-kh": _up(1, net.behind_other_host(CAMBODIAN[1]), names=True),
    "cookie-wall-domain-unlisted": _up(1, net.behind_other_host(UNLISTED[0]), names=True),
    "cookie-wall-404": Kind(1, "gone", None, net.walled("k", then="status"), control="status:404"),
    "cookie-wall-403": Kind(1, "restricted", None, net.walled("k", then="status", code=403), control="status:403"),
    "cookie-wall-moved": Kind(1, "moved", None, net.walled_and_moved, names=True),
    # No browser gets a page from these either. A control may get one all the same, and proves nothing with that.
    "cookie-loop": _astray(1, lay.simple("giver")),
    "cookie-loop-fresh": _astray(1, lay.simple("giver", fresh=True, latency=0.01)),
    "cookie-loop-insecure": _astray(1, net.walled("k", attributes="; Secure")),
    "cookie-loop-foreign": _astray(
        1, net.walled("k", zone="example.org", attributes="; Domain=example.net"), names=True
    ),
    "cookie-loop-suffix": _astray(1, net.for_all_of_a_suffix, names=True),
    "redirect-loop-here": _astray(1, lay.loop(2)),
    "redirect-to-itself-here": _astray(1, lay.loop(1)),
    "redirect-ever-on-here": _astray(1, lay.simple("ever-on")),
    "redirect-11-here": _astray(1, lay.hops(11, latency=0.02)),
    "redirect-to-ftp-here": _astray(1, lay.to_nowhere("ftp://files.example.com/pub/")),
}

_ANSWERS: Final = {
    "ok-after-100": _up(1, net.announced(100)),
    "ok-after-103": _up(2, net.announced(103)),
    "ok-after-many": _up(1, net.announced(100, 102, 103, 103, 199)),
    "ok-after-50": _up(1, net.announced(*[103] * 50)),
    "redirect-after-103": _up(1, net.announced_redirect),
    "404-after-103": Kind(1, "gone", None, net.announced(103, then="status"), control="status:404"),
    "500-after-102": Kind(1, "server-error", None, net.announced(102, then="status", code=500), control="status:500"),
    "101": Kind(1, "restricted", None, lay.simple("status", code=101), control="status:101"),
    "hints-for-ever": _down(1, ANY_UNKNOWN, _HTTP, lay.simple("hints-for-ever")),
    "location-twice": _up(1, net.located("{0}", "{0}")),
    "location-thrice": _up(1, net.located("{1}", "{1}", "{1}")),
    "location-twice-spaced": _up(1, net.located("{1}", "{1}  ")),
    "location-differs": _astray(1, net.located("{0}", "/")),
    "location-differs-in-form": _astray(1, net.located("{0}", "{1}")),
    "location-differs-at-third": _astray(1, net.located("{1}", "{1}", "{1}?x=1")),
}

_LEGACY: Final = {
    **{f"tls-{shape}": _up(1, lay.tls(shape)) for shape in SHAPES},
    "tls-legacy-expired": _tls(1, "ssl_invalid_certificate", "legacy-expired"),
    "tls-legacy-self-signed": _tls(1, "ssl_unknown_authority", "legacy-self-signed"),
    "tls-legacy-wrong-host": _tls(1, "ssl_invalid_hostname", "legacy-wrong-host"),
}

_FAMILIES: Final = {
    "ok-aaaa-unroutable": _up(1, lay.named(net.dual("127.64.1.6")), names=True),
    "dual-refused": _dns(1, "connection_refused", "tcp:connection_refused_error", net.dual(REFUSED[1])),
    "dual-two-refused": _dns(1, "connection_refused", "tcp:connection_refused_error", net.dual(*REFUSED[1:3])),
    "dual-blackhole": _dns(1, TIMEOUT, "tcp:generic_timeout_error", net.dual(BLACKHOLES[1])),
    "dual-refused-everywhere": _dns(1, "connection_refused", "six:connection_refused_error", net.dual(REFUSED[2])),
    "dual-refused-here": _here(1, "connection_refused", lay.named(net.dual(REFUSED[3])), names=True),
    "dual-two-refused-here": _here(1, "connection_refused", lay.named(net.dual(*REFUSED[4:6])), names=True),
    "dual-blackhole-here": _here(1, TIMEOUT, lay.named(net.dual(BLACKHOLES[2]), 1), names=True),
    "six-only": _no_six(1, net.only_six("http")),
    "six-only-https": _no_six(1, net.only_six("https")),
    "six-only-alias": _no_six(1, lay.named(net.alias_of_only_six)),
    "six-only-after-redirect": _no_six(1, net.to_only_six),
}

KINDS: Final[dict[str, Kind]] = {
    **_ALIVE, **_ANSWERED, **_TLS, **_DOWN, **_BLOCKS, **_CLOSED, **_COOKIES, **_ANSWERS, **_LEGACY, **_FAMILIES,
}  # fmt: skip
"""In no order that matters: the list is shuffled."""
