"""Reads of the portal: each is one SQL statement returning frozen lines."""
