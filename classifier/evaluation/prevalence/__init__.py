"""Which share of a corpus each label holds: predictions of all posts, corrected by the labels of a random sample."""
