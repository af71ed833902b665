"""Who is watched, as data: every mistake is told, and the ready-made areas have none."""

import tomllib
from collections import Counter
from datetime import date
from itertools import chain, pairwise
from pathlib import Path

import pytest

from monitor.errors import ConfigError, InputRefused
from monitor.records import Holder, Hours, Office, Theme
from monitor.settings import (
    AREAS,
    configuration_of,
    default_context,
    default_rules,
    load_settings,
    read_profile,
    ready_areas,
)
from tests.settings import GOOD, write

ROOT = Path(__file__).parents[2]
FACTS = ROOT.parent / "shared" / "areas"
READY = ["cambridgeshire", "leicestershire", "thames-valley", "west-mercia"]
WATCHLIST = """\
[[offices]]
id = "northmoor"
name = "Northmoor"
title = "Police and Crime Commissioner for Northmoor"
names = ["Northmoor PCC"]
short = ["PCC", "police boss"]
area = ["Northmoor"]
places = [
    { name = "Saltby", district = "Saltby", also = ["Saltby Borough Council"] },
    { name = "April Cross", district = "Moorside", not_when = ["in April"] },
]
mps = [
    { name = "Ada Wragg", seat = "Saltby", from = 2024-07-04 },
]
bodies = [
    { id = "panel", name = "Northmoor Police and Crime Panel", kind = "panel" },
]

[[offices.holders]]
id = "merrow"
name = "Jane Merrow"
role = "pcc"
from = 2021-05-13
parties = [
    { name = "Green", from = 2021-05-13, to = 2022-01-01 },
]

[[offices.holders]]
id = "tarn"
name = "Alan Tarn"
role = "acting_pcc"
status = "acting"
from = 2020-11-11
to = 2021-05-12

[offices.force]
name = "Northmoor Police"
also = ["NMP"]

[[offices.force.chiefs]]
name = "Ivy Holt"
from = 2020-04-01
to = 2024-03-31

[[offices.themes]]
id = "streets"
name = "Safer streets"
from = 2021-09-01
to = 2024-08-31
words = ["burglar*"]

[[offices.topics]]
id = "harbour"
name = "The harbour"
words = ["docks"]

[offices.patches]
gazette = ["Saltby"]

[context]
expansions = ["parochial church council"]
other_commissioners = ["Information Commissioner"]

[[context.namesakes]]
name = "Jane Merrow"
who = "a singer"
near = ["album"]

[[context.neighbours]]
area = "Eastmark"
people = ["Joe Finch"]

[[context.leads]]
id = "money"
lead = "PCC"
words = ["precept"]

[[context.bodies]]
id = "watchdog"
name = "The watchdog"
kind = "oversight"

[[context.topics]]
id = "knives"
name = "Knives"
words = ["knife crime"]
"""

