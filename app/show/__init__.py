"""Experiment -> something to see: tables, frames and values ready for JSON; no HTTP yet."""
