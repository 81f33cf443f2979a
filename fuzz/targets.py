"""All targets by name. To add one, put its row into the table of its room, or a room's table into this one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from fuzz.answers import ANSWERS
from fuzz.journals import JOURNALS
from fuzz.lists import LISTS
from fuzz.models import MODELS
from fuzz.pages import PAGES
from fuzz.resolvers import RESOLVERS
from fuzz.reviews import REVIEWS
from fuzz.target import Target

TARGETS: Final[Mapping[str, Target]] = {**LISTS, **PAGES, **MODELS, **JOURNALS, **ANSWERS, **RESOLVERS, **REVIEWS}
