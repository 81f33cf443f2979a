"""Command lines about what sites are: their category, whether they are there, which are missing."""

from __future__ import annotations

from typing import Final

from tests.goldens.cases import Case, on
from tests.goldens.servers import DNS

_CANARY: Final = "--canary http://canary.example.com/"
_WEB: Final = "http://up.example.com/"

FAMILIES: Final = {
    "tag": [
        *on(
            "offered",
            "tag https://casino.example.net/ https://new.example.com/",
            "tag https://new.example.com/ --text 'daily news of politics and elections'",
            "tag https://new.example.com/ --page saved.html",
            "tag https://new.example.com/ --page saved.html --text x",
            "tag https://new.example.com/ --page nowhere.html",
            "tag -i sites.jsonl",
            "tag -i sites.jsonl --format jsonl",
            "tag -i bad-sites.jsonl",
            "tag -i lists/kh.csv --format jsonl --output tags.jsonl",
            "tag -i nowhere.txt",
            "tag nonsense",
            "tag",
            "tag https://new.example.com/ --top 5 --format jsonl",
            "tag https://new.example.com/ --top 1",
            "tag https://www.example.com/",
            "tag --audit",
            "tag --audit --format jsonl",
            "tag --audit lists/th.csv",
            "--lang km tag https://casino.example.net/",
        ),
        Case("offered", "tag -i -", stdin="https://casino.example.net/\n"),
        *on("odd", "tag --audit", "tag -i lists/kh.csv --format jsonl"),
        *on(
            "trained",
            "tag https://news.example.com/ https://casino.example.net/ --model made.model",
            "tag -i sites.jsonl --model made.model --format jsonl",
            "--list th tag --audit --model made.model",
            "tag https://news.example.com/ --model nowhere.model",
            "tag https://news.example.com/ --model saved.html",
            "train",
            "train --output again.model",
            "train --output other.model --seed 7",
            "train --output other.model --seed -1",
        ),
        *on("lonely", "train --output made.model"),
        *on("empty", "train --output made.model"),
        *on(
            "web",
            f"tag {_WEB} --fetch",
            "tag http://nowhere.example.com/ http://gone.example.com/ --fetch --format jsonl",
        ),
    ],
    "check": [
        *on(
            "web",
            f"check --all {_CANARY}",
            *(f"check --all {_CANARY} --format {form}" for form in ("jsonl", "json", "csv", "markdown")),
            f"check --all {_CANARY} --skip-category GMB --control abroad.jsonl --vantage isp1 --format json",
            f"check {_WEB} http://gone.example.com/ --no-canary --journal checks/made.jsonl",
            f"check {_WEB} --no-canary --fail-on up",
            f"check {_WEB} --no-canary --passes 1 --format json --output up.json",
            f"check {_WEB} --canary http://nowhere.example.com/",
            f"check -i lists/kh.csv {_CANARY} --skip-category NEWS,MISC",
            f"check --all --skip-category NEWS,MISC,GMB {_CANARY}",
            "check nonsense --no-canary",
            "check",
            "check --all --timeout 0",
            f"check {_WEB} --resume",
            f"check {_WEB} --canary nonsense",
            f"check {_WEB} {_CANARY} --no-canary",
            f"check {_WEB} --vantage ''",
            f"check {_WEB} --resolver nonsense",
            f"check {_WEB} --fail-on dead",
            f"check {_WEB} --control nowhere.jsonl --no-canary",
            f"check {_WEB} --control https://reader:secret@example.com/ --no-canary",
            f"--config none check {_WEB} --resolver {DNS} --no-canary",
            "add http://up.example.com/new --category NEWS --check",
            "add http://up.example.net/ --category NEWS --check",
            "add http://nowhere.example.com/x --category NEWS --check --yes",
        ),
        Case("web", "check -i - --no-canary", stdin=f"{_WEB}\n"),
        Case(
            "web",
            f"check {_WEB} http://gone.example.com/ --no-canary --journal made.jsonl --resume",
            before=(f"check {_WEB} http://gone.example.com/ --no-canary --journal made.jsonl",),
        ),
        Case(
            "web",
            f"check {_WEB} --no-canary --journal made.jsonl --resume",
            before=(f"check {_WEB} http://gone.example.com/ --no-canary --journal made.jsonl",),
        ),
        Case("web", f"check {_WEB} --no-canary", before=(f"check {_WEB} --no-canary",)),
    ],
    "candidates": [
        *on(
            "measured",
            "candidates",
            "candidates --format csv",
            "candidates --format jsonl",
            "candidates --from ooni",
            "candidates --from ooni --since 2025-01-01 --until 2025-04-01",
            "candidates --from ooni --since 2026-07-01",
            "candidates --from lists --format csv --output new.csv",
            "--list th candidates",
            "--list global candidates",
            "--lang km candidates",
        ),
        *on(
            "offered",
            "candidates --from saved.html",
            "candidates --from links.txt --from saved.html --format csv",
            "candidates --from empty.txt",
            "candidates --from nowhere.html",
            "candidates --from ooni",
        ),
        *on("web", f"candidates --from {_WEB} --format jsonl", "candidates --from http://nowhere.example.com/"),
        *on("odd", "candidates --from lists"),
    ],
}
