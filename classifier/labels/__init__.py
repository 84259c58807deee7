"""Codebook, label logs, agreement: who labelled what, and by which rules."""
