"""The life of an absence: from what rolls note to periods, their reason, what is decided, and their history."""
