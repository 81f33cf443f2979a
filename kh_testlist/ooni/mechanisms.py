"""How a site was blocked: by lies of the DNS, by broken connections, or by another page.

The first version of the service says how all anomalies of a site came about (`blocking_type`), but not on which network
and day. The newer endpoints say how the layers of a network's tests were judged. The two must fit.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Final

from kh_testlist.ooni.episode import Episode, Kind, Layer, More
from kh_testlist.ooni.placing import is_break, layer_of, lie_of
from kh_testlist.ooni.site_days import FOREVER, Site, Span, failures, span_of

_LIKELY: Final = 0.5
_UNMATCHED: Final = 0.75
"""The service gives this score to an answer of the DNS that the control did not see, also without a control."""
_HALF: Final = 2
_LONGEST: Final = 62


def mechanism(episode: Episode, site: Site, more: More) -> Kind:
    """Return how a site was blocked in an episode. It is unknown if nothing, or more than one thing, fits."""
    span = span_of(episode)
    allowed = set(_allowed(episode, site))
    layers = _layers(site, episode.asn, span, more)
    counts = failures(site, episode.asn, span, more)
    if not allowed or not (counts or any(any(layer) for layer in layers.values())):
        return Kind.UNKNOWN
    allowed -= _refuted(site, layers)
    for supported in (_by_failures(episode, counts), _by_layers(layers)):
        both = allowed & supported
        if len(both) == 1:
            return both.pop()
    return allowed.pop() if len(allowed) == 1 else Kind.UNKNOWN


def _allowed(episode: Episode, site: Site) -> Iterator[Kind]:
    """Yield what the first version allows: each method with half as many anomalies as the episode has, or more.

    It has no word for TLS: a broken handshake is `http-failure`. Over HTTPS it cannot see another page.
    """
    enough = max(1, episode.anomalous / _HALF)
    if site.methods.get("dns", 0) >= enough:
        yield Kind.DNS
    if site.methods.get("tcp_ip", 0) >= enough:
        yield Kind.TCP
    pages = 0 if site.is_https else site.methods.get("http-diff", 0)
    if site.methods.get("http-failure", 0) >= enough:
        yield Kind.TLS
        yield Kind.HTTP
    elif pages >= enough:
        yield Kind.HTTP


def _layers(site: Site, asn: int, span: Span, more: More) -> dict[Kind, Layer]:
    """Return the highest scores of each layer on a network, of the pieces that share a day with a span.

    A piece lasts until the next one begins, and two months at most.
    """
    found = {Kind.DNS: Layer(), Kind.TCP: Layer(), Kind.TLS: Layer()}
    for url in site.urls:
        pieces = more.by_network.get(url, {}).get(asn, {})
        starts = sorted(pieces)
        for first, following in zip(starts, [*starts[1:], FOREVER][: len(starts)], strict=True):
            if span.meets(first, min(following, first + _LONGEST)):
                _, *judged = pieces[first]
                for kind, layer in zip(found, judged, strict=True):
                    found[kind] = Layer(*map(max, found[kind], layer))
    return found


def _refuted(site: Site, layers: dict[Kind, Layer]) -> set[Kind]:
    """Return the layers that were judged and not blocked. Over plain HTTP there may be no handshake to judge."""
    found = {kind for kind, layer in layers.items() if any(layer) and layer.blocked < _LIKELY}
    is_plain = not site.is_https and any(layers[Kind.TCP]) and not any(layers[Kind.TLS])
    return found | {Kind.TLS} if is_plain else found


def _by_failures(episode: Episode, counts: Counter[str]) -> set[Kind]:
    """Return the layers whose observations explain half of the anomalies or more.

    Broken TCP is not enough, because a forged address breaks it too.
    """
    by_layer = Counter[str]()
    for name, count in counts.items():
        layer = layer_of(name)
        if (layer == "dns" and lie_of(name)) or (layer in {"tls", "http"} and is_break(name)):
            by_layer[layer] += count
    return {Kind(layer) for layer, count in by_layer.items() if _HALF * count >= max(1, episode.anomalous)}


def _by_layers(layers: dict[Kind, Layer]) -> set[Kind]:
    """Return the layers that the service calls blocked. A weak score of the DNS counts only if it is alone."""
    found = {kind for kind, layer in layers.items() if layer.blocked > _LIKELY}
    is_weak = layers[Kind.DNS].blocked <= _UNMATCHED
    return found if len(found) == 1 or not is_weak else found - {Kind.DNS} if len(found) > _HALF else found
