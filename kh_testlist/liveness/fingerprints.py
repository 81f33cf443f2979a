"""What pages are known by: the words, scripts, servers and answers that tell a parked, missing or blocked page.

Tables of facts, each with its source. A mark alone never makes a verdict but where this says so.
"""

from __future__ import annotations

import ipaddress
from typing import Final, NamedTuple

BLOCK_ADDRESSES: Final = frozenset({ipaddress.IPv4Address("36.37.242.94"), ipaddress.IPv4Address("10.10.10.1")})
"""DNS answers that Cambodian providers give in place of a blocked site's: `ooni.kh_dns_1`, `ooni.kh_dns_2`.
Source: ooni/blocking-fingerprints, fingerprints_dns.csv."""

BLOCK_PAGES: Final = (b"<title>ERROR: Forbidden</title></head> \n<body><h2>ERROR: Forbidden</h2>",)
"""Pieces of pages that are served in place of a blocked site: `ooni.kh_http_1`.
Source: ooni/blocking-fingerprints, fingerprints_http.csv."""

PARKING_NAMESERVERS: Final = (
    "above.com", "afternic.com", "bodis.com", "dan.com", "domainmarket.com", "dsredirection.com", "dsredirects.com",
    "parking1.ovh.net", "parking2.ovh.net", "parkingcrew.net", "parklogic.com", "sedo.com", "sedoparking.com",
    "uniregistrymarket.link", "ztomy.com",
)  # fmt: skip
"""Whose name servers serve parked domains and hardly any others. Source: MISP warninglist parking-domain-ns, without
those that are registrars' or brand protectors' too (markmonitor, name.com, dnsowl, bookmyname, gname, freenom)."""

SALE_PLATFORMS: Final = frozenset({
    "above.com", "afternic.com", "atom.com", "bodis.com", "brandbucket.com", "buydomains.com", "dan.com",
    "domainmarket.com", "efty.com", "hugedomains.com", "parkingcrew.net", "sav.com", "sedo.com", "sedoparking.com",
    "squadhelp.com", "undeveloped.com",
})  # fmt: skip
"""Registered domains to which parked names redirect. Source: the services' own sites."""

SALE_HOSTS: Final = frozenset({"forsale.godaddy.com", "forsale.dynadot.com"})
"""The same, where the registered domain is more than that."""

PARKING_SCRIPTS: Final = (
    "data-adblockkey", "sedoparking.com/", "parkingcrew.net/", "bodis.com/", "parklogic.com/", "style_park.css",
    "d38psrni17bvxu.cloudfront.net", "/adsense/domains/caf.js", "parking-lander",
    'location.href="/lander"', "img1.wsimg.com/parking",
    "dsparking.com/", "cdn.above.com/",
)  # fmt: skip
"""Pieces of the pages that parking services make: scripts they load, attributes they set. Lower case."""

SALE_WORDS: Final = (
    "buy this domain", "domain is for sale", "domain name is for sale", "domain may be for sale",
    "offer on this domain", "inquire about this domain", "interested in this domain", "purchase this domain",
    "domain is parked", "domain name is parked", "parked free", "parked domain", "web page is parked", "page is parked",
    "this domain has expired", "this domain is available", "this domain name has expired",
    "ឈ្មោះដែននេះសម្រាប់លក់", "ដែននេះសម្រាប់លក់", "ដែនសម្រាប់លក់", "លក់ឈ្មោះដែន", "ទិញឈ្មោះដែន", "ទិញដែននេះ",
    "ដែននេះសំរាប់លក់", "ដែននេះត្រូវបានដាក់លក់", "ដែននេះដាក់លក់", "ឈ្មោះដែននេះដាក់លក់",
)  # fmt: skip
"""What parked pages say, in English and Khmer; lower case, without zero-width spaces."""

SALE_OF_NAME: Final = (
    "{} is for sale",
    "{} may be for sale",
    "{} is available for sale",
    "{} is parked",
    "{} for sale",
)
"""The same, of the site's own name."""

NOT_FOUND_WORDS: Final = (
    "not found", "page doesn't exist", "page does not exist", "page you are looking for", "page you requested",
    "page you were looking for", "can't be found", "cannot be found", "could not be found", "couldn't be found",
    "no longer available", "no longer exists", "has been removed", "does not exist", "doesn't exist", "nothing here",
    "page missing", "page unavailable", "content unavailable", "can't find", "cannot find", "couldn't find",
    "រកមិនឃើញ", "រកពុំឃើញ", "មិនមានទំព័រ", "ទំព័រនេះមិនមាន", "មិនត្រូវបានរកឃើញ", "គ្មានទំព័រ", "ទំព័រមិនមាន",
)  # fmt: skip
"""What pages say that stand in for one that is not there; the same form."""

ERROR_PATHS: Final = ("404", "notfound", "not-found", "not_found", "error", "pagenotfound", "page-not-found")
"""Last steps of paths to which sites redirect in place of an honest 404."""


class Challenge(NamedTuple):
    """How a page that asks whether we are a browser is known."""

    vendor: str
    header: str = ""
    """A header's name, in lower case."""
    value: str = ""
    """What the header has in it, in lower case; any value where it is empty."""
    body: str = ""
    """What the page has in it, in lower case."""


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
"""Source: the vendors' documentation and the pages that they serve; Cloudflare documents `cf-mitigated` as the sure
sign."""

UNANSWERED: Final = frozenset({403, 405, 406, 429, 503})
"""Statuses with which challenges come. A page of another status carries a vendor's script without being one."""
