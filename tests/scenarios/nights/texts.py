"""Invented stories of Ashvale that the scripts share. None is about another's event."""

from tests.scenarios.nights.lines import Story

CALL = Story(
    "Councillors call on Helen Marsh to resign",
    "Opposition councillors on Ashvale's police and crime panel have called on commissioner Helen "
    "Marsh to resign over her budget plans. They said that residents had lost patience with her.",
)
PETITION = Story(
    "Petition wants Ashvale commissioner to resign over bus lane fines",
    "A petition by traders in Harrow Mere asks the Ashvale commissioner to resign because of bus "
    "lane fines at the quay. Its author, a florist, handed in two hundred signatures on paper.",
)
COMPLAINT = Story(
    "Watchdog looks into Ashvale commissioner's conduct",
    "Ashvale's police and crime commissioner Helen Marsh is under investigation by the watchdog "
    "after a former member of staff complained about her conduct at a staff meeting in June.",
)
COUNTER = Story(
    "Lowfield front counter to shut three days a week",
    "The front counter in Lowfield will close three days a week from January under a plan that "
    "Ashvale's police and crime commissioner Helen Marsh set out for the police estate.",
)
KESTLEY = Story(
    "Kestley traders fear for their police front counter",
    "Shopkeepers in Kestley market say that Ashvale's police and crime commissioner has not told "
    "them whether the front counter beside the library stays open after the refurbishment.",
)
BOTH = Story(
    "Marsh told to resign as front counters close",
    "Union officials in Norbury Cross told Ashvale's police and crime commissioner Helen Marsh to "
    "resign on the day on which the front counter there shut for good, after eighty years.",
)

# Fifteen things that have nothing to do with each other but the commissioner.
MANY = tuple(
    Story(headline, f"{text} The Ashvale commissioner was told of it in writing.")
    for headline, text in (
        ("Speed camera van returns to Gull Island", "Islanders saw the yellow van on Monday."),
        ("Cadets win a trophy for first aid", "Twelve teenagers bandaged a mannequin in the rain."),
        ("Allotment thefts worry Osbury growers", "Three sheds lost their mowers and a leek show."),
        ("New kennels for Kestley's police dogs", "Two spaniels moved in beside the railway yard."),
        (
            "Orchestra plays for custody volunteers",
            "A string quartet gave an hour of slow waltzes.",
        ),
        ("Fly-tipping fines doubled at Marl End", "Mattresses had blocked the footpath since May."),
        ("Saltersby lifeboat crew asks for radios", "The cox lent out his own handset in a gale."),
        ("Horse patrol ends in Coldbeck forest", "The last mare retires to a sanctuary in spring."),
        ("Ashvale library hosts scam clinic", "A retired banker explains letters from lotteries."),
        ("Football stewards trained at Norbury", "Forty pensioners learned to search rucksacks."),
        ("Drone pilots map flooded lanes", "Photographs showed cattle stranded on a mound."),
        ("Tattoo parlours checked for licences", "Inspectors found needles in one cellar only."),
        (
            "Hedgehog crossing painted by mistake",
            "The contractor apologised for the wrong stencil.",
        ),
        ("Bell ringers complain of quad bikes", "The tower captain timed engines by the hour."),
        (
            "Chess club moves into an old cell block",
            "Boards are screwed to the tables by the door.",
        ),
    )
)
