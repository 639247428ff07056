"""The mathematics: surfaces, update rules and descent. Knows nothing of the web."""
