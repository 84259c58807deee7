"""The quality gate: measure, compare with floors kept in floors.json, and fail where a figure has fallen.

Run: python -m benchmarks.gate --data DATA [--update]

`--update` raises the floors to what was measured, and never lowers one. A floor is lowered by hand, in a commit that
says why. EPSILON, some four posts of forum4's test part, allows for other library versions, not for a worse model.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

import numpy as np

from benchmarks import forum4, pasted_counts, platform_files, segmentation, semeval
from classifier.labels.annotations import read_annotations
from classifier.stance.model import StanceModel
from classifier.threads.read import read_thread

FLOORS = Path(__file__).parent / "floors.json"
EPSILON = 0.002


def shipped_model(project: Path) -> dict[str, float]:
    """Return the out-of-fold figures of the shipped recipe, and whether it makes the shipped model again."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "classifier", "train", "--format", "json", "--output", f"{folder}/default"]
        report = json.loads(subprocess.run(command, cwd=project, check=True, capture_output=True).stdout)
        alike = same_model(StanceModel.load(f"{folder}/default"), StanceModel.load(project / "models/default"))
    real, written = (report["parts"][origin]["systems"]["model"] for origin in ("real", "written"))
    return {
        "the shipped model is made again": float(alike),
        "real posts right, each thread left out": real["accuracy"],
        "written posts, macro F1 out of fold": written["macro_f1"],
        "written posts, accuracy out of fold": written["accuracy"],
    }


def same_model(made: StanceModel, shipped: StanceModel) -> bool:
    """Return whether two models have the same terms and, to what another processor may change, the same numbers."""
    print(f"made again byte for byte: {'yes' if made.digest == shipped.digest else 'no'}")
    pairs = list(zip(made.record.arrays(), shipped.record.arrays(), strict=True))
    return all(one.shape == other.shape and np.allclose(one, other, atol=1e-3) for (_, one), (_, other) in pairs)


def seed_cuts(project: Path) -> dict[str, float]:
    """Return the share of the hand-cut posts of seeds 000 to 003 that segmentation gives exactly, and no other."""
    gold = [post for post in read_annotations(project / "annotations").posts.values() if post.source]
    sources = sorted({str(post.source) for post in gold})[:4]
    wanted = {(post.source, post.start, post.end, post.text, post.kind) for post in gold if post.source in sources}
    given = {
        (source, post.start, post.end, post.text, post.kind)
        for source in sources
        for post in read_thread(project / source).posts
    }
    return {"seeds 000-003, posts cut exactly": len(wanted & given) / len(wanted | given)}


def saved_pages(forums: Path) -> dict[str, float]:
    """Return how well hand-marked pages are cut, by the platforms' rules and by structure alone."""
    known, alone = (segmentation.measure(forums, rules) for rules in (True, False))
    return {
        "saved pages, post F1": known.posts.f1 or 0.0,
        "saved pages, page F1": known.page_f1,
        "saved pages, perfect ones": known.perfect / len(known.pages),
        "saved pages, authors right": known.authors.share,
        "saved pages, times right": known.times.share,
        "saved pages by structure alone, page F1": alone.page_f1,
    }


def files_of_platforms(threads: Path) -> dict[str, float]:
    """Return the share of the platforms' pages and exports that give the posts that they hold."""
    checked = list(platform_files.check(threads))
    return {"files of platforms, right ones": sum(not file.faults for file in checked) / len(checked)}


def measure(data: Path, project: Path) -> dict[str, float]:
    """Return every gated figure; those whose data is not in the folder are left out, with a word."""
    figures = seed_cuts(project) | shipped_model(project)
    if (folder := data / "threads/forums").is_dir():
        figures |= saved_pages(folder)
    if (folder := data / "threads/platforms").is_dir():
        figures |= files_of_platforms(folder.parent)
    if (folder := data / "threads/pasted/marked").is_dir():
        figures["pasted text with markers, counts right"] = pasted_counts.share_right(folder)
        figures["pasted text with markers, posts without markers"] = pasted_counts.share_clean(folder)
    if (folder := data / "bench/forum4").is_dir():
        figures["forum4 test, macro F1"] = float(forum4.scores(folder)["macro_f1"])
    if (folder := data / "bench/semeval2016").is_dir():
        # Out of fold: the test tweets are predicted once for a recipe, and not at every change.
        [figures["SemEval-2016 6A out of fold, pooled F_avg"]] = semeval.cross_validated(folder, seeds=(0,))
    return figures


def raised(floors: Mapping[str, float], figures: Mapping[str, float]) -> dict[str, float]:
    """Return the floors, each raised to its figure where that is higher."""
    return {name: round(max(floors.get(name, 0.0), figures.get(name, 0.0)), 4) for name in {**floors, **figures}}


def main() -> int:
    """Print a row a figure; return 1 where one has fallen below its floor."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--data", type=Path, required=True, help="a data folder, with bench/ and threads/ inside")
    parser.add_argument("--update", action="store_true", help="raise the floors to what was measured")
    arguments = parser.parse_args()
    floors = json.loads(FLOORS.read_text("utf-8"))
    figures = measure(arguments.data, Path(__file__).parent.parent)
    fallen = [name for name, floor in floors.items() if name in figures and figures[name] < floor - EPSILON]
    for name, figure in figures.items():
        floor = floors.get(name)
        against = "no floor    " if floor is None else f"floor {floor:.4f}"
        print(f"{figure:.4f}  {against}  {name}{'  FALLEN' if name in fallen else ''}")
    for name in floors.keys() - figures.keys():
        print(f"not measured: {name}")
    if arguments.update:
        FLOORS.write_text(json.dumps(raised(floors, figures), indent=2) + "\n", "utf-8")
    return 1 if fallen else 0


if __name__ == "__main__":
    sys.exit(main())
