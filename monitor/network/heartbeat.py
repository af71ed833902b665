"""Signs of life for somebody outside, who sounds the alarm when they stop.

The address is a secret: whoever knows it can keep the outside quiet. It is never logged, not even
in an error of the library, which would carry it.
"""

import asyncio
from typing import Final

import httpx2

SECONDS: Final = 10.0  # for the whole of it: the next sign of life is minutes away
Headers = dict[str, str]


class Heartbeat:
    """Asks one address when all is well, and another, if there is one, when it is not."""

    def __init__(self, url: str, fail_url: str = "", seconds: float = SECONDS) -> None:
        self._url = url
        self._fail_url = fail_url
        self._seconds = seconds

    def __repr__(self) -> str:
        return "Heartbeat('***')"

    def beat(self) -> str:
        """Says that all is well; why it could not be said, or ""."""
        return asyncio.run(self._ask(self._url))

    def fail(self, count: int) -> str:
        """Says that so many things are past due; what they are stays here."""
        return asyncio.run(self._ask(self._fail_url, f"{count} past due")) if self._fail_url else ""

    async def _ask(self, url: str, text: str = "") -> str:
        try:
            async with asyncio.timeout(self._seconds):
                return await _asked(url, text)
        except TimeoutError:
            return f"no answer within {self._seconds:g} s"
        except (httpx2.HTTPError, httpx2.InvalidURL, OSError, ValueError) as error:
            return type(error).__name__


async def _asked(url: str, text: str) -> str:
    """Follows nowhere: a redirect may lead into the office's own network. Reads no body."""
    async with (
        httpx2.AsyncClient(trust_env=False, follow_redirects=False, timeout=SECONDS) as client,
        client.stream("POST" if text else "GET", url, content=text.encode() or None) as answer,
    ):
        return "" if answer.status_code < 300 else f"HTTP {answer.status_code}"
