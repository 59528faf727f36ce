"""Averages (rule B2): pure, exact, one implementation for the grid, the statement and the report card."""
