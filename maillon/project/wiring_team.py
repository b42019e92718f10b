"""The rooms of a team and of its contract: what each tells the rooms below (see wiring.py)."""


def wire_team() -> None:
    """Fill the registries with what the rooms of a team tell."""
    _structures()
    _projects()
    _stages()
    _protocols()
    _contracts()
    _money()
    _posts()
    _maturity()
    _governance()
    _handover()
    _departures()


def _structures() -> None:
    """The life of a structure: its acts and refusals."""
    from maillon.apps.journal import acts
    from maillon.apps.structures.acts import ACTS
    from maillon.apps.structures.sentences import SENTENCES
    from maillon.kernel import sentences

    sentences.register(SENTENCES)
    acts.declare(ACTS)


def _projects() -> None:
    """Projects of teams: their acts, refusals and tasks."""
    from maillon.apps.cockpit import opening_house as opening
    from maillon.apps.cockpit.opening import register
    from maillon.apps.journal import acts
    from maillon.apps.projects.acts import ACTS
    from maillon.apps.projects.sentences import SENTENCES
    from maillon.apps.tasks.inboxes import file_under
    from maillon.kernel import sentences

    sentences.register(SENTENCES)
    acts.declare(ACTS)
    file_under("collective", "projects.action")
    register("projects.action", opening.project_actions)


def _stages() -> None:
    """The way of a structure to its contract: acts, refusals and tasks."""
    from maillon.apps.cockpit import opening_house as opening
    from maillon.apps.cockpit.opening import register
    from maillon.apps.contracts import receiving
    from maillon.apps.journal import acts
    from maillon.apps.stages.acts import ACTS
    from maillon.apps.stages.queries.handed import KIND
    from maillon.apps.stages.sentences import SENTENCES
    from maillon.apps.stages.web.handed import SOURCE
    from maillon.apps.tasks.inboxes import file_under
    from maillon.kernel import sentences

    sentences.register(SENTENCES)
    acts.declare(ACTS)
    receiving.register(KIND, SOURCE)
    file_under("guarantor", "stages.step")
    register("stages.step", opening.stage_steps)


def _protocols() -> None:
    """Protocols: their acts and refusals; the steps of a template, where they open."""
    from maillon.apps.cockpit import opening, team_openers
    from maillon.apps.journal import acts
    from maillon.apps.protocols.acts import ACTS
    from maillon.apps.protocols.sentences import SENTENCES
    from maillon.apps.tasks.inboxes import file_under
    from maillon.kernel import sentences

    sentences.register(SENTENCES)
    acts.declare(ACTS)
    file_under("collective", "protocols.step")
    opening.register("protocols.step", team_openers.template_steps)


def _contracts() -> None:
    """Contracts: their acts and refusals."""
    from maillon.apps.contracts import actions
    from maillon.apps.contracts.acts import ACTS
    from maillon.apps.contracts.sentences import SENTENCES
    from maillon.apps.journal import acts, hearing
    from maillon.kernel import jobs, sentences

    sentences.register(SENTENCES)
    acts.declare(ACTS)
    jobs.register(actions.YEAR, actions.open_year)
    hearing.hear("contracts", actions.settle_proofs)


def _money() -> None:
    """The money of a structure: its acts and refusals."""
    from maillon.apps.journal import acts
    from maillon.apps.money.acts import ACTS
    from maillon.apps.money.sentences import SENTENCES
    from maillon.kernel import sentences

    sentences.register(SENTENCES)
    acts.declare(ACTS)


def _posts() -> None:
    """The coordination post: its acts, refusals and tasks."""
    from maillon.apps.cockpit import opening, team_openers
    from maillon.apps.journal import acts
    from maillon.apps.posts.acts import ACTS
    from maillon.apps.posts.sentences import SENTENCES
    from maillon.apps.tasks.inboxes import file_under
    from maillon.kernel import sentences

    sentences.register(SENTENCES)
    acts.declare(ACTS)
    file_under("outside", "posts.invitation")
    opening.register("posts.invitation", team_openers.post_invitations)


def _maturity() -> None:
    """Self-assessments: their acts and refusals."""
    from maillon.apps.journal import acts
    from maillon.apps.maturity.acts import ACTS
    from maillon.apps.maturity.sentences import SENTENCES
    from maillon.kernel import sentences

    sentences.register(SENTENCES)
    acts.declare(ACTS)


def _governance() -> None:
    """Bodies and votes, mediations: their acts, refusals and tasks."""
    from maillon.apps.cockpit import opening, opening_governance
    from maillon.apps.governance.acts import ACTS
    from maillon.apps.governance.sentences import SENTENCES
    from maillon.apps.journal import acts
    from maillon.apps.mediation.acts import ACTS as MEDIATED
    from maillon.apps.mediation.sentences import SENTENCES as MEDIATION
    from maillon.apps.tasks.inboxes import file_under
    from maillon.kernel import sentences

    sentences.register(SENTENCES)
    sentences.register(MEDIATION)
    acts.declare(ACTS)
    acts.declare(MEDIATED)
    for kind in opening_governance.KINDS:
        file_under("guarantor", kind)
        opening.register(kind, opening_governance.opener(kind))


def _handover() -> None:
    """What each room tells a successor, and of a departure."""
    from maillon.apps.cockpit import handing as cockpit
    from maillon.apps.governance import handing as governance
    from maillon.apps.handover import sections
    from maillon.apps.handover.acts import ACTS
    from maillon.apps.handover.sentences import SENTENCES
    from maillon.apps.journal import acts
    from maillon.apps.projects import handing as projects
    from maillon.apps.protocols import handing as protocols
    from maillon.apps.structures import handing as structures
    from maillon.kernel import sentences
    from maillon.project.wiring_handover import file_sections

    sentences.register(SENTENCES)
    acts.declare(ACTS)
    sections.keep_with("care.message", "care.medication_notice", "protocols.sign")
    for one in file_sections():
        sections.register(one)
    sections.register_following(projects.follow)
    sections.register_owned(cockpit.owned_tasks)
    sections.register_leaving(structures.departure)
    sections.register_leaving(governance.departure)
    sections.register_leaving(protocols.departure)


def _departures() -> None:
    """Departures: their refusals, and the day when what is left passes."""
    from maillon.apps.departures import actions
    from maillon.apps.departures.sentences import SENTENCES
    from maillon.kernel import jobs, sentences

    sentences.register(SENTENCES)
    jobs.register(actions.DAY, actions.pass_rest)
