"""Posts + labels -> a StanceModel -> predictions.

Training speaks scikit-learn: `stance_features()` and `classifier.stance.training.features` hold its transformers, and
`StanceModel.as_pipeline()` gives a fitted Pipeline. Scoring speaks numpy alone.
"""
