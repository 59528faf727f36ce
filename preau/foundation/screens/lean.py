"""How templates are compiled here: the same language as Jinja2's, fewer questions asked at each element.

A page calls a hundred elements and escapes four hundred texts. Jinja2 serves every kind of project and asks each
time: does the function want the context, is escaping on? Here the answers never change, so they are given once,
when the template is compiled:

- an element and a function are called straight; none takes the context;
- everything is escaped, and a text is escaped into a text.

What a template may say, and what comes out, is unchanged (ADR 0008).
"""

from __future__ import annotations

from collections.abc import Iterable, MutableMapping
from functools import lru_cache
from keyword import iskeyword
from typing import Any

from jinja2 import Environment, Template, nodes
from jinja2.compiler import CodeGenerator, Frame, optimizeconst
from jinja2.runtime import Context, Macro
from jinja2.utils import missing
from markupsafe import Markup, escape
from markupsafe._speedups import _escape_inner

#: Elements that say the same for the same few words: drawn once, then remembered. None shows a person's name.
REMEMBERED = frozenset({"icon", "roll_badge", "standing_badge"})
_KEPT_DRAWINGS = 512


def printed(value: Any) -> str:
    """What a template prints of `value`: safe HTML as it is, anything else escaped.

    A text goes straight to MarkupSafe's own inner function: wrapping each in a `Markup`, to unwrap it when the
    page is joined, is half the cost of escaping.
    """
    kind = type(value)
    if kind is str:
        return _escape_inner(value)
    if kind is Markup:
        text: str = value
        return text
    return escape(value)


def printed_together(values: Iterable[Any]) -> str:
    """`a ~ b`: safe HTML as soon as one of them is, then the others are escaped."""
    several = list(values)
    if any(hasattr(value, "__html__") for value in several):
        return _safe("".join(map(printed, several)))
    return "".join(map(str, several))


def _safe(html: str) -> Markup:
    return str.__new__(Markup, html)


class Element(Macro):
    """An element called the usual way: its arguments by place or by name, a body perhaps."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._is_usual = not (self.catch_kwargs or self.catch_varargs or self.explicit_caller)

    def __call__(self, *args: Any, **kwargs: Any) -> str:
        """Draw it; a call that does not fit is left to Jinja2, which explains it well."""
        given = len(args)
        if not self._is_usual or given > self._argument_count:
            return super().__call__(*args, **kwargs)
        named = {**kwargs}
        arguments = [*args, *[named.pop(name, missing) for name in self.arguments[given:]]]
        if self.caller:
            arguments.append(named.pop("caller", None) or self._environment.undefined(name="caller"))
        if named:
            return super().__call__(*args, **kwargs)
        return _safe(self._func(*arguments))


class LeanCode(CodeGenerator):
    """Writes `f(x)` as Python has it."""

    @optimizeconst
    def visit_Call(  # noqa: N802 - Jinja2 names it
        self, node: nodes.Call, frame: Frame, forward_caller: bool = False
    ) -> None:
        """A call without the context; the rare shapes (`*args`, `class=`) stay as Jinja2 writes them."""
        if node.dyn_args or node.dyn_kwargs or any(iskeyword(given.key) for given in node.kwargs):
            super().visit_Call(node, frame, forward_caller=forward_caller)
            return
        self.visit(node.node, frame)
        self.write("(")
        for given in (*node.args, *node.kwargs):
            self.visit(given, frame)
            self.write(", ")
        self.write("caller=caller)" if forward_caller else ")")


class KeptTemplate(Template):
    """An imported template is read once: no page gives globals of its own, so none is compared at each import."""

    @classmethod
    def _from_namespace(
        cls, environment: Environment, namespace: MutableMapping[str, Any], *rest: Any
    ) -> Template:
        namespace.update(escape=printed, markup_join=printed_together, Macro=Element)
        return super()._from_namespace(environment, namespace, *rest)

    def _get_default_module(self, _context: Context | None = None) -> Any:
        if self._module is None:
            module: Any = super()._get_default_module()
            for name in REMEMBERED & vars(module).keys():
                setattr(module, name, lru_cache(maxsize=_KEPT_DRAWINGS)(getattr(module, name)))
        return self._module


class LeanEnvironment(Environment):
    """Jinja2 compiled as above."""

    code_generator_class = LeanCode
    template_class = KeptTemplate
