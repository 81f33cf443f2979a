"""Make suggestions from evidence: the confidence in each category, the reason, and when to abstain.

The strongest evidence is the same URL in other lists. Then come other rows of its host and of its domain. Then comes
the model or, without a model, the keywords. Each kind of evidence gives shares, and stronger evidence moves them. No
evidence decides without the others.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from kh_testlist import urls
from kh_testlist.categories import LEGEND
from kh_testlist.model import GLOBAL
from kh_testlist.tagging import features, keywords, model
from kh_testlist.tagging.features import Features
from kh_testlist.tagging.lookup import Index, Voice, Votes
from kh_testlist.tagging.model import Model
from kh_testlist.tagging.sites import is_home
from kh_testlist.tagging.terms import moved
from kh_testlist.text import enumerated

AT_LEAST: Final = 3
"""Suggestions for each URL, also if the tagger abstains."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A category that a site may belong to. `confidence` is from 0 to 1."""

    category_code: str
    confidence: float
    """How often a suggestion with such evidence was right, from 0 to 1."""
    reason: str
    """The evidence, so that a person can check it."""


@dataclass(frozen=True, slots=True)
class Tagging:
    """A line of `tag --format jsonl`: suggestions, the most likely first."""

    url: str
    abstained: bool
    """True if the first suggestion would be right in less than about four of five cases."""
    suggestions: tuple[Suggestion, ...]


_TRUST: Final[Mapping[str, tuple[float, float, float]]] = {
    "url": (0.92, 0.98, 0.99), "host": (0.56, 0.68, 0.87), "domain": (0.55, 0.77, 0.83),
}  # fmt: skip
"""How often lists are right that agree: one list, two lists, three or more. By what their rows have in common with the
site. Source: upstream's lists at commit 7f01e430. Each country's list was left out in turn, and the other countries'
lists were asked about its rows. Only the nearest rows count, as here. The number of rows in each case:

- the same URL: one list 2,355, two lists 1,119, more 6,473. Three or more lists were right in 99.6 of 100 cases.
- other pages of its host: 445, 102, 263.
- other hosts of its registered domain: 264, 57, 129.

In Cambodia's list, one list was right on 7 of 8 URLs."""
_TRUST_IN_GLOBAL: Final = {"url": 0.79, "host": 0.65, "domain": 0.74}
"""The same, if the only list is the global one: 162, 688 and 684 rows."""
_REST: Final = 0.05
"""The weight of all other evidence, compared with one list that votes, if the lists disagree. So it breaks a tie."""

_PRECISION: Final[Mapping[str, float]] = {
    "ALDR": 0.8, "ANON": 0.95, "COMM": 0.58, "COMT": 0.54, "CULTR": 0.43, "DATE": 0.71, "ECON": 0.27,
    "ENV": 0.48, "FILE": 0.64, "GAME": 0.67, "GMB": 0.87, "GOVT": 0.64, "GRP": 0.18, "HACK": 0.75, "HATE": 0.17,
    "HOST": 0.54, "HUMR": 0.57, "IGO": 0.39, "LGBT": 0.88, "MILX": 0.19, "MMED": 0.34, "NEWS": 0.77, "POLR": 0.53,
    "PORN": 0.74, "PROV": 0.55, "PUBH": 0.62, "REL": 0.72, "SRCH": 0.29, "XED": 0.61,
}  # fmt: skip
"""How often a category is right if only its keywords were found in a host. Measured on upstream's lists at commit
7f01e430, without those of South-East Asia, with one row for each registered domain and category."""
_SEVERAL: Final = 0.6
"""The precision is multiplied by this if keywords of several categories were found."""
_SHARE: Final[Mapping[str, float]] = {"NEWS": 0.27, "HUMR": 0.1, "POLR": 0.09, "CULTR": 0.06, "REL": 0.04}
"""The shares of the most frequent categories, from the same source. This is the guess without evidence."""
_SURE: Final = 0.8
"""The threshold without a model: below this confidence, the tagger abstains."""


class Weighed(NamedTuple):
    """The result of all evidence on a URL."""

    url: str
    found: Features
    votes: Votes
    ranked: Sequence[str]
    """All categories, the most likely first."""
    shares: Mapping[str, float]
    """The confidence in each category."""
    is_unsure: bool

    @property
    def answer(self) -> str | None:
        """The most likely category. None if the tagger abstains."""
        return None if self.is_unsure else self.ranked[0]

    def confidence(self, code: str) -> float:
        """Return the confidence in `code`, as people see it."""
        return _shown(self.shares.get(code, 0.0))


