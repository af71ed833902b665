"""Whether more is said of an office than is usual at this hour, in news and on social media."""
