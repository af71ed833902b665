"""The configuration: read whole, checked whole, every mistake with its file and line."""

from monitor.settings.keys import key_name, needs_key, read_keys
from monitor.settings.load import AREAS, default_rules, load_settings, read_profile
from monitor.settings.secrets import SLACK_BOT_TOKEN, Secret, read_secret

__all__ = [
    "AREAS",
    "SLACK_BOT_TOKEN",
    "Secret",
    "default_rules",
    "key_name",
    "load_settings",
    "needs_key",
    "read_keys",
    "read_profile",
    "read_secret",
]
