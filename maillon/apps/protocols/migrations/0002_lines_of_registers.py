"""Protocols that were lines of a register come to their own room, with their acts and papers."""

from typing import Any

from django.db import migrations

KINDS = {"protocol": "team", "national_protocol": "national"}


def carry_over(apps: Any, schema_editor: Any) -> None:
    """Each line keeps its key, its act and its paper: what it proves does not change."""
    Record = apps.get_model("structures", "Record")
    Protocol = apps.get_model("protocols", "Protocol")
    Version = apps.get_model("protocols", "ProtocolVersion")
    Signature = apps.get_model("protocols", "ProtocolSignature")
    known = set(Protocol.objects.values_list("pk", flat=True))
    for line in Record.objects.filter(kind__in=KINDS).defer("content").iterator(chunk_size=200):
        if line.pk in known:
            continue
        made = Protocol(
            pk=line.pk,
            organization_id=line.organization_id,
            kind=KINDS[line.kind],
            created_at=line.written_at,
        )
        made.save(force_insert=True)
        version = Version(
            protocol=made,
            number=1,
            title=line.title,
            written_at=line.written_at,
            proposed_at=line.written_at,
            adopted_at=line.written_at,
            adopted_on=line.day,
            cancelled_at=line.withdrawn_at,
            record=line,
        )
        version.save(force_insert=True)
        signed = line.signatures.select_related("member").order_by("signed_on", "pk")
        for place, one in enumerate(signed, 1):
            Signature(
                version=version,
                member_id=one.member_id,
                profession=one.member.profession,
                way="paper",
                signed_on=one.signed_on,
                position=place,
            ).save(force_insert=True)


class Migration(migrations.Migration):
    dependencies = [("protocols", "0001_protocols"), ("structures", "0002_registers")]

    operations = [migrations.RunPython(carry_over, migrations.RunPython.noop)]
