"""Real feeds of a publisher on loopback, for the scripts in which polling itself matters."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from monitor.records import Settings, Source
from tests.fakes.publisher import Entry, Publisher, rss
from tests.scenarios.nights.lines import Act, Written
from tests.scenarios.nights.night import Night

ON_A_PAGE = 30
MINUTES_AGO = timedelta(minutes=2)


@dataclass
class Feeds:
    """What each source has on its page."""

    publisher: Publisher
    entries: dict[str, list[Entry]] = field(default_factory=dict)

    def polled(self, settings: Settings, outlets: tuple[str, ...]) -> Settings:
        """The settings with these outlets alone, whose feeds stand here."""
        chosen = [one for one in settings.sources if one.name in outlets]
        assert len(chosen) == len(outlets), f"who of {outlets} is no source?"
        at_home = [replace(one, url=self.publisher.url(f"/{one.id}")) for one in chosen]
        for one in at_home:
            self._serve(one)
        return replace(settings, sources=tuple(at_home))

    def carry(self, source: Source, written: Written, now: datetime) -> None:
        """From now on it stands at the head of the source's page."""
        page = self.entries.setdefault(source.id, [])
        link = f"https://{source.id}.example/{len(page)}"
        page.append(
            {
                "guid": link,
                "title": written.headline,
                "link": link,
                "description": written.text,
                "published": now - MINUTES_AGO,
            }
        )
        self._serve(source)

    def _serve(self, source: Source) -> None:
        newest = self.entries.get(source.id, [])[::-1][:ON_A_PAGE]
        self.publisher.serve(f"/{source.id}", rss(source.name, newest))


def shuts_us_out(at: str, outlet: str) -> Act:
    """Its feed answers 403 from now on."""

    def does(night: Night) -> None:
        page = b"<h1>Forbidden</h1>"
        night.publisher.serve(_path(night, outlet), page, content_type="text/html", status=403)

    return Act(at, does, f"{outlet} shuts us out")


def the_line_is_cut(at: str) -> Act:
    return Act(at, lambda night: night.publisher.stop(), "the line is cut")


def the_line_is_mended(at: str) -> Act:
    return Act(at, lambda night: night.publisher.start(), "the line is mended")


def looks_are_counted(at: str, counts: list[int]) -> Act:
    """Writes down how often the publisher has been asked so far."""
    return Act(at, lambda night: counts.append(len(night.publisher.requests)), "a count")


def _path(night: Night, outlet: str) -> str:
    return f"/{night.watch.outlets[outlet.casefold()].id}"