class Tagger:
    """Suggests categories from a model, from lists, from both, or from keywords only."""

    def __init__(self, learned: Model | None = None, index: Index | None = None) -> None:
        self._model = learned
        self._index = index

    @property
    def has_learned(self) -> bool:
        """True if it uses a model."""
        return self._model is not None

    def tag(self, url: str, text: str = "", top: int = AT_LEAST) -> Tagging:
        """Suggest categories for `url`, whose page has `text`."""
        weighed = self.weigh(url, text)
        suggestions = tuple(self.suggestion(weighed, code) for code in weighed.ranked[: max(top, AT_LEAST)])
        return Tagging(url, weighed.is_unsure, suggestions)

    def answer(self, url: str, text: str = "") -> str | None:
        """Return the first suggestion of `tag`, or None if it would abstain. This is faster than `tag`: no reasons."""
        return self.weigh(url, text).answer

    def weigh(self, url: str, text: str = "", judged: str | None = None) -> Weighed:
        """Return the confidence in each category for `url`, whose page has `text`.

        In an audit of the list `judged`, other rows of the site are not evidence. This holds for its rows in that list
        and in the global list. Other pages and hosts of a site do not count for one of its articles.
        """
        found = features.of_url(url)
        if text:
            found = features.with_text(found, text)
        threshold = self._model.header.calibration.threshold if self._model else _SURE
        shares: Mapping[str, float] = _learned(self._model, found) if self._model else _told(found)
        if found.written or found.terms:
            shares = moved(shares, found.written + found.terms)
        votes = self._index.votes(url, judged) if self._index else Votes()
        if judged is not None and not is_home(url):
            votes = Votes(votes.url)
        for circle in ("domain", "host", "url"):
            shares = _moved(shares, getattr(votes, circle), circle)
        ranked = sorted(shares, key=lambda code: (-shares[code], code))
        is_unsure = _shown(shares[ranked[0]]) < threshold or not _says_anything(found)
        return Weighed(url, found, votes, ranked, shares, is_unsure)

    def suggestion(self, weighed: Weighed, code: str) -> Suggestion:
        """Return the category `code` as a suggestion, with its reason. To find the reason is slow."""
        said = self.reason(weighed, code)
        if not said:
            said = "no more than how common it is" if _says_anything(weighed.found) else "it is no web address"
        return Suggestion(code, weighed.confidence(code), said)

    def reason(self, weighed: Weighed, code: str) -> str:
        """Return the evidence for `code`. Return an empty text if there is none."""
        said = _by_lists(weighed.url, weighed.votes, code) or _by_keywords(weighed.found, code)
        if not said and self._model and code in self._model.codes:
            said = _by_model(self._model.strongest(weighed.found, code, _LOOKED_AT))
        return said


def _says_anything(found: Features) -> bool:
    return any((found.name, found.text, found.written, found.terms))


def _shown(share: float) -> float:
    """Return a confidence as people see it."""
    return round(share, 4)


def _learned(learned: Model, found: Features) -> dict[str, float]:
    """Return shares from the model. The first gets its measured confidence, and the others share the rest."""
    parts = learned.parts(found)
    scores = learned.scores(parts)
    best, signs = model.signs(scores, parts, model.told(found), learned.codes)
    sure = model.confidence(learned.header.calibration, signs, learned.codes[best])
    shares = model.softmax(scores)
    left = (1 - sure) / max(1 - shares[best], 1e-9)
    moved = dict.fromkeys(LEGEND, 0.0)
    for place, code in enumerate(learned.codes):
        moved[code] = sure if place == best else min(sure, shares[place] * left)
    # If two shares are equal, the learned category must be first, and not the first one in the alphabet.
    moved[learned.codes[best]] += 1e-9
    return moved


