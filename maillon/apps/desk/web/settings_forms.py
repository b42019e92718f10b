"""What a lead types: hours as she says them, minutes, sizes, and the conditions of a rule."""

import re
from typing import Any, Final

from django import forms

from maillon.apps.desk.queries.settings import DeskSettings
from maillon.apps.desk.rules.rule import SUGGESTIONS, Rule
from maillon.apps.desk.vocabulary import LIVING, NEEDS
from maillon.apps.desk.web.closed_days import days_of_text, text_of_days

__all__ = ["DAYS", "RuleForm", "SettingsForm", "hours_of_text", "text_of_hours"]

DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
ZONES: Final = {
    "Europe/Paris": "France hexagonale",
    "America/Guadeloupe": "Guadeloupe",
    "America/Martinique": "Martinique",
    "America/Cayenne": "Guyane",
    "Indian/Reunion": "La Réunion",
    "Indian/Mayotte": "Mayotte",
    "America/Miquelon": "Saint-Pierre-et-Miquelon",
    "Pacific/Noumea": "Nouvelle-Calédonie",
    "Pacific/Tahiti": "Polynésie française",
}
URGENCIES = {
    "immediate": "dans l’heure",
    "today": "aujourd’hui",
    "within_48h": "sous 48 heures",
    "planned": "programmé",
}
WINDOWS = {
    "exclusive_window": "L’habituel, seul",
    "zone_window": "Chaque vague de la zone",
    "neighbour_window": "Chaque vague voisine",
}
PRESCRIPTIONS = {"held": "reçue", "awaited": "attendue", "none": "sans prescription"}
MANY = ("needs", "urgency", "living", "prescription")
SPAN = re.compile(r"^(\d{1,2})[:hH](\d{2})?\s*[-–à]\s*(\d{1,2})[:hH](\d{2})?$")
HOW = "Écrivez 9:00-12:30, 13:30-19:30 ; ou laissez vide si le poste est fermé."


def hours_of_text(text: str) -> list[list[str]]:
    """« 9:00-12:30, 13h30-19h30 » as spans; ``ValidationError`` says how to write it."""
    spans = [_span(part.strip()) for part in text.split(",") if part.strip()]
    flat = [moment for span in spans for moment in span]
    if any(start >= end for start, end in spans) or flat != sorted(flat):
        raise forms.ValidationError(
            f"Une plage finit avant de commencer ou en chevauche une. {HOW}"
        )
    return spans


def _span(text: str) -> list[str]:
    read = SPAN.match(text)
    if read is None:
        raise forms.ValidationError(f"« {text} » ne se lit pas. {HOW}")
    hours, minutes = (int(read[1]), int(read[3])), (int(read[2] or 0), int(read[4] or 0))
    moments = [hour * 60 + minute for hour, minute in zip(hours, minutes, strict=True)]
    if max(minutes) > 59 or max(moments) > 24 * 60 or moments[0] == 24 * 60:
        raise forms.ValidationError(f"« {text} » sort de la journée. {HOW}")
    return [f"{moment // 60:02d}:{moment % 60:02d}" for moment in moments]


def text_of_hours(spans: list[list[str]]) -> str:
    """The same, as it is typed."""
    return ", ".join(f"{start}-{end}" for start, end in spans)


