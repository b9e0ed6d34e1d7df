"""A whole edition: read, anchored, numbered, checked.

``loader`` opens one, ``reader`` reads its files; the modules ``rules…`` find what is wrong. The
title and advice of each rule are in :mod:`~sphinx_apparatus.model.rules`; what is said of words
that are not found is in :mod:`~sphinx_apparatus.text.anchors`.
"""
