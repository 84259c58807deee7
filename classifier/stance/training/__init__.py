"""Labelled posts -> a model: features, folds, choices by cross-validation, calibration. It speaks scikit-learn."""
