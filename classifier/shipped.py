"""Where the data that ships with the package lies: inside it when installed, beside it in a checkout."""

from pathlib import Path

_PACKAGE = Path(__file__).parent


def shipped(name: str) -> Path:
    """Return the path of shipped data, such as "models/default", "annotations" or "seeds"."""
    installed = _PACKAGE / "shipped_data" / name
    return installed if installed.exists() else _PACKAGE.parent / name
