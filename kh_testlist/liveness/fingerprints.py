"""The words, scripts, servers and answers by which we recognise parked, missing or blocked pages.

These are tables of facts, each with its source. One mark is not enough for a verdict, except where this file says so.
"""

from __future__ import annotations

import ipaddress
from typing import Final, NamedTuple

BLOCK_ADDRESSES: Final = frozenset({ipaddress.IPv4Address("36.37.242.94"), ipaddress.IPv4Address("10.10.10.1")})
"""DNS answers that Cambodian providers give for blocked sites: `ooni.kh_dns_1`, `ooni.kh_dns_2`.
Source: ooni/blocking-fingerprints, fingerprints_dns.csv."""

REWRITING_NETWORKS: Final = {38623: "36.37.242.94"}
"""Networks that probably give names that do not exist one of these answers, by number: Viettel (Cambodia).
Source: Sinar/imap-data b0e2821, April to June 2024. The names were mostly dead."""

BLOCK_PAGES: Final = (b"<title>ERROR: Forbidden</title></head> \n<body><h2>ERROR: Forbidden</h2>",)
"""Pieces of pages that are served instead of a blocked site: `ooni.kh_http_1`.
Source: ooni/blocking-fingerprints, fingerprints_http.csv."""

PARKING_NAMESERVERS: Final = (
    "above.com", "afternic.com", "bodis.com", "dan.com", "domainmarket.com", "dsredirection.com", "dsredirects.com",
    "parking1.ovh.net", "parking2.ovh.net", "parkingcrew.net", "parklogic.com", "sedo.com", "sedoparking.com",
    "uniregistrymarket.link", "ztomy.com",
)  # fmt: skip
"""Domains whose name servers serve almost only parked domains. Source: MISP warninglist parking-domain-ns, without
those that registrars or brand protectors also use (markmonitor, name.com, dnsowl, bookmyname, gname, freenom)."""

SALE_PLATFORMS: Final = frozenset({
    "above.com", "afternic.com", "atom.com", "bodis.com", "brandbucket.com", "buydomains.com", "dan.com",
    "domainmarket.com", "efty.com", "hugedomains.com", "parkingcrew.net", "sav.com", "sedo.com", "sedoparking.com",
    "squadhelp.com", "undeveloped.com",
})  # fmt: skip
"""Registered domains to which parked names redirect. Source: the sites of these services."""

SALE_HOSTS: Final = frozenset({"forsale.godaddy.com", "forsale.dynadot.com"})
"""Hosts to which parked names redirect, on registered domains that also have other uses."""

PARKING_SCRIPTS: Final = (
    "data-adblockkey", "sedoparking.com/", "parkingcrew.net/", "bodis.com/", "parklogic.com/", "style_park.css",
    "d38psrni17bvxu.cloudfront.net", "/adsense/domains/caf.js", "parking-lander",
    'location.href="/lander"', "img1.wsimg.com/parking",
    "dsparking.com/", "cdn.above.com/",
)  # fmt: skip
"""Pieces of the pages of parking services, in lower case: scripts that they load, attributes that they set."""

SALE_WORDS: Final = (
    "buy this domain", "domain is for sale", "domain name is for sale", "domain may be for sale",
    "offer on this domain", "inquire about this domain", "interested in this domain", "purchase this domain",
    "domain is parked", "domain name is parked", "parked free", "parked domain", "web page is parked", "page is parked",
    "this domain has expired", "this domain is available", "this domain name has expired",
    "ឈ្មោះដែននេះសម្រាប់លក់", "ដែននេះសម្រាប់លក់", "ដែនសម្រាប់លក់", "លក់ឈ្មោះដែន", "ទិញឈ្មោះដែន", "ទិញដែននេះ",
    "ដែននេះសំរាប់លក់", "ដែននេះត្រូវបានដាក់លក់", "ដែននេះដាក់លក់", "ឈ្មោះដែននេះដាក់លក់",
)  # fmt: skip
"""Words of parked pages, in English and Khmer, in lower case and without zero-width spaces."""

SALE_OF_NAME: Final = (
    "{} is for sale",
    "{} may be for sale",
    "{} is available for sale",
    "{} is parked",
    "{} for sale",
)
"""Words of parked pages that include the name of the site."""

NOT_FOUND_WORDS: Final = (
    "not found", "page doesn't exist", "page does not exist", "page you are looking for", "page you requested",
    "page you were looking for", "can't be found", "cannot be found", "could not be found", "couldn't be found",
    "no longer available", "no longer exists", "has been removed", "does not exist", "doesn't exist", "nothing here",
    "page missing", "page unavailable", "content unavailable", "can't find", "cannot find", "couldn't find",
    "រកមិនឃើញ", "រកពុំឃើញ", "មិនមានទំព័រ", "ទំព័រនេះមិនមាន", "មិនត្រូវបានរកឃើញ", "គ្មានទំព័រ", "ទំព័រមិនមាន",
)  # fmt: skip
"""Words of pages that are shown instead of a missing page. The same form as `SALE_WORDS`."""

ERROR_PATHS: Final = ("404", "notfound", "not-found", "not_found", "error", "pagenotfound", "page-not-found")
"""Last parts of paths to which sites redirect instead of an answer of 404."""


class Challenge(NamedTuple):
    """How to recognise a page that asks for proof that we are a browser."""

    vendor: str
    header: str = ""
    """A header's name, in lower case."""
    value: str = ""
    """A piece of the header, in lower case. If empty, any value."""
    body: str = ""
    """A piece of the page, in lower case."""


CHALLENGES: Final = (
    Challenge("Cloudflare", header="cf-mitigated", value="challenge"),
    Challenge("Cloudflare", body="/cdn-cgi/challenge-platform/"),
    Challenge("Cloudflare", body="cf-browser-verification"),
    Challenge("Vercel", header="x-vercel-mitigated", value="challenge"),
    Challenge("AWS WAF", header="x-amzn-waf-action"),
    Challenge("AWS WAF", body="awswafintegration"),
    Challenge("DataDome", header="x-datadome"),
    Challenge("DataDome", body="captcha-delivery.com"),
    Challenge("Imperva", body="_incapsula_resource"),
    Challenge("Sucuri", body="sucuri website firewall"),
    Challenge("Sucuri", body="sucuri_cloudproxy"),
    Challenge("DDoS-Guard", header="server", value="ddos-guard", body="/.well-known/ddos-guard/"),
    Challenge("HUMAN", body="px-captcha"),
    Challenge("Akamai", header="server", value="akamaighost", body="access denied"),
    Challenge("Radware", body="validate.perfdrive.com"),
    Challenge("Qrator", header="server", value="qrator"),
    Challenge("Wordfence", body="generated by wordfence"),
    Challenge("Anubis", body="/.within.website/x/cmd/anubis/"),
)
"""Source: the documentation of the vendors, and the pages that they serve. Cloudflare documents `cf-mitigated` as the
reliable sign."""

UNANSWERED: Final = frozenset({403, 405, 406, 429, 503})
"""Statuses of challenges. A page with another status may have a vendor's script, but it is not a challenge."""
