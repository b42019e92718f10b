"""What the pages of the desk say of the SMS."""

from maillon.apps.desk.queries.leaving import SmsNews
from maillon.kernel.shell import Notice

__all__ = ["sms_notices"]


def sms_notices(news: SmsNews | None) -> tuple[Notice, ...]:
    """One banner, or none."""
    if news is None:
        return ()
    if news.down:
        return (
            Notice(
                "late",
                f"Les SMS ne partent plus depuis {news.since} : la liste d’appel prend le relais.",
                "Appelez les intervenants de la liste d’appel de chaque demande. Ce qui attend "
                f"depuis moins de vingt minutes repartira seul. Dernier essai : {news.tried}.",
            ),
        )
    return (
        Notice(
            "calm",
            f"Les SMS repartent depuis {news.since}.",
            "Les intervenants passés à la liste d’appel y restent : appelez-les s’ils n’ont "
            "pas répondu.",
        ),
    )
