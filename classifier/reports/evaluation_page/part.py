"""One origin's posts: how they were held out, what each figure is, and which posts went wrong."""

from dataclasses import dataclass

from classifier.evaluation.evaluation import Part
from classifier.evaluation.figures.named import ACCURACIES, HEADLINE
from classifier.evaluation.figures.outcome import FEWEST_THREADS
from classifier.evaluation.figures.scored import reliability, reliability_intervals
from classifier.evaluation.figures.selective import FEWEST_POSTS, CoveragePoint, coverage_curve, threshold_for
from classifier.reports.evaluation_page import charts, tables
from classifier.reports.evaluation_page.blocks import Block, Section, Tile, Words, items, section
from classifier.reports.evaluation_page.posts import error_sections
from classifier.reports.evaluation_page.tables import Signs, headline_figure
from classifier.reports.evaluation_words import (
    advice_lines,
    agreement_line,
    condition_lines,
    difference_lines,
    threshold_lines,
    warnings_of,
)

_TITLES = {"real": "Real posts", "own": "Own posts", "written": "Written posts"}
_RANK = {"real": 0, "own": 1, "written": 3}


@dataclass(frozen=True, slots=True)
class PartFacts:
    """One origin's part of an evaluation, and how it is named."""

    part: Part
    anchor: str
    seed: int
    signs: Signs

    @property
    def title(self) -> str:
        """What its posts are called."""
        return _TITLES.get(self.part.data.origin, f"Posts of origin “{self.part.data.origin}”")

    @property
    def where(self) -> str:
        """The same inside a sentence."""
        return f"{self.title[0].lower()}{self.title[1:]}"

    @property
    def size(self) -> str:
        """How many posts in how many threads."""
        data = self.part.data
        posts = f"{data.size:,} post{'' if data.size == 1 else 's'}"
        return f"{posts} in {data.threads:,} thread{'' if data.threads == 1 else 's'}"


def rank(part: Part) -> tuple[int, str]:
    """Return what orders origins: real posts first, those written for a project last."""
    return _RANK.get(part.data.origin, 2), part.data.origin


def tile(facts: PartFacts) -> Tile:
    """Return an origin's headline: two figures, or that there is none."""
    part = facts.part
    if not part.outcomes:
        return Tile(facts.title, facts.anchor, facts.size, (), ("Not evaluated.", *part.notes))
    model = part.outcomes[0]
    figures = tuple((figure.title, headline_figure(figure, model, facts.seed)) for figure in HEADLINE[:2])
    warned = list(warnings_of(model))[:1] if model.threads < FEWEST_THREADS else []
    return Tile(facts.title, facts.anchor, facts.size, figures, (*warned, *difference_lines(part)))


def part_section(facts: PartFacts) -> Section:
    """Return all that is known of one origin's posts."""
    part = facts.part
    blocks: list[Block] = [
        Words(f"{facts.size}. How they were held out: {part.protocol}."),
        *items([agreement_line(pair) for pair in part.data.agreements]),
    ]
    if not part.outcomes:
        return Section(facts.title, facts.anchor, (*blocks, *(Words(note, tone="note") for note in part.notes)))
    warned = " ".join(warnings_of(part.outcomes[0]))
    blocks += [Words(warned, tone="note")] if warned else []
    inner = (
        *_labels(facts),
        *_baselines(facts),
        *_confusion(facts),
        *_probabilities(facts),
        *_coverage(facts),
        *_conditions(facts),
        *_learning(facts),
        *error_sections(part, facts.anchor, facts.signs),
        *section("Notes", f"{facts.anchor}-notes", items(part.notes)),
    )
    return Section(facts.title, facts.anchor, tuple(blocks), inner)


def _labels(facts: PartFacts) -> tuple[Section, ...]:
    model = facts.part.outcomes[0]
    chart = charts.label_chart(model, facts.seed, facts.where)
    return section("By label", f"{facts.anchor}-labels", [chart, tables.label_table(model, facts.seed, facts.signs)])


def _baselines(facts: PartFacts) -> tuple[Section, ...]:
    table = tables.systems_table(facts.part.outcomes, facts.seed)
    return section(
        "Against baselines", f"{facts.anchor}-baselines", [table, *items(list(difference_lines(facts.part)))]
    )


def _confusion(facts: PartFacts) -> tuple[Section, ...]:
    model = facts.part.outcomes[0]
    drawn = len(model.labels) <= charts.MOST_LABELS
    blocks: list[Block] = [charts.confusion_chart(model, facts.where)] if drawn else []
    blocks.append(tables.confusion_table(model, facts.signs, folded=drawn))
    return section("What is taken for what", f"{facts.anchor}-confusion", blocks)


def _probabilities(facts: PartFacts) -> tuple[Section, ...]:
    scored = facts.part.outcomes[0].scored
    title, anchor = "Whether probabilities can be trusted", f"{facts.anchor}-probabilities"
    if scored is None or not len(scored.true):
        return section(title, anchor, [Words("Not known: the predictions carry no probabilities.")])
    bins, intervals = reliability(scored), reliability_intervals(scored, facts.seed)
    said = "Where probabilities mean what they say, 80% are right of the posts that are given .8, and so on."
    if scored.threads < FEWEST_THREADS:
        said += f" From {scored.threads} threads, how far the shares are from the probabilities can be chance."
    chart = charts.reliability_chart(bins, intervals, facts.where)
    return section(title, anchor, [Words(said), chart, tables.reliability_table(bins, intervals)])


def _coverage(facts: PartFacts) -> tuple[Section, ...]:
    scored = facts.part.outcomes[0].scored
    if scored is None:
        return ()
    title, anchor = "Answering only when sure", f"{facts.anchor}-coverage"
    curve = coverage_curve(scored)
    if not curve:
        few = Words(f"Not known: fewer than {FEWEST_POSTS} posts are answered.")
        return section(title, anchor, [few])
    lines = items([*threshold_lines(facts.part), *_unreached(curve)])
    chart = charts.coverage_chart(curve, facts.part, facts.where)
    return section(title, anchor, [chart, *lines, tables.coverage_table(curve)])


def _unreached(curve: list[CoveragePoint]) -> list[str]:
    wanted = [f"{accuracy:.0%}" for accuracy in ACCURACIES if threshold_for(curve, accuracy) is None]
    return [f"No threshold makes {' or '.join(wanted)} of the answers right."] if wanted else []


def _conditions(facts: PartFacts) -> tuple[Section, ...]:
    lines = items(list(condition_lines(facts.part)))
    return section("Stance, or who writes and about what", f"{facts.anchor}-conditions", lines)


def _learning(facts: PartFacts) -> tuple[Section, ...]:
    points = facts.part.extras.curve
    blocks: list[Block] = list(items(list(advice_lines(facts.part, facts.seed))))
    if points:
        chart = charts.learning_chart(points, facts.seed, facts.where)
        blocks = [chart, *blocks, tables.curve_table(points, facts.seed, facts.signs)]
    return section("Whether more labels would help", f"{facts.anchor}-learning", blocks)
