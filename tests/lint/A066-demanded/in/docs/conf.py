apparatus_require = [
    "summary",
    "evidence",
    "brief",
    "short",
    "passages",
    "question",
    "positions",
    "urldate",
]
