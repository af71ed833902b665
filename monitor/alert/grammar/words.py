"""The words by which a sentence shows who does what to whom."""

import re
from typing import Final


def words(text: str) -> frozenset[str]:
    """A list of words, written as a line of them."""
    return frozenset(text.split())


BE: Final = words("is are was were be been being am got gets get getting felt feels feel 're 'm")
HAVE: Final = words("has have had having 've")
MODAL: Final = words(
    "will would shall should must may might can could cannot do does did 'll 'd won wouldn couldn"
    " shouldn mustn don doesn didn hasn haven isn aren wasn weren needs need ought has have"
)
AUXILIARY: Final = BE | HAVE | MODAL
NOT: Final = words(
    "not never no n't t also now still only even already again just then later soon today tonight"
    " yesterday tomorrow both all formally finally immediately currently reportedly previously"
    " recently once himself herself itself themselves really simply quietly ever always often"
    " since first so far long further ever abruptly"
)
DETERMINER: Final = words(
    "the a an this that these those its their our his her my your any some every each no two three"
    " four five six seven eight nine ten several many more most all both other another such"
)
PREPOSITION: Final = words(
    "of to in on at by for with from about over into against towards toward between among amid"
    " behind under near around outside inside across through during without within despite"
    " following including like per via beyond alongside beside upon onto off out up down as"
)
TARGETS: Final = words("of into against about towards toward between")
SOURCES: Final = words("by from")
SUBORDINATE: Final = words(
    "after before as when while because if although though since until unless whereas whilst"
    " whether how why what where once"
)
THROUGH: Final = words("how why whether what where")
RELATIVE: Final = words("who whom whose which")
COORDINATE: Final = words("and or nor & but yet")
BREAKS: Final = words("; : . ? ! — – - | …")
COMMAS: Final = words(", ( ) \" “ ” ‘ ' ’ «")
TIMES: Final = words(
    "today tonight yesterday tomorrow last this next on in at during after earlier later as when"
    " while ahead before following monday tuesday wednesday thursday friday saturday sunday"
)

# Together, made once: a union of sets in a loop over words took most of the time.
LINKS: Final = RELATIVE | SUBORDINATE
ENDS: Final = PREPOSITION | BREAKS | COMMAS | LINKS | COORDINATE | AUXILIARY
NO_VERB: Final = PREPOSITION | COORDINATE | DETERMINER | LINKS
CLOSES: Final = COMMAS | BREAKS
NOT_OBJECT: Final = PREPOSITION | CLOSES
STOPS: Final = (BREAKS | LINKS | AUXILIARY | COORDINATE | {",", "to"}) - PREPOSITION
BOUNDS: Final = PREPOSITION | DETERMINER | COORDINATE | AUXILIARY | BREAKS | {","}
NO_THING: Final = PREPOSITION | AUXILIARY | COORDINATE | NOT | DETERMINER
NOT_WITHIN: Final = PREPOSITION | AUXILIARY | COORDINATE
BEFORE_NOUN: Final = PREPOSITION - {"to", "as"}
BEFORE_CLAIM: Final = (DETERMINER | {"'s"}) | (PREPOSITION - {"to"})
BEGINS: Final = SUBORDINATE | {"that", "if", "'", '"', "“", "‘", "there"}
STANDS_LAST: Final = TIMES | PREPOSITION
LIST_WORDS: Final = DETERMINER | {",", "and", "or", "nor", "&", "both"}

# ---------------------------------------------------------------- verbs

