"""A model as a folder of plain files: model.json and weights.npz.

Nothing in them can run code: JSON, and arrays of numbers read without pickle. Everything is checked before anything
is built, and what does not fit is a ModelError that says whether the folder is foreign, newer, or damaged.

Format 1, the first: model.json names the labels, calibration, sizes and facts, and a digest of the arrays; weights.npz
holds the arrays that `ModelRecord.arrays` lists.
"""

import io
import json
import os
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.lib import format as npy
from numpy.typing import NDArray

from classifier.errors import ModelError
from classifier.stance.record.model_record import ModelRecord, TermNames
from classifier.stance.record.weights import BLOCKS, BlockWeights, StanceWeights

FORMAT = 1

_DESCRIPTION, _WEIGHTS = "model.json", "weights.npz"
_LARGEST_FILE = 1 << 30
_KIND = "classifier stance model"
_DTYPES = {"hashes": "<u8", "holding": "<u4", "coefficients": "<f4", "names": "|u1", "offsets": "<u4"}

Expected = dict[str, tuple[str, tuple[int, ...]]]
"""The dtype and shape of each array."""


def refuse_other_files(folder: Path) -> None:
    """Raise ModelError where a folder holds anything but a model: writing one there would take its place."""
    if os.path.isdir(folder):
        others = sorted(set(os.listdir(folder)) - {_DESCRIPTION, _WEIGHTS})
        if others:
            raise ModelError(
                f"{folder}: holds other files ({others[0]}); a model would replace them: name a new folder"
            )
    elif os.path.lexists(folder):
        raise ModelError(f"{folder}: is a file; a model is a folder: name a new one")


def write_model(record: ModelRecord, folder: Path) -> None:
    """Write a model's folder, put in place when it is whole; the same model gives the same bytes.

    Raises ModelError where the folder holds anything but a model.
    """
    # Imported here because most that import this module read models.
    from classifier.files import write_folder

    refuse_other_files(folder)
    description = {
        "kind": _KIND,
        "format": FORMAT,
        "digest": record.digest(),
        "labels": list(record.labels),
        "posts": record.weights.posts,
        "temperature": record.weights.temperature,
        "sizes": {name: list(array.shape) for name, array in record.arrays()},
        **record.facts,
    }
    packed = io.BytesIO()
    np.savez(packed, **dict(record.arrays()))  # type: ignore[arg-type]  # its own options share the keywords
    text = json.dumps(description, indent=2, ensure_ascii=False, allow_nan=False) + "\n"
    write_folder(folder, {_DESCRIPTION: text.encode(), _WEIGHTS: packed.getvalue()})


def read_model(folder: Path) -> ModelRecord:
    """Return the model of a folder; raise ModelError, saying what is wrong with it."""
    if not os.path.isdir(folder):
        raise ModelError(f"{folder}: no such folder; name one that `classify train` wrote")
    description = _read_description(folder / _DESCRIPTION)
    arrays = _read_arrays(folder / _WEIGHTS, _expected(description, folder))
    record = _built(description, arrays)
    faults = _faults(record)
    if record.digest() != description["digest"]:
        faults.append("the numbers are not those that were written")
    if faults:
        raise ModelError(f"{folder}: damaged: {'; '.join(faults)}; train it again or get a whole copy")
    return record


_FIELDS: Mapping[str, type | tuple[type, ...]] = {
    "digest": str,
    "labels": list,
    "posts": int,
    "temperature": (int, float),
    "sizes": dict,
}


_MOST = {"posts": 1 << 40, "temperature": 1e6}


def _read_description(path: Path) -> dict[str, Any]:
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        raise ModelError(f"{path.parent}: not a model: holds no {path.name}") from None
    except OSError as error:
        raise ModelError(f"{path}: cannot be read: {error.strerror}") from None
    try:
        description = json.loads(raw)
    except (ValueError, RecursionError) as error:
        raise ModelError(f"{path}: damaged: not JSON ({error}); train the model again or get a whole copy") from None
    if not isinstance(description, dict) or description.get("kind") != _KIND:
        raise ModelError(f"{path}: foreign: not written by this program; name a folder that `classify train` wrote")
    version = description.get("format")
    if not isinstance(version, int) or isinstance(version, bool) or version < 1:
        raise ModelError(f"{path}: damaged: format is {version!r}, not a number from 1")
    if version > FORMAT:
        raise ModelError(
            f"{path}: written by a newer version of this program (format {version}; this one reads up to {FORMAT}); "
            "upgrade it, or train the model again"
        )
    wrong = [name for name, kind in _FIELDS.items() if not isinstance(description.get(name), kind)]
    labels = description.get("labels")
    if isinstance(labels, list) and (len(labels) < 2 or not all(isinstance(label, str) for label in labels)):
        wrong.append("labels")
    if wrong:
        raise ModelError(f"{path}: damaged: {', '.join(wrong)} missing or of another kind")
    if not all(0 < description[name] <= most for name, most in _MOST.items()):
        raise ModelError(f"{path}: damaged: temperature or number of posts out of range")
    return description


