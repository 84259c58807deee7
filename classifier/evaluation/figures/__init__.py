"""Predictions against labels -> figures, each with its interval over resampled threads."""
