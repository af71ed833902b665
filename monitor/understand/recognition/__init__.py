"""Who is meant: names, titles and surnames, each weighed by what stands around it."""
