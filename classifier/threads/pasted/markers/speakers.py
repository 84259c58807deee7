"""Whether what stands before words, line after line, are the names of people who speak."""

from collections import Counter
from collections.abc import Sequence

from classifier.threads.pasted.markers.speaker_words import LABELS, SAYINGS
from classifier.threads.pattern import Pattern

FEWEST_TURNS = 4
FEWEST_RECURRING = 2
MOSTLY = 0.6
"""Share of the turns whose speakers come again."""

MOST_LABELS = 0.1
MOST_WORDS_OF_NAME = 4

_HANDLE = Pattern(r"@|[^\W\d_].*[\d_]|.*[a-z][A-Z]")
_PARTICLES = frozenset(
    ("de", "del", "della", "di", "da", "van", "von", "der", "den", "la", "le", "the", "of", "y", "&")
)


def is_speaker(name: str) -> bool:
    """Return whether words can name somebody: a handle, or a few words with capitals that are no label or saying.

    >>> is_speaker("Ada van Quill"), is_speaker("ada_42"), is_speaker("Pros"), is_speaker("The bridge")
    (True, True, False, False)
    """
    words = name.split()
    if not words or name.casefold() in LABELS or name.casefold() in SAYINGS or len(words) > MOST_WORDS_OF_NAME:
        return False
    if len(words) == 1:
        return any(character.isalpha() for character in name)
    return all(word in _PARTICLES or not word[0].islower() for word in words) and words[0].lower() != "the"


def is_sure(name: str) -> bool:
    """Return whether words are a name by their shape: a handle, or two words and more that are all capitalised.

    >>> is_sure("ada_42"), is_sure("Ada Q."), is_sure("Harbour"), is_sure("Ada went")
    (True, True, False, False)
    """
    words = name.split()
    return is_handle(name) or (len(words) > 1 and all(word[0].isupper() for word in words))


def is_handle(name: str) -> bool:
    """Return whether a name is made up for a site: with digits, underscores, or capitals inside."""
    return _HANDLE.match(name) is not None


def are_speakers(names: Sequence[str]) -> bool:
    """Return whether names in the order in which they speak are those of a conversation.

    Most turns are of somebody who speaks more than once, or has a handle; two at least do. Names that come round in
    the same order are no conversation: questions and answers of an interview, or fields of a list.
    Missed: a conversation in which two take turns throughout, or hardly anybody speaks twice.
    """
    counts = Counter(name.casefold() for name in names)
    if len(names) < FEWEST_TURNS or len(counts) < FEWEST_RECURRING or _come_round(names):
        return False
    again = {name for name in counts if counts[name] > 1}
    known = sum(name.casefold() in again or is_handle(name) for name in names)
    return len(again) >= FEWEST_RECURRING and known >= MOSTLY * len(names)


def _come_round(names: Sequence[str]) -> bool:
    """Return whether names repeat one order throughout."""
    distinct = len({name.casefold() for name in names})
    return all(name.casefold() == names[i % distinct].casefold() for i, name in enumerate(names))
