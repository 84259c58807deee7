"""Texts -> decision values by a model's weights, in numpy alone, and what each term adds to them."""
