"""Teaching MiniLM something new, in numpy: its layers are tuned a little, with heads on their mean."""
