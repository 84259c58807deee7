"""How pseudonyms look: one word, known for what it is whatever key it was made under."""

import re
from base64 import b32encode
from hashlib import blake2b

DIGEST_BYTES = 5
"""What a pseudonym holds of a name: two of 100,000 names share one in a case of 200."""
LENGTH = len("user") + 10

_SHAPE = re.compile(r"@?user([a-z2-7]{8})([a-z2-7]{2})")


def shaped(digest: bytes) -> str:
    """Return the pseudonym that holds a digest."""
    digits = _digits(digest)
    return f"user{digits}{_check(digits)}"


def is_pseudonym(name: str) -> bool:
    """Return whether a name is a pseudonym; of people's own names of that shape one in 1024 is taken for one."""
    found = _SHAPE.fullmatch(name)
    return found is not None and found.group(2) == _check(found.group(1))


def _check(digits: str) -> str:
    return _digits(blake2b(digits.encode(), digest_size=DIGEST_BYTES).digest())[:2]


def _digits(digest: bytes) -> str:
    return b32encode(digest).decode().lower()
