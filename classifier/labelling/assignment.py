"""What a coder asked for -> the task: their posts in the order that was asked for."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from classifier.errors import AnnotationError, listed
from classifier.labelling.context import Threads
from classifier.labelling.orders import random_order, rare_order, uncertain_order
from classifier.labelling.tasks import Task, again_keys, disputed_opinions, second_keys, to_serve
from classifier.labels.annotations import Annotations, counts_for
from classifier.labels.codebook import Codebook
from classifier.labels.coder_log import CoderLog
from classifier.labels.editions import log_files
from classifier.labels.log import ADJUDICATED, LabelEvent, read_log
from classifier.records import Key
from classifier.stance.model import StanceModel

Order = Literal["thread", "random", "uncertain", "rare"]
ORDERS: tuple[Order, ...] = ("thread", "random", "uncertain", "rare")


@dataclass(frozen=True, slots=True)
class Wish:
    """What a coder asked for."""

    order: Order = "thread"
    second: bool = False
    """Posts that another coder has labelled."""
    again: bool = False
    """A tenth of the coder's own posts."""
    seed: int = 0
    model: StanceModel | None = None
    """What is uncertain, or looks rare, to it comes first."""


def labelling_task(wish: Wish, given: Iterable[Key], threads: Threads, log: CoderLog) -> Task:
    """Return the task of a coder: of the given posts those that can be served as was asked for.

    Raises AnnotationError where there are none, where another's log has faults, or where the model is of another
    codebook.
    """
    keys = to_serve(threads.post(key) for key in given)
    if wish.second:
        others = coders_labels(log.path.parents[1], log.codebook, without=(log.path.stem, ADJUDICATED))
        keys = second_keys(keys, others, log.standing.labels())
        return _task(keys, "second", "no other coder has labelled any of these posts that you have not")
    if wish.again:
        keys = again_keys(keys, _counting(keys, threads, log))
        return _task(keys, "again", "you have labelled none of these posts yet")
    return _task(
        _ordered(wish, keys, threads, log),
        wish.order,
        "there is no post with words to label; store some: classify label FILE",
    )


def deciding_task(annotations: Annotations, by: str) -> Task:
    """Return the task of deciding between coders: exactly the posts on which they differ, in the order of the files.

    Raises AnnotationError where there are none.
    """
    events = [event for event in annotations.events if event.coder != ADJUDICATED]
    opinions = disputed_opinions(events, annotations.posts)
    if not opinions:
        raise AnnotationError("no two coders differ on any post: there is nothing to decide")
    return Task(keys=list(opinions), served="disputed", opinions=opinions, by=by)


def coders_labels(annotations: Path, codebook: Codebook, without: Sequence[str]) -> list[LabelEvent]:
    """Return the labels that stand in the logs of a folder but some coders'; raise AnnotationError for faults."""
    faults: list[str] = []
    events = [
        event
        for path in log_files(annotations)
        if path.stem not in without
        for event in read_log(path, codebook.label_ids, faults.append, codebook.version)
    ]
    if faults:
        raise AnnotationError(listed(faults))
    return events


def _counting(keys: Iterable[Key], threads: Threads, log: CoderLog) -> list[LabelEvent]:
    """Return the coder's labels of posts that count: by the codebook at hand, and of the text as it is."""
    return [
        event
        for event in map(log.label, keys)
        if event is not None and counts_for(event, threads.post(event.key), log.codebook)
    ]


def _task(keys: list[Key], served: str, otherwise: str) -> Task:
    if not keys:
        raise AnnotationError(otherwise)
    return Task(keys=keys, served=served)


def _ordered(wish: Wish, keys: list[Key], threads: Threads, log: CoderLog) -> list[Key]:
    if wish.order == "thread":
        return keys
    if wish.order == "random":
        return random_order(keys, wish.seed)
    model = of_this_codebook(wish.model, log.codebook, f"--order {wish.order}")
    posts = [threads.post(key) for key in keys]
    shares = {post.key: predicted.scores for post, predicted in model.predict_each(posts)}
    if wish.order == "uncertain":
        return uncertain_order(shares)
    return rare_order(shares, [event.label for event in log.standing.labels() if event.label], log.codebook.label_ids)


def of_this_codebook(model: StanceModel | None, codebook: Codebook, option: str) -> StanceModel:
    """Return the model that an option needs; raise AnnotationError where there is none with the codebook's labels."""
    if model is None or set(model.labels) != set(codebook.label_ids):
        has = ", ".join(model.labels) if model else "none"
        raise AnnotationError(
            f"{option} needs a model of this codebook, and the model's labels are {has}; train one with "
            "classify train, and name it with --model"
        )
    return model
