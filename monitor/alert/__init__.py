"""From conclusions to messages: which rule fires, who is told or why nobody is. Pure functions."""
