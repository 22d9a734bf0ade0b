"""The words that all rooms use: plain typed records without behaviour."""
