"""Which figures every form of report shows, and which of the baselines' stand beside the model's."""

from classifier.evaluation.figures.named import ACCURACY, HEADLINE, MACRO_F1, Figure
from classifier.evaluation.figures.outcome import FEWEST_THREADS, Outcome

_COMPARED = (MACRO_F1.id, ACCURACY.id, "matthews", "log_loss", "brier")


def headline_figures(model: Outcome) -> list[Figure]:
    """Return the figures that mean something for an outcome."""
    return [
        figure
        for figure in HEADLINE
        if figure.value(model) is not None and (not figure.needs_threads or model.threads >= FEWEST_THREADS)
    ]


def beside(figure: Figure, outcome: Outcome) -> float | None:
    """Return a baseline's figure where it means something: none answers some posts only, or calibrates."""
    return figure.value(outcome) if figure.id in _COMPARED else None
