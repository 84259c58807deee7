"""What an evaluation says in sentences, for every form of report."""

from collections.abc import Iterator

from classifier.evaluation.doubts import MOST
from classifier.evaluation.evaluation import Check, Evaluation, Part
from classifier.evaluation.figures.named import ACCURACIES, MACRO_F1
from classifier.evaluation.figures.outcome import FEWEST_POSTS, Outcome
from classifier.evaluation.figures.paired import Difference
from classifier.evaluation.figures.selective import coverage_curve, threshold_for
from classifier.evaluation.next_labels import next_labels
from classifier.labels.agreement.pairs import Agreement
from classifier.reports.terminal import share
from classifier.resampling import FEWEST_THREADS, Interval


def agreement_line(agreement: Agreement) -> str:
    """Return how far two coders agree, the ceiling of what any model can be shown to do."""
    kappa = "not defined" if agreement.kappa is None else f"{agreement.kappa:.3f}"
    alpha = "not defined" if agreement.alpha is None else f"{agreement.alpha:.3f}"
    return (
        f"Coders {' and '.join(agreement.coders)} agree on {agreement.agreed} of {agreement.posts} posts "
        f"({share(agreement.share)}): kappa {kappa}, alpha {alpha}. Where they coded apart, no model can be shown to "
        "do better."
    )


def warnings_of(outcome: Outcome) -> Iterator[str]:
    """Yield what an outcome's figures cannot say: too few threads, labels too rare, labels that no post carries."""
    if outcome.threads < FEWEST_THREADS:
        right = round(float(outcome.counts[:, :-1].trace()))
        yield f"{right} of {outcome.support.sum()} posts right. {too_few(outcome.threads)}"
    for label in outcome.rare:
        place = outcome.labels.index(label)
        n, found = outcome.support[place], outcome.counts[place, place]
        yield (
            f"{label} is too rare to evaluate: it has {n}, of which {count_text(found)} found, and at least "
            f"{FEWEST_POSTS} posts are needed to say anything."
        )
    if outcome.without_rare() is not None:
        yield f"Without {' and '.join(outcome.rare)} macro F1 is {share(outcome.without_rare())}."
    absent = [label for label, n in zip(outcome.labels, outcome.support, strict=True) if not n]
    if absent:
        yield f"No post here is labelled {' or '.join(absent)}: macro F1 is over the other labels."


def too_few(threads: int) -> str:
    """Return why figures of so few threads have no interval."""
    are = "thread is" if threads == 1 else "threads are"
    return f"{threads} {are} too few to say how far these figures would move on others: no interval is given."


def extra_lines(part: Part, seed: int) -> Iterator[str]:
    """Yield the sentences on one origin's posts: against baselines, abstention, leak, names, more labels, doubts."""
    yield from difference_lines(part)
    yield from threshold_lines(part)
    yield from condition_lines(part)
    yield from advice_lines(part, seed)
    if part.doubts or part.twins:
        yield (
            f"Labels to look at again: {_counted(len(part.doubts), 'post', most=MOST)} whose label the held-out model "
            f"finds less likely than another, {_counted(len(part.twins), 'text')} with two labels: classify doubts."
        )


def difference_lines(part: Part) -> Iterator[str]:
    """Yield how far the model is from the best baseline, by each figure."""
    for name, difference in part.differences.items():
        yield f"Model minus {difference.other}, the best baseline by {name} on these very posts: {_full(difference)}."


def condition_lines(part: Part) -> Iterator[str]:
    """Yield what a split by single posts leaks, and what the codebook's names give."""
    if part.extras.random_split is not None:
        yield _leak(part.extras.random_split)
    if part.extras.names is not None:
        yield _names(part.extras.names)


def conventions(evaluation: Evaluation) -> Iterator[str]:
    """Yield how the figures are to be read."""
    yield (
        "Macro F1 is the mean over the labels that some post carries. An abstention counts as a miss. MCC: 1 is "
        "perfect, 0 is chance. Counts of posts that were predicted several times are means; those of the prior draw "
        "are what it gives on average. Intervals: 2,000 resamplings of whole threads (500 for ranks and for shares "
        "answered), 2.5 to 97.5%; they say how far a figure moves with other threads to test on, not to train on."
    )
    if any(outcome.scored is not None for part in evaluation.parts for outcome in part.outcomes[:1]):
        yield (
            "Log loss is in nats, the Brier score runs from 0 to 2; both, and the calibration error (ten bins of the "
            "top probability; with few posts above 0 for perfect probabilities too), are better when lower. Chance "
            "gives a label an average precision of its share of the posts. 'Answered at 80% right': the largest share "
            "of posts, the surest first, of which 80% are right; the threshold is chosen on the same posts."
        )
    if any(part.extras.curve for part in evaluation.parts):
        yield (
            "The learning curve is of the first repeat, with whole threads left out of training and the strength that "
            "all of them chose."
        )


