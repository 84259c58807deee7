"""Tables in Parquet files; without the library, what is said."""

import sys
from datetime import UTC, datetime

import pytest

from classifier.errors import SourceError
from classifier.threads.read import read_posts


def test_without_the_library(read, monkeypatch):
    """Where nothing reads Parquet the error names the extra to install."""
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(SourceError, match=r"install it with: pip install 'classifier\[parquet\]'"):
        read(b"PAR1" + b"x" * 100)


def test_damaged(read):
    """What only begins like a Parquet table is an error that names the file."""
    pytest.importorskip("pyarrow")
    with pytest.raises(SourceError, match="export: bad Parquet table: "):
        read(b"PAR1" + b"x" * 100)


def test_rows(tmp_path):
    """Rows are posts, with the columns that CSV tables have, and the others passed on."""
    arrow = pytest.importorskip("pyarrow")
    columns = {
        "id": [1, 2],
        "parent_id": [None, 1],
        "author": ["ada", None],
        "created_at": [datetime(2020, 9, 13, 12, 26, 40, tzinfo=UTC), None],
        "body": ["The quay is closed.", None],
        "label": ["off-topic", None],
    }
    pytest.importorskip("pyarrow.parquet").write_table(arrow.table(columns), tmp_path / "posts.parquet")
    posts = list(read_posts(tmp_path / "posts.parquet"))
    assert [(post.id, post.parent_id, post.author, post.text, post.extra) for post in posts] == [
        ("1", None, "ada", "The quay is closed.", {"label": "off-topic"}),
        ("2", "1", None, "", {"label": None}),
    ]
    assert posts[0].posted_at == "2020-09-13T12:26:40+00:00"


def test_no_column_of_text(tmp_path):
    """A table without a text is an error that names its columns."""
    arrow = pytest.importorskip("pyarrow")
    pytest.importorskip("pyarrow.parquet").write_table(arrow.table({"a": [1], "b": [2]}), tmp_path / "x.parquet")
    with pytest.raises(SourceError, match=r"no column is a post's text \(columns: a, b\)"):
        list(read_posts(tmp_path / "x.parquet"))
