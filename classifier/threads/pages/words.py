"""Words by which pages are read, as data: each group with where it was seen. Patterns are linear in their input."""

import re

_MONTH = (
    r"(?:jan|feb|f[ée]v|m[aä]r|apr|avr|abr|ma[iy]|jun|juin|jul|juil|aug|ago|ao[uû]|sep|o[ck]t|nov|de[czs]|d[ée]c|ene|dic)"
    r"[a-zéû]{0,8}\.?"
)

# Dates as pages write them: English, German, French and Spanish forums; relative ones of social sites.
DATE = re.compile(
    rf"\b(?:\d{{1,2}}\.?[ -]{_MONTH},?[ -]\d{{2,4}}\b|{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? (?:\d{{4}}\b|'?\d\d\b|at\b)"
    r"|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}\b|\d{4}-\d\d-\d\d"
    r"|\d+ ?(?:years?|months?|weeks?|days?|hours?|hrs?|minutes?|mins?|[ymwdh]) ago\b"
    r"|(?:today|yesterday|heute|gestern|hier|ayer)\b"
    r"|vor \d+ (?:jahr|monat|woche|tag|stunde|minute)|il y a \d+ |hace \d+ )",
    re.IGNORECASE,
)

# Tokens of class and id that say a state or carry a number, and so differ between posts of one kind.
STATE = re.compile(
    r".*\d|(?:first|last|odd|even|alt|new|unread|read|active|op|author|byuser|collapsed|hidden|highlight|is|has|js)"
    r"(?:$|[-_])"
    r"|.*(?:--|__(?:odd|even|first|last))|thread-|depth|parent$|even$|odd$|bypostauthor$",
    re.IGNORECASE,
)

# Names that pages give, in class or id, to what stands beside a post's words: buttons, counts, the author's details.
CHROME = re.compile(
    r"(?:^|[-_ ])(?:attach\w*|reactions?\w*|likes?|liked\w*|last-?edit\w*|edited\w*|editedby|edit-?note|"
    r"post-?edit|edit|toolbar|action-?bar|actions?|buttons?|"
    r"share\w*|report\w*|rating\w*|votes?|voting|score|thanks\w*|permalink|reply-?link|comment-?reply\w*|footer|post-?foot\w*|"
    r"avatar\w*|user-?(?:info|details|profile|title)\w*|author-?(?:info|details|profile)\w*|message-?(?:lastedit|footer|attribution)|"
    r"posted-?on|meta(?:data|info)?|controls?|tools?|helpful\w*)(?:$|[-_ ])",
    re.IGNORECASE,
)

# Names of what is in a post and not in its author's own words.
SIGNATURE = re.compile(r"(?:^|[-_ ])(?:signatures?|sig|post-?sig\w*|message-?signature)(?:$|[-_ ])", re.IGNORECASE)
QUOTE = re.compile(
    r"(?:^|[-_ ])(?:quote\w*|bbcode-?block\w*|bbcode_?(?:quote|container)\w*|bbcodeblock\w*|ipsquote|citation|"
    r"quoteheader|quotebox|"
    r"quote-?wrapper|quotecontainer|blockquote\w*|cite)(?:$|[-_ ])",
    re.IGNORECASE,
)

# The line that heads a quote in a box without a telling name: vBulletin 3 in several languages.
QUOTE_LABEL = re.compile(r"(?:quote|zitat|citation|cita|citaat|citazione|цитата)\s?:?", re.IGNORECASE)

# Whom a quote names, on its first lines: phpBB, vBulletin, SMF, MyBB.
QUOTED_AUTHOR = re.compile(
    r"\b(?:originally posted by|quote from:?|zitat von|citation de|cita de|ursprünglich geschrieben von) "
    r"([^\n,:]{1,60}?)(?= on |[,:\n]|$)"
    r"|^([^\n]{1,60}?) (?:said|wrote|writes|schrieb|hat geschrieben|a écrit|escribió|ha scritto)\s?:",
    re.IGNORECASE | re.MULTILINE,
)

# What platforms show in place of a post that is gone: Reddit, Lemmy, Disqus, Discourse.
DELETED = re.compile(
    r"\[?(?:deleted|removed|comment (?:deleted|removed)(?: by (?:user|moderator))?|deleted by (?:creator|user|author)"
    r"|removed by (?:mod|moderator|reddit)|this comment was deleted\.?|\(?post deleted by author\)?)\]?",
    re.IGNORECASE,
)

# The line above a thread's replies: what stands before it is the article or the opening post.
REPLIES_HEADING = re.compile(
    r"(?:^|\s)(?:\d+ )?(?:repl(?:y|ies)|comments?|answers?|responses?|thoughts? on|antworten|kommentare?|"
    r"r[ée]ponses?|commentaires?|"
    r"respuestas?|comentarios?|reacties|commenti|odpowiedzi|ответ\w*|комментари\w*)(?:$|\W)",
    re.IGNORECASE,
)

# Names that pages give to the element that shows who wrote a post.
AUTHOR = re.compile(
    r"(?:^|[-_ ])(?:author|author-?name|user-?name|username-?coloured|user-?link|user|poster|poster-?name|"
    r"nick(?:name)?|member|"
    r"by-?line|comment-?author|display-?name|fn|creator|verfasser|benutzer)(?:$|[-_ ])",
    re.IGNORECASE,
)

# What stands before an author's name: Blogger, WordPress themes.
BY = re.compile(r"^(?:posted by|written by|author:?|by|von|par|por|di|door)\s+", re.IGNORECASE)

# What follows an author's name on the same line: WordPress in several languages, phpBB.
SAYS = re.compile(
    r"\s*(?:\b(?:says?|said|wrote|writes|sagt|schrieb|schreibt|meint|dice|dijo|disse|"
    r"ha detto|a dit|a écrit|dit|zegt|pisze)\s*)?[:»•]?$",
    re.IGNORECASE,
)