# What becomes what in that watchlist, and how the mistake is told.
MISTAKES = [
    ("short =", "shrt =", "6: unknown key `shrt`, did you mean `short`?"),
    ('"police boss"', '""', "6: name 2 is empty"),
    (
        '"police boss"',
        '"northmoor pcc"',
        "6: `northmoor pcc` cannot both need an anchor and stand among `names`",
    ),
    ('area = ["Northmoor"]', 'area = [" "]', "7: name 1 is empty"),
    ("not_when", "notwhen", "10: unknown key `notwhen`, did you mean `not_when`?"),
    ('"in April"', '""', "10: name 1 is empty"),
    ('"April Cross"', '"Saltby"', "10: the place `Saltby` stands there twice"),
    ('"April Cross"', '" "', "10: name 1 is empty"),
    ('district = "Moorside"', 'district = ""', "10: district 1 is empty"),
    (', seat = "Saltby"', "", "13: `seat` is missing"),
    ('"Ada Wragg"', '"*"', "13: name 1 is empty"),
    (
        "from = 2024-07-04",
        "from = 2024-07-04, to = 2024-01-01",
        "13: Ada Wragg leaves before taking office",
    ),
    (
        'kind = "panel"',
        'kind = "pannel"',
        '16: `kind` is "pannel"; it must be one of panel, service, stakeholder, oversight or '
        "union, did you mean `panel`?",
    ),
    ('"Northmoor Police and Crime Panel"', '""', "16: name 1 is empty"),
    ("to = 2022-01-01", "to = 2020-01-01", "25: Green ends before it begins"),
    (
        'status = "acting"',
        'status = "actng"',
        '32: `status` is "actng"; it must be one of acting, temporary or suspended, did you mean '
        "`acting`?",
    ),
    (
        'status = "acting"',
        'status = "temporary"',
        "32: `status` is temporary, but `role` is acting_pcc",
    ),
    (
        'role = "acting_pcc"\nstatus = "acting"\nfrom = 2020-11-11\nto = 2021-05-12',
        'role = "pcc"\nfrom = 2020-11-11\nto = 2021-05-13',
        "32: Jane Merrow and Alan Tarn would be commissioner on the same day",
    ),
    ('also = ["NMP"]', 'also = [""]', "38: name 1 is empty"),
    ('name = "Ivy Holt"', 'name = ""', "41: name 1 is empty"),
    ("to = 2024-03-31", "to = 2019-03-31", "43: Ivy Holt leaves before taking office"),
    ("to = 2024-08-31", "to = 2020-08-31", "49: Safer streets ends before it begins"),
    ('words = ["burglar*"]', "words = []", "50: streets has no words by which it is found"),
    ('words = ["docks"]', 'words = ["*"]', "55: word 1 is empty"),
    ("gazette =", "gazete =", "58: there is no source `gazete`, did you mean `gazette`?"),
    (
        'gazette = ["Saltby"]',
        'gazette = ["Salby"]',
        "58: there is no district `Salby`, did you mean `Saltby`?",
    ),
    ("expansions =", "expansion =", "61: unknown key `expansion`, did you mean `expansions`?"),
    ('"parochial church council"', '" "', "61: name 1 is empty"),
    ('"Information Commissioner"', '""', "62: name 1 is empty"),
    (
        'near = ["album"]',
        "near = []",
        "67: the namesake Jane Merrow has no words by which it is found",
    ),
    ('area = "Eastmark"', 'area = ""', "70: name 1 is empty"),
    ('"Joe Finch"', '""', "71: name 1 is empty"),
    (
        'lead = "PCC"',
        'lead = "pcc"',
        '75: `lead` is "pcc"; it must be one of PCC, force or joint',
    ),
    ('words = ["precept"]', "words = []", "76: money has no words by which it is found"),
    ('name = "The watchdog"', 'name = " "', "80: name 1 is empty"),
    ('words = ["knife crime"]', "words = []", "86: knives has no words by which it is found"),
]
SOURCES = GOOD["sources.toml"].replace('office = "ashvale"', 'office = "northmoor"')
NORTHMOOR = GOOD | {"sources.toml": SOURCES, "rules/watchlist.toml": WATCHLIST}


def told_of(folder: Path) -> list[str]:
    """All that is told, in order; all of it is about the watchlist."""
    with pytest.raises(ConfigError) as caught:
        load_settings(folder)
    assert {one.file for one in caught.value.problems} == {"rules/watchlist.toml"}
    return [f"{one.line}: {one.what}" for one in caught.value.problems]


@pytest.mark.parametrize(("before", "after", "told"), MISTAKES)
def test_a_mistake_is_told_with_its_line_and_words(
    tmp_path: Path, before: str, after: str, told: str
) -> None:
    assert before in WATCHLIST
    wrong = WATCHLIST.replace(before, after, 1)
    assert told_of(write(tmp_path, NORTHMOOR | {"rules/watchlist.toml": wrong})) == [told]


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    wrong = WATCHLIST
    for before, after in (("Moorside", ""), ('"docks"', '""'), ("gazette =", "gazete =")):
        wrong = wrong.replace(before, after)
    assert told_of(write(tmp_path, NORTHMOOR | {"rules/watchlist.toml": wrong})) == [
        "10: district 1 is empty",
        "55: word 1 is empty",
        "58: there is no source `gazete`, did you mean `gazette`?",
    ]


