"""All pages of the wild."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from tests.farm.wild import challenges, cookies, ordinary, parked, placeholders, platforms, soft404, taken_over
from tests.farm.wild.page import Answer, Ask, Page, answer
from tests.farm.wild.portals import Portal, portals
from tests.farm.wild.second import portals as second_portals
from tests.farm.wild.second.everything import second
from tests.farm.wild.third.everything import third

_SOURCES: Final[tuple[Callable[[], list[Page]], ...]] = (
    taken_over.taken_over, taken_over.own_kind, taken_over.only_advertising, placeholders.placeholders, placeholders.honest_hosting, platforms.platforms,
    platforms.living, parked.parked, soft404.soft_404, challenges.challenges, challenges.not_challenges, cookies.cookie_walls,
    ordinary.ordinary, second, third,
)  # fmt: skip
_PERSONAL: Final = ("soft-404", "honest/deep", "honest/application", "cookies")
"""Kinds whose texts many pages share: each site gets lines of its own, else all are one cluster of pages."""


def everything() -> list[Page]:
    """Return each page of the wild but those of portals."""
    return [_personal(page) if page.kind.startswith(_PERSONAL) else page for source in _SOURCES for page in source()]


def networks() -> list[Portal]:
    """Return each network with a portal."""
    return [*portals(), *second_portals.portals()]


def _personal(page: Page) -> Page:
    def own(said: Answer | Callable[[Ask], Answer]) -> Callable[[Ask], Answer]:
        return lambda ask: _with_sidebar(answer(said, ask), page.lang, page.host)

    return replace(
        page,
        says=own(page.says),
        otherwise=own(page.otherwise),
        paths={path: own(said) for path, said in page.paths.items()},
    )


def _with_sidebar(said: Answer, lang: str, host: str) -> Answer:
    if isinstance(said.body, bytes) or not any(end in said.body for end in ("</footer>", "</article>")):
        return said
    mark = "<footer>" if "<footer>" in said.body else "</body>"
    return replace(said, body=said.body.replace(mark, ordinary.sidebar(lang, host) + mark, 1))
