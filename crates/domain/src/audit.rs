//! Acts: what people do that is no event of an item, as the ledger keeps it. Ids and codes only:
//! nobody's words, no secrets.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{
    ClaimId, Digest, Export, FileId, FindingId, HashListId, IncidentEventKind, IncidentId,
    InvitationId, MatchId, MatchVerdict, PasskeyId, ReleaseId, RetractionReason, Role, ScanVerdict,
    SecurityMode, SettingKind, TokenId, TokenScope, UserId, metadata::OpenPlace, vocabulary,
};

vocabulary! {
    /// What an act is, for filters and for reading.
    pub enum AuditKind {
        /// Acts are recorded from here on.
        ActsBegun = "acts_begun",
        /// An account was there when acts began to be recorded.
        AccountFound = "account_found",
        /// A membership was there then.
        MemberFound = "member_found",
        /// A finding was there then.
        FindingFound = "finding_found",
        /// A comment was there then.
        CommentFound = "comment_found",
        /// A derivative of a file was fetched to look at.
        FileViewed = "file_viewed",
        /// A scanner looked at a file.
        FileScanned = "file_scanned",
        /// An original was fetched.
        OriginalDownloaded = "original_downloaded",
        /// A covered file was uncovered by a step.
        Uncovered = "uncovered",
        /// A table or a list of hashes was taken out.
        Exported = "exported",
        /// A finding was written down.
        FindingRecorded = "finding_recorded",
        /// A comment was written.
        CommentWritten = "comment_written",
        /// A pair of files was judged.
        MatchAnswered = "match_answered",
        /// An incident was changed.
        IncidentChanged = "incident_changed",
        /// A claim was written down, changed, compared or signed.
        ClaimChanged = "claim_changed",
        /// A release was built.
        ReleaseBuilt = "release_built",
        /// A release was signed, and so published.
        ReleaseSigned = "release_signed",
        /// A published record was taken back.
        Retracted = "retracted",
        /// An account was made.
        AccountCreated = "account_created",
        /// A password was changed.
        PasswordChanged = "password_changed",
        /// An account was disabled.
        AccountDisabled = "account_disabled",
        /// A disabled account may come in again.
        AccountEnabled = "account_enabled",
        /// Every session of an account was ended by whoever runs the instance.
        SessionsEnded = "sessions_ended",
        /// A second factor was set up.
        SecondFactorSet = "second_factor_set",
        /// A second factor was taken away.
        SecondFactorReset = "second_factor_reset",
        /// A passkey was added.
        PasskeyAdded = "passkey_added",
        /// A passkey was removed.
        PasskeyRemoved = "passkey_removed",
        /// A passkey was used that may have been copied.
        PasskeySuspected = "passkey_suspected",
        /// It was said who must have a second factor.
        SecondFactorRequired = "second_factor_required",
        /// Somebody became a member.
        MemberAdded = "member_added",
        /// A member got another role.
        RoleChanged = "role_changed",
        /// A member was removed.
        MemberRemoved = "member_removed",
        /// An invitation was made.
        InvitationMade = "invitation_made",
        /// An invitation was taken up.
        InvitationUsed = "invitation_used",
        /// An invitation was taken back.
        InvitationRevoked = "invitation_revoked",
        /// A token for a program was made.
        TokenMade = "token_made",
        /// A token was ended.
        TokenRevoked = "token_revoked",
        /// A project was opened.
        ProjectOpened = "project_opened",
        /// What is sealed of files, and who may open it, was changed.
        SealingChanged = "sealing_changed",
        /// A list or a setting was changed.
        SettingChanged = "setting_changed",
        /// A partner's list of hashes was added.
        ListAdded = "list_added",
        /// A partner's list of hashes was removed.
        ListRemoved = "list_removed",
        /// The instance was opened, made read-only or locked.
        ModeChanged = "mode_changed",
        /// A new ledger was begun, because the database was not what the old one signed.
        LedgerRestarted = "ledger_restarted",
    }
}

