"""A coder's desk -> a page on this machine, until the coder ends it in the terminal."""

import socket
from collections.abc import Callable

from classifier.errors import ClassifierError
from classifier.labelling.desk import Desk


def serve_desk(desk: Desk, announce: Callable[[str], None]) -> None:
    """Serve the page of a desk on a free port of this machine alone, until the process is told to end.

    The address goes to `announce`, and once more where another browser needs one: each lets in one browser. Call it
    from the main thread, which is the one that SIGINT and SIGTERM reach. Raises ClassifierError where the server's
    libraries are missing, or where no port can be had.
    """
    try:
        import jinja2  # noqa: F401
        import starlette  # noqa: F401
        import uvicorn  # noqa: F401
    except ImportError as error:
        raise ClassifierError(
            f"the labelling page needs {error.name}, which is not here: pip install 'classifier[label]'; or "
            "label in the terminal, with --terminal"
        ) from None
    from classifier.labelling.page.app import desk_app
    from classifier.labelling.page.door import Door
    from classifier.labelling.page.server import serve_app

    with _bound() as listener:
        door = Door(listener.getsockname()[1], announce)
        door.open()
        serve_app(lambda leaving: desk_app(desk, door, leaving), listener)


def _bound() -> socket.socket:
    """Return a socket that listens, so that a browser may come before the server answers."""
    try:
        return socket.create_server(("127.0.0.1", 0))
    except OSError as error:
        raise ClassifierError(f"no port of this machine can be had for the labelling page: {error.strerror}") from None
