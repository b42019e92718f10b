"""What happens at a desk, as imperatives: each one transaction, journalled."""

from maillon.apps.desk.actions.accepting import Acceptance, accept_offer, decline_offer
from maillon.apps.desk.actions.advising import (
    ask_expert,
    chase_expert,
    end_question,
    give_advice,
    record_answer,
)
from maillon.apps.desk.actions.calling import (
    NewExtension,
    Word,
    hear_call,
    set_telephones,
    take_call,
)
from maillon.apps.desk.actions.caring import ask_proof, confirm_begun, give_details
from maillon.apps.desk.actions.drafts import (
    discard_draft,
    draft_from_circle,
    restore_draft,
    save_draft,
)
from maillon.apps.desk.actions.enrol_checking import (
    invite,
    note_no_answer,
    note_number,
    refuse_enrolment,
    verify_enrolment,
)
from maillon.apps.desk.actions.enrol_declaring import Wishes, declare_wishes, pause_self
from maillon.apps.desk.actions.founding import NewDesk, open_desk
from maillon.apps.desk.actions.granting import end_requester_access, give_requester_access
from maillon.apps.desk.actions.intake import (
    NewNeed,
    NewRequest,
    NewRequester,
    NewWatch,
    receive_request,
)
from maillon.apps.desk.actions.misread import answer_words
from maillon.apps.desk.actions.missing import call_back
from maillon.apps.desk.actions.naming import name_who_comes
from maillon.apps.desk.actions.owning import take_request
from maillon.apps.desk.actions.person_words import (
    allow_telling,
    change_gp_wish,
    choose_carer,
    record_agreement,
)
from maillon.apps.desk.actions.placing import give_up_seats, place_carer
from maillon.apps.desk.actions.presence import be_present
from maillon.apps.desk.actions.prolonging import follow_to_end, renew_care
from maillon.apps.desk.actions.relaying import Handed, Receiver, relay_request, sign_off
from maillon.apps.desk.actions.remembering import open_circle_of
from maillon.apps.desk.actions.replacing import Replacement, replace_carer
from maillon.apps.desk.actions.searching import hasten, not_found_yet, open_due_wave
from maillon.apps.desk.actions.seeing import as_seen
from maillon.apps.desk.actions.settling import (
    NewRule,
    NewSettings,
    change_settings,
    write_rule,
)
from maillon.apps.desk.actions.staying import declare_stay, withdraw_stay
from maillon.apps.desk.actions.supposing import Supposed, ask_scenario, cancel_scenario
from maillon.apps.desk.actions.telling import owe_later_check, record_outcome, send_word
from maillon.apps.desk.actions.triaging import (
    begin_urgent_transfer,
    end_handover,
    hand_over,
    orient_caller,
    triage_for_care,
)
from maillon.apps.desk.actions.undoing import undo
from maillon.apps.desk.actions.withdrawing import cancel_need, withdraw_assignment

__all__ = [
    "Acceptance",
    "Handed",
    "NewDesk",
    "NewExtension",
    "NewNeed",
    "NewRequest",
    "NewRequester",
    "NewRule",
    "NewSettings",
    "NewWatch",
    "Receiver",
    "Replacement",
    "Supposed",
    "Wishes",
    "Word",
    "accept_offer",
    "allow_telling",
    "answer_words",
    "as_seen",
    "ask_expert",
    "ask_proof",
    "ask_scenario",
    "be_present",
    "begin_urgent_transfer",
    "call_back",
    "cancel_need",
    "cancel_scenario",
    "change_gp_wish",
    "change_settings",
    "chase_expert",
    "choose_carer",
    "confirm_begun",
    "declare_stay",
    "declare_wishes",
    "decline_offer",
    "discard_draft",
    "draft_from_circle",
    "end_handover",
    "end_question",
    "end_requester_access",
    "follow_to_end",
    "give_advice",
    "give_details",
    "give_requester_access",
    "give_up_seats",
    "hand_over",
    "hasten",
    "hear_call",
    "invite",
    "name_who_comes",
    "not_found_yet",
    "note_no_answer",
    "note_number",
    "open_circle_of",
    "open_desk",
    "open_due_wave",
    "orient_caller",
    "owe_later_check",
    "pause_self",
    "place_carer",
    "receive_request",
    "record_agreement",
    "record_answer",
    "record_outcome",
    "refuse_enrolment",
    "relay_request",
    "renew_care",
    "replace_carer",
    "restore_draft",
    "save_draft",
    "send_word",
    "set_telephones",
    "sign_off",
    "take_call",
    "take_request",
    "triage_for_care",
    "undo",
    "verify_enrolment",
    "withdraw_assignment",
    "withdraw_stay",
    "write_rule",
]
