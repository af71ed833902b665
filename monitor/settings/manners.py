"""How we behave towards publishers, where no more than that is needed of a configuration."""

import json
import tomllib
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from monitor.errors import InputRefused
from monitor.records import Polling
from monitor.settings.check import mistakes

NEUTRAL = Polling(contact="a feed tried by hand, once")


def read_polling(config: Path) -> Polling:
    """The table `[polling]` of the folder's sources.toml, or the usual manners if there is none.

    Other tables and files may have mistakes, or be missing: whoever tries a feed is still at work.
    """
    path = config / "sources.toml"
    if not path.exists():
        return NEUTRAL
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8-sig")).get("polling")
        polling = TypeAdapter(Polling).validate_json(json.dumps(table)) if table else NEUTRAL
    except ValidationError:
        raise InputRefused(
            f"{path}: `[polling]` has mistakes; `monitor check` tells them"
        ) from None
    except OSError as error:
        raise InputRefused(f"{path}: {error.strerror}") from None
    except (ValueError, RecursionError) as error:
        raise InputRefused(f"{path}: not TOML: {error}") from None
    for found in mistakes({"polling": polling}):
        raise InputRefused(f"{path}: {found.what}")
    return polling
