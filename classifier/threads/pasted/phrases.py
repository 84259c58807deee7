"""Words by which pasted text is read, as data: each group with where it was seen.

Every pattern is matched against one line, anchored at its start, and runs in time proportional to the line.
"""

import re

from classifier.threads.pattern import Pattern

_MONTH = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    "nov(?:ember)?|dec(?:ember)?"
)

# The date that stands alone above an article: blogs ("20 October 2024"), news sites ("October 23, 2024"), ISO.
DATE_LINE = Pattern(
    rf"(?:\w+, )?(?:\d{{1,2}}(?:st|nd|rd|th)? (?:{_MONTH})\.?,? \d{{4}}"
    rf"|(?:{_MONTH})\.? \d{{1,2}}(?:st|nd|rd|th)?, \d{{4}}"
    r"|\d{4}-\d{2}-\d{2}|\d{1,2}[./]\d{1,2}[./]\d{2,4})(?:,? (?:at )?\d{1,2}[:.]\d{2}(?: ?[ap]m)?)?$",
    re.IGNORECASE,
)

# By-lines above an article: news sites and blogs.
BY_LINE = Pattern(r"(?:by|written by|posted by|author:|published (?:by|on)|updated:?) .{2,80}$", re.IGNORECASE)

# Lines of the site itself, a line each: comment policies (a Finnish blog), photo credits and disclaimers (a think
# tank), WordPress's and Disqus's comment forms, share buttons.
FURNITURE_LINE = Pattern(
    r"you are free to comment\b|photo(?: credit)?:|image(?: credit| source)?:|picture:|disclaimer:|"
    r"leave a (?:reply|comment)\b|your email address will not be published\b|required fields are marked\b|"
    r"(?:log|sign) ?in to (?:reply|comment|join|post)\b|comments are closed\b|filed under:?|tagged(?: with)?:?|"
    r"share (?:this|on|via)\b|\d+ (?:comments?|thoughts? on|responses? to)\b[^.!?]*$|click to share\b|"
    r"(?:comments?|replies|responses|discussion|kommentare|antworten|commentaires|comentarios|commenti|reacties)"
    r" ?[:(]? ?\d*\)?:?$|"
    r"please (?:keep|be) (?:comments|respectful|civil)\b|save my name, email\b|notify me of\b",
    re.IGNORECASE,
)
LONGEST_FURNITURE_LINE = 400

# Headings above a box of the site: what follows up to the next blank line belongs to the box. WordPress's author boxes
# have theirs as the tabs of a list ("* Author", "* Recent Posts").
FURNITURE_HEADING = Pattern(
    r"(?:[*•] )?(?:author|previous thoughts(?: on the same topic)?|"
    r"related(?: (?:posts?|articles?|stories|content|reading))?|"
    r"(?:you may|you might) also like|see also|read (?:more|next|also)|more (?:from|on|stories)\b[^.!?]{0,60}|"
    r"about the authors?|recent (?:posts|comments)|popular posts|trending(?: now)?|most (?:read|popular)|"
    r"share this(?: post| article)?|subscribe|newsletter|tags|categories|archives)\s?:?$",
    re.IGNORECASE,
)

# A number that opens a comment in a list: copied from blogs whose comments are an ordered list.
NUMBERED = Pattern(r"(\d{1,4})[.)]\s+(?=\S)")

# Speaking to someone, which comments do and reports do not: English, German, French, Spanish, Italian, Dutch.
PERSONAL = Pattern(
    r"\b(?:I|I['’](?:m|ve|d|ll)|me|my|mine|you|your|yours|lol|u|ur"
    r"|[Ii]ch|mich|mir|[Mm]eine?[mnrs]?|du|dich|dir|[Dd]eine?[mnrs]?|[Ii]hr|euch|eure?[mnrs]?"
    r"|[Jj]e|[Jj]['’]\w{1,20}|moi|mon|ma|mes|tu|toi|vous|votre|vos"
    r"|[Yy]o|mí|mi|mis|tú|ti|te|usted|ustedes|vosotros|[Ii]o|mio|mia|miei|voi|vi"
    r"|[Ii]k|mij|mijn|jij|je|jou|jouw|jullie|[Hh]allo|[Hh]i|[Hh]ello|[Dd]anke|[Tt]hanks|[Mm]erci|[Gg]racias)\b"
)
