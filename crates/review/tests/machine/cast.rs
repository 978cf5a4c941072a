//! The people of every story, and what they ask for.

use cairn_domain::{
    Actor, Consent, Digest, FileId, FindingId, FindingKind, IncidentId, ItemId, RedactionId, Role,
    Sensitivity, UserId, sensitivity::Rating,
};
use cairn_review::{Act, MoveKey};
use uuid::Uuid;

pub const fn user(number: u128) -> UserId {
    UserId(Uuid::from_u128(number))
}

const fn member(number: u128, role: Role) -> Actor {
    Actor::Member {
        user: user(number),
        role,
    }
}

/// Verifiers.
pub const ANA: Actor = member(1, Role::Verifier);
pub const BEN: Actor = member(2, Role::Verifier);
/// Leads.
pub const LEA: Actor = member(3, Role::Lead);
pub const LEO: Actor = member(4, Role::Lead);
/// The lead who handed the item in, where a story says so.
pub const SUE: Actor = member(5, Role::Lead);
pub const VAL: Actor = member(6, Role::Volunteer);
pub const ADA: Actor = member(7, Role::Admin);
pub const RAY: Actor = member(8, Role::Reader);

pub const EVERYBODY: [Actor; 10] = [
    ANA,
    BEN,
    LEA,
    LEO,
    SUE,
    VAL,
    ADA,
    RAY,
    Actor::Submitter,
    Actor::Machine,
];

pub const PLACE: FindingKind = FindingKind::Geolocation;
pub const TIME: FindingKind = FindingKind::Chronolocation;

/// The account behind a member.
pub fn id(actor: Actor) -> UserId {
    actor.user().expect("a member")
}

pub fn rate() -> Act {
    Act::Rate {
        rating: Rating {
            sensitivity: Sensitivity::Graphic,
            notes: Vec::new(),
            ranges: Vec::new(),
        },
    }
}

pub fn link() -> Act {
    Act::Link {
        incident: Some(IncidentId(Uuid::from_u128(70))),
    }
}

pub fn duplicate() -> Act {
    Act::NameDuplicate {
        of: Some(ItemId(Uuid::from_u128(80))),
    }
}

/// A finding that names a place or a time. Two findings agree when their spots are the same.
pub fn found(kind: FindingKind, number: u128, spot: u8) -> Act {
    Act::RecordFinding {
        finding: FindingId(Uuid::from_u128(number)),
        kind,
        positive: true,
        digest: Digest([spot; 32]),
    }
}

/// A finding that it cannot be told.
pub fn impossible(kind: FindingKind, number: u128) -> Act {
    Act::RecordFinding {
        finding: FindingId(Uuid::from_u128(number)),
        kind,
        positive: false,
        digest: Digest([0; 32]),
    }
}

/// A redaction of one of the item's files.
pub fn redact(file: u128, number: u128) -> Act {
    Act::Redact {
        redaction: RedactionId(Uuid::from_u128(number)),
        file: FileId(Uuid::from_u128(file)),
        digest: Digest([number as u8; 32]),
    }
}

pub fn confirm(redaction: RedactionId) -> Act {
    Act::ConfirmRedaction {
        redaction,
        copy: Digest([5; 32]),
    }
}

pub fn settle(number: u128) -> Act {
    Act::Settle {
        finding: FindingId(Uuid::from_u128(number)),
    }
}

pub fn added() -> Act {
    Act::AddEvidence {
        files: vec![Digest([7; 32])],
        links: 1,
    }
}

pub fn take(key: &str) -> Act {
    Act::Move {
        to: MoveKey::from(key),
    }
}

pub fn consent(consent: Consent) -> Act {
    Act::ChangeConsent { consent }
}
