"""Which terms stand in which posts."""

import subprocess
import sys

import numpy as np

from classifier.stance.text.terms import once_a_post

PROGRAM = """
import numpy as np
from classifier.stance.text.terms import in_posts
print(in_posts(np.zeros(1, dtype=np.uint64), np.ones(1, dtype=np.int64))[0])
"""


def test_no_post_can_be_made_to_take_a_word_of_the_next():
    """What keeps the keys of one post apart from those of another is known to this process alone."""
    said = {subprocess.run([sys.executable, "-c", PROGRAM], check=True, capture_output=True).stdout for _ in range(2)}
    assert len(said) == 2


def test_a_key_counts_once_in_each_post():
    """In the first posts and in late ones."""
    keys, posts = np.array([5, 5, 5, 7, 5], dtype=np.uint64), np.array([0, 0, 1, 1, 900])
    found = once_a_post(keys, posts)
    assert [(int(keys[i]), int(posts[i])) for i in found] == [(5, 0), (5, 1), (7, 1), (5, 900)]
