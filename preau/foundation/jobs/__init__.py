"""Work done later, or at fixed hours, by the worker process. See README.md."""
