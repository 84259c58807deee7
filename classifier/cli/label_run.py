"""What `classify label` does once its options are understood: store posts, open the log, put posts before the coder."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from classifier.cli.inputs import Inputs
from classifier.cli.standard_error import say_note
from classifier.labelling.assignment import Wish, labelling_task, of_this_codebook
from classifier.labelling.context import Threads
from classifier.labelling.desk import Desk
from classifier.labelling.session import Session, Suggest
from classifier.labels.annotations import read_stored_posts
from classifier.labels.codebook import Codebook
from classifier.labels.codebook_history import keep_codebook
from classifier.labels.coder_log import CoderLog, log_path
from classifier.labels.editions import edition_of, is_clash, label_events
from classifier.labels.post_store import store_posts
from classifier.labels.pseudonym_key import pseudonym_key
from classifier.labels.pseudonyms import Pseudonyms
from classifier.records import Key
from classifier.stance.model import StanceModel


@dataclass(frozen=True, slots=True)
class Names:
    """What becomes of authors' names."""

    keep: bool
    key_file: Path | None

    def pseudonyms(self, annotations: Path) -> Pseudonyms | None:
        """Return the pseudonyms to store, None where names are kept; raise AnnotationError where the key is none."""
        return None if self.keep else Pseudonyms(pseudonym_key(annotations.absolute().parent, self.key_file))


def store_files(annotations: Path, inputs: Inputs, names: Names) -> tuple[Key, ...]:
    """Store the posts of the files that were given, and return their keys; what is to be known is said."""
    stored = store_posts(annotations, inputs.each(), names.pseudonyms(annotations), inputs.note)
    for note in stored.notes:
        inputs.note(note)
    if stored.new:
        posts = "post" if stored.new == 1 else "posts"
        inputs.note(f"{stored.new:,} {posts} stored in {annotations / 'posts'}")
    return stored.keys


@contextmanager
def labelling_desk(
    annotations: Path, coder: str, wish: Wish, given: Iterable[Key] | None, suggesting: StanceModel | None
) -> Iterator[Desk]:
    """Give the desk of a coder, whose log is held meanwhile; without given posts all that are stored are served."""
    codebook = keep_codebook(annotations)
    posts = read_stored_posts(annotations).posts
    threads = Threads(posts.values())
    path = log_path(annotations, coder)
    _note_namesakes(path)
    with CoderLog.open(path, codebook, say_note) as log:
        _note_clash(log)
        task = labelling_task(wish, posts if given is None else given, threads, log)
        session = Session(log, task, threads, suggestions(suggesting, codebook))
        yield Desk(session, codebook, coder, task.served)


def _note_namesakes(path: Path) -> None:
    """Say where a new log would stand beside one whose name has other capitals: a slip makes one coder two."""
    if path.exists():
        return
    for other in path.parent.glob("*.jsonl"):
        if other.stem.casefold() == path.stem.casefold():
            say_note(f"{path.stem} is a new coder; the labels of {other.stem} are another's")


def _note_clash(log: CoderLog) -> None:
    clashing = sum(is_clash(edition_of(event, log.codebook), log.codebook) for event in label_events(log.standing))
    if clashing:
        say_note(
            f"{clashing:,} of your labels were given by another codebook under the same version number, "
            f"{log.codebook.version}; see what changed with: classify codebook check"
        )


def suggestions(model: StanceModel | None, codebook: Codebook) -> Suggest | None:
    """Return what says a model's prediction of a post; raise AnnotationError where its labels are others."""
    if model is None:
        return None
    suggesting = of_this_codebook(model, codebook, "--suggest")
    return lambda post: next(suggesting.predict([post]))


def say_end(session: Session) -> None:
    """Say how far the coder has come, and how to go on."""
    progress, gaps = session.progress(), session.sample_gaps()
    how = "all are done" if not progress.left else "the same command goes on from there"
    say_note(f"{progress.done:,} of {progress.total:,} posts are labelled; {how}")
    if gaps:
        say_note(
            f"posts without a label that were drawn before others of the sample: {gaps:,}; until they are labelled it "
            "may be no random sample of these posts, and shares estimated from it may be wrong"
        )
