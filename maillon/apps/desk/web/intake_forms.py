"""The intake form: what was typed, read strictly, and said in French when it cannot be."""

from collections.abc import Mapping
from datetime import date
from typing import Any, cast
from uuid import UUID

from django import forms
from django.http import QueryDict
from django.urls import reverse_lazy

from maillon.apps.care.identity import parse_birth_date
from maillon.apps.desk.actions import NewNeed
from maillon.apps.desk.queries.intake import Counter
from maillon.apps.desk.vocabulary import (
    ABREAST,
    AGREEMENTS,
    FREQUENCIES,
    INFORMED_BY,
    LIVING,
    LONGEST_CARE,
    NEEDS,
    PARTS_OF_DAY,
    REQUESTER_KINDS,
)
from maillon.apps.desk.web.intake_watches import NAMES as WATCH_NAMES
from maillon.apps.desk.web.intake_watches import for_house
from maillon.apps.directory.phones import e164
from maillon.errors import Refused
from maillon.kernel.sentences import sentence

__all__ = [
    "GP_WISHES",
    "PRESCRIPTIONS",
    "URGENCIES",
    "USUAL_FREQUENCY",
    "IntakeForm",
    "ManyField",
    "NeedForm",
    "Typed",
    "initial_of",
    "need_forms",
    "template_form",
    "typed_in",
    "uuid_in",
]

Typed = dict[str, list[str]]
FROM_THE_REGISTER: dict[str, Any] = {
    "data-combobox": True,
    "data-combobox-free": True,
    "data-combobox-url": reverse_lazy("organization-search"),
    "data-combobox-value": "id_establishment_number",
}
LONGEST = 2000  # characters of one typed value

URGENCIES = {
    "immediate": "dans l’heure",
    "today": "aujourd’hui",
    "within_48h": "sous 48 heures",
    "planned": "programmé",
}
PRESCRIPTIONS = {"held": "reçue", "awaited": "attendue", "none": "sans prescription"}
GP_WISHES = {
    "tell": "à prévenir",
    "refused": "la personne ne veut pas",
    "none": "pas de médecin traitant",
}
OF_A_PERSON = (
    "prescription", "birth_date", "birth_name", "given_name", "informed_by", "agreement",
    "gp_wish",
)  # fmt: skip
SEXES = {"F": "femme", "M": "homme", "I": "non précisé"}
USUAL_FREQUENCY = {
    "advice": "once",
    "assessment": "once",
    "blood_sample": "once",
    "screening": "once",
    "gp_visit": "once",
    "transport": "once",
    "stairs": "once",
    "night": "nights",
    "shopping": "weekly",
    "housework": "weekly",
    "foot_care": "as_needed",
    "company": "weekly",
}


def _pairs(words: Mapping[str, str]) -> list[tuple[str, str]]:
    return list(words.items())


def _choice(label: str, words: Mapping[str, str], missing: str, **more: Any) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        choices=_pairs(words),
        widget=forms.RadioSelect,
        error_messages={"required": missing, "invalid_choice": missing},
        **more,
    )


def _text(label: str, length: int = 160, missing: str = "", **attrs: Any) -> forms.CharField:
    kind = forms.Textarea if attrs.pop("long", False) else forms.TextInput
    return forms.CharField(
        label=label,
        required=bool(missing),
        max_length=length,
        widget=kind(attrs={"autocomplete": "off", **attrs}),
        error_messages={"required": missing} if missing else {},
    )


def _day(label: str, missing: str = "") -> forms.DateField:
    wrong = "Cette date ne se lit pas : écrivez jour, mois, année."
    return forms.DateField(
        label=label,
        required=bool(missing),
        widget=forms.DateInput(attrs={"type": "date", "autocomplete": "off"}, format="%Y-%m-%d"),
        error_messages={"invalid": wrong, **({"required": missing} if missing else {})},
    )


class ManyField(forms.Field):
    """Ids posted under one name; what is no id is dropped."""

    widget = forms.MultipleHiddenInput

    def clean(self, value: Any) -> tuple[UUID, ...]:
        return tuple(dict.fromkeys(one for one in map(uuid_in, value or ()) if one))


def uuid_in(text: str) -> UUID | None:
    """The id that this text is, or nothing."""
    try:
        return UUID(str(text))
    except ValueError:
        return None


