"""Rules that look at how things go over time, instead of at one item: one module a kind."""
