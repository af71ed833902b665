"""Nights of the press office, written as scripts of times and played through the real flow.

A script is a row of lines, each with its time first: what is published, what people do, who must
be told of what, and what is held back and why. A message that no line wants fails the script, and
so does a line for which nothing came.
"""
