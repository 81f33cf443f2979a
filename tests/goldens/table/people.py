"""Command lines of a review."""

from __future__ import annotations

from typing import Final

from tests.goldens.cases import Case, on

_DECIDE: Final = "review decide https://likely.example.com/"

FAMILIES: Final = {
    "review": [
        *on(
            "measured",
            "review start",
            "review start --all",
            "review start --quarter 2026Q3",
            "review start --quarter 2026Q9",
            "review start --journal checks/2026-11-12-isp1.jsonl",
            "review start --journal nowhere.jsonl",
            "--list th review start",
            "--lang km review start",
            "review status",
            "review worksheet",
            "review finish",
            "review decide",
        ),
        *on("odd", "review start"),
        *on("plain", "review start"),
        *on(
            "started",
            "review start",
            "review status",
            "review status --format json",
            "review status --format markdown",
            "--lang km review status --format markdown",
            "review status --quarter 2026Q3",
            "review worksheet",
            "review worksheet --output sheet.csv",
            "--lang km review worksheet",
            "review decide",
            f"{_DECIDE} keep",
            f"{_DECIDE} keep --reason 'fine'",
            f"{_DECIDE} drop",
            f"{_DECIDE} drop --reason 'closed'",
            f"{_DECIDE} nonsense",
            f"{_DECIDE} replace --reason 'moved'",
            f"{_DECIDE} replace --url https://www.example.com/ --reason 'moved'",
            f"{_DECIDE} replace --url https://b.example.com/ --reason 'moved'",
            f"{_DECIDE} replace --url nonsense --reason 'moved'",
            f"{_DECIDE} recategorise --reason 'a museum'",
            f"{_DECIDE} recategorise --category CULTR --reason 'a museum'",
            f"{_DECIDE} recategorise --category NEWZ --reason 'a museum'",
            f"{_DECIDE}",
            "review decide https://nobody.example.com/ keep",
            "review decide http://www.likely.example.com keep --reason fine",
            "review decide https://open.example.org/ keep --reason fine",
            "review finish",
        ),
        *on(
            "decided",
            "review status",
            "review status --format json",
            "review status --format markdown",
            "review decide https://www.example.com/ drop --reason 'on second thoughts'",
            "review worksheet",
            "review import good-sheet.csv",
            "review import bad-sheet.csv",
            "review import no-sheet.csv",
            "review import nowhere.csv",
            "review finish",
        ),
        *on("ready", "review status --format markdown", "review finish", "--lang km review finish"),
        Case("ready", "review finish", before=("remove https://games.example.com/ --reason closed",)),
        Case("ready", "review finish", before=("edit https://thin.example.com/ --url https://thick.example.com/",)),
        *on(
            "finished",
            "review status",
            "review finish",
            "review decide https://www.example.com/ keep",
            "review start",
            "review start --quarter 2027Q1",
            "report --format markdown",
        ),
        Case("finished", "review start", clock="2027-01-15T12:00:00+00:00"),
        Case("started", "review status", clock="2027-01-15T12:00:00+00:00"),
    ],
}
