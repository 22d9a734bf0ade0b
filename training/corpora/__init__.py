"""One reader a corpus: its files in, one `Window` a sentence out, document by document."""
