"""A model as a folder: written, read, and refused where it is not whole."""

import io
import json
import re
import zipfile
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from numpy.lib import format as npy

from classifier.errors import ModelError
from classifier.stance.model import StanceModel
from classifier.stance.record.model_folder import read_model, write_model
from classifier.stance.record.model_record import TermNames

KINDS = r"damaged|foreign|newer|not a model|no such"
TEXTS = ["Bike lanes save lives", "Where do cars park now?", "zzqqxx", ""]


@pytest.fixture
def folder(lanes_model, tmp_path):
    """The folder of a whole model, to damage."""
    lanes_model.save(tmp_path / "lanes")
    return tmp_path / "lanes"


class Whole:
    """A model, its files' bytes by name, and the folder to write damaged ones to."""

    def __init__(self, model, folder):
        model.save(folder)
        self.model, self.folder = model, folder
        self.files = {file.name: file.read_bytes() for file in folder.iterdir()}

    def load_with(self, name, content):
        """Read the folder with one file changed; return the ModelError's message, or None for the same model."""
        for file, original in self.files.items():
            (self.folder / file).write_bytes(content if file == name else original)
        try:
            read = StanceModel.load(self.folder)
        except ModelError as error:
            return str(error)
        assert (read.digest, read.labels) == (self.model.digest, self.model.labels)
        np.testing.assert_array_equal(read.predict_proba(TEXTS), self.model.predict_proba(TEXTS))
        return None


@pytest.fixture(scope="module")
def small(lanes_model, tmp_path_factory):
    """The model of two labels, 22 kB."""
    return Whole(lanes_model, tmp_path_factory.mktemp("small") / "lanes")


@pytest.fixture(scope="module")
def large(model, tmp_path_factory):
    """The model of four labels, 1.4 MB: most of its arrays are too long to be read at once with their headers."""
    return Whole(model, tmp_path_factory.mktemp("large") / "model")


def describe(folder, **changes):
    """Change fields of a model.json."""
    path = folder / "model.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), **changes}))


def repack(folder, compression=zipfile.ZIP_STORED, **changes):
    """Change arrays of a weights.npz, or the bytes that stand for one; None takes one out."""
    with zipfile.ZipFile(folder / "weights.npz") as packed:
        files = {name.removesuffix(".npy"): packed.read(name) for name in packed.namelist()}
    with zipfile.ZipFile(folder / "weights.npz", "w", compression) as packed:
        for name, content in {**files, **changes}.items():
            if content is not None:
                packed.writestr(f"{name}.npy", content if isinstance(content, bytes) else bytes_of(content))


def bytes_of(array):
    """Return an array as a file of numpy's."""
    raw = io.BytesIO()
    np.save(raw, array)
    return raw.getvalue()


def reweigh(folder, record, block="words", **changes):
    """Write a model whose digest fits, with other numbers in a block of weights."""
    changed = replace(record.weights.blocks[block], **changes)
    write_model(
        replace(record, weights=replace(record.weights, blocks={**record.weights.blocks, block: changed})), folder
    )


def test_a_model_read_back_says_the_same(lanes_model, folder):
    """The digest, every probability, the labels and the facts."""
    read = StanceModel.load(folder)
    assert (read.digest, read.labels, read.name) == (lanes_model.digest, lanes_model.labels, "lanes")
    assert read.record.facts == lanes_model.record.facts
    np.testing.assert_array_equal(read.predict_proba(TEXTS), lanes_model.predict_proba(TEXTS))


def test_every_array_is_read_back_as_it_was(model, tmp_path):
    """With its dtype and shape; this one has four labels."""
    model.save(tmp_path / "model")
    read = StanceModel.load(tmp_path / "model").record
    for (name, written), (same_name, found) in zip(model.record.arrays(), read.arrays(), strict=True):
        assert (name, written.dtype, written.shape) == (same_name, found.dtype, found.shape)
        np.testing.assert_array_equal(written, found)


def test_a_model_that_was_read_can_be_explained_and_exported(lanes_model, folder):
    """Arrays that came from a file serve for all that a trained model serves for."""
    pipelines = StanceModel.load(folder).as_pipeline(), lanes_model.as_pipeline()
    np.testing.assert_array_equal(*(pipeline.predict_proba(TEXTS) for pipeline in pipelines))


def test_saving_twice_gives_the_same_bytes(folder, small, tmp_path):
    """No date, no order of a set, no path is in the files."""
    StanceModel.load(folder).save(tmp_path / "again" / "other-name")
    assert {file.name: file.read_bytes() for file in folder.iterdir()} == small.files
    assert {file.name: file.read_bytes() for file in (tmp_path / "again" / "other-name").iterdir()} == small.files


