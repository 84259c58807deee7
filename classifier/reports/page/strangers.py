"""Text from strangers, as a page may show it."""

import re

# Line feeds and tabs are layout. What steers direction is left out: each text has its own direction by its letters,
# and an override would show words in another order than the one that was read.
_CONTROL = re.compile("[\0-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_DIRECTION = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_SAFE_ADDRESS = re.compile(r"https?://[^\s/\\@:]+(?::\d+)?(?:[/?#]\S*)?", re.IGNORECASE)


def harmless(text: str) -> str:
    r"""Return a text without characters that HTML forbids, or that change how what stands around them is shown.

    >>> harmless("a\x00b \u202ecod.exe")
    'a�b cod.exe'
    """
    return _DIRECTION.sub("", _CONTROL.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n")))


def web_address(text: str | None) -> str | None:
    """Return an address that a page may link to: plain http or https, nobody's password in it; else None.

    >>> web_address("https://example.org/t/7"), web_address("javascript:alert(1)")
    ('https://example.org/t/7', None)
    """
    return text if text and harmless(text) == text and _SAFE_ADDRESS.fullmatch(text) else None
