"""Where numbers are compared: plain functions on integers, enumerations and tuples of them.

Every threshold a rule looks at is looked at here, once, by a function without a
decorator that knows no document, no patient and no sentence. The rules fetch the
thresholds from the files and say what the result means.
"""
