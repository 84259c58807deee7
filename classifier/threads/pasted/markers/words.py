"""Words of the lines that sites set around each post, as data: each group with where it was seen.

Every pattern reads one line of at most LONGEST_MARKER characters, and no part of it can match in two ways.
"""

import re

from classifier.threads.pattern import Pattern

LONGEST_MARKER = 160
"""Characters of a line that can be a marker: vBulletin's and phpBB's lines about an author are the longest seen."""

_MONTH = (
    r"(?:jan(?:uary|uari?|vier|v)?|ene(?:ro)?|gen(?:naio)?|feb(?:ruary|ruari?|rero|braio)?|f[ée]v(?:rier|r)?|"
    r"mar(?:ch|s|zo)?|märz?|maerz|maart|mrt|apr(?:ile?)?|avr(?:il)?|abr(?:il)?|mayo?|mai|mei|mag(?:gio)?|jun(?:e|io?)?|"
    r"juin|giu(?:gno)?|jul(?:y|io?)?|juil(?:let)?|lug(?:lio)?|aug(?:ust|ustus)?|ago(?:sto)?|ao[uû]t|"
    r"sep(?:t|tember|tembre|tiembre)?|set(?:tembre|iembre)|o[ck]t(?:ober|obre|ubre)?|ott(?:obre)?|"
    r"nov(?:ember|embre|iembre)?|de[cz](?:ember|embre)?|déc(?:embre)?|dic(?:iembre|embre)?)\b\.?"
)
_DAY = (
    r"(?:(?:mon(?:day)?|tue(?:s|sday)?|wed(?:nesday)?|thu(?:r|rs|rsday)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?|montag|"
    r"dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|lun(?:di|es|edì)?|mar(?:di|tes|tedì)?|mer(?:credi|coledì)?|"
    r"mi[eé](?:rcoles)?|jeu(?:di)?|jue(?:ves)?|gio(?:vedì)?|ven(?:dredi|erdì)?|vie(?:rnes)?|sam(?:edi)?|s[áa]b(?:ado|ato)?|"
    r"dim(?:anche)?|dom(?:ingo|enica)?|maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag|mo|di|mi|do|fr|sa|so)"
    r"\.?,? (?:den |le |el )?)?"
)
_UNIT = r"(?:years?|months?|weeks?|days?|hours?|hrs?|minutes?|mins?|seconds?|secs?|yrs?|mos?|[ymwdhs])"
_EINHEIT = r"(?:jahre?n?|monate?n?|wochen?|tage?n?|stunden?|minuten?|sekunden?)"

# Dates as pages write them, in lower case: English, German, French, Spanish, Italian and Dutch sites; relative ones of
# social sites, with their short forms ("2h") only where the line says nothing else.
DATE = Pattern(
    rf"\b{_DAY}(?:\d{{1,2}}(?:st|nd|rd|th|er|\.|º|°)?[ -](?:de |of )?{_MONTH}[ ,-]{{0,2}}(?:de |del )?"
    rf"(?:\d{{4}}\b|'?\d\d\b(?![:.]))?"
    rf"|{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?\b(?![:.]\d)(?:,? '?(?:\d{{4}}|\d\d)\b(?![:.]))?"
    r"|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}\b|\d{4}[./-]\d\d[./-]\d\d"
    rf"|(?:an?|\d+) ?{_UNIT} ago\b|(?:ungefähr )?vor (?:einer |einem |\d+ ){_EINHEIT}|\d+ {_EINHEIT} her\b"
    r"|il y a (?:une? |\d+ )\w+|hace (?:una? |\d+ )\w+|\d+ (?:anni|mesi|settimane|giorni|or[ae]|minuti) fa\b"
    r"|\d+ (?:jaar|maanden|weken|dagen|uur|minuten) geleden\b"
    r"|(?:just now|today|yesterday|heute|gestern|vorgestern|aujourd['’]hui|hoy|ayer|oggi|ieri|vandaag|gisteren)\b"
    r"|hier(?=,? (?:à )?\d))"
    r"(?:[t ,·@-]{0,3}(?:at |um |à |a las |alle |om |h )?\d{1,2}[:.h]\d\d(?:[:.]\d\d)?(?:\.\d+)?(?: ?[ap]\.?m\b\.?)?"
    r"(?: ?uhr\b)?(?: ?(?:utc|gmt|cest|cet|[ecmp][sd]t)\b|z\b|[+-]\d\d:?\d\d\b)?)?",
)

