"""The two databases and the analysts' lake; the only room that writes SQL."""
