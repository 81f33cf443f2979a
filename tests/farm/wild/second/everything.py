"""All pages of the second set."""

from __future__ import annotations

from tests.farm.wild.page import Page
from tests.farm.wild.second import challenges, cookies, gone, hosts, missing, parked, plain, taken_over


def second() -> list[Page]:
    """Return each page of the second set but those of portals."""
    return [
        *taken_over.taken_over(), *taken_over.at_home(), *hosts.placeholders(), *gone.no_such_site(), *gone.living(),
        *parked.parked(), *missing.missing(), *challenges.challenges(), *cookies.walls(), *plain.plain(),
    ]  # fmt: skip
