"""Run the farm until stdin closes or SIGTERM comes: `python -m tests.farm --out DIR`.

Prints `ready` once everything listens. Commands on stdin, one a line, are answered by one line of JSON each: `stats`,
`reset`, `helper {"host": "mode"}`. The same goes over HTTP: GET /stats, POST /reset, POST /helper.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import signal
import sys
from pathlib import Path

from tests.farm.listing import STALLERS_LAST, Wanted
from tests.farm.server import Farm


def wanted(arguments: list[str]) -> Wanted:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.farm", description=__doc__)
    parser.add_argument("--out", type=Path, required=True, help="folder to write urls.txt and the rest to")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--urls", type=int, default=2000)
    parser.add_argument("--timeout", type=float, default=10.0, help="seconds that a check gives one attempt")
    parser.add_argument("--speed", type=float, default=1.0, help="factor of all latencies")
    parser.add_argument("--order", choices=("shuffled", STALLERS_LAST), default="shuffled")
    parser.add_argument("--one-of-each", action="store_true", help="one URL of each kind")
    parser.add_argument("--literal", action="store_true", help="addresses in place of host names")
    return Wanted(**vars(parser.parse_args(arguments)))


async def main(arguments: list[str]) -> None:
    """Run a farm."""
    farm = Farm(wanted(arguments))
    over = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, over.set)
    await farm.start()
    print("ready", flush=True)  # noqa: T201 - that is the interface
    reader = asyncio.StreamReader()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    obeying = loop.create_task(_obey(farm, reader))
    await asyncio.wait({obeying, loop.create_task(over.wait())}, return_when=asyncio.FIRST_COMPLETED)


async def _obey(farm: Farm, reader: asyncio.StreamReader) -> None:
    while line := (await reader.readline()).decode():
        command, _, rest = line.strip().partition(" ")
        answer: object = None
        if command == "stats":
            answer = farm.stats()
        elif command == "reset":
            farm.reset()
        elif command == "helper":
            farm.see(json.loads(rest))
        print(json.dumps(answer), flush=True)  # noqa: T201 - that is the interface


asyncio.run(main(sys.argv[1:]))
