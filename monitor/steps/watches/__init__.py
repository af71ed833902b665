"""What rules that watch over time look at, gathered from both databases: one module a kind."""
