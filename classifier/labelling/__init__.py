"""Labelling by hand: what to label next, one logic for it, and two thin faces of that, a page and a terminal.

`tasks` and `orders` say which posts in which order, `session` what a coder does with them, `context` what stands around
a post.
"""
