"""Parking and for-sale pages as parking services, sale platforms and registrars show them, in English and Khmer."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from tests.farm.pages import document

_ADBLOCK_KEY: Final = (
    "MFwwDQYJKoZIhvcNAQEBBQADSwAwSAJBAKX74ixpzVyXbJprcLfbH4psP4+L2entqri0lzh6pkAaXLPIcclv6DQBeJJjGFWrBIF6QMyFwXT5"
    "CCRyjS2penECAwEAAQ=="
)
"""The form of the key that parking pages give ad blockers to let them through."""


def _sedo(host: str, chance: random.Random) -> bytes:
    return document(
        f"{host}&nbsp;-&nbsp;This website is for sale!&nbsp;-&nbsp;{host.partition('.')[0]} Resources and Information.",
        f"<h1>{host}</h1><p>This website is for sale! {host} is your first and best source for all of the information"
        " you are looking for.</p><h2>Related searches</h2><ul><li>Car Insurance</li><li>Credit Cards</li></ul>"
        f"<!-- {chance.getrandbits(64):x} -->",
        head='<script src="https://sedoparking.com/frmpark/registrar/park.js"></script>',
        attributes=f' data-adblockkey="{_ADBLOCK_KEY}_{chance.getrandbits(64):x}"',
    )


def _bodis(host: str, chance: random.Random) -> bytes:
    return document(
        host,
        f'<div id="target" style="opacity: 0"></div><script>window.park = "{chance.getrandbits(128):x}";</script>'
        '<script src="https://parking.bodiscdn.com/js/parking.2.108.3.js"></script>',
        attributes=f' data-adblockkey="{_ADBLOCK_KEY}_{chance.getrandbits(64):x}"',
    )


def _parkingcrew(host: str, chance: random.Random) -> bytes:
    return document(
        host,
        f"<h1>{host}</h1><div id=ads></div><p>Sponsored listings</p><!-- {chance.random()} -->",
        head='<script src="http://c.parkingcrew.net/scripts/sale_form.js"></script>'
        '<link rel="stylesheet" href="//d38psrni17bvxu.cloudfront.net/themes/assets/style_park.css">',
    )


def _broker(host: str, chance: random.Random) -> bytes:
    return document(
        f"{host} is for sale",
        f"<h1>The domain name {host} is for sale!</h1><p>Buy this domain. Get a price in less than 24 hours.</p>"
        f"<form><input name=offer value={chance.randrange(500, 9000)}><button>Make an offer</button></form>",
    )


def _registrar(host: str, chance: random.Random) -> bytes:
    return document(
        host,
        f"<h1>{host}</h1><p>This Web page is parked free, courtesy of our registrar. Is this your domain? Let's turn it"
        f" into a website! Would you like to buy this domain?</p><!-- {chance.random()} -->",
    )


def _lander(host: str, chance: random.Random) -> bytes:
    del host, chance
    return (
        b'<!DOCTYPE html><html><head><script>window.onload=function(){window.location.href="/lander"}</script></head>'
        b"</html>"
    )


def _khmer(host: str, chance: random.Random) -> bytes:
    return document(
        f"ឈ្មោះដែន {host} សម្រាប់លក់",
        f"<h1>{host}</h1><p>ឈ្មោះដែននេះសម្រាប់លក់។ ទិញឈ្មោះដែននេះឥឡូវនេះ!</p>"
        f"<p>គេហទំព័រនេះមានលក់ សូមទាក់ទងមកយើងខ្ញុំ។</p><!-- {chance.random()} -->",
        lang="km",
    )


def sale_page(domain: str, platform: str) -> bytes:
    """The page of a sale platform that a name for sale is sent to."""
    return document(
        f"{domain} is for sale | {platform}",
        f"<h1>{domain} is for sale</h1><p>Buy this domain for $2,795 or $116.46 a month. Safe and secure shopping.</p>",
    )


@dataclass(frozen=True)
class Template:
    """One way to park a name."""

    page: Callable[[str, random.Random], bytes]
    nameservers: tuple[str, ...] = ()
    """Nameservers that give the parking service away; empty for those of a registrar that hosts live sites too."""
    headers: tuple[tuple[str, str], ...] = ()
    platform: str = ""
    """The host of the sale platform that every request is sent to; empty where the page is on the site itself."""


TEMPLATES: Final = {
    "parked-sedo": Template(_sedo, ("ns1.sedoparking.com", "ns2.sedoparking.com")),
    "parked-bodis": Template(_bodis, ("ns1.bodis.com", "ns2.bodis.com")),
    "parked-parkingcrew": Template(
        _parkingcrew, ("ns1.parkingcrew.net", "ns2.parkingcrew.net"), headers=(("X-Adblock-Key", _ADBLOCK_KEY),)
    ),
    "parked-broker": Template(_broker, ("ns3.afternic.com", "ns4.afternic.com")),
    "parked-registrar": Template(_registrar),
    "parked-lander": Template(_lander, ("ns1.afternic.com", "ns2.afternic.com")),
    "parked-khmer": Template(_khmer, ("ns1.sedoparking.com", "ns2.sedoparking.com")),
    "parked-khmer-registrar": Template(_khmer),
    "parked-sale-platform": Template(_broker, platform="www.hugedomains.com"),
    "parked-sedo-offer": Template(_broker, ("ns1.sedoparking.com",), platform="sedo.com"),
}
