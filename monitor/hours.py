"""Whether somebody is in the office: its hours, weekends, bank holidays."""

from datetime import date, datetime
from functools import cache

from monitor.records import Hours
from monitor.times import in_london, wall_time


def in_hours(moment: datetime, hours: Hours) -> bool:
    """Whether the office is staffed at that moment, by London's clock."""
    local = in_london(moment)
    if local.isoweekday() not in hours.days or local.date() in hours.closed:
        return False
    opens, closes = wall_time(hours.opens), wall_time(hours.closes)
    return opens <= local.time() < closes and not is_bank_holiday(local.date())


def is_bank_holiday(day: date) -> bool:
    """Whether England has a bank holiday; of years to come, as the law stands."""
    return day in _bank_holidays(day.year)


@cache
def _bank_holidays(year: int) -> frozenset[date]:
    # Here, because it takes a tenth of a second, which `monitor queue ack` need not wait for.
    from holidays import country_holidays

    return frozenset(country_holidays("GB", subdiv="ENG", years=year))
