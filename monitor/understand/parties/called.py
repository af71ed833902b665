"""What the press calls everybody else: for each kind of party its persons, several, and bodies.

Longer names go before shorter ones, so a `prison officer` is no officer and a `council tax` nobody.
"""

from collections.abc import Mapping
from typing import Final

from monitor.records import PartyKind
from monitor.understand.parties.strangers import NOTHING, STRANGER_BODIES, STRANGERS

__all__ = ["BODIES", "CASED", "NOTHING", "PEOPLE", "PERSONS", "POSTS"]

# One person each; several of them are found as well.
PERSONS: Final[Mapping[PartyKind, str]] = {
    "chief": "chief constable|deputy chief constable|police chief|force chief|top cop|constabulary"
    " chief",
    "officer": "officer|police officer|constable|police constable|sergeant|police sergeant"
    "|police inspector|chief inspector|superintendent|chief superintendent|detective|detective"
    " constable|detective sergeant|detective inspector|detective chief inspector|detective"
    " superintendent|detective chief superintendent|pcso|special constable|assistant chief"
    " constable|community support officer|firearms officer|custody sergeant|police recruit"
    "|former officer|former police officer|inspector|commander|policeman|policewoman|cop|bobby"
    "|former detective|retired officer|student officer|neighbourhood officer|response officer",
    "staff": "monitoring officer|chief finance officer|chief of staff",
    "panel": "panel member|panel chair|panel chairman|panel chairwoman|member of the panel",
    "MP": "member of parliament|backbencher|shadow minister|shadow home secretary",
    "council": "councillor|cllr|council leader|council chief executive|council boss|council chief"
    "|mayor|alderman|council officer|council worker|council official|deputy mayor",
    "federation": "federation chair|federation chairman|federation secretary|federation rep",
    "government": "minister|home secretary|prime minister|chancellor|policing minister|crime"
    " minister|justice secretary|secretary of state|attorney general|solicitor general|health"
    " secretary|cabinet minister|government spokesperson|government spokesman",
    "victim": "victim|survivor|victim's family|mother of|father of|mum of|dad of|parents of"
    "|sister of|brother of|son of|daughter of|widow of|wife of|family of|mother of two|widow"
    "|widower|complainant|bereaved mother|bereaved father",
    "campaigner": "campaigner|activist|protester|protestor|demonstrator|critic|opponent"
    "|whistleblower|petitioner",
    "public": "resident|trader|shopkeeper|reader|taxpayer|voter|villager|motorist|householder"
    "|shopper|constituent|pensioner|council tax payer|ratepayer|community leader|caller"
    "|business owner|shop owner|farmer|commuter|member of the public|parishioner",
    "suspect": "man|woman|teenager|teen|boy|girl|youth|driver|suspect|defendant|burglar|thief"
    "|attacker|offender|robber|dealer|drug dealer|killer|murderer|rapist|stalker|gunman|knifeman"
    "|prisoner|biker|motorcyclist|shoplifter|vandal|hacker|fraudster|arsonist|pedestrian"
    "|cyclist|asylum seeker|year old man|year old woman|year old boy|year old girl|year old",
    "other": STRANGERS,
}
# More than one, by words that have no singular of their own.
PEOPLE: Final[Mapping[PartyKind, str]] = {
    "officer": "officers|bobbies|detectives|uniformed officers|rank and file",
    "staff": "office staff|staff of the office",
    "force": "police chiefs|police bosses|force bosses|force chiefs|police leaders",
    "inspectorate": "inspectors|police inspectors",
    "victim": "family|families|bereaved|his family|her family|relatives|bereaved families|loved"
    " ones|victims' families",
    "public": "the public|locals|people|local people|community leaders|bereaved residents"
    "|members of the public|townspeople|neighbours|businesses|parents|families in|households",
    "suspect": "men|women|youths|teens|gang|gangs|thugs|rioters|the accused|mob",
    "campaigner": "campaign group|pressure group|protest group|action group",
    "party": "opposition members|opposition parties",
    "other": "someone|somebody|anyone|anybody|nobody|everyone|everybody|no one|others",
}
BODIES: Final[Mapping[PartyKind, str]] = {
    "force": "police|police force|the force|force|constabulary|the constabulary",
    "panel": "police and crime panel|police, fire and crime panel|crime panel|panel",
    "council": "council|county council|city council|town council|parish council|borough council"
    "|district council|local authority|combined authority|town hall",
    "federation": "police federation|federation|superintendents' association|police union|unison",
    "government": "home office|government|downing street|ministry of justice|treasury|whitehall"
    "|parliament|no 10",
    "watchdog": "independent office for police conduct|police watchdog|watchdog|ombudsman"
    "|standards committee|standards board|complaints committee|information commissioner"
    "|information commissioner's office|data regulator|regulator|police complaints body"
    "|standards watchdog|conduct watchdog|data watchdog|privacy watchdog",
    "inspectorate": "inspectorate|police inspectorate|inspectorate of constabulary"
    "|chief inspector of constabulary|hm inspector of constabulary",
    "service": "victims' service|victims service|victim service|victims' services|victim support"
    " service|victim care service|support service|support services|victims' helpline"
    "|commissioned service|commissioned services|victim care unit|victims' hub|victim hub",
    "charity": "charity|charities|victim support|women's aid|crimestoppers|samaritans|nspcc"
    "|rape crisis|age uk|barnardo's|suzy lamplugh trust|refuge charity|foundation",
    "party": "green party|her party|his party|their party|her own party|his own party"
    "|labour group|conservative group|political party|party leaders|opposition|opposition group",
    "other": STRANGER_BODIES,
}
# Found as they are written here alone, and in capitals.
CASED: Final[Mapping[PartyKind, str]] = {
    "officer": "PC|PCs|WPC|DC|DI|DS|DCI|Sgt|Supt|Insp|PCSO|PCSOs|ACC|Det|Ch Insp|Ch Supt|DCs",
    "chief": "DCC",
    "MP": "MP|MPs",
    "watchdog": "IOPC|ICO|IPCC",
    "inspectorate": "HMICFRS|HMIC|HMI|Inspectorate",
    "party": "Labour|Conservative|Conservatives|Tory|Tories|Lib Dem|Lib Dems|Liberal Democrat"
    "|Liberal Democrats|Reform UK|Reform|Greens|Green|Plaid Cymru|UKIP",
    "other": "PCC|PCCs|PFCC|PFCCs|OPCC|CPS|NHS|BBC|APCC|NPCC|Met|Ofsted|CEO",
}
# Posts that somebody or some body has: who that is decides the kind.
POSTS: Final = (
    "office|press office|team|spokesperson|spokesman|spokeswoman|chief executive|chief executive"
    " officer|deputy|aide|adviser|advisor|press officer|head of communications|chair|chairman"
    "|chairwoman|chairperson|vice chair|deputy chair|leader|deputy leader|member|members|chief"
    "|boss|bosses|head|director|official|officials|secretary|representative|staff|finance chief"
    "|finance officer|group leader|colleague|colleagues|employee|employees|worker|workers"
    "|finance director|communications chief|head of policy|predecessor|successor"
)
