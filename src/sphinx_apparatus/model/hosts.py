"""Addresses at repository hosts: to show or edit a file, to begin a new one, to write an issue.

Nothing is sent: an address opens a form, filled in as far as the host does it. The scripts of the
pages have the same table (``scripts/write_facts.py``); the tests read back what is filled in.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple
from urllib.parse import quote, urlsplit


class Form(NamedTuple):
    """The form of an address, after that of the repository, and who documents it."""

    address: str
    """With ``{places}`` to fill in; those behind the question mark are escaped whole."""
    page: str
    """The page that says so."""
    read: str
    """The day on which that page was read."""


_DAY = "2026-11-28"
_GITEA_ISSUE = "issues/new?title={title}&body={body}"
_GITEA_NEW = "_new/{branch}/{folder}?filename={name}"
_GITEA_TEXT = "&value={text}"
_BACKSTAGE = "https://backstage.io/docs/reference/integration.getgiteaeditcontentsurl"
_INTEGRATIONS = "https://docs.gitea.com/development/integrations"
_BUTTONS = "https://pydata-sphinx-theme.readthedocs.io/en/stable/user_guide/source-buttons.html"
_TEMPLATES = "issue-pull-request-templates"

FORMS: dict[str, dict[str, Form]] = {
    "github": {
        "show": Form("blob/{branch}/{path}", _BUTTONS, _DAY),
        "edit": Form(
            "edit/{branch}/{path}", "https://vitepress.dev/reference/default-theme-edit-link", _DAY
        ),
        "new": Form(
            "new/{branch}?filename={path}",
            "https://github.com/dear-github/dear-github/issues/172",
            "2026-11-22",
        ),
        "text": Form("&value={text}", "https://github.com/isaacs/github/issues/1527", "2026-11-22"),
        "issue": Form(
            "issues/new?title={title}&body={body}",
            "https://docs.github.com/en/issues/tracking-your-work-with-issues/using-issues/"
            "creating-an-issue#creating-an-issue-from-a-url-query",
            _DAY,
        ),
        "form": Form(
            "issues/new?template={template}", "https://github.com/github/docs/issues/22835", _DAY
        ),
        "field": Form("&{id}={text}", "https://github.com/github/docs/issues/22835", _DAY),
    },
    "gitea": {
        "show": Form("src/branch/{branch}/{path}", _BACKSTAGE, _DAY),
        "edit": Form("_edit/{branch}/{path}", _BACKSTAGE, _DAY),
        "new": Form(_GITEA_NEW, _INTEGRATIONS, _DAY),
        "text": Form(_GITEA_TEXT, _INTEGRATIONS, _DAY),
        "issue": Form(_GITEA_ISSUE, f"https://docs.gitea.com/usage/{_TEMPLATES}", _DAY),
    },
    "forgejo": {
        "show": Form("src/branch/{branch}/{path}", _BACKSTAGE, _DAY),
        "edit": Form("_edit/{branch}/{path}", _BACKSTAGE, _DAY),
        "new": Form(_GITEA_NEW, _INTEGRATIONS, _DAY),
        "text": Form(_GITEA_TEXT, _INTEGRATIONS, _DAY),
        "issue": Form(_GITEA_ISSUE, f"https://forgejo.org/docs/latest/user/{_TEMPLATES}", _DAY),
    },
    "gitlab": {
        "show": Form(
            "-/blob/{branch}/{path}",
            "https://gitlab.com/gitlab-org/gitlab-docs/-/merge_requests/2845",
            _DAY,
        ),
        "edit": Form("-/edit/{branch}/{path}", _BUTTONS, _DAY),
        "new": Form(
            "-/new/{branch}?file_name={path}",
            "https://gitlab.com/gitlab-org/gitlab/-/work_items/594214",
            "2026-11-22",
        ),
        "issue": Form(
            "-/issues/new?issue[title]={title}&issue[description]={body}",
            "https://docs.gitlab.com/user/project/issues/create_issues/"
            "#using-a-url-with-prefilled-values",
            _DAY,
        ),
    },
}
"""By host and by what the address is for. “text” and “field” are added to “new” and “form”; a
host without them takes no text along, which is then copied by hand."""

LONGEST = 6000
"""Characters of an address: servers refuse longer ones, and a sign-in wraps it in another."""
_KNOWN = {
    "github.com": "github",
    "gitlab.com": "gitlab",
    "codeberg.org": "forgejo",
    "gitea.com": "gitea",
}
# What encodeURIComponent leaves as it is.
_PLAIN = "!'()*"


def host_of(repository: str, kind: str = "") -> str:
    """Return the kind of host of a repository: as set, or by its address; empty if neither says it.

    :param repository: its address.
    :param kind: as set; empty if it is not.
    """
    return kind or _KNOWN.get(urlsplit(repository).hostname or "", "")


def fill(form: str, values: Mapping[str, str]) -> str:
    """Return an address with its places filled in."""
    path, mark, query = form.partition("?")
    if form.startswith("&"):
        path, query = "", form
    quoted = {name: quote(value, safe=_PLAIN) for name, value in values.items()}
    in_path = {name: quote(value, safe=f"/{_PLAIN}") for name, value in values.items()}
    return f"{path.format_map(in_path)}{mark}{query.format_map(quoted)}"
