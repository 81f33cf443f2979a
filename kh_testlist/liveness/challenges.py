"""Recognise pages that ask for proof that we are a browser.

Some headers decide without any other sign. A vendor's script does not: pages that were served to us have it too. With a
status of success, the page must be only the challenge. It has little text, the vendor's mark, and no application.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from kh_testlist.liveness import fingerprints
from kh_testlist.liveness.fingerprints import Challenge
from kh_testlist.liveness.tables import checks

if TYPE_CHECKING:
    from kh_testlist.web.fetch import Observation
    from kh_testlist.web.page import Link, WebPage

_LITTLE: Final = 1_500
"""Characters of the text of a challenge that explains itself."""
_TERSE: Final = 500
"""Characters of the text of a challenge that does not explain itself. In a longer one, the title must say it."""
_BARE: Final = 60
"""Characters of the text of a challenge that only runs a script."""
_LONGEST_SOURCE: Final = 50_000
_MOST_LINKS: Final = 4
_SCRIPT: Final = re.compile(r"<script\s[^<>]*?src\s*+=\s*+[\"']?([^\"'<>\s]++)", re.IGNORECASE)
_APPLICATION: Final = (
    'id="root"',
    'id="app"',
    'id="__next"',
    "id=root",
    "id=app",
    'id="__nuxt"',
    "<app-root",
    'rel="manifest"',
)
"""What a page has whose text is written by the site's own script."""


def is_challenge(observation: Observation, page: WebPage) -> bool:
    """Return True if the answer asks for proof that we are a browser."""
    if observation.status in fingerprints.UNANSWERED:
        return any(_shows(known, observation, page) for known in fingerprints.CHALLENGES) or _is_check(page)
    if any(known.decides and _says(known, observation) for known in fingerprints.CHALLENGES):
        return True
    if observation.status not in fingerprints.SERVED or len(page.source) > _LONGEST_SOURCE:
        return False
    if len(page.text) > _LITTLE or len(page.links) > _MOST_LINKS:
        return False
    served = (known for known in fingerprints.CHALLENGES if known.body and known.serves)
    if any(_shows(known, observation, page) and _is_only(known, page) for known in served):
        return True
    return _is_wall(page) or _only_sets_a_cookie(page) or _only_says_it(page) or _is_check(page)


def _is_wall(page: WebPage) -> bool:
    """Return True if the page is only a captcha: its head says so, and there is nothing to fill in or to follow."""
    if len(page.text) > _TERSE or len(page.links) > _FEWEST or not _has_any(page.lower, fingerprints.WIDGETS):
        return False
    head = f"{page.title or ''} {' '.join(page.headings[:2])}".casefold()
    return _has_any(head, fingerprints.CHALLENGE_WORDS) and not _has_fields(page)


def _is_check(page: WebPage) -> bool:
    """Return True if the page says nothing but that it checks the browser or turns the request away.

    It has no links to pages of a site, and a script, a captcha, a number of the request, or two such sentences.
    """
    if len(page.text) > _SHORTEST_STORY or len(page.source) > _LONGEST_SCRIPT or _has_fields(page):
        return False
    if any(map(_leads_on, page.links)) or _has_any(page.lower, _APPLICATION) or _has_any(page.text, checks.ORDERS):
        return False
    if not checks.SENTENCES.search(page.text):
        return False
    pieces = {piece.strip(_POINTS) for piece in page.pieces} - {""}
    said = {piece for piece in pieces if checks.SENTENCES.search(piece) or checks.NOUNS.fullmatch(piece)}
    others = [piece for piece in pieces - said if not checks.WAITING.search(piece) and not _is_token(piece)]
    title = " ".join((page.title or "").casefold().split()).strip(_POINTS)
    if not said or title in others or len(others) > 1 or any(len(piece) > _LONGEST_LINE for piece in pieces):
        return False
    has_mark = "<script" in page.lower or "noindex" in page.lower or _has_any(page.lower, fingerprints.WIDGETS)
    has_sentence = any(map(checks.SENTENCES.search, said))
    return has_sentence and (has_mark or len(said) > 1 or _has_any(page.text, checks.TOKENS))


_SHORTEST_STORY: Final = 400
_LONGEST_LINE: Final = 140
_POINTS: Final = " .!\u2026\u3002\u17d4:[]"


def _leads_on(link: Link) -> bool:
    """Return True if a link leads to a page of the same site. A vendor may link to its own."""
    return bool(link.target) and not link.target.startswith(("#", "javascript:", "mailto:", "http:", "https:", "//"))


def _is_token(piece: str) -> bool:
    """Return True if a piece is a number, a token or the name of a host."""
    return " " not in piece and any(letter.isdigit() or letter == "." for letter in piece)


def _has_fields(page: WebPage) -> bool:
    """Return True if a visitor can write something into the page."""
    kinds = [match[1] for match in _FIELD.finditer(page.lower)]
    return any(kind not in _NO_FIELD for kind in kinds) or "<textarea" in page.lower


_FIELD: Final = re.compile(r"<input(?=[\s/>])(?:[^<>]*?\stype\s*+=\s*+[\"']?(\w++))?")
_OF_FORMS: Final = ("<textarea", 'type="password"', "type=password", "type='password'")
_NO_FIELD: Final = frozenset({"hidden", "submit", "button", "image"})


def _only_sets_a_cookie(page: WebPage) -> bool:
    """Return True if the page has no text, and its script sets a cookie and asks for the same page again."""
    if len(page.text) > _BARE or page.links or len(page.source) > _LONGEST_SCRIPT or page.headings:
        return False
    is_again = "document.cookie" in page.lower and _has_any(page.lower, _AGAIN)
    return is_again and not _has_any(page.lower, (*_APPLICATION, "<img", "<form", "localstorage"))


def _only_says_it(page: WebPage) -> bool:
    """Return True if the head of a page with a script and little text says that it checks the browser."""
    if len(page.text) > _BRIEF or page.links or "<script" not in page.lower or _has_fields(page):
        return False
    return _has_any(f"{page.title or ''} {' '.join(page.headings[:2])}".casefold(), fingerprints.CLEAR_WORDS)


_BRIEF: Final = 300


def _has_any(text: str, pieces: tuple[str, ...]) -> bool:
    return any(piece in text for piece in pieces)


_FEWEST: Final = 2
_AGAIN: Final = ("location.reload", "slowaes.decrypt")
_LONGEST_SCRIPT: Final = 20_000


def _says(known: Challenge, observation: Observation) -> bool:
    said = observation.headers.get(known.header) if known.header else ""
    return said is not None and known.value in said.lower()


def _shows(known: Challenge, observation: Observation, page: WebPage) -> bool:
    return known.body in page.lower and _says(known, observation)


def _is_only(known: Challenge, page: WebPage) -> bool:
    """Return True if the page is only the challenge."""
    head = f"{page.title} {' '.join(page.headings[:2])}".casefold()
    said = page.text if len(page.text) <= _TERSE else head
    if _has_any(said, fingerprints.CHALLENGE_WORDS) and not _has_any(page.lower, _OF_FORMS):
        return True
    others = [source for source in _SCRIPT.findall(page.source) if known.body not in source.lower()]
    is_application = any(mark in page.lower for mark in _APPLICATION)
    return len(page.text) <= _BARE and not is_application and not others and not page.title
