"""The pages, from the templates in `templates/site`."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from prospecta.places import templates
from prospecta.site import addresses

Link = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Site:
    """What every page knows. `url` is where the site will be, ending in `/`; it may be empty.

    `menu` are the paths of the lists, each with its name.
    """

    title: str
    language: str
    url: str
    words: Mapping[str, Any]
    menu: Sequence[tuple[str, str]]
    draft: str

    @property
    def feed(self) -> bool:
        return bool(self.url)


class Pages:
    """Fills templates. Everything that is printed is escaped."""

    def __init__(self, site: Site) -> None:
        from jinja2 import Environment, FileSystemLoader, StrictUndefined

        from prospecta.bytecode import compiled

        self._site = site
        self._environment = Environment(
            loader=FileSystemLoader(str(templates() / "site")),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            auto_reload=False,
            bytecode_cache=compiled(),
        )

    def page(self, template: str, path: str, **values: Any) -> bytes:
        """A page at a path of the site; its links lead there from wherever the site stands."""
        link = partial(addresses.href, base=addresses.up(path))
        return self._filled(template, link, here=path, **values)

    def absolute(self, template: str, base: str, **values: Any) -> bytes:
        """A page whose links begin with `base`, so that it holds wherever it is read."""
        return self._filled(template, partial(addresses.href, base=base), here="", **values)

    def _filled(self, template: str, link: Link, **values: Any) -> bytes:
        site = self._site
        found = self._environment.get_template(f"{template}.j2").render(
            values, site=site, words=site.words, language=site.language, link=link
        )
        return found.encode("utf-8")
