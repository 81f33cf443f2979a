"""Fetch a year of Cambodia from OONI, and compare it with what was published. Run this by hand, with a network.

OONI processes old measurements again from time to time. So small differences are expected, and both numbers are shown.
"""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any, Final

SINCE, UNTIL = "2023-07-01", "2024-07-01"
COLUMNS: Final = (
    "asn_count", "domain_count", "ok_count", "anomaly_count", "confirmed_count", "failure_count", "measurement_count",
)  # fmt: skip
PUBLISHED: Final = {
    "2023Q3": (25, 1809, 650_022, 21_921, 1_941, 16_741, 690_625),
    "2023Q4": (19, 1814, 479_672, 15_807, 1_495, 12_229, 509_203),
    "2024Q1": (16, 1849, 490_149, 18_969, 1_197, 12_683, 522_998),
    "2024Q2": (19, 1849, 670_705, 28_948, 1_856, 15_834, 717_343),
    "total": (31, 1940, 2_290_548, 85_645, 6_489, 57_487, 2_440_169),
}
"""Source: Sinar/imap-data, 2024_Annual_Report/2024-iMAP-Web connectivity.xlsx, Table 1, Cambodia."""


def main() -> int:
    """Fetch, and print the two tables, one above the other."""
    program = (sys.executable, "-m", "kh_testlist", "--config", "none", "--list", "kh")
    period = ("--since", SINCE, "--until", UNTIL)
    fetched = subprocess.run(
        [*program, "evidence", "fetch", *period, "--scope", "country", "--by", "domain"], check=False
    )
    if fetched.returncode:
        return fetched.returncode
    ended = subprocess.run(
        [*program, "report", *period, "--scope", "country", "--format", "json", "--previous", "none"],
        check=True,
        stdout=subprocess.PIPE,
    )
    report: dict[str, Any] = json.loads(ended.stdout)
    print(f"{'quarter':<10}{'':<11}" + "".join(f"{name.removesuffix('_count'):>12}" for name in COLUMNS))
    for row in [*report["by_quarter"], report["total"]]:
        ours = tuple(row[name] for name in COLUMNS)
        theirs = PUBLISHED[row["quarter"]]
        for who, counts in (("ours", ours), ("published", theirs)):
            print(f"{row['quarter']:<10}{who:<11}" + "".join(f"{count:>12,}" for count in counts))
        shares = (f"{100 * (one - other) / other:>+11.2f}%" for one, other in zip(ours, theirs, strict=True))
        print(f"{'':<10}{'difference':<11}" + "".join(shares))
    print(f"blocked: {len(report['blocked'])} domains (published for that year: 65)")
    return 0


if __name__ == "__main__":
    sys.exit(main())