def _told(found: Features) -> dict[str, float]:
    """Return shares from keywords only."""
    codes = model.told(found) or {code for code in found.path_keywords if code in LEGEND}
    rest = 1 - sum(_SHARE.values())
    shares = {code: _SHARE.get(code, rest / (len(LEGEND) - len(_SHARE))) for code in LEGEND}
    if not codes:
        return shares
    worth = {code: _PRECISION.get(code, 0.0) * (1 if len(codes) == 1 else _SEVERAL) for code in codes}
    best = max(worth.values())
    return {code: max(worth.get(code, 0.0), min(best, share) * (1 - best)) for code, share in shares.items()}


def _moved(shares: Mapping[str, float], said: Sequence[Voice], circle: str) -> Mapping[str, float]:
    """Return `shares` after the votes of the lists. Each list has one vote for a category.

    Together, the categories that have votes get what such votes deserve, or more if they had more before. So one list
    alone never makes the tagger surer than such a list was right.
    """
    if not said:
        return shares
    voices = Counter(voice.code for voice in said)
    before = sum(shares[code] for code in voices)
    after = max(_trust(said, circle), before)
    left = max(1 - after, 0) / max(1 - before, _LEAST)
    whole = before + len(voices) * _LEAST
    return {
        code: after * (voices[code] + _REST * (share + _LEAST) / whole) / (voices.total() + _REST)
        if code in voices
        else share * left
        for code, share in shares.items()
    }


_LEAST: Final = 1e-9
"""A share that is not zero, so that it can divide."""


def _trust(said: Sequence[Voice], circle: str) -> float:
    """Return how often the category is one of those that these lists say."""
    if len(said) == 1 and said[0].list == GLOBAL:
        return _TRUST_IN_GLOBAL[circle]
    return _TRUST[circle][min(len(said), len(_TRUST[circle])) - 1]


def _by_lists(url: str, votes: Votes, code: str) -> str:
    """Return a text about the lists that have `code`."""
    parsed = urls.parse(url)
    host = urls.unicode_host(urls.site_host(parsed.hostname)) if parsed else url
    for what, voices in (
        ("listed as", votes.url),
        (f"other pages of {host} are", votes.host),
        ("other sites of its domain are", votes.domain),
    ):
        names = sorted({f"{voice.list}.csv" for voice in voices if voice.code == code})
        if names:
            return f"{what} {code} in {enumerated(names, 'more lists')}{', one list' if len(names) == 1 else ''}"
    return ""


def _by_keywords(found: Features, code: str) -> str:
    """Return a text about the keywords that show `code`."""
    said = []
    if code == "IGO" and code in found.suffix and ".int" not in found.suffix:
        said.append("its host, an organisation of states")
    elif code in found.suffix:
        suffix = max((token for token in found.suffix if token.startswith(".")), key=len)
        said.append(f"its address under {suffix}")
    for tokens, where in (
        (found.keywords, "in its name"),
        (found.path_keywords, "in its path"),
        (found.written, "in its address"),
        ({*found.text_keywords, *found.terms}, "on its page"),
    ):
        words = sorted(
            {token for token in tokens if code in keywords.codes_of(token)}, key=lambda word: (-len(word), word)
        )
        if words:
            said.append(f"{_quoted(words[:2])} {where}")
    return ", ".join(said)


def _quoted(tokens: Iterable[str]) -> str:
    bare = dict.fromkeys(token.strip("^$*") for token in tokens)
    return ", ".join(f"“{token}”" for token in bare)


_WHERE: Final = {
    "name": "in its name",
    "words": "in its address",
    "suffix": "at the end of its name",
    "keywords": "in its name",
    "path_keywords": "in its path",
    "text": "on its page",
    "text_keywords": "on its page",
}


def _by_model(strongest: Sequence[tuple[str, str]]) -> str:
    """Return a text about the strongest tokens. Skip tokens inside others, and the form of the address."""
    said: list[tuple[str, str]] = []
    for block, token in strongest:
        if token in LEGEND or (block == "suffix" and not token.startswith(".")):
            continue
        bare = (token.partition(":")[2] or token).strip("^$*@")
        if len(bare) >= (_TELLING_GROUP if block == "name" else _TELLING) and not any(
            bare in other or other in bare for _, other in said
        ):
            said.append((block, bare))
    return ", ".join(f"“{token}” {_WHERE[block]}" for block, token in said[:2])


_LOOKED_AT: Final = 8
_TELLING: Final = 3
_TELLING_GROUP: Final = 4
"""A word, or a group of letters from a word, with fewer letters than this means nothing to a person."""
