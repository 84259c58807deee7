"""Two codebooks -> what the later one says otherwise, label by label."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from classifier.labels.codebook import Codebook, CodebookLabel


@dataclass(frozen=True, slots=True)
class Changes:
    """What a codebook says otherwise than an earlier one."""

    labels: Mapping[str, tuple[str, ...]]
    """What changed of each of the earlier one's labels, nothing where its text is the same."""
    new: tuple[str, ...]
    """Labels that the earlier one does not have."""
    rules: tuple[str, ...]
    """Rules that changed and name no label of either."""

    def of(self, label: str) -> tuple[str, ...]:
        """Return what changed of a label; one that the earlier codebook does not have has no text to be the same."""
        return self.labels.get(label, ("not in its codebook",))


def changes_between(before: Codebook, now: Codebook) -> Changes:
    """Return what a codebook says otherwise than an earlier one.

    A label's text is its id, definition and signs, and the rules that name its id in backticks, in their order.
    """
    labels = {label.id: label for label in now.labels}
    ids = {*before.label_ids, *labels}
    return Changes(
        labels={
            label.id: tuple(_changed(label, labels.get(label.id), _rules(before, label.id), _rules(now, label.id)))
            for label in before.labels
        },
        new=tuple(label.id for label in now.labels if label.id not in before.label_ids),
        rules=tuple(_changed_rules(_nameless(before, ids), _nameless(now, ids))),
    )


def renamed(codebook: Codebook, names: Mapping[str, str]) -> Codebook:
    """Return a codebook in which labels have other ids, in its rules too."""
    return replace(
        codebook,
        labels=tuple(replace(label, id=names.get(label.id, label.id)) for label in codebook.labels),
        rules=tuple(_with_other_names(rule, names) for rule in codebook.rules),
        examples=tuple(
            replace(example, label=names.get(example.label, example.label)) for example in codebook.examples
        ),
    )


def names_in(rule: str) -> list[str]:
    """Return what a rule has in backticks.

    >>> names_in("Praise is `keep`, not `drop`; a lone ` names nothing")
    ['keep', 'drop']
    """
    return rule.split("`")[1:-1:2]


def _with_other_names(rule: str, names: Mapping[str, str]) -> str:
    parts = rule.split("`")
    parts[1:-1:2] = [names.get(name, name) for name in parts[1:-1:2]]
    return "`".join(parts)


_Numbered = Mapping[int, str]


def _rules(codebook: Codebook, label: str) -> _Numbered:
    return {nth: rule for nth, rule in enumerate(codebook.rules, 1) if label in names_in(rule)}


def _nameless(codebook: Codebook, ids: set[str]) -> _Numbered:
    return {nth: rule for nth, rule in enumerate(codebook.rules, 1) if ids.isdisjoint(names_in(rule))}


def _changed(
    label: CodebookLabel, now: CodebookLabel | None, rules_before: _Numbered, rules_now: _Numbered
) -> Iterator[str]:
    if now is None:
        yield "label is gone"
        return
    if now.definition != label.definition:
        yield "definition"
    if now.signs != label.signs:
        yield "signs"
    yield from _changed_rules(rules_before, rules_now)


def _changed_rules(before: _Numbered, now: _Numbered) -> Iterator[str]:
    """Yield the rules that differ by their numbers now; by those before where they are gone."""
    told, kept = set(before.values()), set(now.values())
    changed = [nth for nth, rule in now.items() if rule not in told]
    gone = [nth for nth, rule in before.items() if rule not in kept and nth not in changed]
    yield from (f"rule {nth}" for nth in changed)
    yield from (f"rule {nth} is gone" for nth in gone)
    if not changed and not gone and list(before.values()) != list(now.values()):
        yield "order of rules"
