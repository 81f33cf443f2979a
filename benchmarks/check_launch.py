"""Run a command for `check_runs.py`, and write its cost into a file: `check_launch.py FILE COMMAND…`.

For the system, the peak memory of a process is at least that of its parent at the start. So the parent is this script,
which imports almost nothing, and not the benchmark itself.
"""

import os
import sys
import time

start = time.perf_counter()
child = os.posix_spawnp(sys.argv[2], sys.argv[2:], os.environ)
_, status, usage = os.wait4(child, 0)
seconds = time.perf_counter() - start
kilobytes = usage.ru_maxrss // (1 if sys.platform == "linux" else 1024)
with open(sys.argv[1], "w", encoding="ascii") as file:  # noqa: PTH123 - pathlib is large
    print(seconds, usage.ru_utime + usage.ru_stime, kilobytes, os.waitstatus_to_exitcode(status), file=file)