def test_saving_over_a_model_leaves_the_new_one_alone(folder, model):
    """Nothing of the old model, nor a temporary folder, stays."""
    model.save(folder)
    assert StanceModel.load(folder).digest == model.digest
    assert sorted(path.name for path in folder.parent.rglob("*")) == ["lanes", "model.json", "weights.npz"]


def test_a_folder_with_other_files_is_not_replaced(folder, model):
    """What somebody keeps beside a model, or instead of one, is theirs."""
    (folder / "notes.txt").write_text("mine")
    with pytest.raises(ModelError, match=r"holds other files \(notes\.txt\); a model would replace them"):
        model.save(folder)
    assert (folder / "notes.txt").read_text() == "mine"


def test_a_file_is_not_replaced_by_a_folder(folder, model):
    """A model is a folder; a file of that name stays."""
    thesis = folder.parent / "thesis.txt"
    thesis.write_text("mine")
    with pytest.raises(ModelError, match="is a file; a model is a folder"):
        model.save(thesis)
    assert thesis.read_text() == "mine"


def test_the_description_is_json_that_a_person_can_read(folder):
    """Labels, format, sizes and what the model was made from."""
    description = json.loads((folder / "model.json").read_text("utf-8"))
    assert (description["kind"], description["format"]) == ("classifier stance model", 1)
    assert description["labels"] == ["for", "against"]
    assert description["codebook"]["title"] == "Bicycle lanes"


# Folders that are no model of this program, or no whole one.


@pytest.mark.parametrize(
    ("names", "message"),
    [
        ((), "not a model: holds no model.json"),
        (("weights.npz",), "not a model: holds no model.json"),
        (("model.json",), "damaged: holds no weights.npz"),
    ],
    ids=["empty folder", "weights only", "description only"],
)
def test_a_folder_that_lacks_a_file_is_refused(folder, names, message):
    """The message names the file."""
    for file in folder.iterdir():
        if file.name not in names:
            file.unlink()
    with pytest.raises(ModelError, match=message):
        read_model(folder)


@pytest.mark.parametrize("name", ["nowhere", "lanes/model.json"], ids=["missing", "a file"])
def test_a_folder_that_is_not_there_is_refused(folder, name):
    """The message names the command that writes one."""
    with pytest.raises(ModelError, match="no such folder; name one that `classify train` wrote"):
        read_model(folder.parent / name)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "model.json: damaged: not JSON"),
        (b"{", "model.json: damaged: not JSON"),
        (b"\xff\xfe\x00", "model.json: damaged: not JSON"),
        (b"[" * 100_000, "model.json: damaged: not JSON"),
        (b'{"a":' * 100_000, "model.json: damaged: not JSON"),
        (b'{"posts": ' + b"9" * 5000 + b"}", "model.json: damaged: not JSON"),
        (b"[]", "model.json: foreign: not written by this program"),
        (b"null", "model.json: foreign: not written by this program"),
        (b'{"model_type": "bert", "vocab_size": 30522}', "model.json: foreign: not written by this program"),
        (b'{"kind": ["classifier stance model"]}', "model.json: foreign: not written by this program"),
        (b'{"kind": "classifier stance model"}', "damaged: format is None"),
    ],
    ids=[
        "empty",
        "cut",
        "no UTF-8",
        "deep list",
        "deep object",
        "huge number",
        "list",
        "null",
        "other",
        "kind",
        "bare",
    ],
)
def test_a_description_that_is_not_one_is_refused(folder, content, message):
    """Not JSON is damaged; JSON of another program is foreign."""
    (folder / "model.json").write_bytes(content)
    with pytest.raises(ModelError, match=message):
        read_model(folder)


def test_a_newer_format_is_refused_as_newer(folder):
    """The message says which format, and what to do."""
    describe(folder, format=2)
    with pytest.raises(ModelError, match=r"written by a newer version .*format 2; this one reads up to 1.*upgrade it"):
        read_model(folder)


