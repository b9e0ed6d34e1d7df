"""Plain values: records, dates, problems. No input, no output.

``records`` has what people write, ``essays`` the edition made of it, ``vocabulary`` kinds, verdicts
and their signs; ``rules`` the number, title and advice of each rule of the check; ``dates`` what a
date is, ``date_words`` how it is spelled; ``catalogue`` the words that readers see, by language.
"""
