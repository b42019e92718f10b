"""Carers of the demonstration: they answer, decline, stay silent, and say that care began."""

from datetime import datetime
from functools import partial

from maillon.apps.desk import actions
from maillon.apps.desk.models import Assignment, Desk, Offer, Shift
from maillon.apps.desk.seats import asked_about
from maillon.apps.directory.queries import members
from maillon.apps.messaging.models import OutboxMessage
from maillon.interop.sms.simulator import answer
from maillon.kernel.access import SYSTEM, AccountViewer
from maillon.project.demo.agenda import Agenda

__all__ = ["Crowd"]

YES = ("OUI {code}", "oui {code}", "Ok {code} merci", "je prends {code}", "Oui {code} demain 8h")
NO = ("NON {code}", "Non {code} tournée complète", "non {code} désolée", "{code} non en congés")
DOUBT = "je pourrais jeudi mais pas avant 10h, c'est possible ?"
DONE = ("FAIT {code}", "c'est fait {code}", "Fait {code}")


class Crowd:
    """Everybody who may be asked by one desk."""

    def __init__(self, desk: Desk, agents: list[AccountViewer], agenda: Agenda) -> None:
        self.desk, self.agents, self.agenda = desk, agents, agenda
        self.draw = agenda.draw

    def expect_answers(self, moment: datetime) -> None:
        """Decide what becomes of the offers just made."""
        fresh = Offer.objects.filter(
            state="open", made_at=moment, need__request__organization=self.desk.organization_id
        ).select_related("responder", "wave")
        for offer in fresh.order_by("made_at", "rank"):
            if self.agenda.met(offer.pk):
                continue
            willing = 0.5 if offer.wave.kind == "usual" else 0.16
            if offer.shift_id is None:
                willing = 0.6  # nights to choose from: rarely none of them
            drawn = self.draw.random()
            delay = int(self.draw.expovariate(1 / 25)) + 1
            if offer.channel == "call":
                self.agenda.at(self.agenda.soon(moment, 4, 40), partial(self._phone, offer))
            elif drawn < willing:
                self.agenda.at(
                    self.agenda.soon(moment, delay, delay), partial(self._say, offer, YES)
                )
            elif drawn < willing + 0.32:
                self.agenda.at(
                    self.agenda.soon(moment, delay, delay), partial(self._say, offer, NO)
                )

    def _say(self, offer: Offer, words: tuple[str, ...], moment: datetime) -> None:
        said = self.draw.choice(words).format(code=offer.code)
        if offer.shift_id is None and words is YES:
            said = (
                f"OUI {offer.code} {' '.join(str(one.number) for one in self._some(offer, moment))}"
            )
        if words is YES and (people := members(SYSTEM, offer.responder_id)):
            said += f", c'est {self.draw.choice(people)} qui vient"
        answer(offer.responder.phone, said, moment)

    def puzzle(self, moment: datetime) -> None:
        """Somebody asked today writes what no rule may take for a yes."""
        asked = Offer.objects.filter(
            state="open",
            channel="sms",
            need__request__desk=self.desk,
            responder__kind="practitioner_role",
        )
        offer = asked.select_related("responder").order_by("made_at", "rank").first()
        if offer is not None:
            answer(offer.responder.phone, DOUBT, moment)

    def _some(self, offer: Offer, moment: datetime) -> list[Shift]:
        """The watches she chooses among those still free: one, two or three in a row."""
        free = asked_about(offer, moment)
        return free[: self.draw.randint(1, 3)]

    def _phone(self, offer: Offer, moment: datetime) -> None:
        agent = self.draw.choice(self.agents)
        if self.draw.random() < 0.45:
            chosen = {one.pk for one in self._some(offer, moment)} if not offer.shift_id else None
            actions.accept_offer(
                offer_id=offer.pk, channel="call", by=agent, now=moment, shifts=chosen
            )
        else:
            actions.decline_offer(
                offer_id=offer.pk, reason="full", channel="call", by=agent, now=moment
            )

    def expect_proofs(self, moment: datetime) -> None:
        """Most of those this desk just asked whether care began will say so."""
        held = Assignment.objects.filter(need__request__desk=self.desk)
        asked = OutboxMessage.objects.filter(
            template="confirm_care", created_at=moment, about_id__in=held.values("pk")
        )
        for message in asked.order_by("created_at", "key"):
            if self.agenda.met(message.pk):
                continue
            if self.draw.random() < 0.75:
                code = message.params["code"]
                when = self.agenda.soon(moment, 3, 110)
                self.agenda.at(when, partial(self._done, message.phone, code))

    def _done(self, phone: str, code: str, moment: datetime) -> None:
        answer(phone, self.draw.choice(DONE).format(code=code), moment)
