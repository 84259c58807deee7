"""The group `classify`, and where errors become exit codes.

Nothing here or in a command's module imports numpy, scikit-learn, nltk or rich when it is loaded: commands import
what they use when they run, so that `classify --help` and shell completion answer at once.
"""

import atexit
import gc
import os
import sys
from typing import Any

import click

from classifier.cli.adjudicate import adjudicate
from classifier.cli.agreement import agreement
from classifier.cli.compare import compare
from classifier.cli.doubts import doubts
from classifier.cli.evaluate import evaluate
from classifier.cli.label import label
from classifier.cli.labels import labels
from classifier.cli.model import model
from classifier.cli.predict import predict
from classifier.cli.prevalence import prevalence
from classifier.cli.segment import segment
from classifier.cli.standard_error import say_error
from classifier.cli.train import train
from classifier.errors import ClassifierError
from classifier.version import __version__


class ClassifierGroup(click.Group):
    """A group whose commands end with the project's exit codes: 1 for a ClassifierError, its message on stderr."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; a message takes the place of a traceback."""
        if sys.stdout is None:
            say_error("standard output: is closed; there is nowhere to print to")
            ctx.exit(1)
        try:
            return self._invoke(ctx)
        except ClassifierError as error:
            say_error(error)
            ctx.exit(1)
        except BrokenPipeError:
            # The reader has gone, as `head` does: that is its right.
            _print_nowhere()
            ctx.exit(0)
        except OSError as error:
            _print_nowhere()
            say_error(f"{error.filename or 'standard output'}: {error.strerror or error}")
            ctx.exit(1)

    def _invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        finally:
            sys.stdout.flush()


def _print_nowhere() -> None:
    """Send what Python still holds for standard output nowhere, or it would complain once more at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


@click.group(cls=ClassifierGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="classify")
def classify() -> None:
    """Find out which stances a comment thread holds, in which posts.

    \b
    classify predict thread.txt              what each post's stance is
    classify segment thread.txt              how the text is cut into posts
    classify label thread.txt                label posts by hand, by the codebook
    classify agreement                       how far coders agree, and where not
    classify adjudicate                      decide where coders differ
    classify train                           train on hand labels, and evaluate
    classify prevalence posts.jsonl --labels sample.jsonl
                                             which share each stance holds
    classify evaluate labelled.jsonl         compare predictions with labels
    classify compare A B labelled.jsonl      score two systems on the same posts
    classify doubts                          hand labels to look at again
    classify labels export | import          hand labels to and from other tools
    """


# What a short run makes, most of it by importing, stays until it ends: to look there for cycles takes a twentieth of
# its time. As Python ends it looks through everything several times more, but for what is frozen.
gc.set_threshold(100_000)
atexit.register(gc.freeze)

COMMANDS = (
    segment,
    label,
    agreement,
    adjudicate,
    train,
    predict,
    prevalence,
    evaluate,
    compare,
    doubts,
    labels,
    model,
)
for command in COMMANDS:
    classify.add_command(command)
