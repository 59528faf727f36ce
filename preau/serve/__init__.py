"""The supervisor: the embedded database, the screens, the live process and the worker, as one program.

Imports nothing of Django: the processes it starts do.
"""
