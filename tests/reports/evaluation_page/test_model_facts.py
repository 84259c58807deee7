"""What a report says of a model, whose folder may come from anyone."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from classifier.reports.evaluation_page.blocks import Table
from classifier.reports.evaluation_page.model_facts import ModelFacts, model_section

TERM = {"term": "war", "weight": 0.5, "posts": 4, "threads": 3, "authors": 2}
ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
KNOWN = ("strength", "training", "versions", "strongest_terms", "codebook")


@pytest.mark.parametrize(
    "wrong",
    [
        *({"authors": 1}, {"authors": "2"}, {"posts": -1}, {"threads": True}, {"weight": float("nan")}),
        *({"weight": 10**400}, {"term": None}),
    ],
    ids=str,
)
def test_a_term_that_is_no_finding_or_no_term_is_left_out(wrong):
    """The others stay."""
    facts = ModelFacts.of("m", "0", {"strongest_terms": {"for": [TERM | wrong, TERM, 7]}})
    assert [term.term for term in facts.strongest["for"]] == ["war"]


def test_a_model_without_terms_says_so():
    """As models of earlier versions have none."""
    [section] = model_section(ModelFacts.of("m", "0", {})).sections
    assert [block.text for block in section.blocks] == ["The model carries none: train it again to have them."]


def test_the_shipped_kind_of_facts_is_kept(model):
    """All of a trained model's terms, a table a label, and its counts."""
    facts = ModelFacts.of(model.name, model.digest, model.record.facts)
    assert facts.to_json()["strongest_terms"] == model.record.facts["strongest_terms"]
    assert facts.to_json()["training"] == model.record.facts["training"]
    assert facts.to_json()["strength"] == model.record.facts["strength"]
    tables = [block for block in model_section(facts).sections[0].blocks if isinstance(block, Table)]
    assert [len(table.rows) for table in tables] == [10] * len(tables)


@settings(deadline=None)
@given(st.fixed_dictionaries({}, optional=dict.fromkeys(KNOWN, ANY_JSON)))
def test_whatever_a_folder_says_there_is_a_section_and_json(facts):
    """Nothing is taken for what it is not."""
    found = ModelFacts.of("m", "0", facts)
    model_section(found)
    json.dumps(found.to_json(), allow_nan=False)


def test_the_codebook_is_version_and_hash(model):
    """As the model's folder says it; what is none is left out."""
    facts = model.record.facts["codebook"]
    found = ModelFacts.of("m", "0", {"codebook": facts})
    assert found.to_json()["codebook"] == {"version": facts["version"], "hash": facts["hash"]}
    [block] = model_section(found).blocks
    assert ("Trained by", f"codebook {facts['version']}, hash {facts['hash']}") in block.pairs
    assert ModelFacts.of("m", "0", {"codebook": {"version": "1", "hash": facts["hash"]}}).codebook == {}
