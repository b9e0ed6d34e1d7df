extensions = ["sphinx_apparatus"]
apparatus_site = True
typst_documents = [
    "index",
    "fact-checks",
    *sorted(()),
]