def _full(difference: Difference) -> str:
    if difference.interval is None:
        return f"{signed(difference.value)}, too few threads for an interval"
    share_above = f"above 0 in {difference.positive or 0:.0%} of the draws"
    return f"{signed(difference.value)} (95% interval {signed_range(difference.interval)}), {share_above}"


def _short(difference: Difference) -> str:
    inside = "too few threads for an interval" if difference.interval is None else signed_range(difference.interval)
    return f"{signed(difference.value)}; {inside}"


def signed_range(interval: Interval) -> str:
    """Return the interval of a difference as text."""
    return f"{signed(interval.low)} to {signed(interval.high)}"


def count_text(n: float) -> str:
    """Return a count; in repeated cross-validation it is a mean over the repeats."""
    return f"{n:.0f}" if abs(n - round(n)) < 1e-6 else f"{n:.1f}"


def range_text(interval: Interval | None) -> str:
    """Return an interval as text, a dash where there is none."""
    return "-" if interval is None else f"{share(interval.low)} to {share(interval.high)}"


def signed(value: float) -> str:
    """Return a difference with its sign, two digits and no leading zero."""
    return f"{value:+.2f}".replace("0.", ".", 1) if round(value, 2) else ".00"


def threshold_lines(part: Part) -> Iterator[str]:
    """Yield from which probability on the answers are as often right as one may want."""
    scored = part.outcomes[0].scored
    if scored is None or part.data.threads < FEWEST_THREADS:
        return
    curve = coverage_curve(scored)
    for accuracy in ACCURACIES:
        point = threshold_for(curve, accuracy)
        if point is not None and point.coverage < 1:
            yield (
                f"{accuracy:.0%} of the answers are right where it answers from a probability of "
                f"{share(point.confidence)} on, which it has on {point.coverage:.0%} of the posts "
                f"(predict --target-accuracy {accuracy:g})."
            )


def _leak(check: Check) -> str:
    leaks = check.difference.interval is not None and check.difference.interval.low > 0
    meaning = "that leak is not what new threads give" if leaks else "no leak is seen in these posts"
    return (
        f"Split by single posts, with threads and authors on both sides, macro F1 is "
        f"{share(MACRO_F1.value(check.changed))} and not {share(MACRO_F1.value(check.usual))} "
        f"({_short(check.difference)}): {meaning}."
    )


def _names(check: Check) -> str:
    needed = check.difference.interval is not None and check.difference.interval.high < 0
    meaning = "so much the names give, by topic more than by stance" if needed else "no loss is sure"
    return (
        f"With the codebook's names masked, macro F1 is {share(MACRO_F1.value(check.changed))} and not "
        f"{share(MACRO_F1.value(check.usual))} ({_short(check.difference)}): {meaning}."
    )


def advice_lines(part: Part, seed: int) -> Iterator[str]:
    """Yield which labels to code next."""
    for label in part.outcomes[0].rare:
        yield f"Code more {label} first: with so few posts nothing is known of it."
    advice = next_labels(part.extras.curve, seed)
    if advice is None:
        return
    span = f"From {advice.fewer:,.0f} to {advice.all:,.0f} training posts"
    if advice.gain is None:
        yield f"{span} no label's F1 rose for sure: whether more labels would help cannot be seen here."
    else:
        gain = advice.gain
        yield (
            f"{span} the F1 of {gain.label} rose most, from {share(gain.before)} to {share(gain.after)} "
            f"({_short(gain.gained)}): threads with {gain.label} promise most to code next."
        )


def _counted(n: int, thing: str, most: int | None = None) -> str:
    at_least = "at least " if most is not None and n >= most else ""
    return f"{at_least}{n} {thing}{'' if n == 1 else 's'}"
