"""Command lines between our list and upstream's."""

from __future__ import annotations

from typing import Final

from tests.goldens.cases import Case, on

_UPSTREAM: Final = "--upstream ../upstream.git"
_AUTHOR: Final = "--author 'Our NGO <us@ngo.example>'"

FAMILIES: Final = {
    "sync": [
        *on(
            "upstream",
            f"sync {_UPSTREAM}",
            f"--list th sync {_UPSTREAM}",
            f"--list la sync {_UPSTREAM}",
            "sync --upstream ../nowhere.git",
            f"sync {_UPSTREAM} --rev nonsense",
            f"sync {_UPSTREAM} --rev=--all",
            "sync --upstream ext::sh",
            f"sync {_UPSTREAM} --ours --theirs",
        ),
        Case("upstream", f"sync {_UPSTREAM}", before=("init", "add https://a.example.com/ --category NEWS")),
        *(
            Case(
                "upstream",
                f"sync {_UPSTREAM}{side}",
                before=("init", "add http://example.com/ https://a.example.com/ --category HUMR"),
            )
            for side in ("", " --ours", " --theirs")
        ),
        *on("synced", "sync", "sync --rev master", "validate", "tag https://www.example.com/"),
        *on("ahead", "sync"),
        *on("apart", "sync", "sync --ours", "sync --theirs", "-q sync --theirs"),
        Case("apart", "sync", typed="ours\ntheirs\n"),
        Case("apart", "sync", typed="neither\ntheirs\nours\n"),
        Case("apart", "diff", before=("sync --ours",)),
        Case("apart", "sync", before=("sync --ours",)),
    ],
    "diff": [
        *on(
            "ahead", "diff", "diff --format json", "diff --format markdown", "diff --output diff.txt", "--lang km diff"
        ),
        *on("synced", "diff", "diff --format json", "--list th diff"),
        *on("plain", "diff"),
        *on("apart", "diff"),
    ],
    "pr": [
        *on(
            "ahead",
            "pr --dry-run",
            f"pr --dry-run {_AUTHOR} --title 'Our title' --branch our-branch",
            "pr --dry-run https://ours.example.com/",
            "pr --dry-run https://nobody.example.com/",
            "pr --dry-run --branch 'not a branch'",
            "pr --dry-run --author nonsense",
            "pr --dry-run --author git",
            "pr --dry-run --base nonsense",
            "pr --dry-run --journal nowhere.jsonl",
            "pr --dry-run --upstream ../nowhere.git",
            f"pr --no-open --yes --fork ../upstream.git {_AUTHOR}",
            "pr --no-open --yes",
        ),
        Case(
            "ahead", "pr --dry-run", before=("add 'https://a.example.com/' --category NEWS --notes '@someone <b> #1'",)
        ),
        Case("ahead", "pr --dry-run", clock="2027-02-03T23:30:00+00:00"),
        Case(
            "ahead", "pr --no-open --yes --fork ../upstream.git", before=("pr --no-open --yes --fork ../upstream.git",)
        ),
        Case("ahead", "pr --no-open --fork ../upstream.git", typed="n\n"),
        Case("ahead", "pr --no-open --fork ../upstream.git", typed="y\n"),
        *on("synced", "pr --dry-run"),
        *on("apart", "pr --dry-run"),
        *on("plain", "pr --dry-run --upstream ../nowhere.git"),
        *on("upstream", f"pr --dry-run {_UPSTREAM}"),
        Case("upstream", f"pr --dry-run {_UPSTREAM}", before=("init", "add https://a.example.com/ --category NEWS")),
        Case(
            "synced",
            "pr --dry-run",
            before=(
                "add https://a.example.com/ --category NEWS",
                "remove https://thin.example.com/ --reason 'it is only sometimes there, and nobody looked'",
            ),
        ),
    ],
}