def test_a_patch_may_wait_for_an_outlet_that_is_not_polled_yet(tmp_path: Path) -> None:
    waiting = WATCHLIST.replace("gazette =", "ashvale-chronicle =")
    files = NORTHMOOR | {"rules/watchlist.toml": waiting}
    (office,) = load_settings(write(tmp_path, files)).offices
    assert list(office.patches) == ["ashvale-chronicle"]


def test_every_key_is_read(tmp_path: Path) -> None:
    settings = load_settings(write(tmp_path, NORTHMOOR))
    (office,) = settings.offices
    assert (office.short, office.area) == (("PCC", "police boss"), ("Northmoor",))
    assert [place.not_when for place in office.places] == [(), ("in April",)]
    assert [(one.name, one.seat) for one in office.mps] == [("Ada Wragg", "Saltby")]
    assert [body.kind for body in office.bodies] == ["panel"]
    assert [holder.status for holder in office.holders] == ["", "acting"]
    assert office.holders[0].parties[0].to == date(2022, 1, 1)
    assert office.force
    assert [chief.to for chief in office.force.chiefs] == [date(2024, 3, 31)]
    assert office.themes[0].from_ == date(2021, 9, 1)
    assert office.topics[0].words == ("docks",)
    assert office.patches == {"gazette": ("Saltby",)}
    context = settings.context
    assert context.expansions == ("parochial church council",)
    assert context.namesakes[0].near == ("album",)
    assert context.neighbours[0].people == ("Joe Finch",)
    assert [lead.lead for lead in context.leads] == ["PCC"]
    assert (context.bodies[0].id, context.topics[0].id) == ("watchdog", "knives")


HOURS = """
[offices.hours]
opens = "8:30"
closes = "16:30"
days = [1, 2, 3, 4]
closed = [2026-12-24]
"""


def with_hours(hours: str) -> dict[str, str]:
    """The watchlist with the office's hours behind its patches, above what all areas share."""
    head, mark, tail = WATCHLIST.partition("\n[context]")
    return NORTHMOOR | {"rules/watchlist.toml": head + hours + mark + tail}


def test_an_office_has_its_own_hours(tmp_path: Path) -> None:
    (office,) = load_settings(write(tmp_path, with_hours(HOURS))).offices
    assert office.hours == Hours(
        opens="8:30", closes="16:30", days=(1, 2, 3, 4), closed=(date(2026, 12, 24),)
    )


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("8:30", "half past eight", "`opens` is 'half past eight'; write it as 20:00"),
        ("16:30", "8:15", "the office closes before it opens"),
        ("[1, 2, 3, 4]", "[0, 1]", "there is no day 0: Monday is 1, Sunday 7"),
        ("closed", "cosed", "unknown key `cosed`, did you mean `closed`?"),
    ],
)
def test_hours_that_no_clock_shows_are_told(
    tmp_path: Path, before: str, after: str, told: str
) -> None:
    wrong = with_hours(HOURS.replace(before, after))
    assert [one.partition(": ")[2] for one in told_of(write(tmp_path, wrong))] == [told]


def test_a_watchlist_of_names_alone_is_enough(tmp_path: Path) -> None:
    settings = load_settings(write(tmp_path))
    assert settings.context == default_context()
    (office,) = settings.offices
    assert (office.force, office.places, office.patches) == (None, (), {})


# ---------------------------------------------------------------- the ready-made areas


def test_four_areas_are_ready_made() -> None:
    assert ready_areas() == READY


@pytest.mark.parametrize("area", READY)
def test_a_ready_made_area_is_a_configuration_without_mistakes(tmp_path: Path, area: str) -> None:
    settings = load_settings(write(tmp_path, configuration_of(area)))
    assert [office.id for office in settings.offices] == [area]
    assert settings.offices == read_profile(area)
    assert settings.context == default_context()
    assert settings.rules == default_rules()


def test_a_new_area_begins_with_an_example_without_mistakes(tmp_path: Path) -> None:
    settings = load_settings(write(tmp_path, configuration_of("new")))
    (office,) = settings.offices
    assert office.holders
    assert office.places
    assert not any(source.enabled for source in settings.sources if ".example" in source.url)


