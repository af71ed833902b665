"""Tone towards an office: in its sentences, then of the item, with the words that decided."""
