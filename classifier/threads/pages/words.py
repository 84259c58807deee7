"""Words by which pages are read, as data: each group with where it was seen. Patterns are linear in their input."""

import re

from classifier.threads.closing_phrases import RULE

# The beginnings of month names: English, German, French, Spanish, Italian, Portuguese, Dutch, Polish, Russian.
_MONTH = (
    r"(?:jan|feb|f[ée]v|fev|m[aäe]r|maa|mrt|apr|avr|abr|ma[iyj]|mei|mag|jun|juin|jul|juil|giu|lug|aug|ago|ao[uû]|sep|set"
    r"|o[cktu]t|nov|de[czs]|d[ée]c|ene|gen|dic|sty|lut|kwi|cze|lip|sie|wrz|pa[zź]|lis|gru"
    r"|янв|фев|мар|апр|ма[йя]|июн|июл|авг|сен|окт|ноя|дек)[^\W\d_]{0,8}\.?"
)
_DAY = r"\d{1,2}(?:\.|st|nd|rd|th|er|º)?"

_UNIT = r"(?:years?|months?|weeks?|days?|hours?|hrs?|minutes?|mins?|[ymwdh])"
_EINHEIT = r"(?:jahre?|monate?|wochen?|tage?|stunden?|minuten?)n?"
_TODAY = r"(?:hier|aujourd.hui|vandaag|gisteren|oggi|ieri|hoje|ontem|hoy|dzisiaj|wczoraj|сегодня|вчера|idag|igår)"

# Dates as pages write them, in lower case: forums in the languages of the months; relative ones of social sites.
DATE = re.compile(
    rf"\b(?:{_DAY}[ -](?:(?:de|of) )?{_MONTH},?(?: de)?(?:[ -]'?\d{{2,4}}\b|,? (?:- |at |à )?\d{{1,2}}[:h]\d\d)"
    rf"|{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? (?:\d{{4}}\b|'?\d\d\b|at\b)"
    r"|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}\b|\d{4}[-/.]\d\d?[-/.]\d\d?\b|\d{4}-\d\d-\d\dt|\d{4}年\d{1,2}月\d{1,2}"
    rf"|\d+ ?{_UNIT} ago\b|\d+ {_EINHEIT}(?: \d+ {_EINHEIT})? her\b|vor (?:\d+|eine[mr]) {_EINHEIT}"
    rf"|(?:today|yesterday|heute|gestern|ayer)\b|{_TODAY}(?=,? (?:à |om |alle |às |a las |o |в |kl\.? )?\d)"
    r"|il y a (?:\d+|une?) \w+|hace (?:\d+|una?) \w+|há \d+ \w+|\d+ \w+ (?:geleden|fa|temu|назад|atrás|sedan)\b)",
)

# What stands before the date since when somebody is a member: forums of many makes.
JOINED = re.compile(
    r"\b(?:join(?:ed| date)|registered|registration date|member since|registriert|registrierungsdatum|dabei|mitglied"
    r"|beigetreten|inscrit|inscription|membre depuis|registrado|miembro desde|iscritto|lid|geregistreerd|dołączył\w*"
    r"|rejestracja|зарегистрирован\w*|регистрация)(?: (?:on|am|seit|le|sinds|op|dal))?\W{0,4}(?:\w{2,3}[.,]? )?$",
    re.IGNORECASE,
)

# The time of day after a date, as part of how a page writes when something was posted.
TIME_OF_DAY = re.compile(
    r"[ ,-]{0,3}(?:at |um |à |a las |às |alle |ore |om |o |в |kl\.? |@ ?)?\d{1,2}[:.h]\d\d(?::\d\d)?"
    r"(?: ?[ap]\.?m\b\.?)?(?: Uhr\b)?",
    re.IGNORECASE,
)

# Tokens of class and id that say a state or carry a number, and so differ between posts of one kind.
STATE = re.compile(
    r".*\d|(?:first|last|odd|even|alt|new|unread|read|active|op|author|byuser|collapsed|hidden|highlight|is|has|js)"
    r"(?:$|[-_])"
    r"|.*(?:--|__(?:odd|even|first|last))|thread-|depth|parent$|even$|odd$|bypostauthor$",
    re.IGNORECASE,
)

# Class names that a build tool made up, whose digits are no numbers: Google, New York Times.
HASHED = re.compile(r"(?:css|sc|jsx)-[a-z0-9]{5,12}$|(?=[^A-Z]*[A-Z])(?=[^a-z]*[a-z])[A-Za-z]\w{3,10}[A-Za-z]$")

# Names that pages give, in class or id, to what stands beside a post's words: buttons, counts, the author's details.
CHROME = re.compile(
    r"(?:^|[-_ ])(?:attach\w*|reactions?\w*|likes?|liked\w*|last-?edit\w*|edited\w*|editedby|edit-?note|"
    r"post-?edit|edit|toolbar|action-?bar|actions?|buttons?|"
    r"share\w*|report\w*|pstatus|rating\w*|votes?|voting|score|thanks\w*|permalink|reply-?link|comment-?reply\w*|footer|post-?foot\w*|"
    r"avatar\w*|user-?(?:info|details|profile|title)\w*|author-?(?:info|details|profile)\w*|message-?(?:lastedit|footer|attribution)|"
    r"posted-?on|meta(?:data|info)?|controls?|tools?|helpful\w*)(?:$|[-_ ])",
)

