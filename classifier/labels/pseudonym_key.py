"""The key that pseudonyms are made under: kept with the user's own settings, never in a project."""

import os
import secrets
import stat
import tempfile
from contextlib import suppress
from pathlib import Path

from classifier.errors import AnnotationError

KEY_BYTES = 32
_LONGEST = 64
"""Bytes that the hash takes as its key."""
_NAME = "pseudonyms.key"


def own_key_file() -> Path:
    """Return where this user's key is kept: $XDG_CONFIG_HOME/classifier, else ~/.config/classifier."""
    named = Path(os.environ.get("XDG_CONFIG_HOME", ""))
    # The rule for that variable: a path that is not absolute is not heeded.
    try:
        folder = named if named.is_absolute() else Path.home() / ".config"
    except RuntimeError:
        raise AnnotationError("this user has no home folder to keep a key in; name a file with --key") from None
    return folder / "classifier" / _NAME


def pseudonym_key(project: Path, chosen: Path | None = None) -> bytes:
    """Return the key of a file, or the user's own, which is made where there is none yet.

    Raises AnnotationError for a key inside the project, which would be given away with it; one that others can read;
    one that is no key; and a chosen file that is not there.
    """
    path = own_key_file() if chosen is None else chosen
    _refuse_inside(path, project)
    if chosen is None and not path.exists():
        _make(path)
    return _read(path)


def _refuse_inside(path: Path, project: Path) -> None:
    root, key = project.resolve(), path.resolve()
    # Who keeps posts right below the home folder has no other place for a key.
    holds_home = Path(os.path.expanduser("~")).resolve().is_relative_to(root)
    if key.is_relative_to(root) and not holds_home:
        raise AnnotationError(
            f"{path}: lies inside the project {root}; who gets the project would get the names: move the key out of it"
        )


def _read(path: Path) -> bytes:
    try:
        status = os.stat(path)
        raw = path.read_bytes() if stat.S_ISREG(status.st_mode) and status.st_size <= 1024 else b""
    except FileNotFoundError:
        raise AnnotationError(
            f"{path}: no such file; a team's key is a copy of the file {own_key_file()} of one of them"
        ) from None
    except OSError as error:
        raise AnnotationError(f"{path}: cannot be read: {error.strerror or error}") from None
    # On Windows the bits say nothing of who can read a file.
    if os.name == "posix" and status.st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise AnnotationError(
            f"{path}: others can read it (mode {stat.S_IMODE(status.st_mode):o}), and so find the names; "
            f"run: chmod 600 '{path}'"
        )
    return _parsed(raw, path)


def _parsed(raw: bytes, path: Path) -> bytes:
    try:
        key = bytes.fromhex(raw.decode("ascii").strip())
    except ValueError:
        key = b""
    if not KEY_BYTES <= len(key) <= _LONGEST:
        raise AnnotationError(
            f"{path}: is no key, which has {2 * KEY_BYTES} hexadecimal digits; get the right one back, or "
            "pseudonyms will be others than before; without any posts stored so far, delete it and a new one is made"
        )
    return key


def _make(path: Path) -> None:
    """Make a key file, whole from the first moment that it is there; one that another process made first stays."""
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        # Opened as one that was not there, and for its owner alone.
        handle, made = tempfile.mkstemp(prefix=f".{_NAME}-", dir=path.parent)
        try:
            with open(handle, "w", encoding="ascii") as file:
                file.write(secrets.token_hex(KEY_BYTES) + "\n")
                file.flush()
                os.fsync(file.fileno())
            with suppress(FileExistsError):
                os.link(made, path)
        finally:
            os.unlink(made)
    except OSError as error:
        raise AnnotationError(
            f"{path}: cannot be made: {error.strerror or error}; name another file with --key, or keep the names"
        ) from None
