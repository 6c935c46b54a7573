"""Learns the reading from the coded answers: `python -m analysis.readings.training`."""
