"""The shipped threads: how well the unmarked one is cut, and what a cut does to the stances that are predicted."""

from pathlib import Path

from classifier.labels.annotations import Annotations, read_annotations
from classifier.records import LabelledPost, Post
from classifier.stance.model import StanceModel
from classifier.threads.formats import ReadOptions
from classifier.threads.pasted.lines import content_lines
from classifier.threads.quality.boundaries import BoundaryCounts, compare_boundaries, each_line
from classifier.threads.quality.matching import compare_cut
from classifier.threads.read import read_thread

UNMARKED = "004"


def print_seeds(project: Path) -> None:
    """Print the boundaries of the unmarked thread and the stances of all, cut by hand and by reading."""
    annotations = read_annotations(project / "annotations")
    source = next(path for path in sorted((project / "seeds").iterdir()) if path.name.startswith(UNMARKED))
    gold = [post for post in annotations.posts.values() if str(post.source).endswith(source.name)]
    print(f"boundaries of {source.name}, {len(gold) - 1} comments after the article")
    for posts in (None, len(gold)):
        found = read_thread(source, ReadOptions(posts=posts))
        counts = _comment_boundaries(found.document or "", list(found.posts), gold)
        name = f"--posts {posts}" if posts else "as read"
        print(f"{name}: {len(found.posts)} posts, boundary F1 {counts.f1:.3f}, post F1 {counts.post_f1:.3f}")
    wide = each_line(_begins(found.document or "", gold, gold))
    print(f"each line: boundary F1 {wide.f1:.3f}, post F1 {wide.post_f1:.3f}")
    _print_stances(project, annotations)


def _comment_boundaries(document: str, found: list[Post], gold: list[Post]) -> BoundaryCounts:
    return compare_boundaries(_begins(document, found, gold), _begins(document, gold, gold))


def _begins(document: str, posts: list[Post], gold: list[Post]) -> list[bool]:
    """Return for each line of the gold's comments but the first whether a post begins there."""
    first = min(post.start or 0 for post in gold if post.kind != "article")
    starts = {post.start for post in posts}
    return [line.start in starts for line in content_lines(document) if line.start > first]


def _print_stances(project: Path, annotations: Annotations) -> None:
    """Print, for posts that reading found (token F1 >= .8), how often each cut's prediction has the hand label."""
    model = StanceModel.default()
    labelled = [post for post in annotations.labelled() if post.origin == "real"]
    print("stances by the shipped model, which was trained on the posts cut by hand")
    print("| thread | posts | found | right, cut by hand | right, as read | same prediction |")
    for source in sorted({str(post.post.source) for post in labelled}):
        of_source = [post for post in labelled if post.post.source == source]
        every = [post for post in annotations.posts.values() if post.source == source]
        print(
            f"| {source[6:9]} | {_stance_row(model, list(read_thread(project / source).posts), of_source, len(every))}"
        )


def _stance_row(model: StanceModel, found: list[Post], gold: list[LabelledPost], every: int) -> str:
    pairs = compare_cut(found, [post.post.text for post in gold]).pairs
    by_hand = [one.predicted for one in model.predict(gold[place].post for _, place in pairs)]
    as_read = [one.predicted for one in model.predict(found[chosen] for chosen, _ in pairs)]
    labels = [gold[place].label for _, place in pairs]
    right = [sum(map(str.__eq__, map(str, cut), labels)) for cut in (by_hand, as_read)]
    same = sum(one == other for one, other in zip(by_hand, as_read, strict=True))
    return f"{every} | {len(pairs)} | {right[0]} | {right[1]} | {same} |"
