"""What becomes of labels under another version of the codebook, as lines of text."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from classifier.labels.codebook import Codebook
from classifier.labels.codebook_changes import Changes
from classifier.labels.editions import Edition, change_lines
from classifier.labels.log import ADJUDICATED
from classifier.labels.migration import Move
from classifier.reports.terminal import printable

Moves = Mapping[str, Sequence[Move]]
"""By the coder whose log they are in."""

_OPTIONS = {"second": " --second", "again": " --again", **{o: f" --order {o}" for o in ("random", "uncertain", "rare")}}


def change_report(changes: Mapping[Edition, Changes], codebook: Codebook) -> Iterator[str]:
    """Yield what the codebook says otherwise than each edition that labels are moved from."""
    for edition, found in changes.items():
        said = list(change_lines(found))
        yield printable(f"From {edition} to codebook {codebook.version} (hash {codebook.hash})")
        yield from (printable(f"changed: {line}") for line in said)
        if not said:
            yield "nothing changed in what coders go by"
        if found.new:
            yield "a label that is new makes no other wait: look yourself for posts that are such now"


def moves_report(moves: Moves) -> Iterator[str]:
    """Yield for each log how many labels are carried over and how many wait, label by label, and why."""
    for coder, of_coder in moves.items():
        yield ""
        yield f"{printable(coder)}: {_sums(of_coder)}"
        counted = Counter((_named(move), move.why) for move in of_coder)
        width = max((len(name) for name, _ in counted), default=0)
        for (name, why), count in sorted(counted.items()):
            fate = f"to look at again: {printable(', '.join(why))}" if why else "carried"
            yield f"  {name:<{width}}  {count:>6,} {fate}"


def next_commands(moves: Moves) -> Iterator[str]:
    """Yield the commands that serve the labels to look at again, each with how many."""
    for coder, of_coder in moves.items():
        waiting = Counter(_command(coder, move) for move in of_coder if move.why)
        for command, count in waiting.items():
            yield printable(f"{count:,} to look at again: {command}")


def _sums(moves: Sequence[Move]) -> str:
    waiting = sum(bool(move.why) for move in moves)
    return f"{len(moves) - waiting:,} carried, {waiting:,} to look at again"


def _named(move: Move) -> str:
    before, now = move.event.label, move.carried.label
    return printable(f"{before}" if before == now else f"{before} → {now}")


def _command(coder: str, move: Move) -> str:
    if coder == ADJUDICATED:
        return "classify adjudicate"
    return f"classify label{_OPTIONS.get(move.event.served or '', '')} --coder {coder}"
