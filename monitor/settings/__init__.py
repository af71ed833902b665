"""The configuration: read whole, checked whole, every mistake with its file and line."""

from monitor.settings.keys import key_name, needs_key, read_keys
from monitor.settings.load import (
    ALERTS,
    AREAS,
    default_context,
    default_tone,
    load_rulebook,
    load_settings,
    tone_of,
)
from monitor.settings.ready import (
    NEW,
    configuration_of,
    default_rules,
    read_profile,
    ready_areas,
)
from monitor.settings.secrets import (
    SLACK_BOT_TOKEN,
    Secret,
    Secrets,
    missing_secrets,
    read_secret,
    ready_ways,
    secret_names,
    secrets_of,
)

__all__ = [
    "ALERTS",
    "AREAS",
    "NEW",
    "SLACK_BOT_TOKEN",
    "Secret",
    "Secrets",
    "configuration_of",
    "default_context",
    "default_rules",
    "default_tone",
    "key_name",
    "load_rulebook",
    "load_settings",
    "missing_secrets",
    "needs_key",
    "read_keys",
    "read_profile",
    "read_secret",
    "ready_areas",
    "ready_ways",
    "secret_names",
    "secrets_of",
    "tone_of",
]
