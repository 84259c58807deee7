"""Patterns of text that are compiled when they are first used.

A text needs a few of the patterns that its reader knows, and to compile all of them takes longer than to read a thread.
"""

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

_METHODS = ("match", "fullmatch", "search", "finditer", "findall", "sub")


class Pattern:
    """A regular expression, with the methods that `re.compile` would give."""

    match: Callable[..., re.Match[str] | None]
    fullmatch: Callable[..., re.Match[str] | None]
    search: Callable[..., re.Match[str] | None]
    finditer: Callable[..., Iterator[re.Match[str]]]
    findall: Callable[..., list[str]]
    sub: Callable[..., str]

    def __init__(self, source: str, flags: re.RegexFlag = re.NOFLAG) -> None:
        self.source = source
        self.flags = flags

    def compiled(self) -> re.Pattern[str]:
        """Return the pattern as `re` knows it."""
        return re.compile(self.source, self.flags)

    if not TYPE_CHECKING:  # With it a type checker would take any name for a method.

        def __getattr__(self, name: str) -> Any:
            # Asked for what is not set yet: from now on the methods are the compiled pattern's own.
            if name not in _METHODS:
                raise AttributeError(name)
            compiled = self.compiled()
            for method in _METHODS:
                setattr(self, method, getattr(compiled, method))
            return getattr(compiled, name)
