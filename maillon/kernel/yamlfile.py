"""Reading a file of rules: a key written twice, an alias or bytes that are no text are errors."""

from collections.abc import Hashable
from pathlib import Path
from typing import Any

import yaml

from maillon.errors import RuleError

__all__ = ["read"]


class _Strict(yaml.SafeLoader):
    """The first of two equal keys would vanish in silence; an alias may grow without end."""

    def compose_node(self, parent: Any, index: Any) -> Any:
        event: Any = self.peek_event()  # type: ignore[no-untyped-call]
        at: Any = event.start_mark
        if isinstance(event, yaml.events.AliasEvent):
            raise yaml.composer.ComposerError(None, None, "les renvois « * » ne sont pas lus", at)
        return super().compose_node(parent, index)

    def construct_mapping(self, node: Any, deep: bool = False) -> dict[Hashable, Any]:
        keys = [self.construct_object(key, deep=True) for key, _ in node.value]
        twice = next((key for key in keys if keys.count(key) > 1), None)
        if twice is not None:
            raise yaml.constructor.ConstructorError(
                None, None, f"clé « {twice} » écrite deux fois", node.start_mark
            )
        return super().construct_mapping(node, deep)


def read(path: Path) -> Any:
    """The document of a YAML file; raises ``RuleError`` naming the file, the line, the remedy."""
    try:
        return yaml.load(path.read_text(encoding="utf-8"), Loader=_Strict)  # noqa: S506
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise RuleError(f"{path.name} : YAML illisible ({error}). Corrigez la ligne.") from error
