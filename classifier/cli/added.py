"""Reading the labelled posts that a user adds to an annotations folder's."""

from collections.abc import Iterable, Sequence

from classifier.cli.labelled import read_labelled
from classifier.errors import DataError, listed
from classifier.records import OWN, LabelledPost, post_named


def read_added(files: Iterable[str], label_ids: Sequence[str], known: Iterable[LabelledPost]) -> list[LabelledPost]:
    """Return the labelled posts of files of JSON lines; raise DataError where labels or keys do not fit.

    A post's label is its field `label`, one of the codebook's.
    """
    taken = {labelled.post.key for labelled in known}
    found: list[LabelledPost] = []
    faults = []
    for file in files:
        for post in read_labelled(file):
            label = post.extra["label"]
            if label not in label_ids:
                faults.append(
                    f"{file}: {post_named(post.key)} has label {label!r}; the labels are {', '.join(label_ids)}"
                )
            elif post.key in taken:
                faults.append(f"{file}: {post_named(post.key)} is there already; give each post a key of its own")
            else:
                taken.add(post.key)
                found.append(LabelledPost(post=post, label=label, origin=OWN))
    if faults:
        raise DataError(listed(faults))
    return found
