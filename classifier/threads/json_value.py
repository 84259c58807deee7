"""JSON -> its value, as the json module gives it, in a third of its time."""

import json
from collections.abc import Callable
from functools import cache
from typing import Any


@cache
def quick_decoder() -> Callable[[bytes | str], Any]:
    """Return what decodes JSON quickly and raises an error of `quick_faults` where the json module must decide."""
    # Imported here because it takes time to import and pasted text does not need it.
    import msgspec

    return msgspec.json.Decoder().decode


@cache
def quick_faults() -> tuple[type[Exception], ...]:
    """Return what quick decoding raises, also for what the json module reads: NaN, half a surrogate pair, 1e400."""
    import msgspec

    return (msgspec.MsgspecError, UnicodeError, RecursionError)


def json_value(text: str, otherwise: Callable[[str], Any] = json.loads) -> Any:
    """Return the value of a JSON text; what cannot be read quickly is left to `otherwise`, which may raise.

    >>> json_value('{"a": [1, "x"]}')
    {'a': [1, 'x']}
    """
    try:
        return quick_decoder()(text)
    except quick_faults():
        return otherwise(text)
