"""Writing about the person: her identity, her circle, her word."""

from maillon.apps.care.actions.cases import bring_case
from maillon.apps.care.actions.circle import (
    NewMember,
    add_to_circle,
    change_member,
    close_circle,
    name_referent,
    open_circle,
)
from maillon.apps.care.actions.contact import Contact, change_contact
from maillon.apps.care.actions.coordinating import NewCoordination, open_coordination
from maillon.apps.care.actions.erasing import ask_erasure, rehearse_erasure, undo_erasure
from maillon.apps.care.actions.exporting import record_export
from maillon.apps.care.actions.family import give_family_link, revoke_family_link
from maillon.apps.care.actions.gathering import (
    HerWord,
    NewGathering,
    prepare_circle_meeting,
    record_who_comes,
)
from maillon.apps.care.actions.glass import break_glass, review_glass
from maillon.apps.care.actions.grids import new_grid_version, save_grid
from maillon.apps.care.actions.history import (
    NewAttempt,
    bring_back_repetition,
    note_attempt,
    set_aside_repetition,
    withdraw_attempt,
)
from maillon.apps.care.actions.importing import import_persons
from maillon.apps.care.actions.intake import (
    NewPerson,
    add_member,
    create_provisional,
    record_choice,
    update_contact,
)
from maillon.apps.care.actions.irritants import report_irritant, undo_irritant
from maillon.apps.care.actions.links import give_link, revoke_links
from maillon.apps.care.actions.medication import (
    NewLine,
    correct_line,
    open_medication_review,
    withdraw_line,
    write_line,
)
from maillon.apps.care.actions.medication_answering import answer_proposal, propose_change
from maillon.apps.care.actions.medication_concluding import (
    NewConclusion,
    conclude_medication_review,
    stop_medication_review,
)
from maillon.apps.care.actions.medication_telling import acknowledge_notice
from maillon.apps.care.actions.mentions import (
    LONGEST,
    correct_message,
    give_message_link,
    mark_read,
    read_by_link,
    stop_message_link,
    withdraw_message,
)
from maillon.apps.care.actions.merging import merge_persons, undo_merge
from maillon.apps.care.actions.plan_following import settle_activity
from maillon.apps.care.actions.plan_reviewing import Missing, NewReview, review_plan
from maillon.apps.care.actions.planning import (
    NewActivity,
    NewGoal,
    NewNeed,
    NewPlan,
    write_plan,
)
from maillon.apps.care.actions.referents import end_data_referent, name_data_referent
from maillon.apps.care.actions.scoring import complete_response, keep_answers
from maillon.apps.care.actions.speaking import NewWord, Scan, record_word
from maillon.apps.care.actions.talking import (
    Document,
    NewMessage,
    answer,
    answer_by_link,
    start_conversation,
)
from maillon.apps.care.actions.teams import add_teammate, end_teammate, move_team
from maillon.apps.care.actions.traits import NewTraits, correct_traits, move_identity, record_ins
from maillon.apps.care.actions.visiting import NewVisit, add_visit, end_visit, name_night
from maillon.apps.care.actions.welcoming import welcome_person

__all__ = [
    "LONGEST",
    "Contact",
    "Document",
    "HerWord",
    "Missing",
    "NewActivity",
    "NewAttempt",
    "NewConclusion",
    "NewCoordination",
    "NewGathering",
    "NewGoal",
    "NewLine",
    "NewMember",
    "NewMessage",
    "NewNeed",
    "NewPerson",
    "NewPlan",
    "NewReview",
    "NewTraits",
    "NewVisit",
    "NewWord",
    "Scan",
    "acknowledge_notice",
    "add_member",
    "add_teammate",
    "add_to_circle",
    "add_visit",
    "answer",
    "answer_by_link",
    "answer_proposal",
    "ask_erasure",
    "break_glass",
    "bring_back_repetition",
    "bring_case",
    "change_contact",
    "change_member",
    "close_circle",
    "complete_response",
    "conclude_medication_review",
    "correct_line",
    "correct_message",
    "correct_traits",
    "create_provisional",
    "end_data_referent",
    "end_teammate",
    "end_visit",
    "give_family_link",
    "give_link",
    "give_message_link",
    "import_persons",
    "keep_answers",
    "mark_read",
    "merge_persons",
    "move_identity",
    "move_team",
    "name_data_referent",
    "name_night",
    "name_referent",
    "new_grid_version",
    "note_attempt",
    "open_circle",
    "open_coordination",
    "open_medication_review",
    "prepare_circle_meeting",
    "propose_change",
    "read_by_link",
    "record_choice",
    "record_export",
    "record_ins",
    "record_who_comes",
    "record_word",
    "rehearse_erasure",
    "report_irritant",
    "review_glass",
    "review_plan",
    "revoke_family_link",
    "revoke_links",
    "save_grid",
    "set_aside_repetition",
    "settle_activity",
    "start_conversation",
    "stop_medication_review",
    "stop_message_link",
    "undo_erasure",
    "undo_irritant",
    "undo_merge",
    "update_contact",
    "welcome_person",
    "withdraw_attempt",
    "withdraw_line",
    "withdraw_message",
    "write_line",
    "write_plan",
]
