"""The words of news that show who began a story: what an office does there, and what else happens.

They are general newsroom English: no name, no event.
"""

from typing import Final

from monitor.understand.phrases import Pattern, compiled

_ACTS = (
    r"announc\w+|launch\w*|unveil\w*|reveal\w*|pledg\w+|promis\w+|commit(?:s|ted|ting)?|award\w*"
    r"|fund(?:ed|ing)|invest(?:s|ed|ing)?|publish\w*|open(?:s|ed|ing)?|outlin\w+|propos\w+|offer\w*"
    r"|(?:sets?|lays?|laid|setting) out|appoint(?:s|ed|ing)?|cho(?:oses?|se|sen)|introduc\w+"
    r"|host(?:s|ed|ing)|secur(?:es|ed|ing)|giv(?:es?|en|ing)|gave|shar(?:es?|ed|ing)|creat\w+"
    r"|hand(?:s|ed|ing)? (?:out|over)|commission(?:s|ed|ing)|writ(?:es?|ten|ing)|wrote|vow\w*"
    r"|plan(?:s|ned|ning)|deliver\w*|provid\w+|recruit\w*|b(?:uys?|ought)|brings?|brought"
    r"|pa(?:ys?|id)|means to|intend\w*|expand\w*|extend\w*|visit\w*|meets|met|join(?:s|ed)?"
    r"|chair(?:s|ed|ing)"
)
_ASKS = (
    r"call(?:s|ed|ing)? (?:for|on)|urg(?:es?|ed|ing)|invit(?:es?|ed|ing)|ask(?:s|ed|ing)?"
    r"|seek(?:s|ing)?|sought|want(?:s|ed)?|encourag\w+|demand\w*|appeal\w*|look(?:s|ing)? for"
)
_VERBS: Final = {
    "acts": _ACTS,
    "asks": _ASKS,
    "answers": (
        r"respon\w+|react\w*|repl(?:y|ies|ied|ying)|defen[ds]\w*|den(?:y|ies|ied|ying)|admit\w*"
        r"|conced\w+|insist\w*|apologi\w+|hits? (?:back|out)|answer\w*|disagree\w*|reject\w*"
        r"|dismiss\w*|(?:when )?asked (?:for (?:her|his|its|a)|about|whether|if|by)|told|tells"
        r"|comment\w*|doubl\w+ down|st(?:ands?|ood) by|repeat\w*|disappoint\w+"
        r"|frustrat\w+|surprised|concerned|spoke\w*|speaks"
    ),
    "suffers": (
        r"(?:urged|asked|told|ordered|invited|called|forced|called upon) to"
        r"|(?:been|being|was|is|are|were|be) (?:\w+ly )?(?:accused|urged|criticised|questioned"
        r"|grilled|asked|called|challenged|ordered|rebuked|invited|reported|elected|re-elected"
        r"|investigated|under|told|held|cleared|heckled|suspended)|fac(?:es?|ed|ing)"
        r"|(?:under|comes under) fire|re-?elected|elected|wins|won|lost|became"
        r"|kept (?:his|her) job"
    ),
    "is glad": (
        r"welcom\w+|prais\w+|thank\w*|pleased|proud|delighted|thrilled|celebrat\w+"
        r"|back(?:s|ed|ing)?|support\w*"
    ),
    "speaks": (  # begins nothing and answers nobody
        r"criticis\w+|slam\w*|condemn\w*|blam\w+|warn\w*|attack\w*|hear[sd]?|sa(?:ys?|id|ying)"
        r"|add(?:s|ed)|believ\w+|holds|thinks|describ\w+|sees"
    ),
}
ROLES: Final[dict[str, Pattern]] = {
    name: compiled(rf"(?i)\b(?:{verbs})\b") for name, verbs in _VERBS.items()
}
THEMES: Final[dict[str, Pattern]] = {
    "the public is asked": compiled(
        r"(?i)\b(?:survey\w*|consultation|have (?:your|their) say|(?:your|their|for|seek\w*) views"
        r"|appl(?:y|ications?)|nominat\w+|volunteers?|residents'? (?:are )?(?:being )?asked"
        r"|asks? residents|invited to|newsletter)\b"
    ),
    "money is given": compiled(
        r"(?i)\b(?:grants?|funding|funded|funds?|awarded|awards|invest(?:s|ed|ing|ments?)?|secured"
        r"|boost|cash|applicants?|proceeds of crime|seized|will be spent|million pounds)\b"
        r"|£[\d.,]+ ?(?:k|m|million)? (?:will|goes|is|for|to|more)\b"
    ),
    "a tax or budget is set": compiled(r"(?i)\b(?:precept|council tax|budget\w*|band d)\b"),
    "something is new": compiled(
        r"(?i)\b(?:launch\w*|unveil\w*|announc\w+|new (?:\w+ )?(?:scheme|strategy|plan|approach"
        r"|campaign|partnership|project|service|fund|team|initiative|operation|hub|technology)"
        r"|initiative|roll(?:ed|ing)?[ -]?out|pilot\w*|blueprint|strategy|strategies"
        r"|police and crime plan|campaign (?:against|to|for|aims|urg\w+))\b"
    ),
    "others examine": compiled(
        r"(?i)\b(?:inspect(?:ors?|ion|orate)|hmic\w*|watchdog|iopc|ombudsman|audit\w*|inquiry"
        r"|inquest|investigat\w+|tribunal|panel|councillors?|cllr|misconduct|freedom of information"
        r"|figures|meeting|committee|debat\w+|leaked|whistleblow\w+)\b"
    ),
    "critics speak": compiled(
        r"(?i)\b(?:critic\w*|accus\w+|row|backlash|controvers\w+|complain\w*|under fire|scandal"
        r"|anger\w*|angry|outrag\w+|furious|fury|slam\w*|attack(?:s|ed) (?:the|as)|resign\w*"
        r"|expenses|apolog\w+|claims?|dangerous|no confidence|petition\w*|fears?|den(?:y|ies|ied)"
        r"|clash\w*|oppos(?:e[ds]?|ition)|objections?|uproar|dismay\w*|withdr[ae]w\w*|veto\w*"
        r"|question(?:s|ed)|disput\w+|quarrel\w*|failed|failing\w*|mock\w*|hostile|unfit)\b"
    ),
    "there is an election": compiled(
        r"(?i)\b(?:candidates?|elect(?:ed|ion|ions)|re-?elected|re-?election|vot(?:e|es|ers|ing|ed)"
        r"|ballot|poll(?:s|ing)|hustings|count|seat|manifesto|by-election|stand(?:s|ing)? for"
        r"|winner|victory|majority)\b"
    ),
    "the government acts": compiled(
        r"(?i)\b(?:white paper|merg(?:e[ds]?|ers?|ing)|abolish\w*|abolition|scrap(?:s|ped|ping)?"
        r"|axe[ds]?|reforms?|(?:home secretary|ministers?|home office|government)"
        r" (?:has|have|is|are|will|to|plans?|announc\w+|confirm\w+|sa(?:ys?|id)))\b"
    ),
    "there is a crime or a court": compiled(
        r"(?i)\b(?:court|jail\w*|sentenc\w+|trial|murder\w*|kill\w*|died|dies|death|stabb\w+"
        r"|arrest\w*|charged|victim of|attack|riot\w*|disorder|protest\w*|tragedy|incident)\b"
    ),
    "it is opinion or an interview": compiled(
        r"(?i)\b(?:interview\w*|column\w*|blog\w*|diary|letters?|opinion|editorial"
        r"|readers?|comment|our view|podcast)\b"
    ),
}
DONE_BY = compiled(
    rf"(?i)\b(?:{_ACTS}|backed|run|led|driven|championed|bid|thanks to|paid for|cash|support)"
    r"(?: [\w£.,]+){0,5} (?:by|from)(?: both)?(?: the| its| their)?(?: office of)?(?: the)?\s*$"
)
LONG_AGO = compiled(
    r"(?i)\b(?:last (?:year|month|summer|winter|autumn|spring)|years ago|in 20\d\d)\b"
)
SAID_BY = compiled(rf"(?i)[,”\"] (?:{_ACTS}|{_ASKS})(?: the)?\s*$")
NO_SUBJECT = compiled(
    r"(?i)\b(?:by|from|of|to|with|for|over|about|on|against|at|under|than|met|meet|\w{3,}ed"
    r"|elect|choose|told|call\w*|between)"
    r"(?: the| its| their| an?)?(?: current| former| new| then| conservative| labour| own)?\s*$"
)
OFFICE_OF = compiled(r"(?i)\boffice of(?: the)?\s*$")
OPINION = compiled(
    r"(?i)(?:\bblog|blogspot|wordpress|wiki|\bopinions?\b|\bletters\b|\bcomment\b|interview)"
)
BOSS = compiled(
    r"(?i)\b(?:pfcc|pcc|(?:police and )?(?:crime )?commissioner"
    r"|(?:police|policing|crime) (?:boss|chief|tsar))\b"
)