@pytest.mark.parametrize("area", READY)
def test_a_ready_made_area_knows_its_surroundings(area: str) -> None:
    (office,) = read_profile(area)
    assert office.short
    assert office.name in office.area
    assert office.force
    assert office.force.chiefs
    assert {"panel", "service"} <= {body.kind for body in office.bodies}
    assert office.mps
    assert {district for patch in office.patches.values() for district in patch} <= {
        place.district for place in office.places
    }


@pytest.mark.parametrize("area", READY)
def test_the_first_holder_of_an_area_took_office_with_the_first_term(area: str) -> None:
    (office,) = read_profile(area)
    first = min(office.holders, key=lambda holder: holder.from_)
    assert (first.from_, first.role) == (date(2012, 11, 22), "pcc")


@pytest.mark.parametrize("area", READY)
def test_somebody_answers_for_the_office_on_every_day_since(area: str) -> None:
    (office,) = read_profile(area)
    leading = sorted(
        (one for one in office.holders if one.role in {"pcc", "acting_pcc", "temporary_pcc"}),
        key=lambda one: one.from_,
    )
    for one, following in pairwise(leading):
        assert one.to
        assert 0 <= (following.from_ - one.to).days <= 1
    assert leading[-1].to is None


@pytest.mark.parametrize("area", READY)
def test_no_two_are_commissioner_or_chief_on_a_day(area: str) -> None:
    (office,) = read_profile(area)
    assert office.force
    elected = [(one.from_, one.to) for one in office.holders if one.role == "pcc"]
    chiefs = [(one.from_, one.to) for one in office.force.chiefs if one.status != "acting"]
    for terms in (sorted(elected, key=_first), sorted(chiefs, key=_first)):
        for (_, ends), (begins, _) in pairwise(terms):
            assert ends
            assert ends < begins


@pytest.mark.parametrize(
    ("area", "day", "who"),
    [
        ("cambridgeshire", date(2019, 12, 1), {"bisby": "acting"}),
        ("cambridgeshire", date(2022, 1, 1), {"preston": "", "peach": ""}),
        ("cambridgeshire", date(2019, 11, 10), {"ablewhite": ""}),
        ("leicestershire", date(2013, 6, 26), {"loader": ""}),
        ("leicestershire", date(2025, 3, 1), {"matthews": "", "chirico": ""}),
        ("thames-valley", date(2018, 6, 1), {"stansfeld": "", "barber-deputy": ""}),
        ("thames-valley", date(2021, 5, 13), {"barber": ""}),
        ("west-mercia", date(2016, 5, 11), {"longmore": ""}),
        ("west-mercia", date(2016, 5, 12), {"campion": ""}),
    ],
)
def test_the_post_is_held_by_whoever_held_it_that_day(
    area: str, day: date, who: dict[str, str]
) -> None:
    (office,) = read_profile(area)
    assert {one.id: one.status for one in office.holders if _holds(one, day)} == who


@pytest.mark.parametrize("area", READY)
def test_terms_are_those_of_the_facts(area: str) -> None:
    if not FACTS.exists():
        pytest.skip(f"the facts about the areas are not in {FACTS}")
    facts = tomllib.loads((FACTS / f"{area}.toml").read_text(encoding="utf-8"))["holders"]
    known = {
        (one["name"], one["from"], one["to"] or None)
        for one in facts
        if one["role"] in {"pcc", "acting_pcc"}
    }
    (office,) = read_profile(area)
    leading = [one for one in office.holders if one.role in {"pcc", "acting_pcc"}]
    assert {(one.name, one.from_, one.to) for one in leading} == known


@pytest.mark.parametrize("area", READY)
def test_a_day_has_the_themes_of_one_plan(area: str) -> None:
    (office,) = read_profile(area)
    plans = {(theme.from_, theme.to) for theme in office.themes}
    for begins, _ in plans:
        in_force = {(one.from_, one.to) for one in office.themes if _holds(one, begins)}
        assert len(in_force) == 1
    assert sum(to is None for _, to in plans) == 1


@pytest.mark.parametrize("area", READY)
def test_names_that_stand_alone_are_of_one_office_only(area: str) -> None:
    (office,) = read_profile(area)
    others = [one for name in READY if name != area for one in read_profile(name)]
    assert not {*map(str.casefold, office.names)} & {
        name.casefold() for other in others for name in other.names
    }


