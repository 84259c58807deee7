"""The names of a thread's authors, and where a text has them, however they are written."""

import re
import unicodedata
from collections.abc import Iterable

from classifier.labels.name_words import NAME_CHARACTER
from classifier.labels.pseudonym_shape import LENGTH, is_pseudonym

LONGEST_KNOWN = 120
"""Characters of a known name that is looked for in a text."""

_BEGINS = re.compile(rf"(?<!{NAME_CHARACTER})\S")
# After the end of a name nothing stands that would go on with it: a letter, or one after what may stand in a name.
_GOES_ON = re.compile(rf"[.@-]?{NAME_CHARACTER}")


def name_key(name: str) -> str:
    """Return what is the same for all ways to write a name: case, white space, width and a leading "@" differ.

    >>> name_key("@AdaQuill") == name_key("Ada  Quill")
    True
    """
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())
    return "".join(folded.split()).removeprefix("@")


class KnownNames:
    """The names of a thread's authors, as far as they are known; every pseudonym is one."""

    def __init__(self, names: Iterable[str] = ()) -> None:
        self._keys: set[str] = set()
        self._firsts = {"u"}
        self._longest = LENGTH
        for name in names:
            self.add(name)

    def add(self, name: str) -> None:
        """Take a name."""
        key = name_key(name)
        if key and len(name) <= LONGEST_KNOWN:
            self._keys.add(key)
            self._firsts.add(key[0])
            # Elsewhere it may stand with accents of their own.
            self._longest = min(max(self._longest, len(name), 2 * len(key)), LONGEST_KNOWN)

    def __contains__(self, name: str) -> bool:
        return name_key(name) in self._keys or is_pseudonym(name)

    def end_in(self, text: str, at: int) -> int:
        """Return where the longest known name that begins at a place ends, on its line; the place where none does."""
        if name_key(text[at : at + 1])[:1] not in self._firsts:
            return at
        line = text[at : at + self._longest].partition("\n")[0]
        for end in range(len(line), 0, -1):
            if not line[end - 1].isspace() and not _GOES_ON.match(text, at + end) and line[:end] in self:
                return at + end
        return at

    def start_before(self, text: str, end: int) -> int:
        """Return where the longest known name that ends at a place begins, on its line; the place where none does."""
        line = text[max(0, end - self._longest) : end].rpartition("\n")[2]
        begins = (found.start() for found in _BEGINS.finditer(line))
        return next((end - len(line) + begin for begin in begins if line[begin:] in self), end)
