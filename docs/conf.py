"""How the documentation is built; the knowledge pages come from the data itself."""

import inspect
import os
import sys
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE / "_ext"), str(HERE.parent / "src")]

from baclofen_cds import __version__  # noqa: E402 - the path comes first

project = "baclofen_cds"
author = "The baclofen_cds team"
project_copyright = author
version = release = __version__

# Read the Docs names the version it builds ("stable", "latest", a tag) and where it is read.
HOSTED = os.environ.get("READTHEDOCS") == "True"
NAMED = os.environ.get("READTHEDOCS_VERSION", "")
shown_version = f"{__version__} ({NAMED})" if NAMED not in ("", __version__) else __version__

extensions = [
    "myst_parser",
    "sphinx.ext.autodoc",
    "sphinx.ext.doctest",
    "sphinx.ext.napoleon",
    "sphinx_copybutton",
    "sphinx_design",
    "answer_notes",
    "knowledge_pages",
]
source_suffix = {".md": "markdown", ".rst": "restructuredtext"}
exclude_patterns = ["_build", "_templates", "examples"]
nitpicky = True
nitpick_ignore_regex = [
    # Words of the docstrings' type lines, and shapes of attrs, that are not documented names.
    (r"py:.*", r".*\b(Quantity|Values|Range|T_co|Taking|_\w+)$"),
    (r"py:data", r"REASONS"),
    (r"py:class", r"baclofen_cds\.knowledge\.schema\..*"),
    (r"py:class", r"(datetime|pathlib|enum)\..*|Path"),
    (r"py:class", r"(optional|sequence|iterable|set|tuple|numbers?|default.*|collections\..*)"),
]

myst_enable_extensions = ["attrs_block", "attrs_inline", "colon_fence", "deflist"]
myst_heading_anchors = 3
smartquotes_action = "D"  # dashes only

autodoc_typehints = "none"
autodoc_member_order = "bysource"
autodoc_preserve_defaults = True
python_use_unqualified_type_names = True
napoleon_google_docstring = False
napoleon_preprocess_types = False
napoleon_use_rtype = False

doctest_global_setup = f"""
import os
os.chdir({str(HERE / "examples")!r})
"""

copybutton_prompt_text = r">>> |\.\.\. |\$ "
copybutton_prompt_is_regexp = True

html_theme = "furo"
html_title = f"baclofen_cds {shown_version}"
html_baseurl = os.environ.get("READTHEDOCS_CANONICAL_URL", "")
html_context = {"shown_version": shown_version}
templates_path = ["_templates"]
html_sidebars = {
    "**": [
        "sidebar/brand.html",
        "sidebar/search.html",
        "sidebar/scroll-start.html",
        "sidebar/navigation.html",
        "sidebar/scroll-end.html",
        "sidebar/versions.html",
    ]
}
html_static_path = ["_static"]
html_css_files = ["site.css"]
html_js_files = [("versions.js", {"defer": "defer"})] if HOSTED else []
html_show_sphinx = False
html_show_copyright = False
html_copy_source = False
html_show_sourcelink = False
pygments_style = "a11y-high-contrast-light"
pygments_dark_style = "github-dark"

_FONTS = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', sans-serif"
_MONO = "ui-monospace, 'SF Mono', Menlo, Consolas, 'DejaVu Sans Mono', monospace"
html_theme_options = {
    "light_css_variables": {
        "font-stack": _FONTS,
        "font-stack--monospace": _MONO,
        "color-brand-primary": "#0b4f66",
        "color-brand-content": "#0b5a75",
        "color-brand-visited": "#4c4585",
        "color-foreground-primary": "#16212b",
        "color-foreground-secondary": "#42505c",
        "color-foreground-muted": "#566470",
        "color-background-secondary": "#f5f8f9",
        "color-background-border": "#d9e1e5",
        "color-inline-code-background": "#eef3f5",
    },
    "dark_css_variables": {
        "font-stack": _FONTS,
        "font-stack--monospace": _MONO,
        "color-brand-primary": "#8fd0e4",
        "color-brand-content": "#85c9de",
        "color-brand-visited": "#c0b6f2",
        "color-background-primary": "#12171b",
        "color-background-secondary": "#182026",
        "color-background-border": "#2e3a42",
        "color-foreground-primary": "#e3eaee",
        "color-foreground-secondary": "#b3c0c8",
        "color-foreground-muted": "#98a6af",
        "color-inline-code-background": "#1f2930",
    },
    "source_repository": "https://github.com/baclofen-cds/baclofen_cds/",
    "source_branch": "main",
    "source_directory": "docs/",
    "top_of_page_buttons": [],
}


def _whole_sentence(_app, what, _name, obj, _options, lines):
    """Keep a property's sentence whole: napoleon reads the words before a colon as a type."""
    said = inspect.getdoc(obj) or ""
    if what == "property" and ":" in said.partition("\n")[0]:
        lines[:] = said.splitlines()


def _addons(_app, _page, _template, context, _doctree):
    """Tell Read the Docs which form of its version list `versions.js` reads."""
    addons = '<meta name="readthedocs-addons-api-version" content="1">'
    context["metatags"] = context.get("metatags", "") + addons


def setup(app):
    """Run after napoleon."""
    app.connect("autodoc-process-docstring", _whole_sentence, priority=600)
    if HOSTED:
        app.connect("html-page-context", _addons)
