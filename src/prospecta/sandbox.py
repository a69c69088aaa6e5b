"""Templates that a folder brings: off unless trusted, then run within an allow-list and budgets.

What they may do is what the theme's own templates do: print fields, loop, call their macros and
`words`. Nothing they name becomes a path; what they spend is counted at each step.
"""

import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, NoReturn

from jinja2 import DictLoader, StrictUndefined, Template, TemplateSyntaxError, Undefined, nodes
from jinja2.exceptions import SecurityError, UndefinedError
from jinja2.runtime import LoopContext, Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.visitor import NodeTransformer
from markupsafe import Markup
from pydantic import BaseModel

COST = 1024
"""Characters that taking in another template counts for."""
MAX_OUTPUT = 8 * 2**20
"""Characters that all templates of a build may write."""
MAX_STEPS = 100_000
"""Turns of loops, calls and prints."""
MAX_NUMBER = 10**9
SECONDS = 1.0
"""Of the processor's time, for all templates of a build."""
FILTERS = frozenset({"default", "first", "last", "length", "lower", "reverse", "sum", "upper"})
TESTS = frozenset({"defined", "undefined", "none", "odd", "even", "string", "number"})
ARITHMETIC = frozenset({"+", "-", "*", "/", "//", "%", "**"})


class TemplateError(Exception):
    """A template of the folder's failed: its name, its line, and what is wrong."""

    def __init__(self, name: str, line: int, reason: str) -> None:
        super().__init__(reason)
        self.name, self.line, self.reason = name, line, reason


class RefusedError(SecurityError):
    """What a template may not do, in words."""


class Sandbox(ImmutableSandboxedEnvironment):
    """Runs templates nobody has read. `texts` are by name; `allowed` are the functions to call.

    `printed` says what a value is in the page, as Jinja's `finalize` does.
    """

    intercepted_binops = ARITHMETIC

    def __init__(
        self,
        texts: Mapping[str, str],
        printed: Callable[[Any], Any],
        allowed: Mapping[str, Callable[..., Any]],
    ) -> None:
        self._printed, self._allowed = printed, frozenset(allowed.values())
        self._steps, self._written = 0, 0
        self._until = time.process_time() + SECONDS
        super().__init__(
            loader=DictLoader(dict(texts)),
            autoescape=True,
            undefined=StrictUndefined,
            finalize=self.write,
            trim_blocks=True,
            auto_reload=False,
        )
        self.filters = {name: self.filters[name] for name in FILTERS}
        self.tests = {name: self.tests[name] for name in TESTS}
        self.globals = dict(allowed)

    def run(self, name: str, values: Mapping[str, Any]) -> str:
        """What a template writes. Raises TemplateError."""
        self._allowed |= {value for value in values.values() if callable(value)}
        try:
            return "".join(self.get_template(name).generate(values))
        except TemplateSyntaxError as error:
            raise TemplateError(error.name or name, error.lineno, error.message or "") from error
        except Exception as error:  # a template may fail in any way
            where, line = _place(error, name)
            told = str(error) if isinstance(error, RefusedError | UndefinedError) else ""
            reason = told or type(error).__name__
            raise TemplateError(where, line, reason) from error

    def spend(self, size: int = 0) -> str:
        """Count a step, and what it writes. Raises RefusedError."""
        self._steps, self._written = self._steps + 1, self._written + size
        if self._steps > MAX_STEPS or self._written > MAX_OUTPUT:
            refuse("the template writes too much")
        if time.process_time() > self._until:
            refuse("the template takes too long")
        return ""

    def write(self, value: Any) -> Any:
        """What is printed; anything but words and numbers is refused."""
        found = str(value) if isinstance(value, Undefined) else self._printed(value)
        if not isinstance(found, str | int):
            refuse(f"a {type(value).__name__} cannot be printed")
        self.spend(len(str(found)))
        return found

    def joined(self, *parts: Any) -> str:
        """`a ~ b`."""
        words = [self.write(part) for part in parts]
        return (
            Markup("").join(words)
            if any(hasattr(one, "__html__") for one in words)
            else "".join(map(str, words))
        )

    def counted(self, values: Iterable[Any], size: int) -> Iterator[Any]:
        """What a loop runs through; each turn writes `size` characters of the template itself."""
        for value in values:
            self.spend(size)
            yield value

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        if isinstance(obj, LoopContext):
            return not attr.startswith("_")
        if isinstance(obj, BaseModel):
            kind = type(obj)
            return attr in kind.model_fields or isinstance(getattr(kind, attr, None), property)
        del value
        return False

    def is_safe_callable(self, obj: Any) -> bool:
        own = (self.joined, self.counted, self.spend)
        return isinstance(obj, Macro) or obj in own or obj in self._allowed

    def call(self, context: Any, function: Any, /, *args: Any, **kwargs: Any) -> Any:
        self.spend()
        return super().call(context, function, *args, **kwargs)

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        for operand in (left, right):
            if not isinstance(operand, int) or abs(operand) > MAX_NUMBER:
                refuse("only small whole numbers can be reckoned with")
        if operator == "**":
            refuse("powers are not reckoned")
        return super().call_binop(context, operator, left, right)

    def get_template(self, name: Any, parent: Any = None, globals: Any = None) -> Template:  # noqa: A002
        self.spend(COST)
        return super().get_template(name, parent, globals)

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree: nodes.Template = _Counting().visit(super()._parse(source, name, filename))
        return tree


class _Counting(NodeTransformer):
    """Has loops, macros and `~` tell what they spend: Jinja lets them spend without a word."""

    def visit_Concat(self, node: nodes.Concat) -> nodes.Node:  # noqa: N802 - Jinja's name
        self.generic_visit(node)
        return _call("joined", *node.nodes, line=node.lineno)

    def visit_For(self, node: nodes.For) -> nodes.Node:  # noqa: N802
        size = _size(node)
        self.generic_visit(node)
        node.iter = _call("counted", node.iter, nodes.Const(size), line=node.lineno)
        return node

    def visit_Macro(self, node: nodes.Macro) -> nodes.Node:  # noqa: N802
        size = _size(node)
        self.generic_visit(node)
        spent = _call("spend", nodes.Const(size), line=node.lineno)
        node.body.insert(0, nodes.ExprStmt(spent, lineno=node.lineno))
        return node

    visit_CallBlock = visit_FilterBlock = visit_AssignBlock = visit_Block = visit_Macro  # noqa: N815


def _size(node: nodes.Node) -> int:
    return sum(len(data.data) for data in node.find_all(nodes.TemplateData))


def _call(name: str, *arguments: nodes.Node, line: int) -> nodes.Call:
    function = nodes.EnvironmentAttribute(name, lineno=line)
    return nodes.Call(function, list(arguments), [], None, None, lineno=line)


def _place(error: Exception, name: str) -> tuple[str, int]:
    """The template and the line at which it failed: Jinja puts both in the trace."""
    found, trace = (name, 1), error.__traceback__
    while trace is not None:
        code = trace.tb_frame.f_code
        if code.co_filename == "<template>" or "__jinja_template__" in trace.tb_frame.f_globals:
            found = (str(trace.tb_frame.f_globals.get("name", name)), trace.tb_lineno)
        trace = trace.tb_next
    return found


def refuse(reason: str) -> NoReturn:
    raise RefusedError(reason)