def _expected(description: Mapping[str, Any], folder: Path) -> Expected:
    """Return what each array must be, by the sizes that the description gives."""
    sizes, labels = description["sizes"], len(description["labels"])

    def length(name: str) -> int:
        shape = sizes.get(name)
        if not isinstance(shape, list) or not shape or not isinstance(shape[0], int) or shape[0] < 0:
            raise ModelError(f"{folder / _DESCRIPTION}: damaged: no size of {name}")
        return shape[0]

    expected: Expected = {"intercepts": ("<f8", (labels,)), "seen": ("<u8", (length("seen"),))}
    for block in BLOCKS:
        terms = length(f"{block}_hashes")
        shapes = {"coefficients": (terms, labels), "names": (length(f"{block}_names"),), "offsets": (terms + 1,)}
        for part, dtype in _DTYPES.items():
            expected[f"{block}_{part}"] = (dtype, shapes.get(part, (terms,)))
    return expected


def _read_arrays(path: Path, expected: Expected) -> dict[str, NDArray[Any]]:
    try:
        size = path.stat().st_size
        if size > _LARGEST_FILE:
            raise ModelError(f"{path}: over {_LARGEST_FILE >> 30} GiB; not a model of this program")
        with zipfile.ZipFile(path) as packed:
            members = {member.filename: member for member in packed.infolist()}
            if set(members) != {f"{name}.npy" for name in expected} or any(
                m.file_size > size for m in members.values()
            ):
                raise ModelError(f"{path}: damaged: holds other arrays than model.json says")
            return {name: _read_array(packed, members[f"{name}.npy"], *expected[name]) for name in expected}
    except FileNotFoundError:
        raise ModelError(f"{path.parent}: damaged: holds no {path.name}") from None
    except (OSError, ValueError, RuntimeError, EOFError, zipfile.BadZipFile, zlib.error) as error:
        raise ModelError(f"{path}: damaged or cut short: {error}; train it again or get a whole copy") from None


def _read_array(packed: zipfile.ZipFile, member: zipfile.ZipInfo, dtype: str, shape: tuple[int, ...]) -> NDArray[Any]:
    """Return one array. Its header is compared with the one that belongs there, never parsed."""
    header = io.BytesIO()
    npy.write_array_header_1_0(header, {"descr": dtype, "fortran_order": False, "shape": shape})
    size = int(np.prod(shape, dtype=object)) * np.dtype(dtype).itemsize
    if member.compress_type != zipfile.ZIP_STORED or member.file_size != header.tell() + size:
        raise ValueError(f"{member.filename} is not of the size that model.json says")
    content = packed.read(member)
    if not content.startswith(header.getvalue()):
        raise ValueError(f"{member.filename} is not {dtype} {shape}")
    return np.frombuffer(content, dtype=dtype, offset=header.tell()).reshape(shape)


def _built(description: Mapping[str, Any], arrays: Mapping[str, NDArray[Any]]) -> ModelRecord:
    structural = {"kind", "format", "digest", "labels", "posts", "temperature", "sizes"}
    blocks: dict[str, BlockWeights] = {
        block: BlockWeights(*(arrays[f"{block}_{part}"] for part in ("hashes", "holding", "coefficients")))
        for block in BLOCKS
    }
    temperature = float(description["temperature"])
    return ModelRecord(
        labels=tuple(description["labels"]),
        weights=StanceWeights(description["posts"], blocks, arrays["intercepts"], temperature),
        names={block: TermNames(arrays[f"{block}_names"], arrays[f"{block}_offsets"]) for block in BLOCKS},
        seen=arrays["seen"],
        facts={name: value for name, value in description.items() if name not in structural},
    )


def _faults(record: ModelRecord) -> list[str]:
    faults = []
    weights = record.weights
    if not np.isfinite(weights.intercepts).all():
        faults.append("an intercept is not a number")
    for block, part in weights.blocks.items():
        if not (part.hashes[1:] > part.hashes[:-1]).all():
            faults.append(f"the terms of {block} are not in order")
        if not np.isfinite(part.coefficients).all() or (part.holding > weights.posts).any():
            faults.append(f"a number of {block} is out of range")
        if not _fit(record.names[block]):
            faults.append(f"the names of {block} do not fit their terms")
    return faults


def _fit(names: TermNames) -> bool:
    """Return whether the offsets cut a UTF-8 text between characters, from its start to its end."""
    offsets, text = names.offsets, names.text
    if not (offsets[1:] >= offsets[:-1]).all() or offsets[0] != 0 or offsets[-1] != len(text):
        return False
    try:
        text.tobytes().decode()
    except UnicodeDecodeError:
        return False
    inner = offsets[offsets < len(text)]
    return not ((text[inner] & 0xC0) == 0x80).any()
