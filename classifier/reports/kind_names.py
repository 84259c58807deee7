"""What several posts of a kind are called."""

from collections.abc import Mapping
from types import MappingProxyType

KIND_NAMES: Mapping[str, str] = MappingProxyType(
    {
        "comment": "comments",
        "article": "articles",
        "pingback": "pingbacks",
        "system": "system",
        "deleted": "deleted",
    }
)
