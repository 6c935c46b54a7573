"""The front door: settings, the `together` command, and the one place that wires everything."""

__version__ = "0.1.0"
