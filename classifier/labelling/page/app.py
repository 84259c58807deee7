"""The page's addresses: the page, its files, what is shown now, what the coder says, and a sign of life."""

import json
from asyncio import sleep
from collections.abc import AsyncIterator, Callable

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route
from starlette.types import ASGIApp

from classifier.errors import AnnotationError
from classifier.labelling.desk import Desk
from classifier.labelling.page.door import Door
from classifier.labelling.page.guard import Guard
from classifier.labelling.page.markup import desk_page, static_files
from classifier.labelling.page.said import DEEDS, LARGEST, Deed, fields_of
from classifier.labelling.page.shown import session_shown

BEAT = 0.5
"""Seconds between two signs of life."""


def desk_app(desk: Desk, door: Door, leaving: Callable[[], bool]) -> ASGIApp:
    """Return what answers the browser; `leaving` says whether the process is about to end.

    A session is never in two hands: every answer is made on the one thread of the server, without a break.
    """
    served = static_files()

    async def page(_: Request) -> Response:
        return desk_page(desk)

    async def file(request: Request) -> Response:
        content, kind = served[request.url.path[1:]]
        return Response(content, media_type=kind)

    async def now(_: Request) -> Response:
        return _json(session_shown(desk.session))

    def doing(deed: Deed) -> Callable[[Request], object]:
        async def done(request: Request) -> Response:
            return await _done(desk, deed, request)

        return done

    routes = [
        Route("/", page),
        Route("/now", now),
        Route("/alive", _Watch(leaving).alive),
        *(Route(f"/{name}", file) for name in served),
        *(Route(f"/{name}", doing(deed), methods=["POST"]) for name, deed in DEEDS.items()),
    ]
    return Guard(Starlette(routes=routes), door)


class _Watch:
    """Tells one page that the process lives; a page opened later takes the place of the one before.

    Two pages of one session would each show what the other has already labelled.
    """

    def __init__(self, leaving: Callable[[], bool]) -> None:
        self._leaving = leaving
        self._pages = 0

    async def alive(self, _: Request) -> Response:
        """Answer with a stream that ends when the process does."""
        self._pages += 1
        return StreamingResponse(self._beats(self._pages), media_type="text/event-stream")

    async def _beats(self, page: int) -> AsyncIterator[str]:
        while not self._leaving():
            if page != self._pages:
                yield "event: elsewhere\ndata: 1\n\n"
                return
            yield "data: 1\n\n"
            await sleep(BEAT)


async def _done(desk: Desk, deed: Deed, request: Request) -> Response:
    """Do what the page asks for, and answer with what is shown then; or with what was wrong, and nothing is done."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
        return _wrong("the body must be JSON", 415)
    body = await _body(request)
    if body is None:
        return _wrong(f"more than {LARGEST:,} bytes were sent; shorten the note", 413)
    try:
        deed.do(desk.session, fields_of(body, deed))
    except AnnotationError as error:
        return _wrong(str(error), 409)
    except ValueError as error:
        return _wrong(str(error), 400)
    return _json(session_shown(desk.session))


async def _body(request: Request) -> bytes | None:
    """Return a request's body, or None where it is too long; what is too much is not held."""
    body = bytearray()
    async for piece in request.stream():
        body += piece
        if len(body) > LARGEST:
            return None
    return bytes(body)


def _wrong(message: str, status: int) -> Response:
    return _json({"error": message}, status)


def _json(value: object, status: int = 200) -> Response:
    # Escapes keep halves of surrogate pairs, which a post's id may hold, and which UTF-8 does not know.
    return Response(json.dumps(value), status, media_type="application/json")
