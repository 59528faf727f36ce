"""Reads for screens, one file per question; each is one SQL statement returning frozen lines."""
