"""Who stands in a sentence, and of what kind they are."""
