"""What becomes of messages whose way out does not work."""
