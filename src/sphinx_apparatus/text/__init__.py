"""Words of the texts, and places in them.

What is said of dates, languages and verdicts, in words, is in ``model``.
"""
