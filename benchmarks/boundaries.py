"""How well posts are found in text that nothing marks, on threads of sites and of sources left out of the training.

Run: python -m benchmarks.boundaries --data DATA [--no-shipped]

The threads are those of boundary_data, one newline everywhere. Each site in turn is left out of all threads that are
learnt from, and everything is learnt anew on the others; then each source. Intervals are of differences to taking each
line for a post, from 2,000 draws of whole sites. At the end: the shipped threads, which are no part of the training.
"""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from benchmarks.boundary_data import Document, Values
from benchmarks.boundary_seeds import print_seeds
from benchmarks.train_boundaries import WHERE, Material, prepare, train
from classifier.threads.pasted.unmarked.boundary_model import MOST, BoundaryModel
from classifier.threads.pasted.unmarked.choose import choose_cuts, likeliest_cuts, over_rates
from classifier.threads.quality.boundaries import (
    BoundaryCounts,
    compare_boundaries,
    each_line,
    mean_boundaries,
    total_boundaries,
)

DRAWS = 2_000
VIDEO_SOURCE = "video"


@dataclass(frozen=True)
class HeldOut:
    """A document with what a model says of it that has not seen its site, or its source."""

    document: Document
    log_odds: Values
    spread: float

    @property
    def probabilities(self) -> Values:
        """How likely each gap is a boundary."""
        return over_rates(self.log_odds, self.spread)

    def cut(self) -> BoundaryCounts:
        """Return the counts of the cut that reading makes."""
        return self._counts(choose_cuts(self.log_odds, self.spread))

    def cut_to_count(self) -> BoundaryCounts:
        """Return the counts where the number of posts is given."""
        gold = self.document.gold
        return self._counts(likeliest_cuts(self.log_odds, [0] * len(gold), int(gold.sum())))

    def each_line(self) -> BoundaryCounts:
        """Return the counts of taking each line for a post."""
        return each_line(self.document.gold.tolist())

    def _counts(self, cuts: Values) -> BoundaryCounts:
        return compare_boundaries(cuts.tolist(), self.document.gold.tolist())


def leave_out_sites(material: Material) -> list[HeldOut]:
    """Return each document with what a model says that has learnt from no thread of its site."""
    return [
        held
        for site in sorted({one.site for one in material.documents})
        for held in hold_out(
            [one for one in material.documents if one.site == site], train(material.without(sites=[site]))
        )
    ]


def leave_out_sources(material: Material) -> list[HeldOut]:
    """Return each document, the video's too, with what a model says that has learnt from no thread of its source."""
    measured = material.documents + material.video
    return [
        held
        for source in sorted({one.source for one in measured})
        for held in hold_out([one for one in measured if one.source == source], train(material.without(source=source)))
    ]


def hold_out(documents: Sequence[Document], model: BoundaryModel) -> list[HeldOut]:
    """Return documents with what a model says of them."""
    return [
        HeldOut(one, np.clip(one.features @ model.weights + model.intercept, -MOST, MOST), model.spread)
        for one in documents
    ]


def print_figures(name: str, counts: Sequence[BoundaryCounts]) -> None:
    """Print a row: figures over all gaps, then averaged over documents."""
    over, mean = total_boundaries(counts), mean_boundaries(counts)
    all_gaps = (over.precision, over.recall, over.f1, over.post_f1, over.pk, over.window_diff)
    means = (mean.f1, mean.post_f1, mean.pk, mean.window_diff)
    print(
        f"| {name} | " + " | ".join("" if figure is None else f"{figure:.3f}" for figure in (*all_gaps, *means)) + " |"
    )


def print_differences(held: Sequence[HeldOut]) -> None:
    """Print F1 minus that of each line, over all gaps and over documents, with 95% intervals by site."""
    sites = sorted({one.document.site for one in held})
    ours = [[one.cut() for one in held if one.document.site == site] for site in sites]
    theirs = [[one.each_line() for one in held if one.document.site == site] for site in sites]
    random = np.random.default_rng(0)
    draws = [range(len(sites)), *random.integers(0, len(sites), (DRAWS, len(sites)))]
    differences = np.array([_difference(draw, ours, theirs) for draw in draws])
    low, high = np.percentile(differences[1:], (2.5, 97.5), axis=0)
    for nth, name in enumerate(("over all gaps", "over documents")):
        print(f"F1 {name} minus each line: {differences[0, nth]:+.3f} [{low[nth]:+.3f}, {high[nth]:+.3f}]")


def _difference(
    draw: Sequence[int], ours: list[list[BoundaryCounts]], theirs: list[list[BoundaryCounts]]
) -> tuple[float, float]:
    one = [count for site in draw for count in ours[site]]
    other = [count for site in draw for count in theirs[site]]
    micro = (total_boundaries(one).f1 or 0.0) - (total_boundaries(other).f1 or 0.0)
    return micro, (mean_boundaries(one).f1 or 0.0) - (mean_boundaries(other).f1 or 0.0)


def print_calibration(held: Sequence[HeldOut]) -> None:
    """Print for gaps by probability how many there are, the mean probability and the share of boundaries."""
    likely = np.concatenate([one.probabilities for one in held])
    gold = np.concatenate([one.document.gold for one in held])
    bins = np.minimum((likely * 5).astype(int), 4)
    off = 0.0
    for nth in range(5):
        inside = bins == nth
        if inside.any():
            off += abs(likely[inside].mean() - gold[inside].mean()) * inside.mean()
            print(f"| {nth / 5:.1f} | {inside.sum()} | {likely[inside].mean():.2f} | {gold[inside].mean():.2f} |")
    print(f"expected calibration error {off:.3f}")


def print_documents(material: Material) -> None:
    """Print the tables."""
    print("| cut | precision | recall | F1 | post F1 | Pk | WindowDiff | mean F1 | post F1 | Pk | WindowDiff |")
    by_site = leave_out_sites(material)
    print_figures("each line", [one.each_line() for one in by_site])
    print_figures("sites unseen", [one.cut() for one in by_site])
    print_figures("sites unseen, number of posts given", [one.cut_to_count() for one in by_site])
    with_video = leave_out_sources(material)
    by_source = [one for one in with_video if one.document.source != VIDEO_SOURCE]
    print_figures("sources unseen", [one.cut() for one in by_source])
    for source in sorted({one.document.source for one in with_video}):
        of_source = [one for one in with_video if one.document.source == source]
        print_figures(f"{source}, each line", [one.each_line() for one in of_source])
        print_figures(f"{source}, sites unseen", [one.cut() for one in by_site if one.document.source == source])
        print_figures(f"{source} unseen", [one.cut() for one in of_source])
    for name, held in (("sites", by_site), ("sources", by_source)):
        print(f"\n{name} unseen")
        print_differences(held)
        print("| from | gaps | mean probability | boundaries |")
        print_calibration(held)


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--data", type=Path, required=True, help=f"a data folder with {WHERE} and more")
    parser.add_argument("--no-shipped", action="store_true", help="leave the shipped threads alone")
    arguments = parser.parse_args()
    print_documents(prepare(arguments.data))
    if not arguments.no_shipped:
        print()
        print_seeds(Path(__file__).parent.parent)


if __name__ == "__main__":
    main()
