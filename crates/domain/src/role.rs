//! Who acts: a person with a role in a project, a submitter behind a receipt, or the machine.

use serde::{Deserialize, Serialize};

use crate::{UserId, vocabulary};

vocabulary! {
    /// What a member may do in one project. The instance operator is a flag on the account, not a role.
    pub enum Role {
        /// Reads the dataset of a project that is not public.
        Reader = "reader",
        /// Hands in evidence and follows it.
        Volunteer = "volunteer",
        /// Establishes where and when.
        Verifier = "verifier",
        /// Signs off, settles disputes, builds releases.
        Lead = "lead",
        /// Runs the project: members, workflow, settings. May not sign off.
        Admin = "admin",
    }
}

/// Whoever causes an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Actor {
    /// A member of the project, in the role they had at that moment.
    Member {
        /// The account.
        user: UserId,
        /// The role it was used in.
        role: Role,
    },
    /// Someone without an account who holds the receipt.
    Submitter,
    /// Cairn itself: intake, lease expiry, releases.
    Machine,
}

impl Actor {
    /// The account behind the actor, if there is one.
    pub fn user(&self) -> Option<UserId> {
        match self {
            Self::Member { user, .. } => Some(*user),
            Self::Submitter | Self::Machine => None,
        }
    }

    /// The role the actor is used in, if they are a member.
    pub fn role(&self) -> Option<Role> {
        match self {
            Self::Member { role, .. } => Some(*role),
            Self::Submitter | Self::Machine => None,
        }
    }
}
