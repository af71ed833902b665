"""Which items tell one story: copies of a text first, then reports of the same event."""