@pytest.mark.parametrize(
    "changes",
    [
        {"format": 0},
        {"format": "1"},
        {"format": 0.5},
        {"labels": "for"},
        {"labels": []},
        {"labels": ["for"]},
        {"labels": ["for", 7]},
        {"labels": ["for", None]},
        {"labels": ["for", ["against"]]},
        {"labels": ["against", "for"]},
        {"labels": ["for", "against", "neither"]},
        {"posts": 11},
        {"posts": 0},
        {"posts": -1},
        {"posts": None},
        {"posts": 10**400},
        {"temperature": 0},
        {"temperature": -1.0},
        {"temperature": float("nan")},
        {"temperature": float("inf")},
        {"temperature": 10**400},
        {"temperature": "1.0"},
        {"temperature": 1.5},
        {"digest": "0" * 16},
        {"digest": None},
        {"sizes": []},
        {"sizes": {}},
    ],
    ids=lambda changes: ", ".join(f"{name}={str(value)[:24]}" for name, value in changes.items()),
)
def test_a_description_with_a_wrong_field_is_damaged(folder, changes):
    """Whether the field is of another kind, out of range, or not what the digest was made over."""
    describe(folder, **changes)
    with pytest.raises(ModelError, match="damaged"):
        read_model(folder)


@pytest.mark.parametrize("size", [[10**12], [0], [-1], [], [1.5], ["9"], None, 10**12, [[3]]], ids=str)
@pytest.mark.parametrize("name", ["words_hashes", "characters_names", "seen"])
def test_a_size_that_does_not_fit_is_damaged_and_takes_no_memory(folder, name, size):
    """A description that claims a million million terms is refused by the size of the file."""
    sizes = json.loads((folder / "model.json").read_text())["sizes"]
    describe(folder, sizes={**sizes, name: size})
    with pytest.raises(ModelError, match="damaged"):
        read_model(folder)


def claim_terms(folder, terms):
    """Have description, directory of the archive and header of an array all claim so many words."""
    sizes = json.loads((folder / "model.json").read_text())["sizes"]
    claimed = {f"words_{part}": [terms, 2] for part in ("hashes", "holding", "coefficients")}
    describe(folder, sizes={**sizes, **claimed})
    header = io.BytesIO()
    npy.write_array_header_1_0(header, {"descr": "<u8", "fortran_order": False, "shape": (terms,)})
    repack(folder, words_hashes=header.getvalue() + bytes(100))
    with zipfile.ZipFile(folder / "weights.npz", "a") as packed:
        member = packed.getinfo("words_hashes.npy")
        member.file_size = member.compress_size = len(header.getvalue()) + 8 * terms
        packed.comment = b"so that the directory is written anew"


def test_an_array_that_claims_more_than_its_file_holds_is_damaged(folder):
    """Eight million megabytes are not asked for because description, directory and header agree on them."""
    claim_terms(folder, 10**12)
    with pytest.raises(ModelError, match="damaged"):
        read_model(folder)


# Weights that are cut, changed, or made to do harm.


class Harm:
    """An object whose unpickling would leave a file."""

    def __init__(self, path):
        self.path = path

    def __reduce__(self):
        return Path.touch, (self.path,)


def test_nothing_is_unpickled(folder, tmp_path):
    """An array of objects is refused before any object is made of it."""
    repack(folder, words_hashes=np.array([Harm(tmp_path / "harm")] * 1000, dtype=object))
    with pytest.raises(ModelError, match="damaged"):
        read_model(folder)
    assert not (tmp_path / "harm").exists()


def test_an_array_that_only_calls_itself_objects_is_refused_too(folder, lanes_model):
    """Its size would fit, its header does not."""
    hashes = bytes_of(lanes_model.record.weights.blocks["words"].hashes)
    repack(folder, words_hashes=hashes.replace(b"'<u8'", b"'|O' ", 1))
    with pytest.raises(ModelError, match="damaged"):
        read_model(folder)


@pytest.mark.parametrize(
    "changes",
    [
        {"seen": None},
        {"extra": np.zeros(3)},
        {"intercepts": np.zeros(2, dtype="<f4")},
        {"intercepts": np.zeros(2, dtype=">f8")},
        {"intercepts": np.zeros(2, dtype="<i8")},
        {"intercepts": np.zeros(3)},
        {"intercepts": np.zeros((2, 1))},
        {"intercepts": np.zeros((1, 2))},
        {"intercepts": np.array(["a", "b"])},
        {"intercepts": np.zeros(2)},
    ],
    ids=["missing", "extra", "f4", "big-endian", "i8", "longer", "column", "row", "text", "other numbers"],
)
def test_an_array_that_is_not_as_described_is_damaged(folder, changes):
    """Its dtype, its shape or its numbers."""
    repack(folder, **changes)
    with pytest.raises(ModelError, match="damaged"):
        read_model(folder)


