"""The conversation: pure engine, wording, channels, delivery."""
