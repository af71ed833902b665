"""A story that a person declared a crisis: what belongs to it, how it stands, what is told."""
