"""What the police decide, and what the commissioner does, as the press words it.

Each ends where its object does, because the object tells: commissioners launch reviews and sack
chief constables, and police launch murder inquiries and sack constables.
"""

import re
from typing import Final

_PEOPLE = (
    r"(?:man|men|woman|women|people|person|suspects?|teenagers?|boys?|girls?|youths?|drivers?"
    r"|offenders?|thief|thieves|burglars?|protesters?|gang(?:\s+members?)?|dealers?|shoplifters?"
    r"|robbers?|fans?|rioters?|motorists?)\b(?!['’])"
)
_POLICE = r"(?:officers|police|patrols|PCSOs|constables|riot\s+squads?|police\s+units?)\b(?!['’])"
_SOME = r"(?:(?!cyber\b|of\b|how\b|into\b|after\b|on\b|over\b|for\b|in\b)[\w,-]+\s+){0,3}"
_CRIME = r"(?:murder|homicide|manslaughter|rape|kidnap|arson|burglary|shooting|stabbing|killing)"
_DEATH = rf"(?:{_CRIME}|attack|crash|collision|robbery|assault|death|disappearance|burglaries)\b"
_CASE = (
    rf"{_CRIME}\s+(?:investigation|inquiry|case|probe|hunt)\b"
    r"(?!['’]|\s+(?:review|report|fund|team|unit|training))"
)

# What the police decide by themselves. Each ends where its object does.
_OPERATIONAL = "|".join(
    (
        rf"(?:arrest(?:s|ed)?|detain(?:s|ed)?|taser(?:s|ed)?|handcuff(?:s|ed)?)\s+{_SOME}{_PEOPLE}",
        rf"charge(?:s|d)?\s+{_SOME}{_PEOPLE}\s+with",
        r"raid(?:s|ed)?\s+(?:[\w-]+\s+){0,3}(?:homes?|houses?|flats?|premises|address(?:es)?|farm"
        r"|club|factory|shops?)\b(?!['’])",
        rf"(?:deploy|dispatch|draft)(?:e?s|ed)?\s+(?:in\s+)?{_SOME}{_POLICE}",
        rf"(?:launch|open|start|beg[aiu]n)(?:e?s|ed)?\s+(?:a|the|another)\s+(?:[\w-]+\s+)?{_CASE}",
        r"(?:launch|start)(?:e?s|ed)?\s+a\s+manhunt",
        rf"(?:drop|close|reopen)(?:s|ped|d|ed)?\s+(?:the|a|its|his|her)\s+(?:[\w-]+\s+)?(?:{_CASE}"
        rf"|(?:case|investigation)\s+(?:against|into)\s+{_SOME}(?:{_PEOPLE}|{_DEATH}))",
        r"order(?:s|ed)?\s+(?:(?:the|an)\s+)?arrests?\b",
        rf"order(?:s|ed)?\s+(?:the\s+)?(?:[\w-]+\s+)?(?:{_POLICE}|detectives)\s+to\s+(?:arrest|raid"
        r"|stop|search|clear|break up|charge|evict|seize|storm|open fire)",
        r"(?:issue|impose|authorise)(?:s|d)?\s+(?:a|the|another)\s+(?:[\w-]+\s+)?(?:dispersal"
        r"\s+(?:order|zone)|section\s+60|section\s+35)",
        rf"(?:investigat(?:e|es|ed|ing)|lead(?:s|ing)?\s+the\s+(?:investigation|inquiry)\s+into)"
        rf"\s+(?:the|a|his|her|this|that)\s+{_SOME}{_DEATH}"
        r"(?!\s+(?:rates?|figures|statistics|trends?|on\s+(?:its|his|her|their)))",
        r"polic(?:e|es|ed|ing)\s+(?:the|a|this|that|\w+day['’]s)\s+(?:[\w-]+\s+){0,2}(?:match|derby"
        r"|march|protest|festival|demonstration|rally)\b(?!['’])",
        r"(?:sack|dismiss|fire)(?:e?s|ed|d)?\s+(?:an?|the|two|three|four|\d+)\s+(?:(?:police"
        r"|serving|junior|trainee|armed|corrupt|disgraced|detective|rookie)\s+){0,2}(?:constables?"
        r"|officers?|sergeants?|PCs?|detectives?|inspectors?)\b(?!['’]|\s+(?:claim|fear|concern|complaint|appeal))",
        r"seiz(?:es|ed)\s+(?:[\w£,-]+\s+){0,3}(?:drugs|cannabis|cocaine|heroin|knives|weapons"
        r"|machetes|vehicles|cars|e-bikes)\b",
        r"cordon(?:s|ed)\s+off\b",
    )
)
_DONE = r"[^.;]{0,40}\s(?:was|were|been|being|are|is)\s+(?:\w+\s+)?"
BY_THE_COMMISSIONER: Final = re.compile(
    rf"(?:{_PEOPLE}{_DONE}(?:arrested|tasered|detained|handcuffed)|{_POLICE}{_DONE}deployed"
    rf"|{_CASE}{_DONE}(?:launched|opened|dropped|closed|reopened)"
    rf"|(?<!chief )\b(?:constable|sergeant)\b(?!['’]){_DONE}sacked)\s+by\s+$",
    re.IGNORECASE,
)

