"""YAML as this program writes it: block style for what people read line by line, flow for small leaves."""

from typing import Any

import yaml

WIDTH = 110


class Block(dict[str, Any]):
    """A mapping that is written one key a line."""


class _Dumper(yaml.SafeDumper):
    """Quotes only what would be read as nothing: every other scalar is read as the text it is."""

    yaml_implicit_resolvers: dict[str, Any] = {}

    def ignore_aliases(self, data: Any) -> bool:
        return True

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        return super().increase_indent(flow, False)


def _block(dumper: yaml.SafeDumper, data: Block) -> yaml.Node:
    return dumper.represent_mapping("tag:yaml.org,2002:map", data.items(), flow_style=False)


def _plain(dumper: yaml.SafeDumper, value: object) -> yaml.Node:
    return dumper.represent_scalar("tag:yaml.org,2002:str", str(value))


_Dumper.add_representer(Block, _block)
_Dumper.add_representer(int, _plain)
for null in ("~", "n", "N", ""):
    _Dumper.add_implicit_resolver(
        "tag:yaml.org,2002:null", yaml.resolver.Resolver.yaml_implicit_resolvers["~"][0][1], [null]
    )
_Dumper.add_representer(type(None), lambda dumper, _: dumper.represent_scalar("tag:yaml.org,2002:null", "null"))


def emit(document: dict[str, Any]) -> str:
    """Write a register file; an empty line stands before each section."""
    sections = []
    for key, value in document.items():
        text = yaml.dump(
            {key: value},
            Dumper=_Dumper,
            default_flow_style=None if isinstance(value, dict | list) else False,
            allow_unicode=True,
            sort_keys=False,
            width=WIDTH,
        )
        sections.append(("\n" if isinstance(value, dict | list) else "") + text)
    return "".join(sections)