# A name and a date without a space between them: Blogger, whose link and date stand side by side.
GLUED_DATE = Pattern(
    r"(.{1,60}?)((?:(?:January|February|March|April|May|June|July|August|September|October|November|December) "
    r"\d{1,2}, \d{4} at \d{1,2}:\d\d [AP]M)|(?:\d{1,2}\.? (?:de )?[A-Za-zäéû]{3,10} (?:de )?\d{4} "
    r"(?:um|à|a las|alle ore|om) \d{1,2}:\d\d))$"
)
SHORT_DATE = Pattern(r"\d{1,2} ?(?:[ymwdhj]|mo|min|std|sem|sett)\b\.?", re.IGNORECASE)
SHORT_AFTER_NAME = Pattern(
    r"(.{1,60}?) ?[·•|] ?(\d{1,2} ?(?:[ymwdhj]|mo|min|std|sem|sett)\b\.?(?: ago)?)(?: ?[·•|].{0,60})?$", re.IGNORECASE
)

# Votes between a name and a date: Reddit, Lemmy.
POINTS = Pattern(r" [+-]?[\d.,]{1,9}k? (?:points?|votes?|likes?|punkte|punti|puntos)$", re.IGNORECASE)

# Who speaks, on a line that ends there: WordPress in several languages, forums' quotes, Blogger, Serendipity.
SAYS = Pattern(
    r"(.{1,60}?),? (?:says|said|wrote|writes|commented|replied|sagt|sagte|schrieb|schreibt|meint|meinte|"
    r"hat geschrieben|kommentierte|a écrit|écrit|dit|a dit|dice|dijo|escribió|comentó|ha detto|ha scritto|scrive|disse|"
    r"zegt|schreef|schrijft|reageerde)(?: (?:on |am |le |el |il |op )?\x01(?: \x01)?)? ?[:.…]{1,3}$",
    re.IGNORECASE,
)

# Who wrote and when, name after a word: phpBB, vBulletin, Reddit, Hacker News, Disqus. \x01 stands for the date.
WRITTEN_BY = Pattern(
    r"(?:posted|post|written|submitted|comment|commented|answer|answered|asked|reply|geschrieben|verfasst|beitrag|"
    r"publié|posté|écrit|message|publicado|escrito|enviado|scritto|inviato|geplaatst|geschreven|door|von|par|por|di|"
    r"da|by|\d+ points?|\d+ comments?)[ :]{1,2}(?:(?:by|von|par|por|da|di|door|from)[ :]{1,2})?"
    r"(.{1,60}?)[ ,»›·•|@()-]{0,4}(?:\b(?:on|am|le|el|il|op|at) )?(?:\x01.{0,40})?$",
    re.IGNORECASE,
)

# A name and then a date on one line: Hacker News, Disqus, Discourse, Reddit. A name does not open with these words.
NAMED_DATE = Pattern(r"(.{1,60}?)[ ,:»›·•|@()–—-]{0,5}(?:\b(?:on|am|le|el|il|op|at|posted|schrieb) )?\x01(.{0,40})$")
NOT_NAMES = frozenset(
    (
        *("posted", "post", "last", "edited", "joined", "registered", "registriert", "dabei"),
        *("beigetreten", "inscrit", "inscription", "enregistré", "registrado", "on", "am", "le", "el"),
        *("il", "op", "at", "since", "seit", "member", "mitglied", "updated", "published", "started"),
        *("date", "datum", "fecha", "data", "erstellt", "verfasst", "zuletzt", "geändert", "bearbeitet"),
        *("neuester", "latest", "location", "sent", "geschrieben", "publié", "publicado", "written", "re:"),
        *("re", "page", "seite", "replies", "comments", "antworten", "kommentare"),
    )
)
NO_PART_OF_NAME = frozenset(
    (
        *("last", "letzte", "letzter", "reply", "antwort", "antworten", "replies", "comments", "views"),
        *("joined", "edited", "updated", "posts", "beitrag", "beiträge", "dernier", "dernière", "último"),
        *("ultimo", "messages", "bearbeitet", "said", "wrote"),
    )
)

