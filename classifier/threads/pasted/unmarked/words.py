"""Words by which a line tells whether it opens, goes on with or ends a post, as data: English, German, French.

Seen in comments of blogs and news sites and in forums in these three languages; lower case, without punctuation. A
word of several groups counts for the first that line_features names.
"""

import re

from classifier.threads.pattern import Pattern


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Greetings: the first line of posts in help and hobby forums; "dear" and "lieber" before a name.
GREETING = _words(
    "hi hello hey hallo howdy greetings dear welcome moin servus hej guten liebe lieber bonjour salut bonsoir "
    "coucou willkommen"
)

# Words that answer someone or judge what stands above: comments of blogs and news sites, replies in forums.
ANSWER = _words(
    "yes no yeah yep yup nope nah agree agreed exactly absolutely indeed true right wrong correct lol haha hahaha "
    "lmao ok okay oh ah wow really sorry same ditto well actually sure ja nein doch genau stimmt richtig naja "
    "achso also ach ne nee nö jo jep klar super klasse sehr schön gute guter alles gut herzlichen gratulation "
    "glückwunsch hm hmm mhh tja ebenso great nice good interesting welcome congrats congratulations lovely love "
    "beautiful cool awesome amazing perfect excellent wonderful bump glad hope please bonne d'accord bravo oui "
    "non exact"
)

# Questions to the others, and to all: help forums.
QUESTION = _words(
    "why what what's whats how how's who which where does do did is are can could would will has have haven't "
    "isn't aren't don't didn't anyone anybody somebody someone everyone warum wieso weshalb was wie wer wo welche "
    "welcher welches hast bist kannst kann ist sind gibt gibts hat haben weiß weiss könnte jemand pourquoi "
    "comment qui quel quelle est-ce"
)

# Advice: replies in help forums.
ADVICE = _words(
    "try check look see take make use go get let read maybe perhaps probably consider just depends vielleicht "
    "versuch versuche schau schaue probier nimm guck mach mal evtl eventuell vermutlich wahrscheinlich peut-être "
    "regarde essaie essayez"
)

# Thanks: replies of those who asked in help forums, and before sign-offs.
THANKS = _words("thank thanks thx ty cheers danke dankeschön vielen merci besten")

# Words that carry the same author's thought on: later paragraphs of posts everywhere.
CONTINUATION = _words(
    "and but or because however also then so additionally furthermore moreover besides finally lastly second "
    "secondly third thirdly first firstly next meanwhile therefore thus anyway otherwise plus for with when once "
    "after while since although though in on at as if to by from another other both each und aber oder denn "
    "außerdem dann ausserdem zudem weiterhin schließlich nun dazu danach wenn nachdem obwohl ansonsten sonst "
    "deshalb daher trotzdem für mit bei im zum zur et mais ou donc puis ensuite enfin car pour avec quand de"
)

# What the same hand adds to a post: forums that let posts be edited.
AFTERTHOUGHT = _words("ps edit edited update btw note nb fyi p.s edith nachtrag bearbeitet")

# Farewells, in the last lines of a post: hobby forums, most of all German ones.
FAREWELL = _words(
    "regards cheers greetings best thanks thx sincerely bye grüße gruß grüsse gruss lg mfg vg viele liebe tschüss "
    "cordialement bises amicalement hth good kind warm schöne schönen freundlichen mit"
)

# Speaking of oneself: first lines of comments.
FIRST_PERSON = _words("i i'm i've i'd i'll im ive my me we our ich ich's mein meine wir mir mich je j'ai nous")

# Speaking to someone: replies.
SECOND_PERSON = _words("you you're your you've youre u du dein deine dir sie ihr tu vous votre")

# Pointing at what was named before: later paragraphs, and replies.
POINTING = _words(
    "it it's its this that that's thats these those they he she there here das dies diese dieser er es sie hier "
    "da dort c'est ce cela ça il elle ils"
)

# Articles and quantities: paragraphs that report.
ARTICLE = _words("the a an der die ein eine le la les un une des some any all most many")

# Speaking to someone, or of oneself, anywhere in the line.
YOU = Pattern(
    r"\b(?:you|your|yours|you['’](?:re|ve|ll|d)|u|ur|du|dir|dich|dein\w{0,2}|euch|vous|votre|vos|tu|te|toi)\b",
    re.IGNORECASE,
)
ONESELF = Pattern(r"\b(?:I|me|my|ich|mir|mich|mein\w{0,2}|je|moi|mon|ma)\b")

# The last words of a post: thanks, good wishes, a call for answers.
CLOSING = Pattern(
    r"\b(?:thanks|thank you|thx|in advance|hope (?:this|that|it) helps|hth|good luck|cheers|regards|let me know|"
    r"keep us (?:posted|updated)|any (?:help|ideas?|advice|thoughts)|appreciated?|take care|best wishes|"
    r"have a (?:nice|good|great)|danke|dank|voraus|viel (?:glück|erfolg|spaß)|gr(?:u|ü)(?:ß|ss)e?|hoffe|lg|mfg|"
    r"merci|cordialement|courage|bises)\b",
    re.IGNORECASE,
)

# "@name", "Name," or "Name:" at the start: whom a reply speaks to.
MENTION = Pattern(r"@ ?\w|\+1\b|\^")
ADDRESS = Pattern(r"[A-Z]\w{2,20}(?: \w{1,20})?\s?[,:] ")
LIST_MARK = Pattern(r"[-*•–·+>]\s|\(?\d{1,3}[.)]|\(?[a-zA-Z][.)]\s")
LINK = Pattern(r"https?://|www\.")
SMILEY_END = Pattern(r"(?:[:;=8xX]['’]?[-o^]?[()DPpoO/\\|]{1,4}|<3|\^\^|xD|:\w{2,15}:|[\U0001F300-\U0001FAFF☀-➿️])$")
