"""From text to conclusions: who is meant, in what tone, taken from where. Pure functions only."""
