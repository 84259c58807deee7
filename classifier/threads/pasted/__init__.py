"""Pasted text -> posts: lines, what is furniture, where the article ends, which marks open a comment."""
