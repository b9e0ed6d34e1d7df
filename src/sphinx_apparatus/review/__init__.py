"""For those who review: effects of a change, coverage, quotations looked up, issues, output.

``diff`` compares two states of an edition, ``diff_report`` writes the report on a change;
``coverage`` counts, and ``sphinx_ext/directives/coverage.py`` makes the page of it;
``evidence_lookup`` looks quotations up on the web; ``output`` has the forms in which problems are
listed.
"""
