//! A workflow as text: what people review in a diff.

use super::{Move, Stage, Trigger, Workflow};

impl Workflow {
    /// One line a stage, then one line a move: `from --move (who) [guards]--> to`.
    pub fn graph(&self) -> String {
        let stages = self.stages().iter().map(stage_line);
        let moves = self.moves().iter().map(move_line);
        stages.chain(moves).collect()
    }
}

fn stage_line(stage: &Stage) -> String {
    let means = stage
        .outcome
        .map(|outcome| format!(", means {outcome}"))
        .unwrap_or_default();
    let records = stage.records.iter().map(|kind| format!(", records {kind}"));
    let blind = if stage.blind { ", blind" } else { "" };
    format!(
        "{}: {}{means}{}{blind}\n",
        stage.key,
        stage.kind,
        records.collect::<String>()
    )
}

fn move_line(mv: &Move) -> String {
    let roles: Vec<_> = mv.roles.iter().map(|role| role.code()).collect();
    let who = match mv.trigger {
        Trigger::Person => roles.join("|"),
        Trigger::Release => format!("release: {}", roles.join("|")),
        Trigger::SignOff | Trigger::Machine | Trigger::Submitter => mv.trigger.to_string(),
    };
    let guards: Vec<_> = mv.guards.iter().map(ToString::to_string).collect();
    format!(
        "{} --{} ({who}) [{}]--> {}\n",
        mv.from,
        mv.key,
        guards.join(", "),
        mv.to
    )
}
