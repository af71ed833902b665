"""The registers that people keep: what an entry may say, what follows from it, who clashes."""
