"""A terminal at which somebody has typed everything ahead, for command lines that ask."""

from __future__ import annotations

import contextlib
import os
import threading
from collections.abc import Iterator
from pathlib import Path


@contextlib.contextmanager
def opened(typed: str, out: Path) -> Iterator[str | None]:
    """The name of a terminal at which `typed` was typed; what it shows goes to `out`. None where nothing is typed."""
    if not typed:
        yield None
        return
    import pty
    import termios

    master, slave = pty.openpty()
    attributes = termios.tcgetattr(slave)
    attributes[1] &= ~termios.OPOST  # lines end as the program ends them
    attributes[3] &= ~termios.ECHO
    termios.tcsetattr(slave, termios.TCSANOW, attributes)
    shown = bytearray()

    def read() -> None:
        with contextlib.suppress(OSError):  # nobody has it open any more
            while data := os.read(master, 4096):
                shown.extend(data)

    reader = threading.Thread(target=read)
    reader.start()
    os.write(master, typed.encode())
    try:
        yield os.ttyname(slave)
    finally:
        os.close(slave)
        reader.join()
        os.close(master)
        out.write_bytes(shown)
