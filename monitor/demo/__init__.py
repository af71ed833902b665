"""Three weeks of an invented area, replayed through the real flow over real HTTP on loopback."""
