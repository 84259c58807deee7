"""Pasted text that nothing marks -> posts, where a small model of the gaps between lines expects them."""
