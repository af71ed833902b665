"""What an item tells of an office beside tone: where, about what, whose news it is."""
