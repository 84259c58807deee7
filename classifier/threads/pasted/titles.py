"""What a headline looks like."""

MOST_TITLE_WORDS = 25


def is_title(text: str) -> bool:
    """Return whether a line could be a headline: short, capital first, no full stop at its end.

    >>> is_title("Looking Ahead: What Does This Mean for the Region?"), is_title("He lost.")
    (True, False)
    """
    opens = text.lstrip("“\"'‘(")[:1]
    return (opens.isupper() or opens.isdigit()) and text[-1] not in ".!;," and text.count(" ") < MOST_TITLE_WORDS
