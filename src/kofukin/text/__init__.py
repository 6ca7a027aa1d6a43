"""Text as searches compare it and as terminals show it."""
