"""A trained model as a fitted scikit-learn Pipeline, for notebooks and for joblib."""

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import Pipeline

from classifier.stance.record.model_record import ModelRecord
from classifier.stance.record.weights import BLOCKS
from classifier.stance.training.features import stance_features


def pipeline_of(record: ModelRecord) -> Pipeline:
    """Return a Pipeline that is fitted with the record's numbers: texts -> probabilities.

    The temperature is divided into the coefficients. A term whose name the model does not keep is named by its hash.
    """
    weights = record.weights
    features = stance_features()
    for block, (_, steps) in zip(BLOCKS, features.transformer_list, strict=True):
        known = weights.blocks[block]
        names = record.names[block].all()
        steps["count"].term_hashes_ = known.hashes
        steps["count"].terms_ = [name or f"{key:016x}" for name, key in zip(names, known.hashes.tolist(), strict=True)]
        steps["weigh"].holding_ = np.append(known.holding, np.uint32(0))
        steps["weigh"].idf_ = known.idf(weights.posts)
    coefficients = np.vstack([weights.blocks[block].coefficients for block in BLOCKS]).T.astype(np.float64)
    intercepts = weights.intercepts
    if len(record.labels) == 2:
        # scikit-learn keeps two labels as the second one's lead over the first.
        coefficients, intercepts = coefficients[1:] - coefficients[:1], intercepts[1:] - intercepts[:1]
    model = LogisticRegression()
    model.classes_ = np.array(record.labels)
    model.coef_ = coefficients / weights.temperature
    model.intercept_ = intercepts / weights.temperature
    model.n_features_in_ = model.coef_.shape[1]
    return Pipeline([("features", features), ("classify", model)])
