"""List what is not plain: `python -m tests.plain.check [PATTERN…]`, of files or command lines."""

from __future__ import annotations

import fnmatch
import sys
from collections import Counter

from tests.plain.faults import exemptions, faults
from tests.plain.texts import everything


def main(patterns: list[str]) -> int:
    """Print each fault in texts that a pattern names, and how many there are of each rule."""
    exempt = exemptions()
    count: Counter[str] = Counter()
    for fault in faults(everything()):
        is_meant = not patterns or any(fnmatch.fnmatch(fault.text.path, pattern) for pattern in patterns)
        if is_meant and not any(one.holds(fault) for one in exempt):
            count[fault.rule] += 1
            sys.stdout.write(f"{fault}\n")
    sys.stdout.write(f"{dict(count) or 'All plain.'}\n")
    return 1 if count else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
