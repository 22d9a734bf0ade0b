"""Trains the language model that `dateline.language` runs. `python -m training --help` says how."""