# What is said of an author beside his posts: phpBB, vBulletin, SMF, XenoForo, Invision, in several languages.
ABOUT_AUTHOR = Pattern(
    r"(?:(.{1,60}?)[ ,|·•]{1,4})?(posts|beiträge|messages|mensajes|messaggi|berichten|karma|reputation|joined|"
    r"join date|registered|registriert|registriert seit|dabei seit|mitglied seit|im board seit|inscrit(?:e)?(?: le)?|"
    r"inscription|enregistré(?: le)?|registrado|registrato|lid sinds|location|wohnort|ort|lieu|ubicación|località|"
    r"woonplaats|from|likes received|reaction score|punkte|points|member since|thanked|userlevel|groupe|group|gender)"
    r" ?(?::| [\d\x01]| (?:since|seit|sinds|le)\b| [A-Z][a-z]{2,8}\.? \d{4})",
    re.IGNORECASE,
)
COUNTED = Pattern(
    r"[+-]?[\d.,]+k? (?:posts?|replies|beiträge|messages|mensajes|messaggi|berichten|points?|votes?|likes?|karma|"
    r"antworten|kommentare)$",
    re.IGNORECASE,
)

# Titles of authors: vBulletin, phpBB, SMF, Invision, XenForo.
USER_TITLES = frozenset(
    (
        *("member", "members", "senior member", "junior member", "full member", "hero member", "newbie", "new member"),
        *("administrator", "administrators", "admin", "moderator", "moderators", "global moderator", "staff", "guest"),
        *("topic author", "author", "op", "original poster", "registered user", "active member", "well-known member"),
        *("mitglied", "neues mitglied", "erfahrenes mitglied", "stammgast", "inventar", "registrierter benutzer"),
        *("gast", "benutzer", "moderatorin", "membre", "invité", "administrateur", "modérateur", "miembro", "invitado"),
        *("administrador", "moderador", "membro", "utente", "ospite", "lid", "gebruiker", "community leader", "user"),
        *("senior-moderator", "super-moderator", "ehrenmitglied", "established members", "established member"),
        *("regular contributor", "top contributor", "verified", "beginner", "advanced member", "legendary member"),
    )
)

# Words of the buttons beside a post. A line of such words alone is a button; one of BUTTONS must be among them.
BUTTONS = frozenset(
    (
        *("reply", "replydelete", "delete", "like", "likes", "dislike", "report", "share", "quote"),
        *("multiquote", "permalink", "link", "top", "flag", "upvote", "downvote", "vote", "edit"),
        *("offline", "online", "comment", "respond", "react", "helpful", "thanks", "antworten", "zitieren"),
        *("melden", "teilen", "löschen", "danke", "gefällt", "kommentieren", "répondre", "citer"),
        *("signaler", "partager", "j’aime", "j'aime", "aimer", "haut", "responder", "citar", "denunciar"),
        *("compartir", "reportar", "arriba", "rispondi", "cita", "segnala", "condividi", "mi", "reageer"),
        *("reageren", "citeren", "delen", "rapporteren", "omhoog", "beantwoorden", "beantworten"),
        *("retweet", "boost", "favourite", "favorite", "embed", "save", "give", "award"),
        *("replysharereport", "context", "parent", "appreciate", "collapse", "expand", "hide", "more"),
        *("website", "profile", "pm", "email", "www", "find", "logged", "ip"),
    )
)
BESIDE_BUTTONS = frozenset(
    (
        *("this", "post", "to", "on", "other", "sites", "with", "in", "log", "sign", "login", "a", "the"),
        *("and", "full", "comment", "message", "messages", "hide", "view", "show", "all", "mode", "back"),
        *("up", "down", "beitrag", "diesen", "das", "mir", "nach", "oben", "als", "citant", "en", "le"),
        *("la", "el", "un", "citando", "este", "mensaje", "questo", "messaggio", "dit", "bericht", "of"),
        *("via", "user", "private", "nachricht", "privé", "send", "more", "options", "appreciate"),
        *("facebook", "twitter", "email", "copy", "address", "was", "was?", "yes", "no", "votes", "people"),
        *("person", "reply", "replies", "up-vote", "down-vote", "abuse", "spam", "inappropriate", "du"),
        *("de", "l’auteur", "s’identifier", "pour", "iniciar", "sesión", "para", "um", "zu", "anmelden"),
        *("einloggen", "accedi", "per", "log-in"),
    )
)