def test_an_array_stored_by_columns_is_damaged(folder, lanes_model):
    """Read by rows it would be another array."""
    coefficients = np.asfortranarray(lanes_model.record.weights.blocks["words"].coefficients)
    repack(folder, words_coefficients=coefficients)
    with pytest.raises(ModelError, match="damaged"):
        read_model(folder)


@pytest.mark.parametrize("compression", [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_compressed_array_is_refused(folder, compression):
    """A few bytes could unfold to any number; this program never compresses."""
    repack(folder, compression)
    with pytest.raises(ModelError, match="damaged"):
        read_model(folder)


def test_the_same_numbers_packed_anew_are_the_same_model(folder, lanes_model):
    """What counts is the arrays, not how the archive was put together."""
    repack(folder)
    assert StanceModel.load(folder).digest == lanes_model.digest


@pytest.mark.parametrize("content", [b"", b"PK", b"PK\x05\x06" + bytes(18), b"not a zip file" * 100, bytes(5000)])
def test_weights_that_are_no_archive_are_damaged(folder, content):
    """Or an archive of nothing."""
    (folder / "weights.npz").write_bytes(content)
    with pytest.raises(ModelError, match=r"weights\.npz: damaged"):
        read_model(folder)


@pytest.mark.parametrize("name", ["model.json", "weights.npz"])
def test_a_folder_in_place_of_a_file_is_refused(folder, name):
    """The message names it."""
    (folder / name).unlink()
    (folder / name).mkdir()
    with pytest.raises(ModelError, match=f"{name}: .*Is a directory"):
        read_model(folder)


@pytest.mark.parametrize("number", [np.nan, np.inf, -np.inf])
def test_a_coefficient_that_is_no_number_is_damaged_though_the_digest_fits(folder, lanes_model, number):
    """A digest shows that the file is as it was written, not that it makes sense."""
    coefficients = lanes_model.record.weights.blocks["characters"].coefficients.copy()
    coefficients[7, 1] = number
    reweigh(folder, lanes_model.record, "characters", coefficients=coefficients)
    with pytest.raises(ModelError, match="damaged: a number of characters is out of range"):
        read_model(folder)


def test_terms_out_of_order_are_damaged_though_the_digest_fits(folder, lanes_model):
    """They could not be looked up."""
    reweigh(folder, lanes_model.record, hashes=lanes_model.record.weights.blocks["words"].hashes[::-1])
    with pytest.raises(ModelError, match="damaged: the terms of words are not in order"):
        read_model(folder)


def test_a_term_given_twice_is_damaged_though_the_digest_fits(folder, lanes_model):
    """One of the two would never be found."""
    hashes = lanes_model.record.weights.blocks["words"].hashes.copy()
    hashes[4] = hashes[3]
    reweigh(folder, lanes_model.record, hashes=hashes)
    with pytest.raises(ModelError, match="damaged: the terms of words are not in order"):
        read_model(folder)


def test_a_term_in_more_posts_than_there_are_is_damaged(folder, lanes_model):
    """Eleven of ten posts."""
    holding = np.full_like(lanes_model.record.weights.blocks["words"].holding, 11)
    reweigh(folder, lanes_model.record, holding=holding)
    with pytest.raises(ModelError, match="damaged: a number of words is out of range"):
        read_model(folder)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"intercepts": np.array([np.nan, 0.0])}, "an intercept is not a number"),
        ({"temperature": 0.0}, "temperature or number of posts out of range"),
        ({"temperature": -2.0}, "temperature or number of posts out of range"),
        ({"posts": 0}, "temperature or number of posts out of range"),
        ({"posts": 10**400}, "temperature or number of posts out of range"),
    ],
    ids=["intercept", "temperature 0", "temperature below 0", "no posts", "more posts than a float holds"],
)
def test_weights_out_of_range_are_damaged_though_the_digest_fits(folder, lanes_model, changes, message):
    """No probability could be made of them."""
    write_model(replace(lanes_model.record, weights=replace(lanes_model.record.weights, **changes)), folder)
    with pytest.raises(ModelError, match=f"damaged: {message}"):
        read_model(folder)


