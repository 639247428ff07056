"""Experiment -> a file to take away: its numbers, code that walks the runs again, a figure for a paper."""
