"""Teaches the learned vote: see docs/safeguarding.md."""
