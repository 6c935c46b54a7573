"""The simulator's pages: officers only, bad drafts explained, nothing stored as an answer."""
