# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The settings of Sphinx for the pages that antsibull-docs writes; build.sh runs both."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any

import yaml
from docutils import nodes
from sphinx.application import Sphinx

_ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(_ROOT / "docs/site"))
from front import front

# Where the repository is; galaxy.yml is the one place that says so.
_HOME: str = yaml.safe_load((_ROOT / "galaxy.yml").read_text(encoding="utf-8"))["repository"]

project = html_title = html_short_title = "boomi.spaces"
copyright = "2026, the boomi.spaces maintainers"  # noqa: A001 -- the name that Sphinx reads

extensions = ["sphinx_antsibull_ext"]
highlight_language = "YAML+Jinja"
pygments_style = "ansible"

html_theme = "sphinx_ansible_theme"
html_theme_options = {
    "topbar_links": {"Ansible": "https://docs.ansible.com/", "Source": _HOME},
    "display_version": False,
}
html_static_path = ["static"]
html_css_files = ["site.css"]
html_show_sphinx = False
html_use_index = False
html_copy_source = False
# The changelog of what is not released yet is a page without a title, and the front page does not list it.
suppress_warnings = ["toc.no_title", "toc.not_included"]

# Where Ansible's own documentation has what our pages refer to: its list of labels (intersphinx) would take a network.
_ANSIBLE = "https://docs.ansible.com/projects/ansible/latest"
_ELSEWHERE = [
    (r"(common_return_values)", r"reference_appendices/\1.html"),
    (r"action_plugins", r"plugins/action.html"),
    (r"ansible_configuration_settings", r"reference_appendices/config.html"),
    (r"(ANSIBLE_\w+)", r"reference_appendices/config.html#envvar-\1"),
    (r"ansible_collections\.ansible\.builtin\.(\w+)", r"collections/ansible/builtin/\1.html"),
]


def _of_ansible(_app: Sphinx, _env: object, node: Any, text: Any) -> nodes.reference | None:
    for pattern, page in _ELSEWHERE:
        if found := re.fullmatch(pattern, node["reftarget"]):
            return nodes.reference("", "", text, internal=False, refuri=f"{_ANSIBLE}/{found.expand(page)}")
    return None


def _home(app: Sphinx, page: str, _template: str, context: dict[str, Any], _doctree: object) -> None:
    """The theme links its head to one address, which holds at one depth of folders only. The edit link is that of the page's source."""
    context["theme_documentation_home_url"] = context["pathto"](app.config.root_doc)
    if source := _source(page):
        context["meta"] = {**(context["meta"] or {}), "github_url": f"{_HOME}/edit/main/{source}"}


def _source(page: str) -> str | None:
    """The file of the checkout that a page is made of, or None for what is made of many."""
    if page.startswith("docsite/"):
        return f"docs/{page.replace('/', '/rst/')}.rst"
    name, _, kind = page.rpartition("_")
    candidates = (f"roles/{name}/meta/argument_specs.yml", f"plugins/{kind}/{name}.py", f"plugins/{kind}s/{name}.py")
    return next((path for path in candidates if (kind == "role") == path.startswith("roles/") and (_ROOT / path).is_file()), None)


def _files(_app: Sphinx, document: nodes.document) -> None:
    """A guide calls a file of the collection by its path, which holds where it is installed. On the site the path is a link, too."""
    for literal in list(document.findall(nodes.literal)):
        path = literal.astext()
        if path.startswith(("docs/", "extensions/")) or path == "SECURITY.md":
            literal.replace_self(nodes.reference("", "", literal.deepcopy(), internal=False, refuri=f"{_HOME}/blob/main/{path}"))


def _front(app: Sphinx, page: str, source: list[str]) -> None:
    if page == app.config.root_doc:
        source[0] = front(source[0], _ROOT)


def _excerpts(app: Sphinx) -> None:
    """A page that was opened as a file may not load others, from which the search has its excerpts: static/search.js takes them from here."""
    texts: dict[str, str] = {}

    def keep(_app: Sphinx, page: str, _template: str, context: dict[str, Any], _doctree: object) -> None:
        if page == "search":
            for script in ("excerpts.js", "search.js"):
                app.add_js_file(script)
        elif "body" in context:
            body = re.sub(r'<a class="(?:headerlink|ansibleOptionLink)".*?</a>', "", context["body"])
            texts[f"{page}.html"] = " ".join(re.sub(r"<[^>]+>", "", body).split())

    def write(_app: Sphinx, _failed: object) -> None:
        (Path(app.outdir) / "_static/excerpts.js").write_text(f"const EXCERPTS = {json.dumps(texts)};\n", encoding="utf-8")

    app.connect("html-page-context", keep)
    app.connect("build-finished", write)


def setup(app: Sphinx) -> None:
    _excerpts(app)
    app.connect("source-read", _front)
    app.connect("missing-reference", _of_ansible)
    app.connect("html-page-context", _home)
    app.connect("doctree-read", _files)
