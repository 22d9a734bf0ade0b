"""The grammar of time expressions behind `dateline.coding.times`: words to classes, patterns over classes, meanings."""
