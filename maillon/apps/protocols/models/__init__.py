"""Protocols, versions, who signed, what departed from them, who else reads them, templates run."""

from maillon.apps.protocols.models.life import ProtocolException, ProtocolShare
from maillon.apps.protocols.models.protocol import Protocol, ProtocolVersion
from maillon.apps.protocols.models.run import TemplateRun, TemplateStep
from maillon.apps.protocols.models.signature import ProtocolSignature
from maillon.apps.protocols.models.template import (
    TeamTemplate,
    TeamTemplateVersion,
    TemplateShare,
)

__all__ = [
    "Protocol",
    "ProtocolException",
    "ProtocolShare",
    "ProtocolSignature",
    "ProtocolVersion",
    "TeamTemplate",
    "TeamTemplateVersion",
    "TemplateRun",
    "TemplateShare",
    "TemplateStep",
]