# Names of what is in a post and not in its author's own words.
SIGNATURE = re.compile(r"(?:^|[-_ ])(?:sig|siggi|sign|post-?sig\w*)(?:$|[-_ ])|signature")
QUOTE = re.compile(
    r"(?:^|[-_ ])(?:quote\w*|zitat\w*|bbcode-?block\w*|bbcode_?(?:quote|container)\w*|bbcodeblock\w*|ipsquote|citation|"
    r"quoteheader|quotebox|"
    r"quote-?wrapper|quotecontainer|blockquote\w*|cite)(?:$|[-_ ])",
)

# The line that heads a quote in a box without a telling name: vBulletin 3 in several languages.
QUOTE_LABEL = re.compile(
    r"(?:quote|zitat|citation|cita|citaat|citazione|cytat|цитата)\s?:?"
    r"|(?:(?:originally |ursprünglich )?(?:posted|geschrieben|original) (?:by|von)|quote from:?"
    r"|zitat von|citation de|cita de) [^\n]{1,60}",
    re.IGNORECASE,
)

# A citation within a post that heads the words it quotes: MyBB 1.4, forumactif, PunBB.
CITED = re.compile(
    r"[^\n]{1,60} (?:said|wrote|writes|schrieb|hat geschrieben|a écrit|escribió|ha scritto|napisał|schreef)\s?:",
    re.IGNORECASE,
)

# The line that parts a post from its signature: phpBB 2, Burning Board 2, vBulletin 3.
SIGNATURE_LINE = re.compile(rf"\n{RULE}\n")

# Whom a quote names, on its first lines: phpBB, vBulletin, SMF, MyBB.
QUOTED_AUTHOR = re.compile(
    r"\b(?:originally posted by|quote from:?|zitat von|citation de|cita de|ursprünglich geschrieben von) "
    r"([^\n,:]{1,60}?)(?= on |[,:\n]|$)"
    r"|^([^\n]{1,60}?) (?:said|wrote|writes|schrieb|hat geschrieben|a écrit|escribió|ha scritto|escreveu"
    r"|schreef|skrev|napisał\(?a?\)?|писал\(?а?\)?)\s?:",
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
    r"r[ée]actions?|discussion|diskussion|meinungen|"
    r"respuestas?|comentarios?|respostas?|reacties|commenti|risposte|odpowiedzi|komentarz\w*|ответ\w*|комментари\w*)(?:$|\W)",
    re.IGNORECASE,
)

# The same with the article's title after it: WordPress in several languages.
COUNTED_REPLIES = re.compile(
    r"\W*(?:\d[\d.,]*|one|eine?|une?|una?) (?:repl(?:y|ies)|comments?|responses?|thoughts?|pingbacks?|antwort(?:en)?"
    r"|gedanken?|kommentare?|r[ée]ponses?|commentaires?|r[ée]flexions?|respuestas?|comentarios?|pensamientos?|pensieri"
    r"|commenti|reacties|gedachten) (?:to|on|zu|auf|sur|à|en|a|su|op|over)\b",
    re.IGNORECASE,
)

# Names that pages give to the element that shows who wrote a post.
AUTHOR = re.compile(
    r"(?:^|[-_ ])(?:author|author-?name|user-?name|username-?coloured|user-?link|user|poster|poster-?name|"
    r"nick(?:name)?|member|"
    r"by-?line|comment-?author|display-?name|fn|creator|verfasser|benutzer|pseudonym|post-?author)(?:$|[-_ ])"
    r"|(?:user|author|poster|nick|member|screen)[-_]?name",
)

# Addresses of people's pages, by which a name is told from other links: forums of many makes.
PROFILE = re.compile(
    r"(?:^|[/?&=._-])(?:users?|members?|memberlist|(?:view|show|user)?_?profile?s?|show_?user|mitglied(?:er)?|membres?"
    r"|people|authors?|nick|personal_pages|u|mod=space)(?:[/?&;=._-]|\d)|/~\w|/@\w",
    re.IGNORECASE,
)

# Texts of links to people's pages that are no names.
NOT_A_NAME = re.compile(
    r"\W*(?:\d[\d.,]*|(?:view |show |user )?profile?|profil(?: anzeigen)?|members?|mitglieder|users?|quote|zitieren"
    r"|(?:private |pm |e-?mail )?(?:message|nachricht)|pm|offline|online|find (?:more|all) posts.*|follow|reply|report"
    r"|posts?:?.*)\W*",
    re.IGNORECASE,
)

# What forums put before a thread's title in the replies to it.
REPLY_TITLE = re.compile(r"^(?:re|aw|antw|sv|odp|отв)(?:\[\d+\])?:\s*", re.IGNORECASE)

# What stands before an author's name: Blogger, WordPress themes.
BY = re.compile(r"^(?:posted by|written by|author:?|by|von|par|por|di|door)\s+", re.IGNORECASE)

# What stands between an author's name and the date on one line.
BEFORE_DATE = re.compile(
    r"(?:[\s,:|·•»–—-]|\b(?:on|at|am|le|el|op|il|em|den|vom|posted|sent|posté|publié|envoyé|geschrieben|inviato|enviado|escrito"
    r"|geplaatst|dodano|napisano|mon|tue|wed|thu|fri|sat|sun|mo|di|mi|do|fr|sa|so)\b)+$",
    re.IGNORECASE,
)

# Names of what stands beside an author's name in one element: Invision's reputation, Substack's badges.
BADGE = re.compile(r"badge|reputation|avatar|(?:^|[-_ ])(?:rank|icon)")

# What follows an author's name on the same line: WordPress in several languages, phpBB.
SAYS = re.compile(
    r"\s*(?:\b(?:says?|said|wrote|writes|sagt|schrieb|schreibt|meint|dice|dijo|disse|"
    r"ha detto|a dit|a écrit|dit|zegt|pisze)\s*)?[:»•]?$",
    re.IGNORECASE,
)
