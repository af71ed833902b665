"""Slack: posting alerts, hearing what is pressed, and what one person alone is shown."""

from monitor.network.slack.posting import SlackChannel

__all__ = ["SlackChannel"]
