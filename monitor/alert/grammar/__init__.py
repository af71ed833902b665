"""Who does what in a sentence, by rules of English news prose; no model."""
