"""The steps of the flow. Each takes the rows that the last one left, and hands over by rows."""
