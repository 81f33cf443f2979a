"""How projects are made: files written by hand, so that what an earlier version wrote is what they have."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from tests.goldens.rows import FACES, GLOBAL, HEADER, LEDGER, LISTED, ODD, SOUND, THAI, a_list
from tests.goldens.servers import DNS


def write(desk: Path, files: Mapping[str, str | bytes]) -> None:
    """Write files below the project."""
    for name, text in files.items():
        path = desk / "project" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())


def plain(desk: Path) -> None:
    """Three sound lists."""
    write(desk, {"lists/kh.csv": a_list(*SOUND), "lists/th.csv": a_list(*THAI), "lists/global.csv": a_list(*GLOBAL)})


def lonely(desk: Path) -> None:
    """One sound list."""
    write(desk, {"lists/kh.csv": a_list(*SOUND[:3])})


def odd(desk: Path) -> None:
    """Lists with odd rows; Thailand's has other line ends and a mark of byte order."""
    ledger = LEDGER + (
        'https://www.example.com/,2026-01-02,keep,"the oldest, and ""best""",,2027-01-02,\n'
        "https://formula.example.com/,2026-01-02,replace,=1+1,https://explorer.example.org/,,http://formula.example.com/\n"
        "https://esc.example.com/,2026-01-02,drop,\x1b[31mred,,,\n"
        "too,few\n"
    )
    write(desk, {
        "lists/kh.csv": a_list(*ODD),
        "lists/th.csv": "\ufeff" + a_list(*THAI[:1], *ODD[1:5], *FACES).replace("\n", "\r\n"),
        "lists/global.csv": a_list(*GLOBAL),
        "lists/kh.ledger.csv": ledger,
        "lists/00-LEGEND.csv": "not a list\n",
    })  # fmt: skip


def damaged(desk: Path) -> None:
    """A list that is not UTF-8, one with an open quote, and so on."""
    write(desk, {
        "lists/la.csv": (HEADER + "https://example.com/,NEWS,News Media,2020-01-31,anon,caf\u00e9\n").encode("latin-1"),
        "lists/vn.csv": HEADER + 'https://example.com/,NEWS,News Media,2020-01-31,anon,"open\nhttps://b.example.com/,x\n',
        "lists/mm.csv": "url;category_code\nhttps://example.com/;NEWS\n",
        "lists/my.csv": "",
        "lists/sg.csv": b"\x00\x01\x02",
        "lists/ph.csv": a_list(SOUND[0]),
        "lists/ph.ledger.csv": "not a ledger\n",
        "lists/th.run.json": "{",
        "lists/upstream.json": '{"repository": 1}',
        "bad.toml": "[add\n",
        "unknown.toml": '[add]\nsauce = "x"\n',
        "closed.toml": '[check]\nresolver = ["192.0.2.1"]\n',
        "typed.toml": '[validate]\nfail_on = "never"\n',
        "bad.model": "kh-testlist tag model\n{}\n",
        "bad.jsonl": "{\n",
        "empty.jsonl": "",
        "reviews/2026Q1/review.json": "{}",
    })  # fmt: skip


PROJECT_SETTINGS: Final = """[add]
source = "Our project"
[validate]
ignore = ["DUP002"]
fail_on = "warning"
[target]
title = "Websites of our project"
contact = "Our project, tests@example.org"
minutes = 1
[review]
keep_days = 30
[report]
exclude_category = ["GMB"]
"""
"""What a project may set, a key of each table."""


def settled(desk: Path) -> None:
    """Settings of each kind."""
    write(desk, {
        "kh-testlist.toml": f'lang = "km"\n{PROJECT_SETTINGS}',
        "other.toml": '[add]\nsource = "Another project"\n',
    })  # fmt: skip
    own = desk / "home" / "config" / "kh-testlist" / "settings.toml"
    own.parent.mkdir(parents=True)
    own.write_text('[add]\nsource = "Me"\n[check]\npause = 0\n', "utf-8")


_OFFER: Final = (
    "https://new-one.example.com/,HUMR,Human Rights Issues,2026-11-01,Our NGO,a new site",
    "https://www.example.com/,NEWS,News Media,2026-11-01,Our NGO,listed already",
    "https://new-two.example.com/,,,,,without a category",
    "nowhere,NEWS,News Media,2026-11-01,Our NGO,no address",
)
PAGE: Final = """<!doctype html><html><head><title>Khmer arts and culture</title></head><body>
<p>The museum shows the art, the dance and the culture of the ancient kingdom. Tickets and opening hours.</p>
<a href="https://linked-one.example.com/">one</a> <a href="https://www.example.com/">listed</a>
<a href="/relative">relative</a> <a href="https://linked-two.example.org/x?y=1">two</a>
<a href="javascript:alert(1)">no</a></body></html>
"""


