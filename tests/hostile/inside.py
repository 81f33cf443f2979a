"""The program inside the test: its streams as `main` sets them up, and no folder but the one that is named."""

from __future__ import annotations

import contextlib
import io
from pathlib import Path
from unittest import mock

from kh_testlist import cli
from tests.hostile.processes import Ended
from tests.samples import forget_folders


def run_inside(folder: Path, *arguments: str, stdin: bytes = b"") -> Ended:
    """Run the program on the lists in `folder`; quick, where the process itself is not the point."""
    forget_folders()
    out, err = io.BytesIO(), io.BytesIO()
    with (
        mock.patch.dict("os.environ", {"KH_TESTLIST_UPSTREAM": "/dev/null", "KH_TESTLIST_LISTS": str(folder)}),
        mock.patch("sys.stdin", io.TextIOWrapper(io.BytesIO(stdin), encoding="utf-8")),
        contextlib.redirect_stdout(io.TextIOWrapper(out, encoding="utf-8", errors="backslashreplace")) as text_out,
        contextlib.redirect_stderr(io.TextIOWrapper(err, encoding="utf-8", errors="backslashreplace")) as text_err,
    ):
        code = cli.run(list(arguments))
        text_out.flush()
        text_err.flush()
        return Ended(code, out.getvalue().decode(), err.getvalue().decode())
