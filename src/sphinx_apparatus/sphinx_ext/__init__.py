"""The Sphinx layer that is common to all formats.

``config`` has the settings, ``loading`` reads and checks the records, ``dependencies`` says when a
page is out of date, ``record_nodes`` makes nodes of records (a note, an essay), ``splicing`` puts
the marks of notes into a text; each directive is a module of ``directives``.
"""
