"""Labelling in a terminal: the post, a line of keys, one key a label."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from textwrap import wrap

from classifier.errors import AnnotationError
from classifier.labelling.desk import Desk
from classifier.labelling.keys import Command, Keys, keys_of
from classifier.labelling.plain_view import view_lines
from classifier.labelling.session import LONGEST_NOTE, Answer
from classifier.labelling.view import View
from classifier.reports.codebook_text import codebook_lines
from classifier.reports.terminal import printable


@dataclass(frozen=True, slots=True)
class Terminal:
    """How to reach the coder."""

    say: Callable[[str], None]
    """Prints a line."""
    key: Callable[[], str]
    """Waits for keys and returns those typed at once; raises EOFError or KeyboardInterrupt where none come any more."""
    ask: Callable[[str], str]
    """Asks for a line of text; raises EOFError or KeyboardInterrupt where the coder would rather not answer."""
    width: int = 80


@dataclass(slots=True)
class TerminalFace:
    """A coder's session in a terminal."""

    desk: Desk
    terminal: Terminal
    _keys: Keys = field(init=False)
    _answer: Answer = field(init=False)
    """What is said besides the label, before the label is given."""

    def __post_init__(self) -> None:
        self._keys = keys_of(self.desk.codebook)
        self._clear()

    def run(self) -> None:
        """Show posts and take keys until the coder leaves."""
        with suppress(EOFError, KeyboardInterrupt):
            self._show()
            self._take_keys()

    def _take_keys(self) -> None:
        while True:
            for key in self._for_this_post(self.terminal.key()):
                if self._keys.commands.get(key) == "quit":
                    return
                try:
                    self._take(key)
                except AnnotationError as error:
                    self.terminal.say(f"! {printable(str(error))}")
                except (EOFError, KeyboardInterrupt):
                    # Within a question they leave the question, not the session.
                    self.terminal.say("left as it was")

    def _for_this_post(self, typed: str) -> Iterator[str]:
        """Yield keys that were typed at once, up to the one that brings another post: that was not yet to be seen."""
        # Arrows and the like come as an escape and letters, which are no keys of their own.
        for key in "" if typed.startswith("\x1b") else typed:
            before = self.desk.session.view()
            yield self._keys.meant(key)
            if self.desk.session.view() != before:
                return

    def _take(self, key: str) -> None:
        view, session = self.desk.session.view(), self.desk.session
        command = self._keys.commands.get(key)
        label = self._keys.labels.get(key)
        if command == "undo":
            self._after(session.undo(), "nothing to take back")
        elif command == "codebook":
            self._say_all(codebook_lines(self.desk.codebook, self.terminal.width))
        elif command == "jump":
            self._jump()
        elif view is None:
            self.terminal.say("all is labelled; take back, go to a post, or quit")
        elif label is not None:
            session.give(view.post.key, replace(self._answer, label=label))
            self._after(True)
        elif command == "skip":
            session.skip(view.post.key)
            self._after(True)
        elif command is not None:
            self._say_besides(command, view)

    def _say_besides(self, command: Command, view: View) -> None:
        """Take what goes with the label that is to come."""
        if command == "low":
            self._answer = replace(self._answer, low=not self._answer.low)
            self.terminal.say(f"confidence: {'low' if self._answer.low else 'high'}")
        elif command == "secondary":
            self.terminal.say("secondary label, by its key; any other key for none")
            label = self._keys.labels.get(self._keys.meant(self.terminal.key()))
            self._answer = replace(self._answer, secondary=label)
            self.terminal.say(f"secondary label: {printable(label) if label else 'none'}")
        elif command == "note":
            self._answer = replace(self._answer, note=self._note(view.number))

    def _note(self, number: int) -> str | None:
        before = self._answer.note
        keep = f" [{printable(before)}] (Enter keeps it, {_NO_NOTE} takes it away)" if before else ""
        said = self.terminal.ask(f"note on post {number}{keep}")[:LONGEST_NOTE].strip()
        return None if said == _NO_NOTE else said or before

    def _jump(self) -> None:
        said = self.terminal.ask("go to post number").strip()
        if not (said.isascii() and said.isdigit() and len(said) < 10):
            self.terminal.say(f"! {printable(said)!r} is no number; posts are numbered from 1")
            return
        self.desk.session.go_to(int(said))
        self._after(True)

    def _after(self, done: bool, otherwise: str = "") -> None:
        if done:
            self._clear()
            self._show()
        else:
            self.terminal.say(otherwise)

    def _clear(self) -> None:
        """Begin with what was said of the post before, if it was labelled."""
        view = self.desk.session.view()
        if view is None or view.answer is None:
            self._answer = Answer(label="")
            return
        said = view.answer
        self._answer = Answer(label="", secondary=said.secondary, low=said.confidence == "low", note=said.note)

    def _show(self) -> None:
        view = self.desk.session.view()
        if view is None:
            progress = self.desk.session.progress()
            self._say_all(
                [f"all labelled: {progress.done:,} of {progress.total:,}", *self._key_lines(("undo", "jump", "quit"))]
            )
            return
        self._say_all([*view_lines(view, self.desk.codebook, self.terminal.width), *self._key_lines()])

    def _key_lines(self, only: tuple[Command, ...] | None = None) -> Iterator[str]:
        titles: Mapping[str, str] = {label.id: printable(label.title) for label in self.desk.codebook.labels}
        labels = [f"[{_named(key)}] {titles[label]}" for key, label in self._keys.labels.items()]
        commands = [
            f"[{_named(key)}] {_COMMANDS[command]}"
            for key, command in self._keys.commands.items()
            if only is None or command in only
        ]
        for entries in ([] if only else labels, commands):
            yield from wrap("  ".join(entry.replace(" ", "\0") for entry in entries), self.terminal.width)

    def _say_all(self, lines: Iterable[str]) -> None:
        for line in lines:
            self.terminal.say(line.replace("\0", " "))


_NO_NOTE = "-"

_COMMANDS: Mapping[Command, str] = {
    "low": "unsure",
    "secondary": "secondary label",
    "note": "note",
    "skip": "later",
    "undo": "take back",
    "jump": "go to",
    "codebook": "codebook",
    "quit": "quit",
}


def _named(key: str) -> str:
    return "space" if key == " " else printable(key)
