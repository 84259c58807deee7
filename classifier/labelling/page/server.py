"""An app served on a socket until a signal ends it."""

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from socket import socket

from starlette.types import ASGIApp
from uvicorn import Config
from uvicorn import Server as UvicornServer

_ENDING = (signal.SIGINT, signal.SIGTERM)
_KEPT_OPEN = 24 * 3600
"""Seconds that an idle connection stays; one that ends while a label is on its way could lose that."""
_LAST_ANSWERS = 2
"""Seconds that answers under way have when the process ends."""


class _Server(UvicornServer):
    """A server that returns when a signal ends it, where Uvicorn's raises the signal once more."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Take the signals that end it, and give them back afterwards."""
        before = {number: signal.signal(number, self.handle_exit) for number in _ENDING}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)


def serve_app(make_app: Callable[[Callable[[], bool]], ASGIApp], listener: socket) -> None:
    """Serve an app until SIGINT or SIGTERM; it is made with what says whether one of these has come."""

    def leaving() -> bool:
        return server.should_exit

    server = _Server(
        Config(
            make_app(leaving),
            loop="asyncio",
            http="h11",
            ws="none",
            lifespan="off",
            log_config=None,
            log_level="error",
            access_log=False,
            proxy_headers=False,
            server_header=False,
            timeout_keep_alive=_KEPT_OPEN,
            timeout_graceful_shutdown=_LAST_ANSWERS,
        )
    )
    server.run([listener])
