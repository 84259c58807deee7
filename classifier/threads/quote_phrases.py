"""Words by which quotes and signatures in plain text are known, as data: each group with where it was seen.

Every pattern is matched against one line and runs in time proportional to it.
"""

import re

from classifier.threads.pattern import Pattern

# Who wrote what follows. Mailing lists: English, German, French, Spanish, Italian, Dutch, Portuguese, Polish, Russian.
# "says" and the spoken forms: forums (XenForo, Invision) and blogs.
WROTE = Pattern(
    r"\b(?:wrote|writes|said|says|schrieb|schreibt|sagte|hat geschrieben|a écrit|écrivait|a dit|escribió|dijo"
    r"|ha scritto|ha detto|schreef|zei|escreveu|disse|napisał\w*|пишет|писал\w*)\b",
    re.IGNORECASE,
)

# The line above a whole mail that is passed on or answered below the answer: Outlook, Thunderbird, Apple Mail.
FORWARDED = Pattern(
    r"-{2,10} ?(?:original message|forwarded message|ursprüngliche nachricht|weitergeleitete nachricht"
    r"|message d'origine|message transféré|mensaje original|mensaje reenviado|messaggio originale"
    r"|messaggio inoltrato|oorspronkelijk bericht|doorgestuurd bericht) ?-{2,10}"
    r"|begin forwarded message:",
    re.IGNORECASE,
)

# The heads of a mail below the answer to it: Outlook in English, German, French, Spanish, Italian, Dutch.
HEAD_FROM = Pattern(r"\*?(?:from|von|de|da|van) ?:\*? ?(\S.{0,200})$", re.IGNORECASE)
HEAD = Pattern(
    r"\*?(?:sent|date|to|cc|subject|gesendet|datum|an|betreff|envoyé|à|objet|enviado(?: el)?|fecha|para|asunto"
    r"|inviato|data|a|oggetto|verzonden|aan|onderwerp) ?:",
    re.IGNORECASE,
)

# How a line begins that says when and by whom a quote was written and that mail programs wrap: Gmail, Thunderbird.
ON_A_DATE = Pattern(r"(?:On|Am|Le|El|Il|Op|Em) (?=.{0,40}\d)")

# A label above a quote in a box: vBulletin, MyBB, phpBB, in several languages.
QUOTE_LABEL = Pattern(r"(?:quote|zitat|citation|cita|citaat|citazione|citação|цитата) ?:$", re.IGNORECASE)

# A label with the name of whom is quoted: vBulletin, SMF, Simple Machines, phpBB, in several languages.
QUOTE_OF = Pattern(
    r"(?:originally (?:posted|written|published) by|quote from|ursprünglich (?:geschrieben|geposted|gepostet) von"
    r"|zitat von|citation de|envoyé par|cita de|publicado originalmente por|citazione di"
    r"|originariamente (?:inviato|scritto) da|citaat van|oorspronkelijk (?:geplaatst|bericht) door)(?: ?: ?| )(?=\S)",
    re.IGNORECASE,
)

# What follows the name in such a label: SMF's date, vBulletin's link.
AFTER_NAME = Pattern(
    r" (?:on|am|le|el|il|op) (?=.{0,20}\d)| view post\b| (?:beitrag|original) (?:an)?zeigen\b"
    r"| voir le message\b| ver mensaje\b| ↑",
    re.IGNORECASE,
)

# The line below a quote that is folded up: XenForo in English, German, French, Spanish, Italian, Dutch.
EXPAND = Pattern(
    r"(?:click to expand|zum vergrößern anklicken|klicke in dieses feld, um es in vollständiger größe anzuzeigen"
    r"|cliquez pour agrandir|haz clic para expandir"
    r"|clicca per allargare|klik om te vergroten)[. …]{0,6}$",
    re.IGNORECASE,
)

# The tags of a quote in a forum's markup: phpBB, vBulletin, XenForo, SMF, Discourse.
QUOTE_TAG = Pattern(r"\[(/)?quote(?:[ =]([^\]\[\n]{0,200}))?\]", re.IGNORECASE)

# Marks around a line that is a quote. Guillemets: French, Spanish, Russian pages; others cite more than they quote.
GUILLEMETS = (("«", "»"), ("»", "«"))
MARKS = (*GUILLEMETS, ("“", "”"), ("„", "“"), ("„", "”"), ('"', '"'), ("”", "”"))
# The same inside a line; nothing between two marks is a mark.
MARKED_WORDS = Pattern(r"[«»“„\"]([^«»“”„\"]{20,2000})[«»“”\"]")

# What parts a mail or post from its signature: RFC 3676.
SIGNATURE = ("-- ", "--")
MOST_SIGNATURE_LINES = 20

# The date below a name and an arrow, where a page broke the line: phpBB.
DATE_OF_POST = Pattern(r"(?=.{0,30}\d)[\w,.: ]{6,40}$")
