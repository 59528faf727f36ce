"""Who may write to whom: the defaults, what a school changed, whom one finds, what is refused and why."""
