"""Whatever is done to a file of any format, reading it gives sound posts or SourceError, and nothing else.

These are the first of the inputs that benchmarks/fuzz_readers.py goes through by the million; pages have tests of
their own.
"""

from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benchmarks.fuzz_json import changed_document
from benchmarks.fuzz_laws import read_and_check
from benchmarks.fuzz_mutations import mutated
from benchmarks.fuzz_seeds import seeds
from classifier.threads.formats import ReadOptions

SEEDS = [[seed] for seed in seeds()]
FORMATS = sorted({seed.format for [seed] in SEEDS} - {"html"})

from_file = settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@pytest.mark.parametrize("door", ["threads", "posts"])
@pytest.mark.parametrize("name", FORMATS)
@from_file
@given(seed=st.integers(0, 1 << 40))
def test_files_changed_at_random(tmp_path, name, door, seed):
    """A file of which parts are gone, doubled, moved or of another kind breaks no law, in whichever format it is."""
    random_ = Random(seed)
    start = random_.choice([seed for [seed] in SEEDS if seed.format == name])
    path = tmp_path / f"input{start.ending}"
    path.write_bytes(mutated(start, SEEDS, random_))
    assert read_and_check(path, ReadOptions(name if random_.random() < 0.3 else None), door).broken == ()


def test_the_seeds_are_sound(tmp_path):
    """What the changes start from breaks no law, and gives posts where it is an export."""
    for [seed] in SEEDS:
        path = tmp_path / f"input{seed.ending}"
        path.write_bytes(seed.raw)
        outcome = read_and_check(path, ReadOptions(), "posts")
        assert (outcome.broken, outcome.refused) == ((), False)
        assert outcome.posts or seed.format in ("html", "text")


def test_the_same_number_gives_the_same_input():
    """What is done to a file depends on nothing but the seed, so that a fault can be met again."""
    for number in range(200):
        once, again = (mutated(SEEDS[number % len(SEEDS)][0], SEEDS, Random(number)) for _ in range(2))
        assert once == again


def test_a_changed_document_is_another_one():
    """The changes do change something: nearly all documents come out as other bytes."""
    raw = next(seed.raw for [seed] in SEEDS if seed.grammar == "json")
    assert len({changed_document(raw, Random(number)) for number in range(200)}) > 150
