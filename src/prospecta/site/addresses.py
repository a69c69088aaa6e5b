"""Where the pages of the site are: paths with `/` from its root, and links between them."""

from urllib.parse import quote

HOME = "index.html"
SEARCH = "search.html"
ACTIONS = "actions.html"
FEED = "feed.atom"
SITEMAP = "sitemap.xml"
LOST = "404.html"
SEMINARS = "seminars"
ASSETS = "assets"
DATA = "data"


def seminar(place: str) -> str:
    """The page of the seminar at a place: its folder below the root of the workspace."""
    return f"{SEMINARS}/{place}/{HOME}"


def part(name: str) -> str:
    """A part of the index. Words may begin with `con`, which no file of Windows may be named."""
    return f"{DATA}/index/i-{name}.js"


def document(page: str, name: str, form: str) -> str:
    """A document beside a seminar's page, named as it was built unless that name is taken."""
    own = f"{name}.{form}"
    taken = own.casefold() == HOME
    return page.removesuffix(HOME) + (f"{name}-{name}.{form}" if taken else own)


def text(page: str) -> str:
    """The words of the report of the seminar whose page this is: what excerpts are taken from."""
    return page.removesuffix(HOME) + "text.js"


def href(path: str, base: str = "") -> str:
    """A link to a path of the site; `base` leads to its root, and ends in `/` unless it is empty.

    Names that are no UTF-8 keep their bytes.
    """
    return base + quote(path, errors="surrogateescape")


def up(path: str) -> str:
    """The way from a page to the root of the site: `../../` for `seminars/a/index.html`."""
    return "../" * path.count("/")


def numbered(path: str, number: int) -> str:
    """The address of a page that goes on: `actions.html`, then `actions-2.html`."""
    return path.replace(".", f"-{number + 1}.") if number else path
