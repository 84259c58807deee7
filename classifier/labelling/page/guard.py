"""What every request must fulfil before the page sees it, and what every answer says to the browser."""

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from classifier.labelling.page.door import Door
from classifier.labelling.page.markup import entry_page, refusal_page

_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "connect-src 'self'",
        "img-src data:",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}


class Guard:
    """Stands before the page: answers by itself whatever must not reach it."""

    def __init__(self, app: ASGIApp, door: Door) -> None:
        self._app = app
        self._door = door

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or pass it on."""

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(HEADERS)
            await send(message)

        answer = self._answer(Request(scope))
        await (self._app if answer is None else answer)(scope, receive, with_headers)

    def _answer(self, request: Request) -> Response | None:
        """Return what is to be said to a request that goes no further."""
        hosts = request.headers.getlist("host")
        if len(hosts) != 1 or hosts[0] not in self._door.hosts:
            return PlainTextResponse("this server is not the host that was asked for\n", 421)
        if request.method not in ("GET", "HEAD") and request.headers.getlist("origin") != [f"http://{hosts[0]}"]:
            return PlainTextResponse("only the page itself may say this\n", 403)
        known = self._door.knows(request.cookies.get(self._door.cookie_name))
        if request.url.path != "/":
            foreign = request.headers.get("sec-fetch-site", "none") not in ("same-origin", "none")
            return PlainTextResponse("this is for the labelling page alone\n", 403) if foreign or not known else None
        return self._at_the_door(request, known)

    def _at_the_door(self, request: Request, known: bool) -> Response | None:
        token = request.query_params.get("token")
        if token is None:
            return None if known else refusal_page()
        if known:
            return entry_page()
        if request.method != "GET" or not self._door.admits(token):
            return refusal_page()
        answer = entry_page()
        answer.set_cookie(self._door.cookie_name, self._door.cookie, httponly=True, samesite="strict")
        return answer
