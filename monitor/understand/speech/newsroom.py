"""How the press calls those who speak, and by which words it says that they do."""

from collections.abc import Mapping
from typing import Final

from monitor.records import Speaker


def words(text: str) -> frozenset[str]:
    """A list of words, written as a line of them."""
    return frozenset(text.split())


KIN: Final = words(
    "mother father mum dad parents widow widower wife husband partner son daughter brother sister"
    " family uncle aunt grandmother grandfather grandparents cousin relatives"
)
RANKS: Final = (
    "Superintendent|Supt|Det Supt|Ch Supt|Det Ch Supt|DCI|Det Ch Insp|Ch Insp|Inspector|Insp"
    "|Det Insp|Det Inspector|DI|DS|Det Sgt|Sergeant|Sgt|DC|PC|PCSO|Constable|ACC|DCC|T/Supt"
    "|Detective|Commander|Special Constable|Det Con"
)
SPOKEN_FOR: Final = (
    *("spokesperson", "spokesman", "spokeswoman", "chief executive", "chief of staff", "aide"),
    *("press officer", "head of communications"),
)
DESKS: Final = ("office", "press office", "team")
CHAIRS: Final = (
    "chair",
    "chairman",
    "chairwoman",
    "chairperson",
    "vice-chair",
    "vice chair",
    "deputy chair",
    "leader",
)

# Whoever is called so, wherever; the watchlist and what is meant by an office go before it.
ROLES: Final[Mapping[Speaker, tuple[str, ...]]] = {
    Speaker.CHIEF: (
        "chief constable",
        "acting chief constable",
        "temporary chief constable",
        "interim chief constable",
    ),
    Speaker.FORCE: (
        *(rank for rank in RANKS.split("|") if len(rank) > 4),
        "deputy chief constable",
        "assistant chief constable",
        "temporary assistant chief constable",
        "temporary deputy chief constable",
        "chief superintendent",
        "detective superintendent",
        "detective chief superintendent",
        "detective chief inspector",
        "chief inspector",
        "detective inspector",
        "detective sergeant",
        "detective constable",
        "detectives",
        "police",
        "police officers",
        "officers",
        "police chiefs",
        "police chief",
        "police force",
        "force",
        "constabulary",
        "investigators",
        "neighbourhood team",
    ),
    Speaker.PANEL: (
        "police and crime panel",
        "police, fire and crime panel",
        "crime panel",
        "panel",
        "panel members",
        "panel member",
        "panel chair",
        "panel chairman",
        "panel chairwoman",
        "panel's chair",
        "panel's chairman",
        "panel's chairwoman",
        "councillors on the panel",
        "members of the panel",
    ),
    Speaker.MP: ("MP", "MPs", "member of parliament", "shadow home secretary", "backbencher"),
    Speaker.COUNCILLOR: (
        "councillor",
        "councillors",
        "county councillor",
        "borough councillor",
        "parish councillor",
        "town councillor",
        "city councillor",
        "district councillor",
        "cllr",
        "cllrs",
        "council leader",
        "deputy council leader",
        "leader of the council",
        "ward member",
        "alderman",
    ),
    Speaker.FEDERATION: (
        "police federation",
        "federation",
        "superintendents' association",
        "unison",
        "police union",
        "federation chair",
        "federation chairman",
        "federation secretary",
    ),
    Speaker.GOVERNMENT: (
        "home office",
        "home secretary",
        "policing minister",
        "minister",
        "ministers",
        "prime minister",
        "government",
        "downing street",
        "chancellor",
        "ministry of justice",
        "justice secretary",
        "crime minister",
        "secretary of state",
        "solicitor general",
        "attorney general",
        "treasury",
        "whitehall",
    ),
    Speaker.CHARITY: (
        "charity",
        "charities",
        "the charity's",
        "victim support",
        "women's aid",
        "crimestoppers",
        "samaritans",
        "refuge worker",
        "suzy lamplugh trust",
        "nspcc",
        "age uk",
        "rape crisis",
        "barnardo's",
        "shelter manager",
    ),
    Speaker.FAMILY: (
        "victim",
        "victims",
        "survivor",
        "survivors",
        "bereaved",
        "the family",
        *(
            f"{whose} {kin}"
            for whose in ("his", "her", "their", "whose", "'s", "victim's", "the")
            for kin in KIN
            if whose != "the" or kin in ("widow", "widower", "parents", "family", "relatives")
        ),
        *(f"{kin} of" for kin in KIN if kin not in ("partner", "partners", "family")),
        "mother-of-two",
        "father-of-two",
        "mum-of-two",
        "dad-of-two",
    ),
    Speaker.OTHER: (
        *("woman", "man", "resident", "teenager", "pensioner", "shopkeeper", "trader", "farmer"),
        *("neighbour", "caller", "driver", "solicitor", "judge", "teacher", "businessman"),
        "police and crime commissioner",
        "crime commissioner",
        "commissioner",
        "PCC",
        "PFCC",
        "police boss",
        "policing boss",
        "crime tsar",
    ),
}