def offered(desk: Path) -> None:
    """What others may send us."""
    offer_pages(desk)
    write(desk, {
        "good.csv": a_list(_OFFER[0]),
        "mixed.csv": a_list(*_OFFER),
        "semicolons.csv": a_list(_OFFER[0]).replace(",", ";"),
        "latin.csv": a_list(_OFFER[0]).replace("a new site", "caf\u00e9").encode("latin-1"),
        "urls.txt": "# sites\nhttps://new-three.example.com\n\nhttp://new-four.example.org/a b\n",
        "good-urls.txt": "https://new-three.example.com\nhttp://new-four.example.org/a\n",
        "empty.txt": "",
        "links.txt": "See https://linked-three.example.net/ and www.example.com, or http://linked-four.example.com.\n",
    })  # fmt: skip


def offer_pages(desk: Path) -> None:
    """A saved page, and lines for `tag`."""
    write(desk, {
        "saved.html": PAGE,
        "sites.jsonl": '{"url": "https://one.example.com/", "text": "daily news of politics and elections"}\n'
        "https://casino.example.net/\n"
        '{"url": "https://two.example.org/", "text": "\u1796\u17d0\u178f\u17cc\u1798\u17b6\u1793"}\n',
        "bad-sites.jsonl": '{"url": 1}\n',
    })  # fmt: skip


def linked(desk: Path) -> None:
    """Links in the place of files."""
    lists = desk / "project" / "lists"
    (desk / "elsewhere.csv").write_text(a_list(SOUND[0]), "utf-8")
    (lists / "la.csv").symlink_to("../../elsewhere.csv")
    (lists / "kh.ledger.csv").symlink_to("../../elsewhere.csv")
    (desk / "project" / "kh-testlist.toml").symlink_to("../elsewhere.csv")


def git(folder: Path, *arguments: str, day: str = "2026-01-01") -> str:
    """What git says, as somebody who is always the same."""
    date = f"{day}T00:00:00Z"
    environment = {
        "PATH": os.environ["PATH"], "HOME": str(folder), "GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_AUTHOR_NAME": "Somebody", "GIT_AUTHOR_EMAIL": "somebody@example.org", "GIT_AUTHOR_DATE": date,
        "GIT_COMMITTER_NAME": "Somebody", "GIT_COMMITTER_EMAIL": "somebody@example.org", "GIT_COMMITTER_DATE": date,
    }  # fmt: skip
    ran = subprocess.run(["git", *arguments], cwd=folder, env=environment, capture_output=True, check=True)
    return ran.stdout.decode()


def history(desk: Path) -> None:
    """A repository of two commits, and a change that is not committed."""
    project = desk / "project"
    write(desk, {"lists/kh.csv": a_list(*SOUND[:3]), "lists/global.csv": a_list(*GLOBAL)})
    git(project, "init", "--quiet", "--initial-branch=main")
    for message, day, text in (
        ("first", "2026-01-01", a_list(*SOUND[:3])),
        ("second", "2026-08-01", a_list(*SOUND[:2], ODD[1], *SOUND[3:5])),
    ):
        write(desk, {"lists/kh.csv": text})
        git(project, "add", "--all", day=day)
        git(project, "commit", "--quiet", "-m", message, day=day)
    write(desk, {"lists/kh.csv": a_list(SOUND[0].replace("Our NGO", ""), SOUND[1], ODD[1], *SOUND[3:6], ODD[5])})


_REASONS: Final = {
    "up": "ok",
    "moved": "redirect-other-domain",
    "gone": "not-found",
    "parked": "parked",
    "down": "dns-failed",
    "possibly-blocked": "known-dns-answer",
    "restricted": "not-served",
}
_FATES: Final = {
    "https://blocked.example.com/": "possibly-blocked",
    "http://moved.example.org/": "moved",
    "https://dead.example.net/": "down",
    "https://flagged.example.net/": "parked",
    "https://kept.example.org/": "gone",
    "https://games.example.com/": "restricted",
}
"""What becomes of some rows; the others are up."""
DAYS: Final = ("2026-10-10", "2026-11-12")


def a_record(url: str, verdict: str, day: str, vantage: str) -> dict[str, Any]:
    """What version 0.1.0 wrote of a site that it had visited."""
    target = "https://moved-here.example.com/" if verdict == "moved" else None
    return {
        "url": url,
        "verdict": verdict,
        "reason": _REASONS[verdict],
        "failure": "dns_nxdomain_error" if verdict == "down" else None,
        "failed_operation": "resolve" if verdict == "down" else None,
        "status": {"up": 200, "moved": 200, "gone": 404, "restricted": 403}.get(verdict),
        "final_url": target or url,
        "redirects": [{"url": url, "status": 301}] if target else [],
        "title": None,
        "addresses": [],
        "signals": ["known-dns-answer"] if verdict == "possibly-blocked" else [],
        "attempts": 2,
        "elapsed_ms": 12,
        "vantage": vantage,
        "checked_at": f"{day}T10:00:00Z",
        "control": None,
    }


