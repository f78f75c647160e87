"""What a typed text means here, by its words, by which films there are and who made them.

`interpreting.py` asks the questions in their order; each other file answers one kind of them.
"""
