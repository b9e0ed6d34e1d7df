"""The site: what Sphinx’s HTML has beyond the nodes that all formats share.

A note is made of nodes in :mod:`~sphinx_apparatus.sphinx_ext.record_nodes` (``RecordNodes.note``:
which parts it has, in which order); ``translator`` writes their HTML, and the styles are in
``assets/styles``. ``text_page`` arranges the page of a text, ``essay_header`` what stands above it,
``page_header`` and ``page_foot`` what all pages have; the scripts of the pages are in ``assets``.
Pages of lists and counts are made of directives (``sphinx_ext/directives``).
"""
