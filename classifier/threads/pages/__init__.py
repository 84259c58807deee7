"""Saved web pages -> threads: the page laid out as text, three sources of evidence for its posts, and their weighing."""
