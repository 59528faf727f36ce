"""Reads for screens: one statement each, frozen lines ready to print."""
