"""`dateline train`: from reports that a person has corrected to a model that reads their kind of text better.

`reviewed` reads what the user gives, `unsaid` fills in what it leaves open, `finetune` and `scratch` train, `table`
says what has changed, `command` does it all in turn.
"""
