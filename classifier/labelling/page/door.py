"""Who may come in: the browser that brings the token of the address, once, and from then on its cookie."""

from collections.abc import Callable
from hmac import compare_digest
from secrets import token_urlsafe

_BYTES = 32


class Door:
    """Hands out an address that lets one browser in, and knows that browser again.

    Browsers send a cookie to every port of a host: whoever else on this machine serves pages that the coder visits
    meanwhile sees it.
    """

    def __init__(self, port: int, announce: Callable[[str], None]) -> None:
        self.port = port
        self.cookie_name = f"classifier-label-{port}"
        self.cookie = token_urlsafe(_BYTES)
        self._announce = announce
        self._token: str | None = None
        self._spent: str | None = None

    @property
    def hosts(self) -> tuple[str, str]:
        """What a browser on this machine calls the server; another name is one that was made to lead here."""
        return f"127.0.0.1:{self.port}", f"localhost:{self.port}"

    def open(self) -> None:
        """Announce an address whose token lets one browser in."""
        self._token = token_urlsafe(_BYTES)
        self._announce(f"http://{self.hosts[0]}/?token={self._token}")

    def admits(self, token: str) -> bool:
        """Return whether a token lets in, which it does once; one that did so before brings forth a new address.

        Whoever has the spent one may be the coder with another browser, or have read it somewhere: the new one
        shows in the terminal alone.
        """
        if _same(token, self._token):
            self._token, self._spent = None, self._token
            return True
        if self._token is None and _same(token, self._spent):
            self.open()
        return False

    def knows(self, cookie: str | None) -> bool:
        """Return whether a cookie is that of the browser that was let in."""
        return cookie is not None and _same(cookie, self.cookie)


def _same(given: str, secret: str | None) -> bool:
    """Compare in a time that says nothing about the secret."""
    return secret is not None and compare_digest(given.encode("utf-8", "surrogatepass"), secret.encode())
