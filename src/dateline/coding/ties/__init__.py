"""Ties between two mentions, as a word between them tells: nouns for a role, verbs for a deed, names for one another."""
