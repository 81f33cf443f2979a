"""Deadlines for whole requests. The timeout of a socket is only for each read, so a slow server could hold a client.

One thread closes a connection when its time is over. The code that reads from it then sees the end of the data. It must
check `fired` to know if that was the real end.
"""

from __future__ import annotations

import contextlib
import heapq
import itertools
import socket
import threading
import time
from collections.abc import Iterator


class Watch:
    """The time that one request has."""

    def __init__(self, seconds: float) -> None:
        self.ends = time.monotonic() + seconds
        self.fired = False
        """True if the time was over and the connection was cut."""
        self._socket: socket.socket | None = None
        self._lock = threading.Lock()

    @property
    def is_over(self) -> bool:
        """True if the time is over. A connection that is kept for the next request is not cut then."""
        return time.monotonic() >= self.ends

    @property
    def left(self) -> float:
        """Seconds left. Never zero, because a timeout of zero means not to wait at all."""
        return max(0.001, self.ends - time.monotonic())

    def hold(self, connection: socket.socket) -> None:
        """Cut `connection` when the time is over.

        This keeps a duplicate of it. TLS takes the descriptor from a socket in the handshake, and a pool may close it.

        Raises:
            TimeoutError: the time is over already.

        """
        with self._lock:
            if self.fired:
                raise TimeoutError
            self._let_go()
            self._socket = connection.dup()

    @property
    def was_reset(self) -> bool:
        """True if the other side reset the connection. TLS reports a reset as a normal end."""
        with self._lock:
            if self._socket is None or self.fired:
                return False
            try:
                self._socket.getpeername()
            except OSError:
                return True
            return False

    def release(self) -> None:
        """Stop watching the connection."""
        with self._lock:
            self._let_go()

    def _let_go(self) -> None:
        if self._socket is not None:
            self._socket.close()
            self._socket = None

    def fire(self) -> None:
        """Cut the connection."""
        with self._lock:
            self.fired = True
            if self._socket is not None:
                with contextlib.suppress(OSError):
                    self._socket.shutdown(socket.SHUT_RDWR)


class Watchdog:
    """The thread that keeps the deadlines of all requests."""

    def __init__(self) -> None:
        self._due: list[tuple[float, int, Watch]] = []
        self._changed = threading.Condition()
        self._count = itertools.count()
        self._thread: threading.Thread | None = None

    @contextlib.contextmanager
    def watch(self, seconds: float) -> Iterator[Watch]:
        """Give the code inside `seconds`, and cut its connection after that."""
        watch = Watch(seconds)
        with self._changed:
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="watchdog", daemon=True)
                self._thread.start()
            heapq.heappush(self._due, (watch.ends, next(self._count), watch))
            if self._due[0][2] is watch:
                self._changed.notify()
        try:
            yield watch
        finally:
            watch.release()

    def _run(self) -> None:
        while True:
            with self._changed:
                while not self._due or self._due[0][0] > time.monotonic():
                    self._changed.wait(self._due[0][0] - time.monotonic() if self._due else None)
                _, _, watch = heapq.heappop(self._due)
            watch.fire()
