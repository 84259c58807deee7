"""Words by which a name is told from other words where a post says whose words follow, as data."""

import re

# What a name is written with: letters, digits, the underscore, and the marks that stand on letters, which "\w" lacks:
# accents of their own, Hebrew and Arabic points, the vowels of Indic, Thai, Lao, Tibetan, Myanmar and Khmer scripts.
# Danda and double danda end sentences.
NAME_CHARACTER = (
    r"[\w\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0700-\u074f"
    r"\u0780-\u07bf\u0900-\u0963\u0966-\u0df3\u0e31-\u0e4e\u0eb1-\u0ece\u0f35-\u0f84\u102b-\u109f\u1780-\u17d3"
    r"\u1ab0-\u1aff\u1dc0-\u1dff\u200c\u200d\u20d0-\u20ff\u3099\u309a\ufe20-\ufe2f]"
)
# One as platforms let people choose it: full stops and hyphens inside only, so that a sentence may end after it.
ONE_NAME = rf"{NAME_CHARACTER}+(?:[.-]{NAME_CHARACTER}+)*"

# "@name"; "@name@host" of Mastodon. What stands after a letter is part of an address of mail.
AT_NAME = re.compile(rf"(?<!{NAME_CHARACTER})[@＠](?=\S)")
HANDLE = re.compile(rf"{ONE_NAME}(?:@{ONE_NAME})?")
# "u/name", "/u/name": Reddit. In an address of a page more stands before it.
U_NAME = re.compile(rf"(?<![\w/.])/?u/(?={NAME_CHARACTER})")


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Words between the parts of a name that are written small.
PARTICLES = _words("af al av bin da das de del della den der di dos du e el ibn la le of san ten ter the van von y zu")

# How no name begins: articles, pronouns, and what opens a sentence that tells what somebody said. In the languages of
# threads.quote_phrases.WROTE.
NOT_NAMES = _words(
    # English
    "a an the this that these those i you he she it we they one who what which someone somebody everyone everybody"
    " nobody anyone people my your his her its our their as and but or so if when because then there here also yes no"
    " not never always just only even like some many most others another op author article post comment bible law"
    # German
    " der die das dieser diese dieses ein eine einer ich du er sie es wir ihr man wer was jemand niemand alle viele"
    " mein meine dein sein seine ihre unser und aber oder wie wenn weil dann da dort hier ja nein nicht artikel gott"
    # French
    " le la les un une ce cet cette ces je tu il elle on nous vous ils elles qui que quelqu'un personne mon ma ton son"
    " sa notre votre leur comme et mais ou si quand oui non"
    # Spanish, Portuguese
    " el los las una unos esto este esta eso ese yo tú él ella nosotros ustedes ellos quien alguien nadie mi su como y"
    " pero o cuando sí eu você ele ela nós eles o os as um uma isso este quem alguém ninguém meu seu e mas quando sim"
    # Italian
    " lo gli uno questo quello io lui lei noi voi loro chi qualcuno nessuno mio tuo suo come ma se quando sì"
    # Dutch
    " de het een dit dat deze die ik jij je hij zij ze wij we jullie wie iemand niemand mijn zijn haar hun zoals en"
    " maar of als ja nee niet"
    # Polish, Russian
    " ja ty on ona ono my wy oni kto ktoś nikt to ten ta jak i ale lub gdy tak nie"
    " я ты он она оно мы вы они кто кто-то никто это этот эта мой твой его её их как и но или если когда да нет"
)