/// An act with what it is about. Serialised with its kind as `kind`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[expect(missing_docs, reason = "each variant is told by its kind")]
pub enum AuditAct {
    ActsBegun,
    AccountFound {
        account: UserId,
        operator: bool,
    },
    MemberFound {
        account: UserId,
        role: Role,
    },
    FindingFound {
        finding: FindingId,
    },
    CommentFound {
        comment: i64,
    },
    FileViewed {
        file: FileId,
    },
    FileScanned {
        file: FileId,
        verdict: ScanVerdict,
    },
    OriginalDownloaded {
        file: FileId,
    },
    Uncovered {
        file: FileId,
        steps: u32,
    },
    Exported {
        what: Export,
    },
    FindingRecorded {
        finding: FindingId,
    },
    CommentWritten {
        comment: i64,
    },
    MatchAnswered {
        pair: MatchId,
        verdict: Option<MatchVerdict>,
    },
    IncidentChanged {
        incident: IncidentId,
        event: i64,
        change: IncidentEventKind,
    },
    ClaimChanged {
        claim: ClaimId,
    },
    ReleaseBuilt {
        version: u32,
        content: Digest,
    },
    ReleaseSigned {
        release: ReleaseId,
        version: u32,
        content: Digest,
    },
    Retracted {
        reason: RetractionReason,
        incident: Option<IncidentId>,
    },
    AccountCreated {
        account: UserId,
        operator: bool,
    },
    PasswordChanged {
        account: UserId,
    },
    AccountDisabled {
        account: UserId,
    },
    AccountEnabled {
        account: UserId,
    },
    SessionsEnded {
        account: UserId,
    },
    SecondFactorSet {
        account: UserId,
    },
    SecondFactorReset {
        account: UserId,
    },
    PasskeyAdded {
        account: UserId,
        passkey: PasskeyId,
    },
    PasskeyRemoved {
        account: UserId,
        passkey: PasskeyId,
    },
    PasskeySuspected {
        account: UserId,
        passkey: PasskeyId,
    },
    SecondFactorRequired {
        roles: Vec<Role>,
    },
    MemberAdded {
        account: UserId,
        role: Role,
    },
    RoleChanged {
        account: UserId,
        role: Role,
    },
    MemberRemoved {
        account: UserId,
    },
    InvitationMade {
        invitation: InvitationId,
        role: Role,
    },
    InvitationUsed {
        invitation: InvitationId,
    },
    InvitationRevoked {
        invitation: InvitationId,
    },
    TokenMade {
        token: TokenId,
        scope: TokenScope,
    },
    TokenRevoked {
        token: TokenId,
    },
    ProjectOpened,
    SealingChanged {
        reader: Role,
        place: OpenPlace,
        device: bool,
    },
    SettingChanged {
        what: SettingKind,
    },
    ListAdded {
        list: HashListId,
    },
    ListRemoved {
        list: HashListId,
    },
    ModeChanged {
        mode: SecurityMode,
    },
    LedgerRestarted,
}

