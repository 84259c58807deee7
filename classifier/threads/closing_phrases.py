"""Words by which the ends of posts are known, as data: notes of edits, signatures; each with where it was seen.

Every pattern is matched against one line and runs in time proportional to it.
"""

import re

from classifier.threads.pattern import Pattern

# What a site notes below a post that was changed: phpBB, vBulletin, XenForo, Invision, Burning Board and others. What
# an author writes of it ("EDIT: I was wrong") is no note.
EDIT_NOTE = Pattern(
    r"\W{0,3}(?:(?:this (?:post|message) was )?last (?:edited|modified)(?: by [^\n]{1,60}| on |: )"
    r"|(?:this )?(?:post|message|comment)? ?(?:has been |was )?edited by [^\n]{1,60}?(?: (?:on |at |-)|: |; |, \d)"
    r"|(?:(?:this )?(?:post|message|comment) (?:has been |was )?)?edited (?:on )?"
    r"(?:\d+ times?\b|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.? \d{1,2}\b|\d{1,4}[./-]\d"
    r"|\d{1,3} (?:minutes?|hours?|days?|weeks?|months?|years?) ago)"
    r"|(?:dieser )?beitrag (?:von [^\n]{1,60}? am [^\n]{1,40} bearbeitet"
    r"|wurde [^\n]{1,40}(?:editiert|bearbeitet|geändert))"
    r"|(?:zuletzt )?(?:geändert|bearbeitet|editiert)(?: (?:von|am|durch) |: ?(?=.{0,20}\d))"
    r"|(?:\w+ ?mal|\d+x) (?:editiert|bearbeitet|geändert)|(?:message )?(?:édité|modifié) (?:par|le) "
    r"|dernière (?:modification|édition) (?:par|le) |(?:última|ultima) (?:edición|edição|modifica) "
    r"|(?:editado|modificado|bewerkt|gewijzigd|redigerat) (?:por|el|door|av|pela) "
    r"|laatst (?:gewijzigd|bewerkt|aangepast) "
    r"|ostatnio (?:edytowan|zmienion)|последний раз редактировал|отредактировано |senast redigera)[^\n]{0,120}",
    re.IGNORECASE,
)

# The line that parts a post from its signature: phpBB 2, Burning Board 2, vBulletin 3.
RULE = r"(?:_{5,}|-{10,})"
SIGNATURE_RULE = Pattern(RULE)

# What a telephone or a mail program adds below a message: English, German, French, Spanish, Italian, Dutch.
SENT_FROM = Pattern(
    r"(?:sent from (?:my |the )?[^.,;:!?]{1,60}|sent (?:via|using) [^.,;:!?]{1,60}|get outlook for \w{2,10}"
    r"|(?:posted|sent) via mobile device|sent from \w{1,20} mail (?:on|for) \w{1,20}"
    r"|von meine[mr] [^.,;:!?]{1,40} (?:gesendet|aus gesendet)|gesendet (?:von meine[mr]|mit der|von) [^.,;:!?]{1,60}"
    r"|diese nachricht wurde von meine[mr] [^.,;:!?]{1,40} gesendet"
    r"|envoyé (?:de|depuis) mon [^.,;:!?]{1,60}|enviado (?:desde|de) (?:mi|el) [^.,;:!?]{1,60}"
    r"|inviato (?:da|dal mio|tramite) [^.,;:!?]{1,60}"
    r"|(?:verstuurd|verzonden) (?:vanaf|met|via) (?:mijn )?[^.,;:!?]{1,60})"
    r"[.!]?",
    re.IGNORECASE,
)
