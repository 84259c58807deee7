"""Saved web pages -> threads: the page as text, three sources of evidence, and their weighing."""
