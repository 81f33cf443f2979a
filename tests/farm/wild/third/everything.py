"""All pages of the third set."""

from __future__ import annotations

from tests.farm.wild.page import Page
from tests.farm.wild.third import border, deep, plain, shells, taken_over


def third() -> list[Page]:
    """Return each page of the third set."""
    return [
        *taken_over.taken_over(), *taken_over.at_home(), *shells.shells(), *deep.soft_404(), *deep.living(),
        *deep.cookie_walls(), *plain.plain(), *border.border(),
    ]  # fmt: skip
