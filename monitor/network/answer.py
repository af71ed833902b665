"""What a publisher's answer means to us."""

import asyncio
from contextlib import suppress
from dataclasses import replace
from typing import Final

import httpx2

from monitor.network.body import BadEncoding, TooLarge, fill, read_body
from monitor.records import Fetched, FetchRequest, Outcome

COMPLAINT_BYTES: Final = 64 * 1024
COMPLAINT_SECONDS: Final = 2.0  # it mostly comes with the headers
_OUTCOMES: Final = {
    200: Outcome.FRESH,
    304: Outcome.UNCHANGED,
    401: Outcome.BLOCKED,
    403: Outcome.BLOCKED,
    407: Outcome.BLOCKED,
    410: Outcome.GONE,
    429: Outcome.WAIT,
    451: Outcome.BLOCKED,
    503: Outcome.WAIT,
}
_WORDS: Final = {
    400: "the publisher did not understand us",
    401: "needs a login",
    403: "refuses us",
    404: "no feed at this address",
    407: "a proxy of theirs needs a login",
    410: "the publisher withdrew this feed",
    429: "asked us to wait",
    451: "withheld for legal reasons",
    503: "asked us to wait",
}


async def read(answer: httpx2.Response, request: FetchRequest, limit: int, until: float) -> Fetched:
    """What an answer that is no redirect brings, read up to `limit` bytes and the loop's `until`.

    Raises what `read_body` does for an answer that is wanted, and nothing for a complaint.
    """
    answer.headers.encoding = "latin-1"  # the one in which every byte survives, as validators must
    found = _heading(answer, request)
    if found.outcome is Outcome.FRESH:
        body = await read_body(answer.aiter_raw(), _encoding(answer), limit)
        return replace(found, body=body)
    if found.outcome is Outcome.UNCHANGED:
        return found
    return replace(found, body=await _complaint(answer, until))


def _heading(answer: httpx2.Response, request: FetchRequest) -> Fetched:
    """The answer without its body."""
    headers, status = answer.headers, answer.status_code
    outcome, reason = _meaning(status, conditional=bool(request.etag or request.last_modified))
    return Fetched(
        request=request,
        outcome=outcome,
        reason=reason,
        status=status,
        content_type=headers.get("content-type", ""),
        etag=headers.get("etag"),
        last_modified=headers.get("last-modified"),
        retry_after=headers.get("retry-after"),
        cache_control=headers.get("cache-control"),
        expires=headers.get("expires"),
        limit_reset=headers.get("ratelimit-reset") or headers.get("x-rate-limit-reset"),
    )


def _meaning(status: int, *, conditional: bool) -> tuple[Outcome, str]:
    if status == 200:
        return Outcome.FRESH, "read"
    if status == 304 and conditional:
        return Outcome.UNCHANGED, "unchanged"
    if status == 304:
        return Outcome.ERROR, "unchanged, it says, and never gave us anything (304)"
    if 500 <= status < 600 and status not in _OUTCOMES:
        return Outcome.SERVER, f"the publisher's server failed ({status})"
    reason = f"{_WORDS[status]} ({status})" if status in _WORDS else f"HTTP {status}"
    return _OUTCOMES.get(status, Outcome.ERROR), reason


async def _complaint(answer: httpx2.Response, until: float) -> bytes:
    """The beginning of what a platform says in JSON that it minds, as far as it comes in time."""
    body = bytearray()
    if not _is_json(answer.headers.get("content-type", "")):
        return b""
    # Ahead of the request's own deadline, which would put "too slow" over what was said.
    soon = min(asyncio.get_running_loop().time() + COMPLAINT_SECONDS, until - 0.1)
    with suppress(TimeoutError, TooLarge, BadEncoding, httpx2.HTTPError):
        async with asyncio.timeout_at(soon):
            await fill(body, answer.aiter_raw(), _encoding(answer), COMPLAINT_BYTES)
    return bytes(body[:COMPLAINT_BYTES])


def _encoding(answer: httpx2.Response) -> str:
    return ",".join(answer.headers.get_list("content-encoding"))


def _is_json(content_type: str) -> bool:
    """Whether it is `application/json` or one of its many kin, such as `…/problem+json`."""
    return content_type.partition(";")[0].strip().lower().endswith(("/json", "+json"))
