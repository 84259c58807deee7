"""Words and patterns of lines that name a speaker, as data: each group with where it was seen.

Every pattern reads one line, anchored at its start, and no part of it can match in two ways.
"""

import re

from classifier.threads.pattern import Pattern

_CLOCK = r"\d{1,2}[:.]\d\d(?:[:.]\d\d)?(?:[ \u202f]?[ap]\.?m\b\.?)?(?: ?uhr\b)?"
_DAY = r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4}"
_NAME = r"[^:<>\[\]()]{1,60}?"

# A time of day, alone or after a date in numbers: what chats show beside each message.
CLOCK = Pattern(rf"(?:{_DAY},?[ T])?{_CLOCK}", re.IGNORECASE)

# "[10:22] ada: words", "[03/05/2021, 10:22:11] Ada Quill: words", "[10:22] <ada> words": WhatsApp on iOS, Discord,
# Skype, Matrix, IRC clients; without a colon on a line of its own: Teams.
IN_BRACKETS = Pattern(
    rf"\[([^\[\]]{{3,40}})\][ \t]{{0,2}}(?:<[@+%&~]?([^<>]{{1,40}})>(?:\s|$)|(?:~ ?)?({_NAME}):(?:\s|$)|({_NAME})$)"
)

# "03/05/2021, 10:22 - Ada: words", "10:22 <ada> words", "10:22 ada: words", "10:22:03 From Ada to Everyone: words":
# WhatsApp on Android, IRC logs, Zoom.
TIME_FIRST = Pattern(
    rf"({_DAY},?[ T]{_CLOCK}|{_CLOCK})[ \t]{{1,2}}(?:[–—-][ \t]{{1,2}})?"
    rf"(?:<[@+%&~]?([^<>]{{1,40}})>(?:\s|$)|(?:From[ \t]{{1,3}})?(?:~ ?)?({_NAME})"
    rf"(?:[ \t]{{1,3}}to[ \t]{{1,3}}{_NAME})? ?:(?:\s|$))",
    re.IGNORECASE,
)

# What a chat says itself, with a time and without a speaker: WhatsApp ("Ada joined"), IRC ("* ada has quit").
TIME_ONLY = Pattern(
    rf"(?:\[([^\[\]]{{3,40}})\]|({_DAY},?[ T]{_CLOCK}|{_CLOCK}))[ \t]{{1,2}}(?:[–—-][ \t]{{1,2}})?", re.IGNORECASE
)

# "<ada> words": IRC. A tag of HTML is none.
IN_ANGLES = Pattern(r"<[@+%&~ ]?([^\s<>/=\"]{1,30})>(?:\s|$)")
TAGS = frozenset(
    (
        *("a", "b", "i", "u", "p", "br", "hr", "em", "li", "ul", "ol", "td", "tr", "th", "h1", "h2", "h3", "h4"),
        *("div", "pre", "sub", "sup", "code", "span", "table", "strong", "body", "html", "head", "script", "style"),
        *("blockquote", "center", "font", "img", "link", "small", "title"),
    )
)

# "ada (3 May 2021): words", "Ada Quill, [03.05.2021 10:22]": transcripts, Telegram on the desktop, whose words stand
# below.
TIME_BEHIND = Pattern(rf"({_NAME}),? ?(?:\(([^()]{{3,40}})\)|\[([^\[\]]{{3,40}})\]) ?(?::(?:\s|$)|$)")

# "Ada Quill  10:22 AM" above the words: Slack, Google Chat, Discord ("ada — 10:22").
TIME_ENDS = Pattern(rf"({_NAME}),?[ \t\xa0]{{1,3}}(?:[—–|·-][ \t]{{1,2}})?({_CLOCK})$", re.IGNORECASE)

# "Ada: words", "Ada Quill: words": transcripts, live chats.
NAME_FIRST = Pattern(r"(?:@)?([^\s:<>\[\]()\"“”][^:<>\[\]()\"“”]{0,39}):\s(?=\S)")

