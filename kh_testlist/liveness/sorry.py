"""Recognise a page that only says that there is no such page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from kh_testlist.liveness.tables import missing

if TYPE_CHECKING:
    from kh_testlist.web.page import WebPage


def is_only_sorry(page: WebPage) -> bool:
    """Return True if the head of a short page and a sentence below say that there is no such page."""
    pieces = [piece for piece in page.pieces if piece]
    if len(page.text) > _SORRY or any(len(piece) > _LONGEST_SORRY for piece in pieces):
        return False
    heads = {*page.headings[:2], *_TITLE_PARTS.split((page.title or "").casefold())}
    heads = {head.strip(" .!\u3002\u17d4\u2026") for head in heads}
    if not any(missing.GONE_HEADS.fullmatch(head) for head in heads if head and len(head) <= _LONGEST_HEAD):
        return False
    return any(_GONE_SENTENCE.search(piece) for piece in pieces if piece.strip(" .!\u3002\u17d4\u2026") not in heads)


_SORRY: Final = 1_200
_LONGEST_SORRY: Final = 160
"""Characters of a paragraph. An article has longer ones."""
_LONGEST_HEAD: Final = 60
_TITLE_PARTS: Final = re.compile(r"\s+[|\u2013\u2014:\u00b7\u00bb-]\s+")
_GONE_SENTENCE: Final = re.compile("|".join(missing.GONE_SENTENCES))
