"""Whole stories under the rulebook that comes with the project, as a press office would live them.

What they want is what a press officer wants of such a night; the wording of the rules may change,
and whom they tell of these stories at which urgency may not.
"""

from tests.scenarios.nights.ashvale import GWEN, RUTH, SAM, SHIPPED
from tests.scenarios.nights.conftest import Play
from tests.scenarios.nights.lines import S1, S2, S3, Story, item, quiet_until, told
from tests.scenarios.nights.people import ack, release, take
from tests.scenarios.nights.texts import CALL

TUESDAY = "Tue 20 Oct 2026"
NOTES = ("*",)  # what other rules write down of such a story is theirs

SUSPENDED = Story(
    "Chief constable suspended over complaint",
    "Ashvale Police's chief constable Tom Ridley has been suspended while the watchdog looks at "
    "how he handled a complaint. Police and crime commissioner Helen Marsh said she had taken the"
    " decision on Monday night. The deputy chief constable will lead the force until further "
    "notice.",
)
BREACH = Story(
    "Data breach: victims' names on commissioner's website",
    "The names and addresses of 214 victims of crime were published in error on the website of "
    "Ashvale's police and crime commissioner for two days, the office has admitted. The "
    "information commissioner has been told of the data breach. A survivor said she no longer "
    "felt safe.",
)
VETO = Story(
    "Panel vetoes commissioner's council tax plan",
    "Councillors unanimously vetoed Helen Marsh's precept plan at a meeting of Ashvale's police "
    "and crime panel on Wednesday. The police and crime commissioner had wanted 15 pounds more a "
    "year from each household. She must now bring a lower figure within two weeks.",
)
PRECEPT = Story(
    "Anger as commissioner's office costs rise by a fifth",
    "Taxpayers in Ashvale will pay 15 pounds more for policing while the commissioner's own "
    "office costs rise by a fifth. Critics called the budget of police and crime commissioner "
    "Helen Marsh a disgrace. “She has failed us,” said a shopkeeper in Norbury Cross who faces a "
    "higher bill.",
)
NO_ANSWER = Story(
    "Village waits for answers on speeding",
    "Residents of Coldbeck counted ninety speeding lorries in a morning and wrote to Ashvale's "
    "police and crime commissioner in July. The commissioner's office did not respond to a "
    "request for comment before publication.",
)
PRAISE = Story(
    "Boxing club thanks commissioner for new ring",
    "A boxing club in Kestley has thanked Ashvale's police and crime commissioner Helen Marsh for"
    " a wonderful grant. “It is the best thing that happened to our teenagers in years,” its "
    "coach said, full of praise for her generous support. Two hundred young people now train "
    "there.",
)
CRIME = Story(
    "Man arrested after shed burglary in Lowfield",
    "A man of 34 was arrested on suspicion of burglary after a shed in Lowfield was broken into "
    "on Sunday night. Officers recovered two bicycles and a drill. He was released on bail.",
)
MANAGER = Story(
    "United manager Colin Marsh told to resign after fifth defeat",
    "Ashvale United's manager Colin Marsh faces fresh calls to resign after a fifth defeat in a "
    "row. Supporters sang against him throughout the second half on Saturday.",
)
TREES = Story(
    "School plants two hundred trees",
    "Pupils at Harrow Mere planted two hundred saplings along the bypass. Ashvale's police and "
    "crime commissioner Helen Marsh held the spade for the photographers and thanked the "
    "teachers.",
)
STREETS = Story(
    "Safer streets for Lowfield with ninety new lamps",
    "Ninety new lamps will light the paths of Lowfield by Christmas, police and crime "
    "commissioner Helen Marsh announced today. The lamps cost 90,000 pounds, paid from the Safer "
    "Streets fund. “People told me where they are afraid to walk, and we listened,” said Helen "
    "Marsh. Work begins at the station underpass and ends at the fish quay, with eleven places in"
    " between.",
)


def test_the_call_to_resign_that_crosses_to_a_second_owner_before_midnight(night: Play) -> None:
    night(
        TUESDAY,
        SHIPPED,
        item("22:40", "Ashvale Gazette", CALL),
        told("22:40", "22:40", S2, "R01", SAM, says=CALL.headline),
        ack("22:44", "R01"),
        item("22:55", "Norbury Post", CALL),
        item("23:05", "Ashvale Evening Echo", CALL),
        told("23:05", "23:05", S1, "R01", SAM, says="more urgent"),
        quiet_until("Wed 00:30"),
        model=True,
        besides=NOTES,
    )


