"""The `together` command, one module for each word that may follow it."""
