"""How a site was blocked: by lies of the DNS, by broken connections, or by another page.

The first version of the service says how the anomalies of a site came about (`blocking_type`). It does not say on which
network and day. The newer endpoints say how the layers of a network's tests were judged. The two must fit.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from kh_testlist.ooni.episode import Episode, Kind, More
from kh_testlist.ooni.placing import is_break, layer_of, lie_of
from kh_testlist.ooni.site_days import FOREVER, Site, Span, bad, failures, span_of

_LIKELY: Final = 0.5
_HALF: Final = 2
_LONGEST: Final = 62


class _Judged(NamedTuple):
    """How the service judged a layer in the pieces of an episode. Each bad test of the episode counts as one."""

    judged: int = 0
    """Bad tests in pieces in which it was judged."""
    blocked: int = 0
    """Those in pieces in which it was blocked."""

    @property
    def is_blocked(self) -> bool:
        """Return True if it was blocked in pieces with most of the bad tests."""
        return self.blocked * _HALF > self.judged


_Layers = Mapping[Kind, _Judged]


def mechanism(episode: Episode, site: Site, more: More) -> Kind:
    """Return how a site was blocked in an episode. It is unknown if nothing, or more than one thing, fits."""
    span = span_of(episode)
    layers = _layers(site, episode.asn, span, more)
    counts = failures(site, episode.asn, span, more)
    if not counts and not any(layer.judged for layer in layers.values()):
        return Kind.UNKNOWN
    allowed = set(_allowed(episode, site)) - _refuted(site, layers)
    supports = _by_failures(episode, counts), _by_layers(layers)
    for supported in supports:
        both = allowed & supported
        if len(both) == 1:
            return both.pop()
    return allowed.pop() if len(allowed) == 1 and not any(supports) else Kind.UNKNOWN


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


def _layers(site: Site, asn: int, span: Span, more: More) -> _Layers:
    """Return how each layer was judged on a network, in the pieces that share a day with a span.

    A piece lasts until the next one begins, and two months at most. A score is high if one test in twenty has it, so
    one piece may have it by noise.
    """
    found = dict.fromkeys((Kind.DNS, Kind.TCP, Kind.TLS), _Judged())
    for url in site.urls:
        pieces = more.by_network.get(url, {}).get(asn, {})
        starts = sorted(pieces)
        for first, following in zip(starts, [*starts[1:], FOREVER][: len(starts)], strict=True):
            last = min(following, first + _LONGEST) - 1
            tests, *judged = pieces[first]
            weight = min(bad(site.within(asn, Span(max(first, span.first), min(last, span.last)))), tests)
            for kind, layer in zip(found, judged, strict=True):
                known = found[kind]
                found[kind] = _Judged(
                    known.judged + weight * any(layer),
                    known.blocked + weight * (layer.blocked > _LIKELY),
                )
    return found


def _refuted(site: Site, layers: _Layers) -> set[Kind]:
    """Return the layers that were judged and not blocked. Over plain HTTP there may be no handshake to judge."""
    found = {kind for kind, layer in layers.items() if layer.judged and not layer.is_blocked}
    is_plain = not site.is_https and layers[Kind.TCP].judged and not layers[Kind.TLS].judged
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


def _by_layers(layers: _Layers) -> set[Kind]:
    """Return the layers that the service calls blocked."""
    return {kind for kind, layer in layers.items() if layer.is_blocked}