# Words before a colon, or alone above a paragraph, that come again and name nobody: lists of what is for and against,
# reviews, recipes, heads of mails, forms, questions and answers, notes; English, German, French, Spanish, Italian,
# Dutch.
LABELS = frozenset(
    (
        *("note", "notes", "nb", "n.b", "ps", "p.s", "edit", "edited", "update", "updated", "warning", "hint", "tip"),
        *("pro", "pros", "con", "cons", "contra", "for", "against", "plus", "minus", "advantages", "disadvantages"),
        *(
            "strengths",
            "weaknesses",
            "summary",
            "verdict",
            "conclusion",
            "overview",
            "background",
            "example",
            "examples",
        ),
        *(
            "q",
            "a",
            "question",
            "answer",
            "questions",
            "answers",
            "fact",
            "myth",
            "claim",
            "truth",
            "problem",
            "solution",
        ),
        *(
            "from",
            "to",
            "cc",
            "bcc",
            "subject",
            "sent",
            "date",
            "time",
            "re",
            "fw",
            "fwd",
            "aw",
            "reply-to",
            "attachment",
        ),
        *(
            "price",
            "rating",
            "score",
            "name",
            "title",
            "author",
            "year",
            "director",
            "cast",
            "genre",
            "location",
            "place",
        ),
        *("address", "phone", "email", "e-mail", "website", "web", "url", "link", "links", "source", "sources", "via"),
        *("photo", "image", "video", "picture", "credit", "credits", "caption", "figure", "table", "chapter", "part"),
        *("step", "steps", "ingredients", "method", "directions", "serves", "today", "tomorrow", "yesterday", "monday"),
        *(
            "tuesday",
            "wednesday",
            "thursday",
            "friday",
            "saturday",
            "sunday",
            "morning",
            "evening",
            "breakfast",
            "lunch",
        ),
        *("dinner", "first", "second", "third", "finally", "also", "however", "quote", "original", "option", "type"),
        *("status", "version", "description", "category", "categories", "tags", "tag", "posts", "joined", "posted"),
        *(
            "member",
            "reply",
            "replies",
            "comment",
            "comments",
            "share",
            "published",
            "filed under",
            "related",
            "see also",
        ),
        *(
            "frage",
            "antwort",
            "vorteile",
            "nachteile",
            "fazit",
            "hinweis",
            "anmerkung",
            "achtung",
            "beispiel",
            "quelle",
        ),
        *("preis", "datum", "betreff", "von", "an", "gesendet", "ort", "titel", "autor", "foto", "bild", "nachtrag"),
        *(
            "question",
            "réponse",
            "avantages",
            "inconvénients",
            "remarque",
            "exemple",
            "prix",
            "titre",
            "auteur",
            "objet",
        ),
        *("pregunta", "respuesta", "ventajas", "desventajas", "nota", "ejemplo", "precio", "fuente", "asunto", "fecha"),
        *("domanda", "risposta", "vantaggi", "svantaggi", "esempio", "prezzo", "fonte", "oggetto", "titolo", "autore"),
        *(
            "vraag",
            "voordelen",
            "nadelen",
            "opmerking",
            "voorbeeld",
            "prijs",
            "bron",
            "onderwerp",
            "titel",
            "conclusie",
        ),
    )
)

# What people write alone on a line, and write again: no names.
SAYINGS = frozenset(
    (
        *("agreed", "this", "same", "lol", "yes", "no", "yep", "nope", "exactly", "thanks", "thank you", "ok", "okay"),
        *("indeed", "true", "wow", "why", "what", "hello", "hi", "bye", "amen", "bump", "haha", "well", "so", "and"),
        *("ja", "nein", "danke", "genau", "stimmt", "oui", "non", "merci", "sí", "gracias", "grazie", "sì", "nee"),
        *("bedankt", "+1", "-1", "cheers", "regards", "best", "hey", "right", "sure", "good", "great", "nice", "x"),
    )
)

# What sites put beside or below a name: Reddit, Facebook, Disqus, YouTube, Substack, Discourse, LinkedIn.
BADGES = frozenset(
    (
        *("op", "author", "verified", "top fan", "top contributor", "mod", "moderator", "admin", "staff", "pro", "bot"),
        *("pinned", "subscriber", "member", "premium", "founder", "supporter", "new member", "rising contributor"),
        *("top 1% commenter", "top 5% commenter", "top 10% commenter", "you", "creator", "host", "co-host", "follow"),
        *(
            "avatar",
            "user avatar",
            "profile picture",
            "autor",
            "verifiziert",
            "auteur",
            "vérifié",
            "verificado",
            "autore",
        ),
        *(
            "verificato",
            "geverifieerd",
            "top-fan",
            "super fan",
            "superfan",
            "group expert",
            "1st",
            "2nd",
            "3rd",
            "3rd+",
        ),
    )
)
