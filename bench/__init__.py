"""Measures dateline on public corpora: `python -m bench CORPORA_FOLDER`."""