# What follows is told by them: a new subject begins.
SAYING: Final = words(
    "said says say saying claimed claims claim claiming argued argues argue arguing insisted"
    " insists insist insisting added adds adding warned warns warn warning believes believe"
    " believed thinks think thought hopes hope hoped fears fear feared feels felt suggests"
    " suggested suggest explained explains maintained maintains wrote writes heard hears hear"
    " stressed stresses noted notes announced announces announce confirmed confirms confirm"
    " revealed reveals reveal understands understand knows know knew shows showed show found"
    " finds find alleges alleged allege demands demanded demand demanding insist proposes proposed"
    " concluded concludes ruled rules agreed agrees complained complains replied replies joked"
    " promised promises pledged pledges vowed vows denied denies deny admitted admits admit"
    " accepts accepted accept reports reported wonders wondered says tweeted tweets posted posts"
    " told tells tell telling asked asks ask asking urged urges urge urging reminded reminds"
    " ordered orders order reckons predicted predicts declared declares acknowledged ensures"
    " wants want wanted wanting wish wishes imagine expects expect expected"
)
TELLING: Final = words(
    "told tells tell telling asked asks ask asking urged urges urge urging reminded reminds warned"
    " warns warn warning ordered orders order wants want wanted wanting expects expect expected"
)
# These take a clause only before "that" or a subject with a verb of its own.
_HALF = "den(?:y|ies|ied)|admit|accept|announc|confirm|reveal|show|found|find|allege|propos|rul|"
HALF: Final = re.compile(
    rf"(?:{_HALF}agree|promis|pledg|report|acknowledg|order|demand|understand|kn[eo]w|claim|hear"
    r"|want|expect|post|ask|urg|declare|complain|not|conclud|fe[el])"
)
NAMING: Final = words(
    "warning claim claims report reports order orders demand demands fear fears hope hopes promise"
    " pledge show shows find finds thought thoughts note notes post posts wish wishes vow reminder"
)  # nouns as well: a final warning
INVERTING: Final = words(
    "said says say added adds insisted insists explained explains argued argues claimed claims"
    " wrote replied admitted tweeted warned"
)
# Who is asked, called on or pressed to do it.
CONTROL: Final = re.compile(
    r"(?:call|urg|press|pressur|demand|petition|ask|want|told|tell|forc|order|plea|beg|invit|need"
    r"|time|push|campaign|expect|requir|allow|persuad|warn|advis|help|appeal|bid|move|vote|motion)"
    r"(?:e|es|s|ed|d|ing|ned|ding)?$"
)
# What is done to somebody: of `suspended` the one who was suspended matters.
DONE_TO: Final = re.compile(
    r"(?:suspend|sack|dismiss|fire[ds]?$|firing$|arrest|charg|investigat|remov|oust|barr?(?:ed|s|ing)?$"
    r"|bann?|convict|jail|sentenc|bail|clear|question|caution|fined?$|stripp|reinstat|appoint|replac"
    r"|criticis|slam|blast|accus|condemn|attack|threat|abus|target|veto|reject|summon|censur"
    r"|reprimand|refer|prais|thank|hail|contact|approach|rat(?:e|ed|es|ing)$|hack|restrain|punch"
    r"|assault|stalk|harass|lambast|rebuk|vilif|heckl|mock|undermin|overrul|confront|sue[ds]?$"
    r"|prosecut|disciplin|expel|vett|bully|bullied|bullies|insult|stabb|kill|injur|shot|applaud"
    r"|back)"
)
# Only a person can: the roof of the commissioner's office does not resign.
PERSONAL: Final = re.compile(
    r"(?:suspend|sack|dismiss|fire[ds]?$|arrest|charg|remov|oust|convict|jail|sentenc|bail|appoint"
    r"|reinstat|resign|quit|retir|st(?:an|oo)d|step|defect|refer|barr)"
)
CLASH: Final = re.compile(
    r"(?:clash|rows?$|rift|feud|spats?$|disput|standoff|loggerheads|odds$|disagree|tension"
    r"|quarrel|wrangl|split|fallout|war$|collision$|tussle)"
)
PARTICIPLE: Final = re.compile(
    r"(?:\w+ed|put|set|led|held|told|caught|found|shot|hit|let|beaten|given|taken|seen|known|shown"
    r"|broken|forced|kept|left|made|paid|sent|struck|stung|torn|upheld|withdrawn|written|chosen"
    r"|driven|run|won|lost|sued|named|axed|fired)$"
)

# ---------------------------------------------------------------- nouns

NOUN: Final = re.compile(
    r"(?:\w+(?:tion|tions|sion|sions|ment|ments|ness|ity|ities|ship|ance|ence|als?)|complaints?"
    r"|misconduct|conduct|rows?|probes?|inquir(?:y|ies)|expenses|salary|budgets?|precept|votes?"
    r"|breach(?:es)?|leaks?|threats?|petitions?|scandals?|letters?|reports?|reviews?|calls?|plans?"
    r"|claims?|charges?|concerns?|fury|anger|backlash|clash(?:es)?|attacks?|apolog(?:y|ies)|departure|exit"
    r"|arrests?|leave|pay|cuts?|bills?|costs?|hearings?|tensions?|bullying|vetting|fraud|theft"
    r"|no-confidence|confidence|racism|sexism|corruption|rifts?|feuds?|spats?|disputes?)$"
)
# Whoever has them is meant, whatever comes after: her conduct towards officers.
OWN: Final = re.compile(
    r"(?:resign|retire|departure|exit|conduct|misconduct|behaviour|expenses|salary|position|pay$"
    r"|apolog|future|career|leadership|record|home|house|handling|performance)"
)
# Done by some to others: who orders one is not its object.
INQUIRY: Final = re.compile(
    r"(?:investigat|inquir|complain|probe|review|hearing|report|petition|call|resignation|suspension"
    r"|dismissal|sacking|arrest|charge|allegation|accusation|criticism|attack|threat|misconduct"
    r"|motion|vote|concern|question|bullying|charges|abuse|removal|no|standards)"
)
EXPERIENCE: Final = re.compile(
    r"(?:fac|den(?:y|ies|ied)|surviv|admit|avoid|escap|weather|resist|reject|refus|deliver|tender"
    r"|hand|submit|offer|broke|breach|violat|withdr|defend|under|risk|fight|fought|plead|is$|was$"
    r"|are$|were$|be$|been$|has$|have$|had$|commit|los[et]|endur|suffer|brush|dodg|ignor|caus"
    r"|accept|receiv|trigger|spark|tak|took)"
)
CALLING: Final = re.compile(
    r"(?:call|ask|push|press|vote[ds]?$|appl|wait|respond|repl|look|demand|campaign|spe[ao]k|talk"
    r"|comment|hears?$|heard$|listen|turn|await|support)"
)
ADJECTIVE: Final = re.compile(
    r"(?:gross|serious|alleged|formal|fresh|new|public|full|internal|further|urgent|special|separate"
    r"|secret|angry|bitter|ongoing|damning|police|own|growing|repeated|work|data|code|personal"
    r"|\w+(?:al|ous|ic|ive|ent|ant))$"
)
ON: Final = re.compile(r"(?:attack|assault|pressure|ruling|verdict|vote|calls?$|report|judg)")
IN: Final = re.compile(r"(?:confidence|faith|trust|concerns?$|fail|fault|flaw|weakness)")
FOR: Final = re.compile(r"(?:calls?$|demand|pressure|candidate|concern|threat|consequence|support)")
TO: Final = re.compile(r"(?:threat|damage|danger|blow|letter|respon|answer|complaint|question)")
