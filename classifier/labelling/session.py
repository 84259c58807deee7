"""A coder's way through the posts of a task: what is shown, said, put off and taken back.

Both faces, the page and the terminal, do nothing but show what `view` returns and call the other methods. What a coder
says is in the log before a method returns; where they stand is read from the log: a later session goes on there.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median

from classifier.errors import AnnotationError
from classifier.labelling.context import Threads
from classifier.labelling.history import History
from classifier.labelling.tasks import Task
from classifier.labelling.view import Progress, View
from classifier.labels.annotations import counts_for
from classifier.labels.coder_log import CoderLog, Given
from classifier.labels.log import STAYS, LabelEvent
from classifier.records import Key, Post, Prediction, post_named

_PACE_OVER = 50
"""Of so many of the last labels the times make the pace."""

LONGEST_NOTE = 10_000
"""Characters."""

Suggest = Callable[[Post], Prediction]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a coder says of the post that is shown."""

    label: str
    secondary: str | None = None
    low: bool = False
    """Whether the coder is unsure."""
    note: str | None = None


class Session:
    """A coder at work on a task; every method that changes something raises AnnotationError where it is not kept."""

    def __init__(
        self,
        log: CoderLog,
        task: Task,
        threads: Threads,
        suggest: Suggest | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._log = log
        self._task = task
        self._threads = threads
        self._suggest = suggest
        self._clock = clock
        self._place = {key: place for place, key in enumerate(task.keys)}
        self._history = History(log, task)
        self._done = {key for key in task.keys if self._answer(key) is not None}
        self._skipped = {key: None for key in self._history.put_off() if key not in self._done}
        self._stack = self._history.can_be_undone()
        self._open_from = 0
        self._drawn = 0
        self._jumped = False
        self._shown: float | None = None
        """When a face first asked for what is shown: the coder's time begins there, and not while a browser opens."""
        self._go_on_from_before()

    @property
    def can_undo(self) -> bool:
        """Whether there is anything to take back."""
        return bool(self._stack)

    def view(self) -> View | None:
        """Return what is to be shown; None when every post has its label."""
        if self._at is None:
            return None
        if self._shown is None:
            self._shown = self._clock()
        key = self._task.keys[self._at]
        post = self._threads.post(key)
        standing = self._log.label(key, self._task.chain)
        answer = self._answer(key)
        return View(
            number=self._at + 1,
            post=post,
            around=self._threads.around(post),
            progress=self.progress(),
            answer=answer,
            # Who is to say again, blind, what they think must not see what they said.
            earlier=standing if answer is None and self._task.chain == "label" else None,
            opinions=self._task.opinions.get(key, ()),
            suggestion=self._suggest(post) if self._suggest else None,
            can_undo=self.can_undo,
        )

    def progress(self) -> Progress:
        """Return how far the coder has come."""
        seconds = [event.seconds for event in self._stack[-_PACE_OVER:] if event.seconds is not None]
        pace = median(seconds) if seconds else None
        left = len(self._task.keys) - len(self._done)
        return Progress(
            done=len(self._done),
            total=len(self._task.keys),
            skipped=len(self._skipped),
            seconds_left=None if pace is None else pace * left,
        )

    def sample_gaps(self) -> int:
        """Return how many posts without a label are to be drawn before the last one that the random sample holds.

        They were put off, or their files came after others had been drawn; 0 where no sample is drawn.
        """
        gaps = unlabelled = 0
        for key in self._task.keys if self._task.is_sample else ():
            standing = self._answer(key)
            if standing is None:
                unlabelled += 1
            elif standing.served == self._task.served:
                gaps = unlabelled
        return gaps

    def give(self, key: Key, answer: Answer) -> None:
        """Keep a label of the post that is shown, and go on to the next one."""
        post = self._post_shown(key)
        ids = self._log.codebook.label_ids
        for label in (answer.label, answer.secondary or answer.label):
            if label not in ids:
                raise AnnotationError(f"label {label!r} is not in the codebook; the labels are {', '.join(ids)}")
        if answer.secondary == answer.label:
            raise AnnotationError(f"{answer.label!r} is the label already; a secondary label must be another")
        event = self._log.append(
            Given(
                key=key,
                text_digest=post.text_digest,
                label=answer.label,
                secondary=answer.secondary or None,
                confidence="low" if answer.low else "high",
                note=answer.note or None,
                seconds=None if self._shown is None else round(self._clock() - self._shown, 1),
                served=self._served(key),
                suggested=self._suggest is not None,
                by=self._task.by,
            )
        )
        self._stack.append(event)
        self._done.add(key)
        self._skipped.pop(key, None)
        self._go_on(self._place[key])

    def skip(self, key: Key) -> None:
        """Put the post that is shown off until all others are done, and go on to the next one."""
        post = self._post_shown(key)
        if key not in self._done:
            event = self._log.append(
                Given(key=key, text_digest=post.text_digest, served=self._task.served, skipped=True, by=self._task.by)
            )
            self._stack.append(event)
            self._skipped.pop(key, None)
            self._skipped[key] = None
        self._go_on(self._place[key])

    def undo(self) -> bool:
        """Take back what was said last, and show that post again; return whether there was anything."""
        if not self._stack:
            return False
        event = self._stack[-1]
        self._log.take_back(event)
        self._stack.pop()
        if not event.skipped and self._answer(event.key) is None:
            self._done.discard(event.key)
        if self._log.standing.latest("skip", event.key) is not None:
            # It may have been put off before it was labelled, or before it was put off once more.
            self._skipped = {key: None for key in self._history.put_off() if key not in self._done}
        place = self._place[event.key]
        self._open_from = min(self._open_from, place)
        # The label that stands again may be from before the post was drawn.
        self._drawn = min(self._drawn, place)
        self._show(place)
        return True

    def go_to(self, number: int) -> None:
        """Show the post of a number, be it labelled or not; raise AnnotationError where there is none."""
        if not 1 <= number <= len(self._task.keys):
            raise AnnotationError(f"there is no post {number}; they are numbered from 1 to {len(self._task.keys)}")
        self._show(number - 1)
        self._jumped = True

    def _post_shown(self, key: Key) -> Post:
        # Two pages of one session, or a page that was slow: what is said must be of what the session shows.
        if self._at is None or self._task.keys[self._at] != key:
            raise AnnotationError(f"{post_named(key)} is not the one to be labelled now; nothing was kept")
        return self._threads.post(key)

    def _served(self, key: Key) -> str:
        """Return how the post came to the coder: one that they went to by themselves was not drawn.

        A label that is corrected is of the sample, or a second coder's, as it was.
        """
        if self._task.is_sample and not self._jumped:
            return self._task.served
        standing = self._log.label(key, self._task.chain)
        if standing is not None and standing.served in STAYS:
            return standing.served
        return "thread" if self._task.is_sample else self._task.served

    def _answer(self, key: Key) -> LabelEvent | None:
        """Return the label that counts: not one by another version of the codebook, nor one of another text."""
        standing = self._log.label(key, self._task.chain)
        counts = standing is not None and counts_for(standing, self._threads.post(key), self._log.codebook)
        return standing if counts else None

    def _go_on_from_before(self) -> None:
        """Show the post at which the coder stopped."""
        last = self._history.last()
        place = -1 if last is None else self._place[last.key]
        if last is not None and last.undo:
            self._show(place)
        else:
            self._go_on(place)

    def _go_on(self, after: int) -> None:
        """Show the next post without a label."""
        self._show(self._next_open(-1 if self._task.best_first else after))
        if self._task.is_sample:
            self._draw_in(len(self._task.keys) if self._at is None else self._at)

    def _next_open(self, after: int) -> int | None:
        """Return the next post without a label, from the start again after the last; those put off come at the end."""
        keys = self._task.keys
        # No post before `_open_from` is to be served next: with many thousands done, looking at each once more takes
        # longer than a coder should wait.
        start = max(after + 1, self._open_from)
        for places in (range(start, len(keys)), range(self._open_from, start)):
            for place in places:
                if keys[place] not in self._done and keys[place] not in self._skipped:
                    if start == self._open_from:
                        self._open_from = place
                    return place
        self._open_from = len(keys)
        return next((self._place[key] for key in self._skipped), None)

    def _draw_in(self, end: int) -> None:
        """Say of posts that were labelled before, and are drawn now, that they belong to the sample.

        Without them the sample would be one of the posts that nobody had labelled, which may be of other threads.
        """
        for key in self._task.keys[self._drawn : end]:
            standing = self._answer(key)
            if standing is not None and standing.served != self._task.served:
                self._log.carry(standing, served=self._task.served)
        self._drawn = max(self._drawn, end)

    def _show(self, place: int | None) -> None:
        self._at = place
        self._jumped = False
        self._shown = None