class NeedForm(forms.Form):
    """One need: how often, from when to when, which part of the day, and in words."""

    frequency = forms.ChoiceField(
        label="Rythme", choices=_pairs(FREQUENCIES), error_messages={"required": "À quel rythme ?"}
    )
    starts_on = _day("Début", "Il manque le jour de début.")
    ends_on = _day("Fin")
    part_of_day = forms.ChoiceField(label="Moment", choices=_pairs(PARTS_OF_DAY), required=False)
    detail = _text("En clair", 400, placeholder="Ce qu’il faut savoir de ce soin")
    seats = forms.TypedChoiceField(
        label="Ensemble",
        choices=list(ABREAST.items()),
        coerce=int,
        empty_value=1,  # type: ignore[arg-type]  # the stubs know words alone
        required=False,
        error_messages={"invalid_choice": "De une à quatre personnes en même temps."},
    )

    def __init__(self, *given: Any, today: date | None = None, **named: Any) -> None:
        super().__init__(*given, **named)
        self.today = today
        kind = NEEDS.get(self.code)
        if kind is not None and kind.answer:
            del self.fields["seats"]  # the desk answers: nobody goes there

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        start, end = cleaned.get("starts_on"), cleaned.get("ends_on")
        if start and end and end < start:
            self.add_error("ends_on", "La fin vient avant le début.")
        elif start and end and end - start > LONGEST_CARE:
            self.add_error("ends_on", "Plus d’un an après le début : vérifiez l’année.")
        elif end and self.today and end < self.today:
            self.add_error("ends_on", "Ce soin serait déjà fini.")
        if start and self.today and abs(start - self.today) > LONGEST_CARE:
            self.add_error("starts_on", "À plus d’un an d’ici : vérifiez l’année.")
        return cleaned

    @property
    def code(self) -> str:
        return str(self.prefix)

    @property
    def label(self) -> str:
        return NEEDS[self.code].label if self.code in NEEDS else ""

    def need(self) -> NewNeed:
        """What was typed, once valid."""
        return NewNeed(code=self.code, **self.cleaned_data)


