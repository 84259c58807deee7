"""Reading the files that a command was given: notes and faults on stderr, one bad file never costs the others."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain

from classifier.cli.standard_error import counted, say_error, say_note, say_plainly
from classifier.errors import SourceError
from classifier.records import Post, Thread
from classifier.threads.formats import ReadOptions
from classifier.threads.furniture import thread_furniture
from classifier.threads.listener import Listener, ignore
from classifier.threads.read import read_posts, read_threads
from classifier.threads.sources.source import display_name, thread_files

ERROR = 1
SOME_UNREADABLE = 3

MOST_FAULTS_SHOWN = 20


@dataclass(slots=True)
class Inputs:
    """The files of one run, and how reading them went."""

    files: Sequence[str]
    options: ReadOptions
    quiet: bool = False
    worked: int = 0
    """Files that gave posts, or were whole and empty."""
    faults: int = 0
    keep_documents: bool = False
    documents: list[str] = field(default_factory=list)
    """The texts that posts' places count in, where they were to be kept."""
    show_furniture: bool = False
    """Whether to say on standard error what is in no post."""

    def each(self) -> Iterator[tuple[str, Iterator[Post]]]:
        """Yield the name and posts of each file that has any; a file that cannot be read is named and left."""
        for path in thread_files(list(self.files)):
            if isinstance(path, SourceError):
                self.fault(str(path))
                continue
            posts = self._posts(path)
            first = next(posts, None)
            if first is not None:
                name = display_name(path)
                yield name, counted(chain([first], posts), name, self.quiet)

    def each_with_threads(self) -> Iterator[tuple[str, Iterator[Thread]]]:
        """Yield the name and threads of each file; what the threads' notes say is the caller's to tell."""
        for path in thread_files(list(self.files)):
            if isinstance(path, SourceError):
                self.fault(str(path))
            else:
                yield display_name(path), self._threads(path)

    def exit_code(self) -> int:
        """Return 0; or, where something could not be read, 3, and 1 where nothing else could be."""
        if self.faults > MOST_FAULTS_SHOWN:
            say_error(f"and {self.faults - MOST_FAULTS_SHOWN} more like these")
        if not self.faults:
            return 0
        return SOME_UNREADABLE if self.worked else ERROR

    def _posts(self, path: str) -> Iterator[Post]:
        given, faults = 0, self.faults
        keep = self.documents.append if self.keep_documents else ignore
        listener = Listener(self.note, self.fault, self._say_furniture, keep)
        try:
            for post in read_posts(path, self.options, listener):
                given += 1
                yield post
        except SourceError as error:
            self.fault(str(error))
        self.worked += bool(given or faults == self.faults)

    def _threads(self, path: str) -> Iterator[Thread]:
        given, faults = 0, self.faults
        try:
            for thread in read_threads(path, self.options, Listener(self.note, self.fault)):
                given += 1
                self._say_furniture(thread)
                yield thread
        except SourceError as error:
            self.fault(str(error))
        self.worked += bool(given or faults == self.faults)

    def _say_furniture(self, thread: Thread) -> None:
        if self.show_furniture:
            for span, line, text in thread_furniture(thread):
                say_plainly(f"{span.kind}: {thread.source}:{line}: {text}")

    def note(self, text: str) -> None:
        """Say on standard error what a reader of the result should know."""
        if not self.quiet:
            say_note(text)

    def fault(self, text: str) -> None:
        """Say on standard error what could not be read."""
        self.faults += 1
        if self.faults <= MOST_FAULTS_SHOWN:
            say_error(text)