@pytest.mark.parametrize(
    ("area", "name", "elsewhere"),
    [
        ("thames-valley", "Reading", "second reading"),
        ("cambridgeshire", "March", "in March"),
        ("cambridgeshire", "Ely", "Cardiff"),
        ("cambridgeshire", "St Ives", "Cornwall"),
        ("leicestershire", "Rutland", "Vermont"),
    ],
)
def test_a_place_that_has_namesakes_says_when_it_is_not_meant(
    area: str, name: str, elsewhere: str
) -> None:
    (office,) = read_profile(area)
    (place,) = [one for one in office.places if one.name == name]
    assert elsewhere in place.not_when


@pytest.mark.parametrize("area", READY)
def test_a_place_has_one_name_for_one_district(area: str) -> None:
    (office,) = read_profile(area)
    names = Counter(chain.from_iterable((one.name, *one.also) for one in office.places))
    assert [name for name, times in names.items() if times > 1] == []


def test_every_ready_made_area_is_a_neighbour_of_the_others() -> None:
    neighbours = {one.area for one in default_context().neighbours}
    assert {_only(area).name for area in READY} <= neighbours
    assert {"West Midlands", "Warwickshire", "Northamptonshire", "Norfolk"} <= neighbours
    assert len(neighbours) == 42


@pytest.mark.parametrize("area", READY)
def test_what_nobody_has_confirmed_is_not_polled_and_says_so(tmp_path: Path, area: str) -> None:
    if not FACTS.exists():
        pytest.skip(f"the facts about the areas are not in {FACTS}")
    facts = tomllib.loads((FACTS / f"{area}.toml").read_text(encoding="utf-8"))["sources"]
    unsure = {"pattern", "known-bad", "none-known", "general"}
    doubtful = {one["url"] for one in facts if one["confidence"] in unsure}
    settings = load_settings(write(tmp_path, configuration_of(area)))
    found = [source for source in settings.sources if source.url in doubtful]
    assert found
    assert [source.id for source in found if source.enabled or not source.note] == []


@pytest.mark.parametrize("area", [*READY, "new"])
def test_a_ready_made_patch_is_that_of_a_ready_made_source(tmp_path: Path, area: str) -> None:
    settings = load_settings(write(tmp_path, configuration_of(area)))
    polled = {source.id for source in settings.sources}
    assert {patch for office in settings.offices for patch in office.patches} <= polled


@pytest.mark.parametrize("area", [*READY, "new"])
def test_a_source_that_is_off_says_why(tmp_path: Path, area: str) -> None:
    settings = load_settings(write(tmp_path, configuration_of(area)))
    assert [one.id for one in settings.sources if not one.enabled and not one.note] == []


@pytest.mark.parametrize(
    "area", ["alerts", "oncall", "shared", "template", "atlantis", "", "../areas/west-mercia"]
)
def test_what_is_not_an_area_is_refused_with_the_areas_that_are(area: str) -> None:
    told = f"there is no ready-made area {area!r}; there are {', '.join(READY)}"
    with pytest.raises(InputRefused) as caught:
        read_profile(area)
    assert str(caught.value) == told
    with pytest.raises(InputRefused) as caught:
        configuration_of(area)
    assert str(caught.value) == f"{told}, new"


def test_this_repository_watches_thames_valley_as_ready_made() -> None:
    ready = configuration_of("thames-valley")
    for name in ("rules/watchlist.toml", "rules/alerts.toml", "rules/oncall.toml"):
        assert (ROOT / name).read_text(encoding="utf-8") == ready[name]


def test_what_all_areas_share_stands_in_one_place() -> None:
    for area in READY:
        assert "[context" not in (AREAS / f"{area}.toml").read_text(encoding="utf-8")


def _first(term: tuple[date, date | None]) -> date:
    return term[0]


def _only(area: str) -> Office:
    (office,) = read_profile(area)
    return office


def _holds(one: Holder | Theme, day: date) -> bool:
    return one.from_ <= day and (one.to is None or day <= one.to)