# ---------------------------------------------------------------- verbs

# Without quotation marks these alone show that somebody's words are told.
SAYING: Final = words(
    "said says say told tells tell added adds add insisted insists insist argued argues argue"
    " warned warns warn claimed claims claim explained explains explain admitted admits admit"
    " stressed stresses stress replied replies reply responded responds commented comments"
    " remarked stated states declared declares maintained maintains conceded concedes"
    " acknowledged acknowledges complained complains denied denies deny urged urges urge"
    " promised promises promise pledged pledges pledge vowed vows vow apologised apologises"
    " apologise apologized joked jokes tweeted tweets reminded reminds emphasised emphasises"
    " reiterated reiterates wondered wonders believes believe hopes hope thinks think reckons"
    " reckoned predicted predicts boasted observed asserted contended contends countered counters"
    " recalled recalls noted notes suggested suggests quipped answered"
)
# These do beside quotation marks, or before "that", "how", "why", "whether" or "for".
SHOWING: Final = words(
    "announced announces revealed reveals confirmed confirms asked asks ask called calls call"
    " described describes branded brands dubbed dubs labelled labels welcomed welcomes praised"
    " praises criticised criticises condemned condemns slammed slams blasted blasts hailed hails"
    " backed backs defended defends thanked thanks wrote writes questioned questions feels felt"
    " agreed agrees accepted accepts demanded demands reported reports concluded concludes"
    " continued continues began laughed shouted sighed posted posts spoke speaks hoped believed"
    " thought fears feared disagreed disagrees pointed points appealed appeals found finds"
    " expressed attacked attacks accused accuses regretted regrets rejected rejects dismissed"
    " dismisses likened likens credited credits answers"
)
PARTICIPLES: Final = words(
    "saying adding warning arguing claiming insisting explaining telling promising admitting"
    " stressing suggesting urging describing calling branding noting pledging vowing"
)
CERTAIN: Final = words(
    "said says say told tells added warned argued insisted admitted explained"
)  # no noun reads like one of these: whoever stands before it spoke
INVERTED: Final = words(
    "said says added adds explained explains insisted insists argued argues claimed claims"
    " admitted admits wrote writes replied commented"
)
# In a headline these are short for "was told" and the like.
PASSIVE: Final = words(
    "told urged warned asked accused promised reminded called branded criticised dubbed described"
    " labelled slammed blasted praised backed hailed attacked condemned"
)
VERBS: Final = SAYING | SHOWING | PARTICIPLES | {"comment"}
BARE: Final = frozenset(one for one in VERBS if {f"{one}s", f"{one[:-1]}ies"} & VERBS)

# ---------------------------------------------------------------- he and she

WOMEN: Final = words(
    "Abigail Aisha Alice Alison Amanda Amy Angela Ann Anna Anne Antonia April Barbara Belinda Beth"
    " Bridget Carol Caroline Catherine Charlotte Cheryl Christine Claire Clare Dawn Deborah Deirdre"
    " Denise Diana Diane Donna Dorothy Eileen Elaine Eleanor Eleri Elizabeth Ellie Emily Emma Fiona"
    " Frances Gillian Grace Hannah Harriet Hazel Heather Helen Irene Isabel Jackie Jacqueline Jane"
    " Janet Janice Jennifer Jenny Jessica Jill Joan Joanna Joanne Joy Joyce Judith Julia Julie"
    " Karen Kate Katherine Kathryn Katie Katy Kirsty Laura Lauren Linda Lisa Lorna Lorraine Louise"
    " Lucy Margaret Maria Marie Marion Mary Maureen Melanie Michelle Nadia Nancy Naomi Natalie"
    " Nicola Olivia Pam Pamela Patricia Paula Pauline Penny Philippa Priya Rachel Rebecca Rosemary"
    " Ruth Sally Samantha Sandra Sara Sarah Sharon Sheila Shirley Sonia Sophie Stella Stephanie Sue"
    " Susan Susannah Suzanne Sylvia Tamsin Tanya Teresa Theresa Tina Tracey Tracy Valerie Vanessa"
    " Vera Veronica Victoria Virginia Wendy Yasmin Yvonne Zoe Ada Lena Dana"
)
EITHER: Final = words(
    "Alex Ali Ash Chris Evan Francis Hilary Jean Jordan Kelly Kerry Kim Lee Leslie Lynn Robin"
    " Sam Terry Vernon Jamie Ray"
)
