"""Copies of codebooks."""

import pytest

from classifier.errors import AnnotationError, ClassifierError
from classifier.labels.codebook import read_codebook
from classifier.labels.codebook_history import copy_path, keep_codebook, kept_codebook, kept_labels


def test_copy_is_kept_byte_for_byte(folder):
    """Under version and hash, comments and all; it can be read again when the codebook has changed."""
    content = (folder.path / "codebook.toml").read_bytes() + b"# a comment\r\n"
    folder.codebook(content)
    codebook = keep_codebook(folder.path)
    assert copy_path(folder.path, 3, codebook.hash).read_bytes() == content
    folder.codebook(content.replace(b"version = 3", b"version = 4"))
    keep_codebook(folder.path)
    assert len(list((folder.path / "codebooks").iterdir())) == 2
    assert kept_codebook(folder.path, 3, codebook.hash) == codebook
    assert kept_labels(folder.path) == {"keep", "other"}


def test_first_copy_stays(folder):
    """What coders do not go by may change without another copy."""
    codebook = keep_codebook(folder.path)
    first = copy_path(folder.path, 3, codebook.hash).read_bytes()
    folder.codebook(first.replace(b"The ferry", b"A ferry"))
    assert keep_codebook(folder.path).hash == codebook.hash
    assert copy_path(folder.path, 3, codebook.hash).read_bytes() == first


@pytest.mark.parametrize("hash_", ["0123456789abcdef", "../../codebook", "", "x" * 5000], ids=lambda text: text[:10])
def test_no_copy(folder, hash_):
    """What was not kept is not there, and no hash of a log leads out of the folder."""
    assert kept_codebook(folder.path, 3, hash_) is None


@pytest.mark.parametrize("version", [-1, 10**400], ids=["negative", "long"])
def test_version_that_none_is(folder, version):
    """Nor does a version of a log that is too long for the name of a file."""
    keep_codebook(folder.path)
    assert kept_codebook(folder.path, version, "0123456789abcdef") is None


def test_copy_of_another_codebook(folder):
    """A copy that is not the codebook of its name is not taken for it."""
    hash_ = read_codebook(folder.path / "codebook.toml").hash
    path = copy_path(folder.path, 2, hash_)
    path.parent.mkdir()
    path.write_bytes((folder.path / "codebook.toml").read_bytes())
    with pytest.raises(AnnotationError, match=f"holds codebook 3 with hash {hash_}, not the one of its name"):
        kept_codebook(folder.path, 2, hash_)


def test_copy_that_cannot_be_written(folder):
    """A file in the place of the folder is an error."""
    (folder.path / "codebooks").write_text("")
    with pytest.raises(ClassifierError, match="codebooks: cannot be written"):
        keep_codebook(folder.path)
