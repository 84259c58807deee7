"""Labelled posts -> predictions for them by models that have not seen their threads."""
