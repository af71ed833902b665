"""The outside world: publishers we read, channels we write to."""
