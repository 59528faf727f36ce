"""Texts that people write for others, with a little shape: cleaned once, before they are kept. See README.md."""