impl AuditAct {
    /// What it is.
    pub fn kind(&self) -> AuditKind {
        match self {
            Self::ActsBegun => AuditKind::ActsBegun,
            Self::AccountFound { .. } => AuditKind::AccountFound,
            Self::MemberFound { .. } => AuditKind::MemberFound,
            Self::FindingFound { .. } => AuditKind::FindingFound,
            Self::CommentFound { .. } => AuditKind::CommentFound,
            Self::FileViewed { .. } => AuditKind::FileViewed,
            Self::FileScanned { .. } => AuditKind::FileScanned,
            Self::OriginalDownloaded { .. } => AuditKind::OriginalDownloaded,
            Self::Uncovered { .. } => AuditKind::Uncovered,
            Self::Exported { .. } => AuditKind::Exported,
            Self::FindingRecorded { .. } => AuditKind::FindingRecorded,
            Self::CommentWritten { .. } => AuditKind::CommentWritten,
            Self::MatchAnswered { .. } => AuditKind::MatchAnswered,
            Self::IncidentChanged { .. } => AuditKind::IncidentChanged,
            Self::ClaimChanged { .. } => AuditKind::ClaimChanged,
            Self::ReleaseBuilt { .. } => AuditKind::ReleaseBuilt,
            Self::ReleaseSigned { .. } => AuditKind::ReleaseSigned,
            Self::Retracted { .. } => AuditKind::Retracted,
            Self::AccountCreated { .. } => AuditKind::AccountCreated,
            Self::PasswordChanged { .. } => AuditKind::PasswordChanged,
            Self::AccountDisabled { .. } => AuditKind::AccountDisabled,
            Self::AccountEnabled { .. } => AuditKind::AccountEnabled,
            Self::SessionsEnded { .. } => AuditKind::SessionsEnded,
            Self::SecondFactorSet { .. } => AuditKind::SecondFactorSet,
            Self::SecondFactorReset { .. } => AuditKind::SecondFactorReset,
            Self::PasskeyAdded { .. } => AuditKind::PasskeyAdded,
            Self::PasskeyRemoved { .. } => AuditKind::PasskeyRemoved,
            Self::PasskeySuspected { .. } => AuditKind::PasskeySuspected,
            Self::SecondFactorRequired { .. } => AuditKind::SecondFactorRequired,
            Self::MemberAdded { .. } => AuditKind::MemberAdded,
            Self::RoleChanged { .. } => AuditKind::RoleChanged,
            Self::MemberRemoved { .. } => AuditKind::MemberRemoved,
            Self::InvitationMade { .. } => AuditKind::InvitationMade,
            Self::InvitationUsed { .. } => AuditKind::InvitationUsed,
            Self::InvitationRevoked { .. } => AuditKind::InvitationRevoked,
            Self::TokenMade { .. } => AuditKind::TokenMade,
            Self::TokenRevoked { .. } => AuditKind::TokenRevoked,
            Self::ProjectOpened => AuditKind::ProjectOpened,
            Self::SealingChanged { .. } => AuditKind::SealingChanged,
            Self::SettingChanged { .. } => AuditKind::SettingChanged,
            Self::ListAdded { .. } => AuditKind::ListAdded,
            Self::ListRemoved { .. } => AuditKind::ListRemoved,
            Self::ModeChanged { .. } => AuditKind::ModeChanged,
            Self::LedgerRestarted => AuditKind::LedgerRestarted,
        }
    }

    /// The one thing it is about, if that has an id of its own.
    pub fn subject(&self) -> Option<Uuid> {
        match self {
            Self::AccountFound { account, .. }
            | Self::AccountCreated { account, .. }
            | Self::MemberFound { account, .. }
            | Self::MemberAdded { account, .. }
            | Self::RoleChanged { account, .. }
            | Self::MemberRemoved { account }
            | Self::PasswordChanged { account }
            | Self::AccountDisabled { account }
            | Self::AccountEnabled { account }
            | Self::SessionsEnded { account }
            | Self::SecondFactorSet { account }
            | Self::SecondFactorReset { account }
            | Self::PasskeyAdded { account, .. }
            | Self::PasskeyRemoved { account, .. }
            | Self::PasskeySuspected { account, .. } => Some(account.0),
            Self::FileViewed { file }
            | Self::FileScanned { file, .. }
            | Self::OriginalDownloaded { file }
            | Self::Uncovered { file, .. } => Some(file.0),
            Self::FindingFound { finding } | Self::FindingRecorded { finding } => Some(finding.0),
            Self::MatchAnswered { pair, .. } => Some(pair.0),
            Self::IncidentChanged { incident, .. } => Some(incident.0),
            Self::ClaimChanged { claim } => Some(claim.0),
            Self::ReleaseSigned { release, .. } => Some(release.0),
            Self::Retracted { incident, .. } => incident.map(|incident| incident.0),
            Self::InvitationMade { invitation, .. }
            | Self::InvitationUsed { invitation }
            | Self::InvitationRevoked { invitation } => Some(invitation.0),
            Self::TokenMade { token, .. } | Self::TokenRevoked { token } => Some(token.0),
            Self::ListAdded { list } | Self::ListRemoved { list } => Some(list.0),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_act_is_written_with_the_code_of_its_kind() {
        let act = AuditAct::Uncovered {
            file: FileId(Uuid::nil()),
            steps: 2,
        };
        let text = serde_json::to_value(&act).expect("JSON");
        assert_eq!(text["kind"], act.kind().code());
        assert_eq!(serde_json::from_value::<AuditAct>(text).expect("read"), act);
        assert_eq!(
            serde_json::to_value(AuditAct::ActsBegun).expect("JSON")["kind"],
            AuditKind::ActsBegun.code()
        );
    }
}
