"""How the documentation is built: `sphinx-build -W -b html docs docs/_build/html`."""

from __future__ import annotations

import re
from typing import Any

from sphinx.application import Sphinx

import overlap

project = "overlap"
author = "The overlap authors"
copyright = "The overlap authors, Apache License 2.0"
version = release = overlap.__version__

extensions = ["myst_nb", "sphinx.ext.autodoc", "sphinx.ext.napoleon", "sphinx_design"]
exclude_patterns = ["_build"]

html_theme = "furo"
html_title = f"overlap {release}"
html_static_path = ["_static"]
html_css_files = ["site.css"]

myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3

nb_execution_mode = "force"  # the notebook is run anew each time, so that what it shows is what happens
nb_execution_in_temp = True
nb_execution_raise_on_error = True
nb_execution_timeout = 60  # seconds for a cell

toc_object_entries = False  # a page's side bar lists its sections, not every field of every class

autodoc_default_options = {"members": True, "member-order": "bysource"}
autodoc_typehints_format = "short"
maximum_signature_line_length = 80
napoleon_numpy_docstring = False
napoleon_use_ivar = True  # attributes are fields of the class, not entries beside its members


def code_spans(*event: Any) -> None:
    """Docstrings mark code with single backquotes, as Markdown does; reStructuredText wants two."""
    lines = event[-1]
    lines[:] = [re.sub(r"(?<![`:])`([^`]+)`(?!`)", r"``\1``", line) for line in lines]


def setup(app: Sphinx) -> None:
    app.connect("autodoc-process-docstring", code_spans, priority=100)  # before napoleon, at 500