def test_the_chief_constable_is_suspended_and_nobody_answers_at_a_quarter_past_two(
    night: Play,
) -> None:
    night(
        TUESDAY,
        SHIPPED,
        item("02:15", "Ashvale Evening Echo", SUSPENDED),
        told("02:15", "02:15", S1, "R05", SAM),
        told("02:25", "02:25", S1, "R05", RUTH),
        take("02:38", "R05", by=RUTH),
        item("06:10", "The Daily Courier", SUSPENDED),
        quiet_until("07:00"),
        model=True,
        every=10,
        besides=NOTES,
    )


def test_the_names_on_the_website_reach_the_chief_executive(night: Play) -> None:
    night(
        TUESDAY,
        SHIPPED,
        item("22:45", "Ashvale Gazette", BREACH),
        told("22:45", "22:45", S1, "R16", SAM),
        told("22:55", "22:55", S1, "R16", RUTH),
        told("23:15", "23:15", S1, "R16", GWEN),
        ack("23:20", "R16", by=GWEN),
        quiet_until("Wed 01:00"),
        model=True,
        every=5,
        besides=NOTES,
    )


def test_the_panel_vetoes_the_precept(night: Play) -> None:
    night(
        "Wed 3 Feb 2027",
        SHIPPED,
        item("16:20", "Ashvale Gazette", VETO),
        told("16:20", "16:20", S1, "R07", SAM),
        ack("16:24", "R07"),
        item("16:40", "Norbury Post", VETO),
        quiet_until("18:00"),
        model=True,
        besides=NOTES,
    )


def test_the_money_story_of_a_february_morning(night: Play) -> None:
    night(
        "Wed 3 Feb 2027",
        SHIPPED,
        item("10:20", "Ashvale Gazette", PRECEPT),
        told("10:20", "10:20", S2, "R08", SAM),
        ack("10:25", "R08"),
        item("10:50", "Kestley Observer", PRECEPT),
        quiet_until("12:00"),
        model=True,
        besides=NOTES,
    )


def test_an_enquiry_that_was_missed(night: Play) -> None:
    night(
        TUESDAY,
        SHIPPED,
        item("11:00", "Harrow Mere Times", NO_ANSWER),
        told("11:00", "11:00", S2, "R26", SAM),
        ack("11:05", "R26"),
        quiet_until("12:30"),
        model=True,
        besides=NOTES,
    )


def test_an_ordinary_day_wakes_nobody(night: Play) -> None:
    night(
        TUESDAY,
        SHIPPED,
        item("08:10", "Ashvale Gazette", CRIME),
        item("09:30", "Norbury Post", MANAGER),
        item("11:00", "Harrow Mere Times", TREES),
        item("14:00", "Kestley Observer", PRAISE),
        item("16:00", "Ashvale Police", CRIME),
        quiet_until("19:00"),
        model=True,
        besides=NOTES,
    )


def test_good_news_that_the_gazette_turned(night: Play) -> None:
    turned = (
        "Ninety new lamps will light the paths of Lowfield by Christmas, police and crime "
        "commissioner Helen Marsh announced. The lamps cost 90,000 pounds, paid from the Safer "
        "Streets fund. “People told me where they are afraid to walk, and we listened,” said Helen "
        "Marsh. Residents called it a scandalous waste while patrols have vanished, and accused "
        "the commissioner of failing the victims of burglars."
    )
    night(
        TUESDAY,
        SHIPPED,
        release("09:00", STREETS.headline, STREETS.text),
        item("11:00", "Ashvale Gazette", "Marsh wastes 90,000 pounds on lamp posts", turned),
        told("11:00", "11:00", S3, "R33", SAM),
        quiet_until("12:30"),
        model=True,
        besides=NOTES,
    )


def test_the_release_that_was_out_before_its_embargo(night: Play) -> None:
    night(
        TUESDAY,
        SHIPPED,
        release("20:00", STREETS.headline, STREETS.text, embargo="Wed 06:00"),
        item("22:30", "Norbury Post", STREETS),
        told("22:30", "22:30", S2, "R34", SAM),
        ack("22:34", "R34"),
        quiet_until("23:40"),
        model=True,
        besides=NOTES,
    )


def test_posts_that_double_on_a_saturday_night(night: Play) -> None:
    posts = "Posts tagged #ashvale"
    words = "Where was the Ashvale commissioner when street {} flooded?"
    night(
        "Sat 17 Oct 2026",
        SHIPPED,
        *(item("22:10", posts, "", words.format(n), author=f"a{n}") for n in range(6)),
        *(item("22:35", posts, "", words.format(n), author=f"a{n}") for n in range(10, 30)),
        told("22:35", "22:45", S2, "R24", SAM),
        ack("22:50", "R24"),
        quiet_until("23:40"),
        every=10,
        besides=NOTES,
    )
