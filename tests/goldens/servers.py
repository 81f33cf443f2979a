"""The servers that command lines may reach, in one process: `python -m tests.goldens.servers`.

It writes their ports as a line of JSON. For each line it is given it forgets what it was asked, and answers `ready`.
"""

from __future__ import annotations

import contextlib
import json
import socketserver
import sys
import tempfile
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import Any

from tests.goldens import clock

OONI, RUN, WEB, TLS, DNS = ("127.0.0.1:4780", "127.0.0.1:4781", "127.64.7.1:80", "127.64.7.1:443", "127.0.0.1:4753")
"""Where the program finds OONI's API, that of OONI Run, websites, websites without TLS at its port, and a resolver."""


def main() -> None:
    """Serve until nobody gives orders any more."""
    clock.stop()  # before anything else: the stub of OONI Run dates what it makes
    from tests.goldens import web
    from tests.goldens.rows import LISTED, UNLISTED
    from tests.ooni.run_stub import Handler, Stub
    from tests.ooni.stub.server import serving

    with contextlib.ExitStack() as stack:
        Handler.stub = Stub(Path(stack.enter_context(tempfile.TemporaryDirectory())))
        api = stack.enter_context(serving(web.measured(LISTED, UNLISTED)))
        ports = {
            OONI: int(api.root.rpartition(":")[2]),
            RUN: stack.enter_context(_serving(ThreadingHTTPServer, Handler)),
            WEB: stack.enter_context(_serving(ThreadingHTTPServer, web.HANDLER)),
            DNS: stack.enter_context(_serving(socketserver.ThreadingUDPServer, web.RESOLVER)),
        }
        ports[TLS] = ports[WEB]
        _say(json.dumps(ports))
        for _ in sys.stdin:
            Handler.stub = Stub(Handler.stub.folder)
            api.reset()
            _say("ready")


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _serving(kind: Any, handler: Any) -> contextlib.AbstractContextManager[int]:  # noqa: ANN401 - a server and its handler
    from tests.hostile.servers import running  # only once the clock stands still

    server = kind(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    return running(server)


if __name__ == "__main__":
    main()
