"""FastAPI: pages, answers, streams and problems over what the floors below can show."""
