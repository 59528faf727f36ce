"""The report card: what a version says, kept for ever, and its paper."""
