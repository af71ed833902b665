"""What the office put out and what became of it, for people: figures of the analysts' lake."""
