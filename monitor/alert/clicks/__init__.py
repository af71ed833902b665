"""What a press of a button in Slack, or a typed command, means, and what the person is told."""
