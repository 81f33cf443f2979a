"""The rows that goldens are made of. All of them are invented: their hosts are reserved for documentation."""

from __future__ import annotations

from typing import Final

HEADER: Final = "url,category_code,category_description,date_added,source,notes\n"
LEDGER: Final = "url,last_reviewed,decision,reason,evidence,next_due,previous_url\n"


def a_list(*rows: str) -> str:
    """The text of a list of these rows."""
    return HEADER + "".join(f"{row}\n" for row in rows)


SOUND: Final = (
    "https://www.example.com/,NEWS,News Media,2019-03-02,Our NGO,the oldest daily",
    "https://blocked.example.com/,HUMR,Human Rights Issues,2020-01-31,Our NGO,blocked in 2021",
    "https://likely.example.com/,NEWS,News Media,2021-05-04,anon,",
    "https://thin.example.com/,ENV,Environment,2022-06-05,anon,",
    "https://open.example.org/,CULTR,Culture,2023-07-06,Our NGO,a museum",
    "http://moved.example.org/,NEWS,News Media,2023-08-07,anon,radio",
    "https://dead.example.net/,GOVT,Government,2018-02-03,anon,a ministry",
    "https://flagged.example.net/,MISC,Miscellaneous content,2018-02-04,anon,",
    'https://kept.example.org/,POLR,Political Criticism,2017-09-10,anon,"keep: its old name is blocked, too"',
    "https://games.example.com/,GMB,Gambling,2024-11-12,anon,",
    "https://museum.example.org/exhibits,REL,Religion,2024-12-13,Community member,culture and art museum",
    "https://khmer.example.com/%E1%9E%96%E1%9F%90%E1%9E%8F,NEWS,News Media,2025-01-14,អង្គការ,ព័ត៌មានប្រចាំថ្ងៃ",
)
"""A list that nothing is wrong with."""
LISTED: Final = tuple(row.partition(",")[0] for row in SOUND)
UNLISTED: Final = ("https://phnom-penh-daily.example.org/", "http://radio.example.net/live")
"""What was measured, and is on no list."""
GLOBAL: Final = (
    "https://global.example.com/,NEWS,News Media,2014-04-15,citizenlab,",
    "https://social.example.org/,GRP,Social Networking,2014-04-15,citizenlab,",
    "http://www.twin.example.net/,HUMR,Human Rights Issues,2014-04-15,,",
)
THAI: Final = (
    "https://bangkok.example.com/,NEWS,News Media,2020-02-03,anon,",
    "https://cambodia-news.example.org/,NEWS,News Media,2020-02-03,anon,about Cambodia",
    "https://khmer-culture.example.net/,CULTR,Culture,2021-02-03,anon,Khmer heritage",
)
ODD: Final = (
    "https://www.example.com/,NEWS,News Media,2019-03-02,anon,fine",
    "http://example.com,NEWS,News Media,2019-03-02,anon,the same site and no slash",
    "https://EXAMPLE.org/,news,News media,2019-3-2,,",
    "https://reader:secret@example.net/,HUMR,Human Rights Issues,2020-01-31,anon,a login",
    "ftp://files.example.com/,FILE,File-sharing,2020-01-31,anon,",
    "not a url,MISC,Miscellaneous content,2020-01-31,anon,",
    "https://exa_mple.com/,NEWZ,News Media,2020-02-30,anon,",
    "https://xn--a.com/,NEWS,News Media,2999-01-01,anon,the future",
    "https://ខ្មែរ.example.com/,NEWS,News Media,2020-01-31,anon,ព័ត៌មាន",
    "https://esc.example.com/,NEWS,News Media,2020-01-31,anon,\x1b[31mred\x1b[0m and \u202eback",
    "https://formula.example.com/,NEWS,News Media,2020-01-31,anon,=1+1",
    'https://quoted.example.com/,NEWS,News Media,2020-01-31,anon,"a ""quote"", and a comma"',
    'https://broken.example.com/,NEWS,News Media,2020-01-31,anon,"two\nlines"',
    "https://markup.example.com/,NEWS,News Media,2020-01-31,anon,<b>bold</b> [x](javascript:1) @one #1 | `code`",
    "https://tracked.example.com/?utm_source=x#top,NEWS,News Media,2020-01-31,anon,",
    " https://space.example.com/ ,NEWS,News Media,2020-01-31, anon ,a\tb",
    "https://short.example.com/,NEWS,News Media",
    "https://long.example.com/,NEWS,News Media,2020-01-31,anon,x,one too many",
    "",
    "https://global.example.com/,NEWS,News Media,2020-01-31,anon,is global",
    "http://twin.example.net/,HUMR,Human Rights Issues,2020-01-31,anon,is nearly global",
    "https://www.example.com/,NEWS,News Media,2019-03-02,anon,twice",
    "https://mojibake.example.com/,CULTR,Culture,2020-01-31,anon,MusÃ©e",
    "https://old.example.com/,XED,Sex Education,2016-01-31,anon,keep: the old name is blocked",
)
"""A list of what may be wrong."""
FACES: Final = (
    "https://www.facebook.com.example.com/page,GRP,Social Networking,2020-01-31,anon,",
    "https://example.com/index.html,NEWS,News Media,2020-01-31,anon,",
    "https://example.com//,NEWS,News Media,2020-01-31,anon,",
)
"""Variants of rows that stand elsewhere."""
