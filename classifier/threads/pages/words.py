"""Words by which pages are read, as data: each group with where it was seen. Patterns are linear in their input."""

import re

_MONTH = (
    r"(?:jan|feb|f[ée]v|m[aä]r|apr|avr|abr|ma[iy]|jun|juin|jul|juil|aug|ago|ao[uû]|sep|o[ck]t|nov|de[czs]|d[ée]c|ene|dic)"
    r"[a-zéû]{0,8}\.?"
)

_UNIT = r"(?:years?|months?|weeks?|days?|hours?|hrs?|minutes?|mins?|[ymwdh])"
_EINHEIT = r"(?:jahre?|monate?|wochen?|tage?|stunden?|minuten?)n?"

# Dates as pages write them, in lower case: English, German, French and Spanish forums; relative ones of social sites.
DATE = re.compile(
    rf"\b(?:\d{{1,2}}\.?[ -]{_MONTH},?[ -]\d{{2,4}}\b|{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? (?:\d{{4}}\b|'?\d\d\b|at\b)"
    r"|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}\b|\d{4}-\d\d-\d\d"
    rf"|\d+ ?{_UNIT} ago\b|\d+ {_EINHEIT}(?: \d+ {_EINHEIT})? her\b|vor \d+ {_EINHEIT}"
    r"|(?:today|yesterday|heute|gestern|ayer)\b|hier(?=,? (?:à )?\d)|il y a \d+ \w+|hace \d+ \w+)",
)

# The time of day after a date, as part of how a page writes when something was posted.
TIME_OF_DAY = re.compile(
    r"[ ,-]{0,3}(?:at |um |à |a las |@ )?\d{1,2}[:.h]\d\d(?::\d\d)?(?: ?[ap]\.?m\b\.?)?(?: Uhr\b)?", re.IGNORECASE
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
)

# Names of what is in a post and not in its author's own words.
SIGNATURE = re.compile(r"(?:^|[-_ ])(?:signatures?|sig|post-?sig\w*|message-?signature)(?:$|[-_ ])")
QUOTE = re.compile(
    r"(?:^|[-_ ])(?:quote\w*|bbcode-?block\w*|bbcode_?(?:quote|container)\w*|bbcodeblock\w*|ipsquote|citation|"
    r"quoteheader|quotebox|"
    r"quote-?wrapper|quotecontainer|blockquote\w*|cite)(?:$|[-_ ])",
)

# What a site notes below a post that was changed, where no element is named so: phpBB, vBulletin and others.
EDIT_NOTE = re.compile(
    r"\W?(?:(?:this post was )?last (?:edited|modified)(?: by [^\n]{1,60}| on |: )|edited by [^\n]{1,60}? (?:on |at |-)"
    r"|beitrag von [^\n]{1,60}? am [^\n]{1,40} bearbeitet"
    r"|(?:zuletzt|geändert|bearbeitet) (?:bearbeitet |geändert )?(?:von|am) "
    r"|dernière (?:modification|édition) (?:par|le) |última edición |editado (?:por|el) )[^\n]{0,120}",
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
)

# Addresses of people's pages, by which a name is told from other links: forums of many makes.
PROFILE = re.compile(
    r"(?:^|[/?&=._-])(?:users?|members?|memberlist|(?:view|show|user)?_?profile?s?|show_?user|mitglied(?:er)?|membres?"
    r"|people|authors?|nick|personal_pages|u)(?:[/?&=._-]|\d)",
    re.IGNORECASE,
)

# Texts of links to people's pages that are no names.
NOT_A_NAME = re.compile(
    r"\W*(?:\d[\d.,]*|(?:view |show |user )?profile?|profil(?: anzeigen)?|members?|mitglieder|users?|quote|zitieren"
    r"|(?:private |pm |e-?mail )?(?:message|nachricht)|pm|offline|online|find (?:more|all) posts.*|follow|reply|report"
    r"|posts?:?.*)\W*",
    re.IGNORECASE,
)

# What stands before an author's name: Blogger, WordPress themes.
BY = re.compile(r"^(?:posted by|written by|author:?|by|von|par|por|di|door)\s+", re.IGNORECASE)

# What stands between an author's name and the date on one line.
BEFORE_DATE = re.compile(
    r"(?:[\s,:|·•»–—-]|\b(?:on|at|am|le|el|op|den|posted|sent|mon|tue|wed|thu|fri|sat|sun|mo|di|mi|do|fr|sa|so)\b)+$",
    re.IGNORECASE,
)

# Names of what stands beside an author's name in one element: Invision's reputation, Substack's badges.
BADGE = re.compile(r"badge|reputation|(?:^|[-_ ])(?:rank|icon)")

# What follows an author's name on the same line: WordPress in several languages, phpBB.
SAYS = re.compile(
    r"\s*(?:\b(?:says?|said|wrote|writes|sagt|schrieb|schreibt|meint|dice|dijo|disse|"
    r"ha detto|a dit|a écrit|dit|zegt|pisze)\s*)?[:»•]?$",
    re.IGNORECASE,
)
