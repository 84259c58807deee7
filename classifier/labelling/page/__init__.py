"""The page on which posts are labelled, served to one browser on this machine: a thin face of a coder's session."""