class SettingsForm(forms.Form):
    """Hours per day, the night, the waves."""

    timezone = forms.ChoiceField(choices=[*ZONES.items()], label="Heure locale")
    closed_holidays = forms.BooleanField(required=False, label="Fermé les jours fériés")
    closed_days = forms.CharField(
        max_length=2000, required=False, label="Fermé aussi ces jours-là",
        help_text="24/12/2026, 3/8/2027 au 7/8/2027",
    )  # fmt: skip
    closed_notice = forms.CharField(
        max_length=240, required=False, label="Fermé, qui répond",
        help_text="Dit à l’appelant et imprimé sur la feuille de secours.",
    )  # fmt: skip
    evening = forms.ChoiceField(required=False, label="À la fermeture, confier à")
    zone_wave_sizes = forms.CharField(max_length=40, label="Tailles des vagues de la zone")
    neighbour_wave_sizes = forms.CharField(max_length=40, label="Tailles des vagues voisines")
    quiet_start = forms.TimeField(
        label="Pas de SMS de", widget=forms.TimeInput({"type": "time"}, "%H:%M")
    )
    quiet_end = forms.TimeField(label="à", widget=forms.TimeInput({"type": "time"}, "%H:%M"))

    def __init__(self, settings: DeskSettings, data: Any = None) -> None:
        super().__init__(data, initial=_initial(settings), auto_id="set-%s")
        self.settings = settings
        choices = [("", "personne : la garde suivante"), *settings.others]
        self.fields["evening"].choices = [(str(pk), name) for pk, name in choices]  # type: ignore[attr-defined]
        for day, name in enumerate(DAYS):
            self.fields[f"day_{day}"] = forms.CharField(max_length=60, required=False, label=name)
        for window in WINDOWS:
            for urgency, label in URGENCIES.items():
                self.fields[f"{window}-{urgency}"] = forms.FloatField(min_value=0.1, label=label)

    def clean(self) -> dict[str, Any]:
        told = self.cleaned_data
        for day in range(7):
            self._read(f"day_{day}", hours_of_text)
        self._read("closed_days", days_of_text)
        for name in ("zone_wave_sizes", "neighbour_wave_sizes"):
            self._read(name, _sizes)
        return told

    def _read(self, name: str, read: Any) -> None:
        try:
            self.cleaned_data[name] = read(self.cleaned_data.get(name, ""))
        except forms.ValidationError as error:
            self.add_error(name, error)

    @property
    def days(self) -> list[forms.BoundField]:
        """One field per day of the week."""
        return [self[f"day_{day}"] for day in range(7)]

    @property
    def windows(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The delays, by kind of wave and by urgency."""
        return [
            (label, [self[f"{name}-{u}"] for u in URGENCIES]) for name, label in WINDOWS.items()
        ]

    def policy(self) -> dict[str, Any]:
        """The desk's policy with what was typed; what the page does not show stays."""
        told = self.cleaned_data
        return {
            **self.settings.kept,
            **{name: {u: told[f"{name}-{u}"] for u in URGENCIES} for name in WINDOWS},
            "zone_wave_sizes": told["zone_wave_sizes"],
            "neighbour_wave_sizes": told["neighbour_wave_sizes"],
            "quiet_start": told["quiet_start"].isoformat("minutes"),
            "quiet_end": told["quiet_end"].isoformat("minutes"),
        }


def _initial(settings: DeskSettings) -> dict[str, Any]:
    policy = settings.policy
    return {
        "timezone": settings.timezone,
        "closed_holidays": settings.closed_holidays,
        "closed_days": text_of_days(settings.closed_days),
        "closed_notice": settings.closed_notice,
        "evening": str(settings.evening_desk_id or ""),
        "quiet_start": policy["quiet_start"],
        "quiet_end": policy["quiet_end"],
        **{
            name: ", ".join(map(str, policy[name]))
            for name in ("zone_wave_sizes", "neighbour_wave_sizes")
        },
        **{f"{w}-{u}": f"{policy[w][u]:g}" for w in WINDOWS for u in URGENCIES},
        **{
            f"day_{day}": text_of_hours(settings.opening_hours.get(str(day), []))
            for day in range(7)
        },
    }


def _sizes(text: str) -> list[int]:
    parts = [part.strip() for part in text.split(",") if part.strip()]
    if not parts or not all(part.isascii() and part.isdigit() and int(part) for part in parts):
        raise forms.ValidationError("Écrivez des nombres séparés par des virgules : 5, 10.")
    return [int(part) for part in parts]


class RuleForm(forms.Form):
    """One version of a rule: when it speaks, what it says, from which day."""

    reminder = forms.CharField(max_length=400, label="Ce que dit la règle", widget=forms.Textarea)
    suggests = forms.ChoiceField(
        choices=[
            (code, label or "rien : elle rappelle seulement") for code, label in SUGGESTIONS.items()
        ],
        label="Ce qu’elle propose",
    )
    since = forms.DateField(
        label="À partir du", widget=forms.DateInput({"type": "date"}, "%Y-%m-%d")
    )
    words = forms.CharField(
        max_length=600, required=False, label="Mots entendus", help_text="Séparés par des virgules."
    )
    age_min = forms.IntegerField(min_value=0, max_value=130, required=False, label="Âge, depuis")
    age_max = forms.IntegerField(min_value=0, max_value=130, required=False, label="jusqu’à")
    needs = forms.MultipleChoiceField(
        choices=[(n.code, n.label) for n in NEEDS.values()], required=False, label="Besoins"
    )
    urgency = forms.MultipleChoiceField(
        choices=[*URGENCIES.items()], required=False, label="Urgence"
    )
    living = forms.MultipleChoiceField(choices=[*LIVING.items()], required=False, label="Chez elle")
    prescription = forms.MultipleChoiceField(
        choices=[*PRESCRIPTIONS.items()], required=False, label="Prescription"
    )
    source = forms.CharField(max_length=200, label="D’où vient-elle")
    retired = forms.BooleanField(required=False, label="Ne plus l’utiliser à partir de ce jour")

    def when(self) -> dict[str, Any]:
        """The conditions, as the file writes them; an empty one is not said."""
        told = self.cleaned_data
        words = [word.strip() for word in told["words"].split(",") if word.strip()]
        given = {"words": words, **{n: told[n] for n in MANY}}
        ages = {name: told[name] for name in ("age_min", "age_max") if told[name] is not None}
        return {name: value for name, value in given.items() if value} | ages

    @staticmethod
    def of(rule: Rule, today: str) -> dict[str, Any]:
        """A version to start from."""
        return {
            "reminder": rule.reminder,
            "suggests": rule.suggests,
            "since": today,
            "words": ", ".join(rule.when.words),
            "age_min": rule.when.age_min,
            "age_max": rule.when.age_max,
            "needs": sorted(rule.when.needs),
            "urgency": sorted(rule.when.urgency),
            "living": sorted(rule.when.living),
            "prescription": sorted(rule.when.prescription),
            "source": rule.source.name[:200],
        }
