"""The table: every command line that a golden is kept of, by family. A family is a file in `recorded/`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from tests.goldens.cases import Case
from tests.goldens.table import around, lists, ooni, people, sites, upstream

FAMILIES: Final[dict[str, Sequence[Case]]] = {
    **around.FAMILIES,
    **lists.FAMILIES,
    **sites.FAMILIES,
    **ooni.FAMILIES,
    **people.FAMILIES,
    **upstream.FAMILIES,
}

__all__ = ["FAMILIES"]
