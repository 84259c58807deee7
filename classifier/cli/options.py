"""Options that several commands share, each with one spelling."""

import math
import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from classifier.threads.formats import OnePer, ReadOptions

Command = Callable[..., Any]

# The same as in threads/formats.py, which a test holds them to: importing that would slow every help text.
FORMAT_NAMES = (
    *("bluesky", "convokit", "csv", "discourse", "disqus", "hackernews", "html", "json", "jsonl", "lemmy", "mastodon"),
    *("mbox", "parquet", "reddit", "telegram", "text", "wxr", "youtube"),
)
ONE_PER = ("auto", "line", "blank")

ALL_CORES = -1
"""What joblib takes for one process a core."""


_UNITS = {"": 0, "k": 10, "m": 20, "g": 30}
LARGEST_SIZE = 2 << 30


class Size(click.ParamType[int]):
    """A number of bytes: 134217728, 128MiB or 2G; 10 to 31 are powers of two, as for zstd's --long."""

    name = "size"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Return the number of bytes."""
        if isinstance(value, int):
            return value
        found = re.fullmatch(r"(\d{1,12})\s*([kmg]?)(?:i?b)?", str(value).strip(), re.IGNORECASE)
        if found is None:
            self.fail(f"{value!r} is no size; write it like 128MiB or 2GiB", param, ctx)
        count, unit = int(found.group(1)), found.group(2).lower()
        size = 1 << count if not unit and 10 <= count <= 31 else count << _UNITS[unit]
        if not 1 << 10 <= size <= LARGEST_SIZE:
            self.fail(f"{value!r} is not from 1KiB to 2GiB", param, ctx)
        return size


def files_argument(command: Command) -> Command:
    """FILE...: files, folders, or - for standard input."""
    return click.argument("files", nargs=-1, required=True, metavar="FILE...")(command)


def reading_options(command: Command) -> Command:
    """How files are read."""
    for option in reversed(
        (
            click.option(
                "--from",
                "from_format",
                type=click.Choice(FORMAT_NAMES),
                help="Take the files for this format, whatever their content looks like.",
            ),
            click.option(
                "--one-per",
                type=click.Choice(ONE_PER),
                default="auto",
                show_default=True,
                help="In pasted text, take each line or each block between blank lines for a post.",
            ),
            click.option(
                "--posts",
                type=click.IntRange(1),
                metavar="N",
                help="Cut pasted text into N posts, the article being one, where they most likely begin.",
            ),
            click.option(
                "--max-window",
                type=Size(),
                default="128MiB",
                show_default=True,
                metavar="SIZE",
                help="The most memory that a .zst or .xz file may ask for to be unpacked, up to 2GiB.",
            ),
        )
    ):
        command = option(command)
    return command


def read_options(from_format: str | None, one_per: "OnePer", posts: int | None, max_window: int) -> "ReadOptions":
    """Return what the options of reading_options say; raise UsageError where they contradict each other."""
    from classifier.threads.formats import ReadOptions

    if posts is not None and one_per != "auto":
        raise click.UsageError(f"--posts {posts} and --one-per {one_per} both say where posts begin; give one of them")
    return ReadOptions(from_format, one_per, max_window, posts=posts)


def format_option(*formats: str) -> Callable[[Command], Command]:
    """--format: the first named is the default on a terminal; in a pipe it is JSON lines, where these are offered."""
    piped = "JSON lines in a pipe" if "jsonl" in formats else "also in a pipe"
    return click.option(
        "--format",
        "output_format",
        type=click.Choice(formats),
        help=f"How to print; by default a {formats[0]} on a terminal, {piped}.",
    )


def annotations_option(command: Command) -> Command:
    """--annotations DIR."""
    return click.option(
        "--annotations",
        metavar="DIR",
        help="Folder with codebook.toml, posts/ and labels/; by default annotations/ here, else the shipped one.",
    )(command)


def own_annotations_option(command: Command) -> Command:
    """--annotations DIR of a command that writes there."""
    return click.option(
        "--annotations",
        metavar="DIR",
        help="Folder with codebook.toml, posts/ and labels/; by default annotations/ here.",
    )(command)


def model_option(command: Command) -> Command:
    """--model DIR."""
    return click.option("--model", "model_folder", metavar="DIR", help="Model folder; by default the shipped model.")(
        command
    )


def seed_option(command: Command) -> Command:
    """--seed N."""
    return click.option(
        "--seed", type=click.IntRange(0, 2**32 - 1000), default=0, show_default=True, help="Where random draws start."
    )(command)


def quiet_option(command: Command) -> Command:
    """--quiet."""
    return click.option("--quiet", "-q", is_flag=True, help="No notes and no progress on standard error.")(command)


def jobs_option(command: Command) -> Command:
    """--jobs N; joblib's -1, one process a core, where it is not said."""
    return click.option(
        "--jobs",
        type=click.IntRange(1),
        callback=lambda _, __, jobs: jobs or ALL_CORES,
        metavar="N",
        help="Processes to work in; by default one a core.",
    )(command)


def a_number(_: click.Context, option: click.Parameter, value: float | None) -> float | None:
    """Refuse what is no number: it is smaller and larger than nothing, so that no range keeps it out."""
    if value is not None and math.isnan(value):
        raise click.BadParameter("nan is no number.", param=option)
    return value
