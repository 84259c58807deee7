"""Platforms' exports -> threads: each reader turns its records into items, and one module makes posts of them."""
