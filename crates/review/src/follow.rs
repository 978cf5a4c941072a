//! What an answer sets off at a blind stage.

use cairn_domain::FindingKind;

use crate::{
    case::Case,
    command::{Act, Command},
    decide::decide,
    workflow::{Guard, Move, MoveKey, Trigger},
};

/// The move that follows from an answer recorded at a blind stage: once as many people have answered
/// as its moves ask for, their answers say where the item goes, and nobody is left to choose after
/// seeing the other's. A move that asks for agreement goes before one that does not.
///
/// None at a stage that is not blind, before enough have answered, or if the actor may not take it.
pub fn follow_up(case: &Case<'_>, kind: FindingKind) -> Option<MoveKey> {
    case.workflow
        .stage(&case.state.stage)
        .filter(|stage| stage.blind && stage.records.contains(&kind))?;
    let mut moves = case.workflow.moves_from(&case.state.stage);
    moves.retain(|mv| mv.trigger == Trigger::Person && asks_for_several(mv, kind));
    moves.sort_by_key(|mv| !mv.guards.contains(&Guard::Established { kind }));
    let is_open = |mv: &&Move| {
        let command = Command {
            seen: case.state.seq,
            words: String::new(),
            act: Act::Move { to: mv.key.clone() },
        };
        decide(case, &command).is_ok()
    };
    moves.into_iter().find(is_open).map(|mv| mv.key.clone())
}

fn asks_for_several(mv: &Move, kind: FindingKind) -> bool {
    let several = |guard: &Guard| matches!(guard, Guard::Independent { kind: of, at_least } if *of == kind && *at_least > 1);
    mv.guards.iter().any(several)
}
