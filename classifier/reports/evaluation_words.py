"""What an evaluation says in sentences, for every form of report."""

from collections.abc import Iterator

from classifier.evaluation.doubts import MOST
from classifier.evaluation.evaluation import Evaluation, Part
from classifier.evaluation.figures.named import MACRO_F1
from classifier.evaluation.figures.paired import Difference
from classifier.evaluation.next_labels import next_labels
from classifier.reports.terminal import share


def extra_lines(part: Part) -> Iterator[str]:
    """Yield the sentences on one origin's posts: against baselines, the leak, names, more labels, doubts."""
    for name, difference in part.differences.items():
        yield f"Model minus {difference.other}, the best baseline here by {name}: {_difference(difference)}."
    yield from _leak(part)
    if part.extras.names is not None:
        check = part.extras.names
        yield (
            f"With the codebook's names masked, macro F1 is {share(MACRO_F1.value(check.masked))} and not "
            f"{share(MACRO_F1.value(check.full))}: {_difference(check.difference)}. What went was topic, what is left "
            "can be stance."
        )
    yield from _advice(part)
    if part.doubts or part.twins:
        yield (
            f"Labels to look at again: {_counted(len(part.doubts), 'post', most=MOST)} whose label the held-out model "
            f"finds less likely than another, {_counted(len(part.twins), 'text')} with two labels: classify doubts."
        )


def conventions(evaluation: Evaluation) -> Iterator[str]:
    """Yield how the figures are to be read."""
    yield (
        "Macro F1 is the mean over the labels that some post carries. An abstention counts as a miss. Counts of posts "
        "that were predicted several times are means. Intervals: 2,000 resamplings of whole threads (500 for ranks and "
        "for shares answered), 2.5 to 97.5%."
    )
    if any(outcome.scored is not None for part in evaluation.parts for outcome in part.outcomes[:1]):
        yield (
            "Log loss is in nats; the Brier score runs from 0 to 2; both, and the calibration error (ten bins of the "
            "top probability), are better when lower. 'Answered at 80% right': the largest share of posts, the surest "
            "first, of which 80% are right; the threshold is chosen on the same posts."
        )


def _difference(difference: Difference) -> str:
    value = signed(difference.value)
    if difference.interval is None:
        return f"{value}, too few threads for an interval"
    interval = f"{signed(difference.interval.low)} to {signed(difference.interval.high)}"
    return f"{value} (95% interval {interval}), above 0 in {difference.positive or 0:.0%} of the draws"


def signed(value: float) -> str:
    """Return a difference with its sign, two digits and no leading zero."""
    return f"{value:+.2f}".replace("0.", ".", 1) if round(value, 2) else ".00"


def _leak(part: Part) -> Iterator[str]:
    if part.extras.random_split is None:
        return
    model, leaking = MACRO_F1.value(part.outcomes[0]), MACRO_F1.value(part.extras.random_split)
    if model is not None and leaking is not None:
        yield (
            f"Split by single posts, with threads and authors on both sides, macro F1 would be {share(leaking)} "
            f"({signed(leaking - model)}): that is not what new threads give."
        )


def _advice(part: Part) -> Iterator[str]:
    for label in part.outcomes[0].rare:
        yield f"Code more {label} first: with so few posts nothing is known of it."
    advice = next_labels(part.extras.curve)
    if advice is None:
        return
    span = f"from {advice.fewer:,.0f} to {advice.all:,.0f} training posts"
    if advice.gain is None:
        yield f"More labels of the same kind would change little: {span} no label's F1 rose by .01."
    else:
        gain = advice.gain
        yield (
            f"Code more {gain.label} next: {span} its F1 rose most, from {share(gain.before)} to {share(gain.after)}."
        )


def _counted(n: int, thing: str, most: int | None = None) -> str:
    at_least = "at least " if most is not None and n >= most else ""
    return f"{at_least}{n} {thing}{'' if n == 1 else 's'}"
