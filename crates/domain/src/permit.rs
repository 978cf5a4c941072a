//! Who may do what: one pure table, and the only mint of [`Permit`].
//!
//! A permit answers "may this person act on this kind of thing at all". Whether a move is *ready*
//! is a guard's business (`cairn-review`). Keeping the two apart keeps both tables small.

use crate::{Actor, ProjectId, Role, vocabulary};

vocabulary! {
    /// Everything that is asked before a read or a write inside a project.
    pub enum Action {
        /// Hand in evidence as a member.
        Submit = "submit",
        /// See that items exist, their stage and record.
        ViewItems = "view_items",
        /// Download an original.
        ViewOriginal = "view_original",
        /// Write a comment on an item.
        Comment = "comment",
        /// Ask whoever handed an item in.
        AskSubmitter = "ask_submitter",
        /// Take or release a lease on an item.
        Claim = "claim",
        /// Rate, note, link, set aside: the first look.
        Triage = "triage",
        /// Record where or when.
        RecordFinding = "record_finding",
        /// Cover parts of a copy, or say that the copy covers enough.
        Redact = "redact",
        /// Answer a match.
        AnswerMatch = "answer_match",
        /// Confirm many matches at once, and say from which score on that may be done.
        ConfirmMatches = "confirm_matches",
        /// Take a partner's list of hashes, or hand out those of the project's files.
        ExchangeHashes = "exchange_hashes",
        /// Hand out the custody report of an item.
        Certify = "certify",
        /// Object to an item, or answer an objection of one's own.
        Object = "object",
        /// Take a move of the workflow.
        Move = "move",
        /// Sign off one exact revision.
        SignOff = "sign_off",
        /// Decide a dispute.
        Settle = "settle",
        /// Open and edit incidents.
        EditIncidents = "edit_incidents",
        /// Write down, import, match and assess claims.
        EditClaims = "edit_claims",
        /// Add, rename and retire codes of the project's vocabularies.
        EditTerms = "edit_terms",
        /// Build a release.
        BuildRelease = "build_release",
        /// Say of a release that another built that publishing it harms no one.
        SignRelease = "sign_release",
        /// Withdraw a published record in the open.
        Retract = "retract",
        /// Open sealed metadata; only in the one role that the project names.
        OpenSealed = "open_sealed",
        /// Members and settings.
        Administer = "administer",
    }
}

/// Proof that the table allowed one action in one project. Minted by [`grant`] alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Permit {
    action: Action,
    project: ProjectId,
    actor: Actor,
}

impl Permit {
    /// What was allowed.
    pub fn action(&self) -> Action {
        self.action
    }

    /// Where.
    pub fn project(&self) -> ProjectId {
        self.project
    }

    /// To whom.
    pub fn actor(&self) -> Actor {
        self.actor
    }
}

/// Whether a role may do something.
pub fn allows(role: Role, action: Action) -> bool {
    use Action as A;
    match role {
        Role::Reader => false,
        Role::Volunteer => matches!(action, A::Submit),
        Role::Verifier => matches!(
            action,
            A::Submit
                | A::ViewItems
                | A::ViewOriginal
                | A::Comment
                | A::AskSubmitter
                | A::Claim
                | A::Triage
                | A::RecordFinding
                | A::Redact
                | A::AnswerMatch
                | A::Object
                | A::Move
                | A::EditIncidents
                | A::EditClaims
                | A::SignRelease
                | A::OpenSealed
        ),
        Role::Lead => !matches!(action, A::Administer),
        // Running a project is not judging its evidence.
        Role::Admin => matches!(
            action,
            A::Submit
                | A::ViewItems
                | A::Comment
                | A::EditIncidents
                | A::EditClaims
                | A::OpenSealed
                | A::Administer
        ),
    }
}

/// Grants an action to an actor in a project, or nothing.
pub fn grant(actor: Actor, project: ProjectId, action: Action) -> Option<Permit> {
    let allowed = match actor {
        Actor::Member { role, .. } => allows(role, action),
        Actor::Submitter => action == Action::Submit,
        Actor::Machine => matches!(action, Action::Move | Action::Submit),
    };
    allowed.then_some(Permit {
        action,
        project,
        actor,
    })
}

/// The whole table as text, one line an action; a test keeps it in every diff.
pub fn table() -> String {
    let mut text = format!("{:<16}", "action");
    for role in Role::ALL {
        text.push_str(&format!("{:<11}", role.code()));
    }
    for action in Action::ALL {
        text.push_str(&format!("\n{:<16}", action.code()));
        for role in Role::ALL {
            text.push_str(&format!(
                "{:<11}",
                if allows(*role, *action) { "yes" } else { "-" }
            ));
        }
    }
    text.lines()
        .map(str::trim_end)
        .collect::<Vec<_>>()
        .join("\n")
        + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `UPDATE_SNAPSHOTS=1 cargo test -p cairn-domain` rewrites the file after a wanted change.
    #[test]
    fn the_permission_table_is_the_one_reviewed() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/permissions.txt");
        if std::env::var_os("UPDATE_SNAPSHOTS").is_some() {
            std::fs::write(path, table()).expect("writable checkout");
        }
        let reviewed = std::fs::read_to_string(path).expect("permissions.txt is committed");
        assert_eq!(table(), reviewed);
    }
}
