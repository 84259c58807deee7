"""Which key does what: the codebook's keys give labels, and commands have the keys that no label has."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain, count
from string import ascii_lowercase, digits
from typing import Literal

from classifier.labels.codebook import Codebook

Command = Literal["low", "secondary", "note", "skip", "undo", "jump", "codebook", "quit"]

_WISHED: Mapping[Command, str] = {
    "low": "l!",
    "secondary": "s+",
    "note": "n#",
    "skip": " .",
    "undo": "z<",
    "jump": "g:",
    "codebook": "?",
    "quit": "q^",
}
"""The keys that a command would like, the dearest first; the last is none that a codebook is likely to have."""


@dataclass(frozen=True, slots=True)
class Keys:
    """Keys as characters, each with one meaning."""

    labels: Mapping[str, str]
    """Key -> label id, in the codebook's order."""
    commands: Mapping[str, Command]

    def meant(self, typed: str) -> str:
        """Return the key that a typed character stands for: a capital for the small letter, unless it is a key."""
        return typed if typed in self.labels or typed in self.commands else typed.lower()


def keys_of(codebook: Codebook) -> Keys:
    """Return the keys under a codebook: labels to which it gives none get digits, then letters.

    >>> from classifier.labels.codebook import CodebookLabel
    >>> labels = (CodebookLabel("keep", "", "", "", key="l"), CodebookLabel("drop", "", "", ""))
    >>> keys = keys_of(Codebook(version=1, title="", labels=labels))
    >>> keys.labels, list(keys.commands)
    ({'l': 'keep', '1': 'drop'}, ['!', 's', 'n', ' ', 'z', 'g', '?', 'q'])
    """
    taken = {label.key for label in codebook.labels if label.key}
    free = _free(taken)
    labels = {label.key or next(free): label.id for label in codebook.labels}
    commands: dict[str, Command] = {}
    for command, wished in _WISHED.items():
        key = next((key for key in wished if key not in labels and key not in commands), None)
        commands[key or next(free)] = command
    return Keys(labels, commands)


def _free(taken: set[str]) -> Iterator[str]:
    wished = {key for keys in _WISHED.values() for key in keys}
    letters = filter(str.isalpha, map(chr, count(161)))
    return (key for key in chain(digits[1:], ascii_lowercase, letters) if key not in taken and key not in wished)
