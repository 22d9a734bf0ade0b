"""Ties between two mentions, as words tell: nouns for a role, verbs for a deed, claims that two names are one's."""