# A name with its handle: Mastodon, Bluesky, X.
HANDLE = Pattern(r"(.{1,50}?) ?@[\w.]{1,60}(?:@[\w.-]{1,80})?$")

# What a site notes below a post that was changed; it says nothing of where posts begin. phpBB, vBulletin, hifi-forum.
EDIT_NOTE = Pattern(
    r"\W{0,3}(?:(?:this post was |message |post )?(?:last )?(?:edited|modified|updated)\b|edit(?:ed)? by|"
    r"beitrag von .{1,60} bearbeitet"
    r"|(?:zuletzt|geändert|bearbeitet)\b|dernière (?:modification|édition)|modifié|última edición|editado|modificato|"
    r"laatst (?:bewerkt|aangepast))",
    re.IGNORECASE,
)

# What sites show below a post's words: XenForo's reactions and attachments, Invision's, vBulletin's in German.
BELOW_POST = Pattern(
    r"(?:reaktionen|reactions|réactions|reacciones|liked by|thanked by|gefällt mir|danke|likes) ?: .{1,120}$"
    r"|.{1,60} (?:person\(en\) gefällt das|likes? this|like this|gefällt das|reacted to this)\.?$"
    r"|(?:anhänge|attachments?|attached (?:files|images|thumbnails)|pièces jointes|"
    r"archivos adjuntos|allegati|bijlagen):?$"
    r"|.{1,90}\.(?:jpe?g|png|gif|webp|pdf|zip|rar|txt|docx?|mp4)$"
    r"|[\d.,]{1,9} ?(?:bytes|kb|mb|kib|mib)\b.{0,60}$",
    re.IGNORECASE,
)

# Lines of a list of other threads, beside or below this one: hifi-forum, paradisi, vBulletin's "Similar Threads".
OTHER_THREAD = Pattern(
    r".{0,100}?(?:letzte(?:r|s)? (?:antwort|beitrag|kommentar)|last (?:reply|post|comment|message)|dernier message|"
    r"último mensaje|ultimo messaggio|laatste bericht)\b",
    re.IGNORECASE,
)

# The title of a thread, repeated above its answers: phpBB, SMF, Outlook in German.
ANSWERED_TITLE = Pattern(r"(?:re|aw|antw|sv|tr) ?: \S", re.IGNORECASE)

# A number that a site gives to a post, on its line alone or beside a date.
POST_NUMBER = Pattern(r"(?:(?:post|beitrag|message|reply|comment|antwort|n[º°]) ?)?[#№] ?(\d{1,6})\b", re.IGNORECASE)

# The number of a post between a name and a date, with what stands there beside it: hifi-forum.
NUMBER_BEHIND = Pattern(r" #\d{1,6}\b.{0,30}$")

# Whom a post answers, said beside its author: HealthUnlocked, Disqus, Discourse, Mastodon.
IN_REPLY_TO = Pattern(
    r"(?:in reply to|replying to|replied to|antwort auf|in antwort auf|en réponse à|en respuesta a|in risposta a|"
    r"als antwoord op|↪|➦|↳)[ :]{1,2}@?(.{1,60})$",
    re.IGNORECASE,
)

# WordPress's notes of other sites' links.
PINGBACK = Pattern(r"(?:pingback|trackback|ping)(?: (?:from|by|von|de))?(?: ?: ?|$)", re.IGNORECASE)

# A bullet, or a number of a list, before what the line says.
BULLET = Pattern(r"(?:[*+•◦▪‣·○●-] ?|\d{1,4}[.)](?: |$))")
