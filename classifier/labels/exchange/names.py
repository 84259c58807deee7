"""What labels and coders of another tool are called here."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from classifier.errors import DataError
from classifier.labels.codebook import Codebook, folded

_NOT_IN_A_NAME = re.compile(r"[^\w.-]+")
_LONGEST = 64


@dataclass(frozen=True, slots=True)
class LabelNames:
    """Which label of the codebook a label of another tool is."""

    codebook: Codebook
    given: Mapping[str, str]
    """Their label to our id, as the user says."""

    @classmethod
    def of(cls, codebook: Codebook, pairs: Iterable[str]) -> "LabelNames":
        """Return the names with the user's "theirs=ours"; raise DataError where ours is no label or there is none."""
        plain = cls(codebook, {})
        given = {}
        for pair in pairs:
            # From the right: a label of ours seldom holds the sign, a label of theirs may.
            theirs, sign, ours = pair.rpartition("=")
            if not sign or not theirs:
                raise DataError(f"--map {pair!r}: must say THEIRS=OURS, a label of the file and one of the codebook")
            try:
                given[theirs] = plain.id_of(ours)
            except ValueError as error:
                raise DataError(f"--map {pair!r}: {error}") from None
        return cls(codebook, given)

    def id_of(self, label: str) -> str:
        """Return the id of the label that a text names: by the user's word, by id, by title, by either in any case.

        Raises ValueError, naming the labels, where it names none.
        """
        if label in self.given:
            return self.given[label]
        for name in (str, folded):
            for names in ({one.id: one.id for one in self.codebook.labels}, self._titles()):
                found = {ours for theirs, ours in names.items() if name(theirs) == name(label)}
                if len(found) == 1:
                    return found.pop()
        known = ", ".join(self.codebook.label_ids)
        raise ValueError(f"label {label!r:.80} is not in codebook {self.codebook.version}; the labels are {known}")

    def _titles(self) -> dict[str, str]:
        # Of two labels with one title neither is meant.
        titles = [one.title for one in self.codebook.labels]
        return {one.title: one.id for one in self.codebook.labels if titles.count(one.title) == 1}


def coder_names(theirs: Iterable[str]) -> dict[str, str]:
    """Return what each coder of a file is called here, by what they are called there.

    Of an address only what stands before the @, unless that is two people's: a log is often published. What a file's
    name cannot hold becomes a hyphen. Raises DataError where two of them would share a log.

    >>> sorted(coder_names(["ann@x.org", "Bob B."]).items())
    [('Bob B.', 'Bob-B'), ('ann@x.org', 'ann')]
    """
    every = sorted(set(theirs))
    short = {name: _as_name(name.partition("@")[0]) for name in every}
    folded = [name.casefold() for name in short.values()]
    names = {name: made if folded.count(made.casefold()) == 1 else _as_name(name) for name, made in short.items()}
    owner: dict[str, str] = {}
    for name, made in names.items():
        other = owner.setdefault(made.casefold(), name)
        if other != name:
            raise DataError(
                f"the coders {other!r:.80} and {name!r:.80} would share the log {made!r}; rename one of them"
            )
    return names


def _as_name(name: str) -> str:
    return _NOT_IN_A_NAME.sub("-", name)[:_LONGEST].strip(".-") or "coder"
