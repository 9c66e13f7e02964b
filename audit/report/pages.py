"""Self-contained HTML pages: one file, style and script inside, allowed by their hashes and nothing else. Those that
a server gives out may also send forms to it."""

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

FOLDERS = (Path(__file__).parent / "templates", Path(__file__).parents[1] / "workbench" / "templates")


@cache
def _environment() -> jinja2.Environment:
    import jinja2

    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(FOLDERS),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["visible"] = visible
    environment.filters["plain"] = lambda value: "" if value is None else plain(value)
    return environment


@cache
def _assets(names: tuple[str, ...], ending: str) -> str:
    return "".join(_asset(name) for name in names if name.endswith(ending))


def _asset(name: str) -> str:
    return next(folder / name for folder in FOLDERS if (folder / name).exists()).read_text(encoding="utf-8")


def render(template: str, *assets: str, served: bool = False, **values: Any) -> str:
    """The page of a template with style sheets and scripts of the template folders. `served`: the page comes from a
    server, to which it may send what is entered in it."""
    css, code = _assets(("page.css", *assets), ".css"), _assets(assets, ".js")
    policy = (
        f"default-src 'none'; style-src '{_hash(css)}'; script-src '{_hash(code)}'; img-src data:; base-uri 'none'; "
        + ("connect-src 'self'; form-action 'self'" if served else "form-action 'none'")
    )
    page = _environment().get_template(template)
    return page.render(policy=policy, css=Markup(css), code=Markup(code), **values)


def part(template: str, **values: Any) -> str:
    """A piece of a page."""
    return _environment().get_template(template).render(**values)


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def save(path: Path, page: str) -> None:
    """Write a page at once or not at all."""
    part_of(path).write_text(page, encoding="utf-8", newline="\n")
    publish(path)
