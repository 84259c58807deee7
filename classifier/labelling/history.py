"""What a coder did of a task so far, read from their log: what was put off, what can be taken back, what came last."""

from collections import defaultdict, deque
from collections.abc import Iterator

from classifier.labelling.tasks import Task
from classifier.labels.coder_log import CoderLog
from classifier.labels.log import LabelEvent
from classifier.records import Key


class History:
    """The lines of a coder's log that belong to a task, as they are each time that it is asked."""

    def __init__(self, log: CoderLog, task: Task) -> None:
        self._log = log
        self._keys = set(task.keys)
        self._again = task.chain == "again"

    def put_off(self) -> dict[Key, None]:
        """Return the posts that were put off, in the order in which they were."""
        skipped: dict[Key, None] = {}
        for event in self._mine():
            if event.skipped is not None:
                skipped.pop(event.key, None)
                if event.skipped:
                    skipped[event.key] = None
        return skipped

    def can_be_undone(self) -> list[LabelEvent]:
        """Return what the coder said and did not take back, in its order; what was imported is not theirs to undo."""
        said: dict[int, LabelEvent] = {}
        lines: dict[tuple[Key, str], list[int]] = defaultdict(list)
        for event in self._mine():
            of_same = lines[event.key, event.chain]
            if event.undo:
                if of_same:
                    del said[of_same.pop()]
            elif event.served == "import":
                # To take back what was said before it would take back the import too.
                for line in of_same:
                    del said[line]
                of_same.clear()
            elif not event.carried:
                said[event.line] = event
                of_same.append(event.line)
        return list(said.values())

    def last(self) -> LabelEvent | None:
        """Return the last line in which the coder said something, not one that only says a label once more."""
        said = (event for event in self._mine() if not event.carried and (event.undo or event.served != "import"))
        found = deque(said, maxlen=1)
        return found[0] if found else None

    def _mine(self) -> Iterator[LabelEvent]:
        for event in self._log.events.values():
            if event.key in self._keys and (event.served == "again") == self._again:
                yield event
