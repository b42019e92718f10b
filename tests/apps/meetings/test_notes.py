"""Minutes with headings, lists and bold: cleaned before they are kept, the same on every paper."""

from collections.abc import Iterator
from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from docx import Document
from hypothesis import given
from hypothesis import strategies as st

from maillon.apps.meetings import actions, notes
from maillon.apps.meetings.models import AgendaItem
from maillon.kernel import clock
from tests.factories.meetings import AT_NOON, around_a_table

RICH = (
    "<h3>Sorties</h3><div>Deux retours, dont <strong>un sans ordonnance</strong>.<br>On rappelle."
    "</div><ul><li>le service</li><li>la pharmacie</li></ul><ol><li>un</li><li>deux</li></ol>"
)
WORDS = (
    "Sorties\nDeux retours, dont un sans ordonnance.\nOn rappelle.\n- le service\n- la pharmacie\n"
    "1. un\n2. deux"
)
HOSTILE = (
    "<script>alert(1)</script><img src=x onerror=alert(1)><a href='javascript:x'>lien</a>"
    "<h3 style='color:red' onclick='x()'>Titre</h3><iframe src=//a></iframe><svg onload=x>"
)


@pytest.fixture
def _at_noon() -> Iterator[None]:
    with clock.frozen(AT_NOON):
        yield


def test_nothing_but_a_few_tags_without_attributes_is_kept() -> None:
    kept = notes.cleaned(HOSTILE)
    assert kept == "lien<h3>Titre</h3>"
    assert notes.cleaned("<div><br></div>") == ""
    assert notes.shown("<b>1 < 2</b>\nfin", rich=False) == (
        "<div>&lt;b&gt;1 &lt; 2&lt;/b&gt;<br>fin</div>"
    )


@given(st.text(alphabet="<>/=\"' ahrefscriptonload:;!-\n", max_size=80))
def test_whatever_is_typed_no_tag_comes_out_that_is_not_ours(text: str) -> None:
    kept = notes.shown(text, rich=True)
    assert "<script" not in kept
    assert "=" not in "".join(part.partition(">")[0] for part in kept.split("<")[1:])
    assert notes.cleaned(kept) == kept


def test_in_plain_words_lists_keep_their_marks() -> None:
    assert notes.as_text(RICH, rich=True) == WORDS


@pytest.mark.django_db
@pytest.mark.usefixtures("_at_noon")
def test_the_page_the_paper_and_the_word_processor_say_the_same(client: Client) -> None:
    table = around_a_table()
    meeting = table.meeting
    point = meeting.agenda.earliest("position")
    client.force_login(table.world.agent)
    write = reverse("meeting-write", args=[meeting.pk])
    page = reverse("meeting-minutes", args=[meeting.pk])
    typed = {"geste": "notes", "item": point.pk, "seen": "", "text": "", "html": RICH + HOSTILE}
    assert client.post(write, typed).status_code == 303
    point.refresh_from_db()
    assert point.rich
    assert "script" not in point.notes
    shown = client.get(page)
    body = shown.content.decode()
    assert "- la pharmacie" in body  # the text area, where no script runs
    assert "&lt;strong&gt;un sans ordonnance" in body  # what the editor begins with
    policy = shown.headers["Content-Security-Policy"]
    assert "'unsafe-inline'" not in policy
    plain = notes.as_text(point.notes, rich=True)
    same = {"geste": "notes", "item": point.pk, "seen": point.notes, "text": plain}
    client.post(write, same)
    assert AgendaItem.objects.get(pk=point.pk).rich  # saved without a change, without JavaScript
    printed = client.get(reverse("meeting-print", args=[meeting.pk])).content.decode()
    assert "<strong>un sans ordonnance</strong>" in printed
    made = client.get(reverse("meeting-docx", args=[meeting.pk])).content
    lines = Document(BytesIO(made)).paragraphs
    styles = {line.text: line.style.name for line in lines if line.style}
    assert styles["Sorties"] == "Heading 3"
    assert styles["la pharmacie"] == "List Bullet"
    assert styles["deux"] == "List Number"
    assert any(run.bold and run.text == "un sans ordonnance" for line in lines for run in line.runs)


@pytest.mark.django_db
@pytest.mark.usefixtures("_at_noon")
def test_two_texts_that_cross_are_both_given_back_with_their_looks(client: Client) -> None:
    table = around_a_table()
    meeting = table.meeting
    point = meeting.agenda.earliest("position")
    actions.write_notes(
        item_id=point.pk, seen="", text="<ul><li>le sien</li></ul>", rich=True, by=table.colleague,
        now=AT_NOON,
    )  # fmt: skip
    client.force_login(table.world.agent)
    typed = {"geste": "notes", "item": point.pk, "seen": "", "text": "", "html": "<h3>Le mien</h3>"}
    answer = client.post(reverse("meeting-write", args=[meeting.pk]), typed)
    body = answer.content.decode()
    assert answer.status_code == 409
    assert "&lt;li&gt;le sien" in body
    assert "&lt;h3&gt;Le mien" in body
    assert "data-rich-changed" in body
