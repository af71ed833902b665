"""The kinds of source, one module each: how it is asked, and how its answer is read."""
