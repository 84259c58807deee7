"""The report of an evaluation: what it says, and the page that shows it."""
