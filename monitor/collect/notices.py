"""What a page says to its reader instead of telling the story, known by its words.

Every pattern speaks of the reader, the site or the offer, never of an event: a council's story
about cookies keeps its sentences.
"""

import re

from monitor.collect.reading import nothing
from monitor.records import Outcome, ParsedFeed

LONGEST = 400  # characters; what is longer is a paragraph that happens to mention one
LONGEST_BYLINE = 80  # characters, with the writer's post
FEWEST_WORDS = 25  # less is a notice or a caption, and the feed's own summary says more
SHORT_PAGE = 120  # words; what is longer is an article, even one about a page that is gone

_NETWORKS = r".{0,60}\bon (?:sounds|facebook|x|twitter|instagram|bluesky|tiktok|youtube)\b"
_PICTURE = r"(?:picture|image|photo)s?(?: credit)?: "
_BEGIN = (
    # other stories, advertisements, dates and pictures between the paragraphs
    r"(?:read (?:more|next|also)|related|see also)\s*:",
    r"(?:read the (?:whole|full) (?:story|article)|more stories)$",
    r"(?:advert(?:isement)?|hide ad)s?$|(?:article|story) continues (?:below|after)",
    r"(?:first |last )?(?:published|updated|posted)\b.{0,80}\d{4}(?: at [\d:.]+)?$",
    rf"image source,|{_PICTURE}",
    # subscriptions
    r"(?:please )?subscribe\b|become a member\b|already (?:a member|registered)\b",
    r"support (?:local|our|independent) journalism\b",
    r"(?:join|sign up|log in|register)(?: now| here| today)?$",
    # newsletters, networks, comments, cookies
    r"(?:please |click here to )?sign up\b.*\b(?:newsletter|bulletin|briefing|inbox|headlines)\b",
    rf"(?:join|follow) .{{0,60}}\bwhatsapp\b|(?:follow|like) {_NETWORKS}",
    r"thank you for signing up\b",
    r"(?:do you have|have you got|got) a (?:story|tip)\b|accept all\b|rydym yn defnyddio cwcis\b",
)
_HOLD = (
    rf"\b{_PICTURE}[^.]{{2,60}}$",
    r"\bsubscribe to (?:continue|read|the \w+ (?:today|for)\b)|\bto continue reading\b",
    r"\balready (?:a subscriber|have an account)\b|\bour members pay\b",
    r"\bregister (?:for free |now )?to (?:read|continue)\b",
    r"\b(?:enjoy|get) (?:unlimited|full) (?:digital )?access\b",
    r"\bsign(?:ing)? up (?:to|for) our\b.*\b(?:newsletter|bulletin|briefing)s?\b",
    r"\b(?:straight|direct(?:ly)?) to your inbox\b|(?:^|[.?!] )join the conversation\b",
    r"\b(?:in the|leave a) comments?\b.{0,20}\bbelow\b",
    r"\b(?:we|site|partners) (?:and .{0,40})?uses? (?:\w+ ){0,2}cookies\b",
    r"\bconsent, we and our\b|\bwith personalised ads\b|\bchange your mind at any time\b",
)
_BEGINS, _HOLDS = (re.compile("|".join(some), re.IGNORECASE) for some in (_BEGIN, _HOLD))
_TRADE = re.compile(r"\b(?:reporter|journalist|correspondent|editor|writer|columnist)\b", re.I)

# Whether the page is that as a whole, so that a short text beside it does not count; and the signs.
_WALLS = (
    (
        (Outcome.BLOCKED, "a check for robots came, no article"),
        r"verif(?:y|ying) (?:that )?you are (?:a )?human|checking your browser|are you a robot"
        r"|security of your connection|unusual traffic from your",
    ),
    (
        (Outcome.GONE, "the publisher says that the article is gone"),
        r"page (?:was )?not found|(?:can(?:no|['’])t|could ?n[o’']t) find (?:that|the|this) page"
        r"|(?:page|article|story) (?:[\w ]{0,40} )?(?:is )?no longer available"
        r"|(?:page|article|story) has been (?:removed|deleted|taken down)",
    ),
    (
        (Outcome.NOT_A_FEED, "only an offer to subscribe came, no article"),
        r"\bsubscribe (?:now )?to (?:continue|read)|\balready a subscriber|\bto continue reading"
        r"|\bto read (?:this|the (?:full|whole)) (?:article|story)",
    ),
    (
        (Outcome.NOT_A_FEED, "only a cookie notice came, no article"),
        r"\bcookies\b.*\b(?:partners|accept|consent)|\bcwcis\b",
    ),
    (
        (Outcome.NOT_A_FEED, "the page shows nothing without JavaScript"),
        r"(?:enable|requires?|turn on|without|need) javascript|javascript is (?:disabled|required)",
    ),
)
_SIGNS = tuple((ending, re.compile(signs, re.IGNORECASE)) for ending, signs in _WALLS)
_WHOLE = {Outcome.BLOCKED, Outcome.GONE}


def is_notice(block: str) -> bool:
    """Whether a paragraph speaks to readers about the site."""
    return len(block) <= LONGEST and bool(_BEGINS.match(block) or _HOLDS.search(block))


def without_author(blocks: list[str], author: str) -> list[str]:
    """The story without its by-line, and without last paragraphs about the one who wrote it."""
    names = tuple(name for name in author.split(", ") if " " in name)
    by = tuple(f"By {name}" for name in names)
    told = [block for block in blocks if len(block) > LONGEST_BYLINE or not block.startswith(by)]
    for at in range(max(1, len(told) - 4), len(told)):
        if told[at] in names or (told[at].startswith(names) and _TRADE.search(told[at])):
            return told[:at]
    return told


def why_no_article(text: str, title: str, seen: str) -> ParsedFeed | None:
    """Nothing and the reason, if a page that shows all these words has no article in it."""
    words = len(text.split())
    if words >= SHORT_PAGE:
        return None
    short = words < FEWEST_WORDS
    for (outcome, reason), signs in _SIGNS:
        # A brief may stand beside a box that speaks of subscriptions or of what was removed.
        if signs.search(seen if short else f"{title} {text}") and (short or outcome in _WHOLE):
            return nothing(outcome, reason)
    return nothing(Outcome.NOT_A_FEED, "the page has no article") if short else None
