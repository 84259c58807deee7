"""Near-duplicates and quotes."""

import pytest

from classifier.stance.training.duplicates import near_duplicates

LONG = (
    "The lane on Mill Road was promised in the spring, and in the autumn the council still counts its cones. "
    "Meanwhile the school moved, the bus was cut, and whoever can afford it drives the six hundred metres."
)
OTHER = (
    "Shopkeepers were asked twice, by letter and at the door, and most of them did not answer either time; "
    "to say now that nobody was heard is a stretch, and the loading bay was their own idea after all."
)
ALIKE = {
    "equal texts": (LONG, LONG),
    "another case": (LONG, LONG.upper()),
    "a quote of a long comment": (LONG, "and in the autumn the council still counts its cones"),
    "a quote with a short answer": (LONG, "the school moved, the bus was cut, and whoever can afford it drives. True!"),
    "one word of a long text changed": (LONG, LONG.replace("promised", "announced")),
    "equal short texts": ("Well said.", "well said."),
}
DIFFERENT = {
    "two texts on one matter": (LONG, OTHER),
    "short texts": ("Well said.", "Well done."),
    "a shared phrase": (LONG, "Whoever can afford it drives, and that is the whole reason why nobody walks any more."),
    "the same words in another order": ("first cars then bikes", "then bikes first cars"),
    "empty texts": ("", ""),
    "an empty text and another": ("", LONG),
}


@pytest.mark.parametrize("texts", ALIKE.values(), ids=ALIKE)
def test_repeats_and_quotes_are_found(texts):
    """Two texts are alike where half of the shorter one's runs of five words stand in the other."""
    assert near_duplicates(texts).toarray().tolist() == [[False, True], [True, False]]


@pytest.mark.parametrize("texts", DIFFERENT.values(), ids=DIFFERENT)
def test_different_texts_are_not_alike(texts):
    """A word or a phrase in common is no repeat, and a text is not its own duplicate."""
    assert near_duplicates(texts).nnz == 0


def test_the_matrix_is_symmetric_and_finds_each_pair(annotations):
    """Doubled shipped posts are alike with their doubles, whatever else they are alike with."""
    texts = [post.post.text for post in annotations.labelled()[:100]]
    found = near_duplicates(texts + texts).toarray()
    assert (found == found.T).all()
    assert all(found[i, i + 100] for i, text in enumerate(texts) if text.strip())


def test_no_texts_have_no_duplicates():
    """An empty list is no error."""
    assert near_duplicates([]).shape == (0, 0)
