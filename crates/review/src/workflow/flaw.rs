//! What can be wrong with a workflow draft.

use cairn_domain::Role;

use super::{Guard, MoveKey, StageKey};

/// One thing wrong with a draft. A draft with any is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Flaw {
    /// Keys are what logs and addresses are written with.
    #[error(
        "`{0}` is not a key: use lower-case letters, digits and underscores, beginning with a letter"
    )]
    BadKey(String),
    /// Two stages of one name.
    #[error("there are two stages named `{0}`")]
    StageTwice(StageKey),
    /// Two moves of one name out of the same stage.
    #[error("there are two moves named `{0}`")]
    MoveTwice(MoveKey),
    /// An arrow to or from nowhere.
    #[error("the move `{by_move}` names the stage `{stage}`, which does not exist")]
    NoSuchStage {
        /// The move.
        by_move: MoveKey,
        /// The stage it names.
        stage: StageKey,
    },
    /// Items must begin where the machine works.
    #[error("items begin at `{0}`, which is not an intake stage of this workflow")]
    BadStart(StageKey),
    /// Nobody can get there.
    #[error("no road leads from the start to the stage `{0}`")]
    Unreachable(StageKey),
    /// Nobody gets out.
    #[error("no road leads from the stage `{0}` to an end")]
    DeadEnd(StageKey),
    /// An end that does not say what it means.
    #[error("the end `{0}` does not say what it means")]
    EndWithoutOutcome(StageKey),
    /// A stage that means something before its time.
    #[error("the stage `{0}` is not an end and cannot have an outcome")]
    OutcomeWithoutEnd(StageKey),
    /// Findings are recorded where people work.
    #[error("the stage `{0}` records findings but is not a work stage")]
    RecordsOutsideWork(StageKey),
    /// A workflow that publishes nothing.
    #[error("no stage means published")]
    NothingPublished,
    /// A move out of an end other than a retraction.
    #[error("the move `{0}` leaves an end; only a retraction of something published may")]
    LeavesAnEnd(MoveKey),
    /// A road to publication that skips what must hold.
    #[error("the move `{by_move}` publishes without the guard `{guard}`")]
    PublishesWithout {
        /// The move.
        by_move: MoveKey,
        /// What it lacks.
        guard: Guard,
    },
    /// Something asked for that nobody can supply on the way.
    #[error("nothing on the way to the move `{by_move}` can satisfy its guard `{guard}`")]
    NeverMet {
        /// The move.
        by_move: MoveKey,
        /// What it asks for.
        guard: Guard,
    },
    /// Publishing without building a release.
    #[error("the move `{0}` publishes, but is not taken by a release")]
    PublishesOutsideRelease(MoveKey),
    /// A release that does not publish.
    #[error("the move `{0}` is taken by a release, but does not lead to a published stage")]
    ReleasesElsewhere(MoveKey),
    /// What is public could never be taken back.
    #[error("nothing leads from the published stage `{0}` to a retraction")]
    NeverRetracted(StageKey),
    /// Taking back what is public, by anybody or without a word.
    #[error("the move `{0}` retracts; it has to be taken by leads, and they have to say why")]
    RetractsLightly(MoveKey),
    /// Signing off happens before a judge.
    #[error("the move `{0}` follows a sign-off but does not leave a judgement stage")]
    SignOffOutsideJudgement(MoveKey),
    /// A move that follows sign-offs without counting them.
    #[error("the move `{0}` follows a sign-off but does not count them")]
    SignOffUncounted(MoveKey),
    /// Nobody may take it.
    #[error("the move `{0}` is for people, but names no role that may take it")]
    Unstaffed(MoveKey),
    /// A role that the permission table does not let act.
    #[error("the move `{by_move}` names the role `{role}`, which may not take it")]
    RoleMayNot {
        /// The move.
        by_move: MoveKey,
        /// The role.
        role: Role,
    },
    /// Roles where nobody chooses.
    #[error("the move `{0}` names roles, but no member takes it by hand")]
    RolesUnused(MoveKey),
    /// The machine at work where people are.
    #[error("the move `{0}` is the machine's, but does not leave an intake stage")]
    MachineOutsideIntake(MoveKey),
    /// Out of intake before the files are examined.
    #[error("the move `{0}` leaves intake without the guard `intake_done`")]
    LeavesIntakeEarly(MoveKey),
    /// A submitter who does more than withdraw.
    #[error("the move `{0}` is the submitter's, but does not lead to a withdrawn stage")]
    SubmitterDecides(MoveKey),
    /// Two moves that follow the same sign-off.
    #[error("two moves follow a sign-off at the stage `{0}`; only one can be taken")]
    SignOffTwice(StageKey),
    /// Sending work back without a word.
    #[error("the move `{0}` sends work back, ends it or retracts it, and must ask for a reason")]
    SaysNothing(MoveKey),
    /// Numbers no team can meet, or that mean nothing.
    #[error("the move `{0}` asks for a number of people that is not between 1 and 5")]
    BadQuorum(MoveKey),
    /// The machine never lets items out of intake.
    #[error("no machine move leaves the intake stage `{0}`")]
    StuckIntake(StageKey),
}