@pytest.mark.parametrize(
    "wrong",
    [
        lambda text, ends: (text, np.append(ends[:-1], ends[-1] + 1)),
        lambda text, ends: (text, np.append(ends[:-1], 0)),
        lambda text, ends: (text, np.maximum(ends, 1)),
        lambda text, ends: (np.full_like(text, 0xFF), ends),
        lambda _, ends: (np.frombuffer("é".encode(), np.uint8), np.append(np.zeros_like(ends[2:]), (1, 2))),
    ],
    ids=["beyond the end", "backwards", "from behind the start", "not UTF-8", "inside a character"],
)
def test_names_that_do_not_fit_their_terms_are_damaged_though_the_digest_fits(folder, lanes_model, wrong):
    """Offsets and text of the names are checked before anybody asks for a name."""
    names = lanes_model.record.names
    text, offsets = wrong(names["words"].text, names["words"].offsets)
    changed = {**names, "words": TermNames(text, offsets.astype(np.uint32))}
    write_model(replace(lanes_model.record, names=changed), folder)
    with pytest.raises(ModelError, match="damaged: the names of words do not fit their terms"):
        read_model(folder)


# Any damage at all.


def flipped(content, place, bits):
    """Return bytes with some bits of one byte turned over."""
    place %= len(content)
    return content[:place] + bytes([content[place] ^ bits]) + content[place + 1 :]


def structure_of(packed):
    """Return the places in an archive that hold no numbers: headers of members and arrays, and the directory."""
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        headers = [range(member.header_offset, member.header_offset + 200) for member in archive.infolist()]
        return sorted({*range(archive.start_dir, len(packed)), *(place for header in headers for place in header)})


DAMAGE = settings(deadline=None, max_examples=250)


@pytest.mark.parametrize("name", ["model.json", "weights.npz"])
@DAMAGE
@given(place=st.integers(0), bits=st.integers(1, 255))
def test_a_byte_changed_anywhere_is_found_or_changes_nothing(small, name, place, bits):
    """Never another error, and never another model in silence."""
    message = small.load_with(name, flipped(small.files[name], place, bits))
    assert message is None or re.search(KINDS, message), message


@DAMAGE
@given(nth=st.integers(0), bits=st.sampled_from([1 << bit for bit in range(8)]))
def test_a_bit_changed_in_a_header_of_the_weights_is_found_or_changes_nothing(large, nth, bits):
    """Headers are read before any checksum can be made."""
    content = large.files["weights.npz"]
    places = structure_of(content)
    message = large.load_with("weights.npz", flipped(content, places[nth % len(places)], bits))
    assert message is None or "damaged" in message


@pytest.mark.parametrize(
    ("found", "changed"),
    [
        (b"{'descr'", b"['descr'"),
        (b"{'descr'", b"{\"descr'"),
        (b"{'descr'", b"{'descr\n"),
        (b"{'descr'", b"{(descr'"),
        (b", 'fortran", b"( 'fortran"),
        (b"'fortran_order'", b"b'ortran_order'"),
        (b"False", b"f()  "),
        (b"'shape'", b"{1:[]} "),
    ],
    ids=["bracket", "quote", "line feed", "open", "call", "bytes", "name", "unhashable"],
)
def test_a_header_that_is_no_python_literal_is_damaged(folder, lanes_model, found, changed):
    """An array's header is read as Python's own parser would read it."""
    hashes = bytes_of(lanes_model.record.weights.blocks["words"].hashes)
    repack(folder, words_hashes=hashes.replace(found, changed, 1))
    with pytest.raises(ModelError, match="damaged"):
        read_model(folder)


def test_an_array_that_is_marked_as_encrypted_is_damaged(small):
    """One bit of the archive's directory says so, and nobody is asked for a password."""
    content = small.files["weights.npz"]
    flags = content.index(b"PK\x01\x02") + 8
    assert "damaged" in small.load_with("weights.npz", flipped(content, flags, 1))


@pytest.mark.parametrize("name", ["model.json", "weights.npz"])
@DAMAGE
@given(length=st.integers(0))
@example(length=0)
@example(length=-1)
def test_a_file_cut_at_any_length_is_damaged(small, name, length):
    """As by a full disk or a broken download; only the last line feed of the description may go."""
    content = small.files[name]
    assert "damaged" in small.load_with(name, content[: length % (len(content) - 1)])


@settings(DAMAGE, max_examples=50)
@given(start=st.integers(0), zeros=st.integers(1, 5000))
def test_a_stretch_of_zeros_is_found_or_changes_nothing(small, start, zeros):
    """As of a block that never reached the disk."""
    content = small.files["weights.npz"]
    start %= len(content)
    end = min(start + zeros, len(content))
    message = small.load_with("weights.npz", content[:start] + bytes(end - start) + content[end:])
    assert message is None or "damaged" in message


def test_the_weights_of_another_model_are_refused(small, large):
    """Two whole files need not belong together."""
    assert "damaged" in small.load_with("weights.npz", large.files["weights.npz"])
