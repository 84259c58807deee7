"""Texts -> hashed terms, as arrays over many texts at once: what training and scoring share."""