def a_journal(urls: tuple[str, ...], day: str, vantage: str) -> str:
    """A journal as version 0.1.0 left it."""
    digest = hashlib.sha256("\n".join(sorted(urls)).encode()).hexdigest()
    header = {"journal": 1, "program": "kh-testlist 0.1.0", "vantage": vantage, "list_sha256": digest,
              "urls": len(urls), "settings": {}}  # fmt: skip
    lines = [header, *(a_record(url, _FATES.get(url, "up"), day, vantage) for url in urls)]
    return "".join(json.dumps(line, separators=(",", ":")) + "\n" for line in lines)


def checked(desk: Path) -> None:
    """Journals from two networks, on two days; and a ledger that knows of one row already."""
    for day in DAYS:
        for vantage in ("isp1", "abroad"):
            write(desk, {f"checks/{day}-{vantage}.jsonl": a_journal(LISTED, day, vantage)})
    flag = "https://flagged.example.net/,2026-08-01,recheck,flagged: dead,,2026-11-01,\n"
    settled = "https://open.example.org/,2026-08-01,keep,fine,,2027-08-01,\n"
    write(desk, {"lists/kh.ledger.csv": LEDGER + flag + settled})


_KINDS: Final = {
    "NEWS": ("News Media", "daily news reporters"),
    "CULTR": ("Culture", "museum art culture"),
    "GMB": ("Gambling", "casino betting poker"),
}


def three_lists(desk: Path) -> None:
    """Enough rows to learn three categories from."""
    for name in ("th", "vn", "mm"):
        made = [
            f"https://{word}{number}.example{name}.com/{word},{code},{legend},2020-01-31,anon,{words} {number}"
            for code, (legend, words) in _KINDS.items()
            for word in words.split()
            for number in range(4)
        ]
        write(desk, {f"lists/{name}.csv": a_list(*made)})


def web(desk: Path) -> None:
    """A list of sites that servers of ours play, settings that lead to them, and a journal of another vantage."""
    from tests.goldens.web import SITES

    hosts = [*SITES, "nowhere.example.com"]
    made = [f"http://{host}/,NEWS,News Media,2024-01-31,anon," for host in hosts if host != "canary.example.com"]
    made += [
        "https://up.example.com/tls,NEWS,News Media,2024-01-31,anon,its port for TLS speaks no TLS",
        "http://127.0.0.1/,MISC,Miscellaneous content,2024-01-31,anon,",
        "http://up.example.com/soft,GMB,Gambling,2024-01-31,anon,",
    ]
    write(desk, {
        "lists/kh.csv": a_list(*made),
        "lists/global.csv": a_list(*GLOBAL),
        "abroad.jsonl": a_journal(("http://nowhere.example.com/", "http://missing.example.com/"), DAYS[1], "abroad"),
    })  # fmt: skip
    own = desk / "home" / "config" / "kh-testlist" / "settings.toml"
    own.parent.mkdir(parents=True)
    settings = f'[check]\npause = 0\nconcurrency = 1\nresolver = ["{DNS}"]\nallow_private = ["127.64.0.0/16"]\n'
    own.write_text(settings, "utf-8")


def published(desk: Path) -> None:
    """The record of a link."""
    record = {"link": "https://run.ooni.org/v2/10123", "id": "10123", "revision": "1", "expires": "2027-05-20"}
    write(desk, {"lists/kh.run.json": json.dumps(record, indent=2) + "\n"})


DECISIONS: Final = (
    "review decide http://moved.example.org/ replace --url https://moved-here.example.com/ --reason 'it moved'",
    "review decide https://dead.example.net/ drop --reason 'closed in 2025'",
    "review decide https://museum.example.org/exhibits recategorise --category CULTR --reason 'a museum'",
    "review decide https://flagged.example.net/ drop --reason 'parked since 2024'",
    "review decide https://kept.example.org/ keep-blocked --reason 'its old name is blocked'",
    "review decide https://likely.example.com/ recheck --reason 'one network alone'",
    "review decide https://thin.example.com/ keep",
    "review decide https://games.example.com/ keep",
    f"review decide {LISTED[-1]} keep",
)


def worksheets(desk: Path) -> None:
    """Worksheets that people filled, well and badly."""
    head = "url,category_code,advice,reasons,verdict,checked_at,evidence,decision,new_url,new_category,reason\n"
    write(desk, {
        "good-sheet.csv": head + "https://likely.example.com/,NEWS,keep,,,,,keep,,,fine\n",
        "bad-sheet.csv": head
        + "https://likely.example.com/,NEWS,keep,,,,,kep,,,fine\n"
        + "https://nobody.example.com/,NEWS,keep,,,,,keep,,,fine\n"
        + "https://www.example.com/,NEWS,keep,,,,,drop,,,gone\n"
        + "https://dead.example.net/,GOVT,drop,,,,,drop,,,\n",
        "no-sheet.csv": "a,b\n1,2\n",
    })  # fmt: skip


EXPIRED: Final = dt.datetime(2027, 6, 1, tzinfo=dt.UTC).isoformat()
"""When the link has expired."""
