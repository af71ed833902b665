"""What an article has wrong about us."""
