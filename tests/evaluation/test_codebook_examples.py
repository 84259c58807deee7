"""A codebook's examples, as a model sees them."""

from dataclasses import replace

from classifier.evaluation.codebook_examples import predict_examples
from classifier.labels.codebook import Example


def test_examples(annotations, model):
    """Each with what the model says; an abstention is no agreement."""
    examples = (
        Example("Slava Ukraini", "pro-ukraine-aid"),
        Example("Slava Ukraini", "off-topic"),
        Example("", "off-topic"),
    )
    codebook = replace(annotations.codebook, examples=examples)
    found = predict_examples(codebook, model)
    assert [said.example for said in found] == list(examples)
    assert [said.agrees for said in found] == [True, False, False]
    assert found[2].prediction.abstained == "empty"
