"""Text in, meaning out: sentiment, themes, summaries that suppress small numbers."""
