"""What became of a release: which items reuse it, how much of it, and how."""
