"""Where numbers are compared: plain functions of a posology and of facts.

A posology is the row of a label for one kind of patient, already fetched; facts are whole
numbers, enumerations and tuples of them. No function here has a decorator, reads a file or
makes a sentence. What the result means is said elsewhere.
"""