_PLAN = (
    r"(?:[\w-]+\s+){0,3}police\s+(?:and|&)\s+crime\s+plan\b"
    r"(?!\s+(?:survey|consultation|update|report|delivery|performance|progress))"
)
_POST = r"deputy\s+(?:(?:police\s+and\s+crime\s+)?commissioner|PCC)\b(?!['’])"

# What the commissioner decides by herself.
_STRATEGIC = "|".join(
    (
        r"(?:rais|increas|hik)(?:es|ed|ing|e)\s+(?:the|its|his|her|their)\s+(?:[\w-]+\s+){0,2}precept"
        r"(?=\s*[.,;]|\s+(?:by|to)\b|\s*$)",
        r"set(?:s|ting)?\s+(?:the|its|his|her|a|this year['’]s|next year['’]s)\s+(?:[\w-]+\s+){0,2}"
        r"precept(?=\s*[.,;]|\s+(?:at|for|of)\b|\s*$)",
        rf"(?:publish|launch|unveil|adopt)(?:e?s|ed|ing)?\s+(?:the|its|his|her|a|their)\s+{_PLAN}",
        rf"appoint(?:s|ed|ing)?\s+(?:a|an|the|its|his|her|their)?\s*(?:[\w-]+\s+){{0,2}}{_POST}",
        r"appoint(?:s|ed)?\s+(?:himself|herself|themselves|itself)\b",
        r"appoint(?:s|ed|ing)?\s+(?:a|its|their)\s+(?:new|next|permanent)\s+chief\s+constable\b",
        r"(?:award|gave|give|hand|grant|distribut)\w*\s+(?:out\s+)?(?:(?:more than|nearly|about"
        r"|up to|almost)\s+)?(?:£[\d,.]+|grants?\b|money\b|cash\b)[^.;]{0,60}\bfrom\s+the\s+"
        r"(?:[\w’'-]+\s+){0,4}(?:commissioner|PCC)['’]s\s+(?:[\w-]+\s+){0,3}fund\b",
        r"commission(?:s|ed|ing)\s+(?:[\w-]+\s+){0,3}(?:victims?['’]?s?\s+(?:\w+\s+)?services?"
        r"|services?\s+for\s+victims|victim\s+support)\b",
        r"(?:sold|sells|selling|auction(?:s|ed))\s+(?:off\s+)?(?:the|its|a|their|an)\s+(?:[\w-]+\s+)"
        r"{0,3}police\s+(?:station|headquarters)s?\b(?!['’])",
    )
)
BY_THE_POLICE: Final = re.compile(
    rf"(?:\bprecept|\bpolice\s+(?:and|&)\s+crime\s+plan|{_POST}){_DONE}"
    r"(?:set|raised|increased|published|appointed|adopted)\s+(?:[^.;,]{0,30}\s)?by\s+$",
    re.IGNORECASE,
)
_AUX = (
    r"(?:(?:has|have|had|is|are|will|also|then|later|today|yesterday|now|personally|himself|herself"
    r"|since|immediately|\w+day|just|already)\s+){0,3}"
)
_ASIDE = r"(?:\s*\([^()]{1,40}\))?(?:,\s+[^,;]{1,80},)?\s+"
POLICE_DEED: Final = re.compile(rf"{_ASIDE}{_AUX}(?:{_OPERATIONAL})", re.IGNORECASE)
COMMISSIONERS_DEED: Final = re.compile(rf"{_ASIDE}{_AUX}(?:{_STRATEGIC})", re.IGNORECASE)
