"""Two texts side by side: nothing of either is lost, and only what changed is marked."""

from hypothesis import given
from hypothesis import strategies as st

from maillon.engines.comparing import Span, compare

LINES = st.lists(st.sampled_from(["un", "deux mots", "trois mots ici", "trois mots là", ""]))


def said(spans: tuple[Span, ...]) -> str:
    return "".join(one.text for one in spans)


@given(LINES, LINES)
def test_both_texts_can_be_read_back_from_what_is_shown(left: list[str], right: list[str]) -> None:
    before, after = "\n".join(left), "\n".join(right)
    rows = compare(before, after)
    kept = [said(one.before) for one in rows if one.kind != "added"]
    come = [said(one.after) for one in rows if one.kind != "removed"]
    assert (kept, come) == (before.splitlines(), after.splitlines())


@given(LINES, LINES)
def test_what_is_not_marked_is_the_same_on_both_sides(left: list[str], right: list[str]) -> None:
    for row in compare("\n".join(left), "\n".join(right)):
        kept = [said(tuple(one for one in side if not one.changed))
                for side in (row.before, row.after)]  # fmt: skip
        assert kept[0] == kept[1]
