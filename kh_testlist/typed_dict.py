"""`TypedDict` as pydantic wants it, which before Python 3.12 is not that of the standard library."""

from __future__ import annotations

import sys

if sys.version_info >= (3, 12):
    from typing import TypedDict
else:
    from typing_extensions import TypedDict

__all__ = ["TypedDict"]
