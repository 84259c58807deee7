"""How good a model's predictions are, and how sure one can be of that."""
