"""Self-contained HTML pages: one file, style and script inside, allowed by their hashes and nothing else."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from audit.report.files import part_of, publish
from audit.report.wording import visible
from extract.decimals import plain

if TYPE_CHECKING:
    import jinja2

FOLDER = Path(__file__).parent / "templates"


@cache
def _environment() -> jinja2.Environment:
    import jinja2

    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["visible"] = visible
    environment.filters["plain"] = lambda value: "" if value is None else plain(value)
    return environment


@cache
def _asset(name: str) -> str:
    return (FOLDER / name).read_text(encoding="utf-8")


def render(template: str, style: str, script: str, **values: Any) -> str:
    """The page of a template with a style sheet and a script of the template folder."""
    css, code = _asset("page.css") + _asset(style), _asset(script)
    policy = (
        f"default-src 'none'; style-src '{_hash(css)}'; script-src '{_hash(code)}'; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )
    page = _environment().get_template(template)
    return page.render(policy=policy, css=Markup(css), code=Markup(code), **values)


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def save(path: Path, page: str) -> None:
    """Write a page at once or not at all."""
    part_of(path).write_text(page, encoding="utf-8", newline="\n")
    publish(path)
