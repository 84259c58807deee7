"""What a post's span stands for."""


def text_at(document: str, start: int, end: int) -> str:
    r"""Return the text of document[start:end], without the spaces around its lines.

    >>> text_at("1. He is stopped\n      by force.", 3, 32)
    'He is stopped\nby force.'
    """
    return "\n".join(line.strip() for line in document[start:end].split("\n"))
