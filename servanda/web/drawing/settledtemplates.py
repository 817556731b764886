"""Templates in one language: words of the program, addresses of its files, and included templates are looked up once.

A page has some forty of them, and they are the same for every reader, standpoint and register.
"""

from collections.abc import Iterator
from functools import cached_property
from typing import Any

from django.template import Context, Engine, Origin, Template
from django.template.base import Node, NodeList, TextNode
from django.template.defaulttags import CommentNode, IfNode, LoadNode
from django.template.loader_tags import IncludeNode
from django.template.loaders import base, cached
from django.templatetags.i18n import TranslateNode
from django.templatetags.static import StaticNode
from django.utils.translation import get_language


class _Settling(base.Loader):
    """Settles a template as soon as it is read, before anyone else can have it."""

    def get_template(self, template_name: str, skip: list[Origin] | None = None) -> Template:
        """Give a template with its words as they are in the language of the page."""
        template = super().get_template(template_name, skip)
        _settle(template.nodelist, self.engine)
        return template


class Loader(cached.Loader, _Settling):
    """Keeps a template for each language that it was asked for in."""

    def cache_key(self, template_name: str, skip: list[Origin] | None = None) -> str:
        """The name that a template is kept under."""
        return f"{get_language()}-{super().cache_key(template_name, skip)}"


class _Included:
    """The template that an include names, found when it is first drawn: one may include itself."""

    def __init__(self, engine: Engine, name: str) -> None:
        self._engine = engine
        self._name = name

    @cached_property
    def _template(self) -> Template:
        return self._engine.get_template(self._name)

    def resolve(self, _context: Context) -> Template:
        """Give it, as the name would be looked up."""
        return self._template


def _settle(nodes: NodeList, engine: Engine) -> None:
    """Put what is settled in the place of the nodes that would look it up, and join texts that meet."""
    settled: list[Node] = []
    for node in nodes:
        text = _text(node)
        if text is None:
            if isinstance(node, IncludeNode):
                _find_once(node, engine)
            for inside in _inside(node):
                _settle(inside, engine)
            settled.append(node)
        elif settled and isinstance(settled[-1], TextNode):
            settled[-1] = TextNode(settled[-1].s + text)
        else:
            settled.append(TextNode(text))
    nodes[:] = settled


def _find_once(node: Any, engine: Engine) -> None:
    """Have an include keep the template that it names, where that does not depend on the page."""
    if _is_constant(node.template):
        node.template = _Included(engine, node.template.resolve(Context()))


def _text(node: Node) -> str | None:
    """What a node always says in this language; nothing where that depends on the page."""
    match node:
        case TextNode():
            return str(node.s)
        case CommentNode() | LoadNode():
            return ""
        case TranslateNode(asvar=None, message_context=None) if _is_constant(node.filter_expression):
            return str(node.render(Context()))
        case StaticNode(varname=None) if _is_constant(node.path):
            return str(node.render(Context()))
    return None


def _is_constant(said: Any) -> bool:
    """Whether an expression is a text as it stands: no variable to look up, and no filter."""
    return not said.filters and getattr(said.var, "lookups", None) is None


def _inside(node: Node) -> Iterator[NodeList]:
    if isinstance(node, IfNode):  # of its parts together it gives a copy
        yield from (nodes for _condition, nodes in node.conditions_nodelists)
        return
    for name in node.child_nodelists:
        nodes = getattr(node, name, None)
        if isinstance(nodes, NodeList):
            yield nodes
