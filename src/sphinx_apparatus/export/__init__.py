"""Exports, written from records and never from HTML.

``bundle`` lists them all. A TEI document has a header (``tei_header``), a text (``tei_text``), and
notes, spans and the entries of the apparatus beside it (``tei_standoff``).
"""