class IntakeForm(forms.Form):
    """Everything but the needs; every field may be empty in a draft."""

    phone = _text(
        "Numéro qui appelle", 40, "Il manque le numéro : sans lui, personne ne peut être rappelé.",
        type="tel", inputmode="tel", autofocus=True,
    )  # fmt: skip
    requester = forms.CharField(required=False, max_length=40)
    kind = _choice(
        "Qui appelle ?",
        {code: kind.label for code, kind in REQUESTER_KINDS.items()},
        "Choisissez qui appelle.",
    )
    caller_name = _text("Nom", 120, "Il manque le nom de la personne au téléphone.")
    house = _text("Service, structure ou lien", 160)
    may_tell = forms.BooleanField(required=False)
    need = forms.MultipleChoiceField(
        choices=[(code, kind.label) for code, kind in NEEDS.items()],
        error_messages={
            "required": "Choisissez au moins un besoin.",
            "invalid_choice": "Ce besoin n’est pas dans la liste.",
        },
    )
    urgency = _choice("Quand faut-il commencer ?", URGENCIES, "Choisissez quand il faut commencer.")
    prescription = _choice("Prescription", PRESCRIPTIONS, "Dites où en est la prescription.")
    commune = forms.ChoiceField(
        error_messages={
            "required": "Choisissez la commune du soin.",
            "invalid_choice": "Ce poste ne couvre pas cette commune : choisissez dans la liste, "
            "ou orientez l’appel.",
        }
    )
    establishment = _text(
        "Établissement", 160, placeholder="Si ce n’est pas celui qui appelle", **FROM_THE_REGISTER
    )
    establishment_number = forms.CharField(required=False, max_length=9, widget=forms.HiddenInput)
    house_note = _text("Consignes", 2000, long=True, rows=3)
    quarter = _text("Quartier, hameau", 120)
    address = _text("Adresse", 200)
    birth_date = _text(
        "Date de naissance", 20, "Il manque la date de naissance ; l’année seule suffit.",
        placeholder="4/5/1941 ou 1941",
    )  # fmt: skip
    birth_name = _text("Nom de naissance", 80, "Il manque le nom de naissance.")
    given_name = _text("Prénom", 80, "Il manque le prénom.")
    sex = _choice("Sexe", SEXES, "", required=False)
    person_phone = _text("Son téléphone", 40, type="tel", inputmode="tel")
    patient = forms.CharField(required=False, max_length=40)
    informed_by = _choice(
        "Qui l’a informée de la demande ?", INFORMED_BY, "Dites qui a informé la personne."
    )
    agreement = _choice("Son accord", AGREEMENTS, "Dites si elle est d’accord.")
    living = forms.MultipleChoiceField(choices=_pairs(LIVING), required=False)
    floor = _text("Étage", 20)
    helper_until = _day("Aidant présent jusqu’au")
    usual = ManyField(required=False)
    chosen = ManyField(required=False)
    refused = ManyField(required=False)
    gp = forms.CharField(required=False, max_length=40)
    gp_wish = _choice("Médecin traitant", GP_WISHES, "Dites si le médecin traitant est à prévenir.")
    note = _text("Ce qu’il faut savoir de plus", 2000, long=True, rows=3)
    duplicate_seen = forms.BooleanField(required=False)

    def __init__(self, *args: Any, counter: Counter, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.counter = counter
        posted = self.data.getlist("need") if isinstance(self.data, QueryDict) else ()
        self.asks_watches = for_house({"need": posted})
        for name in OF_A_PERSON if self.asks_watches else ():
            self.fields[name].required = False
        if posted and all(code in NEEDS and NEEDS[code].answer for code in posted):
            self.fields["prescription"].required = False  # an opinion is prescribed by nobody
        commune = cast(forms.ChoiceField, self.fields["commune"])
        commune.choices = [(one.value, one.label) for one in counter.communes]
        self.initial.setdefault("gp_wish", "tell")

    def clean_prescription(self) -> str:
        return str(self.cleaned_data["prescription"]) or "none"

    def clean_phone(self) -> str:
        return self._phone("phone")

    def clean_person_phone(self) -> str:
        return self._phone("person_phone")

    def _phone(self, name: str) -> str:
        raw = str(self.cleaned_data[name])
        number = e164(raw, self.counter.region)
        if raw.strip() and not number:
            raise forms.ValidationError(sentence(Refused("phone_unreadable")))
        return number

    def clean_birth_date(self) -> str:
        if self.asks_watches:
            return ""
        try:
            return parse_birth_date(str(self.cleaned_data["birth_date"]))
        except Refused as refused:
            raise forms.ValidationError(sentence(refused)) from refused

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.asks_watches:
            self._clean_house(cleaned)
        both = set(cleaned.get("chosen", ())) & set(cleaned.get("refused", ()))
        if both:
            self.add_error(
                "refused", "Un même intervenant est choisi et refusé : gardez une seule réponse."
            )
        return cleaned

    def _clean_house(self, cleaned: dict[str, Any]) -> None:
        mixed = [code for code in cleaned.get("need", ()) if not NEEDS[code].house]
        if mixed:
            self.add_error(
                "need",
                "Un soin à une personne et un renfort d’établissement sont deux "
                "demandes : gardez l’un des deux ici.",
            )
        if not (cleaned.get("establishment") or cleaned.get("house")):
            self.add_error("establishment", "Il manque le nom de l’établissement.")


_NEED_NAMES = frozenset(f"{code}-{name}" for code in NEEDS for name in NeedForm.base_fields)
_BESIDE = frozenset(
    {"gp_text", *(f"{name}_pick{end}" for name in ("usual", "chosen", "refused")
                  for end in ("", "_text"))}
)  # fmt: skip
KNOWN = frozenset(IntakeForm.base_fields) | _NEED_NAMES | _BESIDE | WATCH_NAMES


def typed_in(posted: QueryDict) -> Typed:
    """The form as it stands: known names only, nothing longer than a page, no empty line."""
    found = {name: [v[:LONGEST] for v in posted.getlist(name) if v] for name in posted}
    return {name: values for name, values in found.items() if name in KNOWN and values}


def initial_of(form: type[forms.Form], typed: Typed, prefix: str = "") -> dict[str, Any]:
    """What was typed, as a form shows it again."""
    many = (forms.MultipleChoiceField, ManyField)
    found: dict[str, Any] = {}
    for name, field in form.base_fields.items():
        values = typed.get(f"{prefix}-{name}" if prefix else name)
        if values:
            found[name] = values if isinstance(field, many) else values[-1]
    return found


def need_forms(typed: Typed, today: date, posted: QueryDict | None = None) -> list[NeedForm]:
    """One small form per chosen need, in the order of the vocabulary; bound when posted."""
    taken = typed.get("need", ())
    chosen = [code for code, kind in NEEDS.items() if code in taken and not kind.house]
    if posted is not None:
        return [NeedForm(posted, prefix=code, today=today) for code in chosen]
    return [_blank(code, today, typed) for code in chosen]


def _blank(code: str, today: date, typed: Typed) -> NeedForm:
    usual = {"frequency": USUAL_FREQUENCY.get(code, "daily"), "starts_on": today.isoformat()}
    return NeedForm(prefix=code, initial={**usual, **initial_of(NeedForm, typed, code)})


def template_form(today: date) -> NeedForm:
    """The row that the page copies for each need checked."""
    return _blank("__code__", today, {})
