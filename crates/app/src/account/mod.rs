//! Accounts, passwords, second factors, passkeys and sessions; invitations.

mod breached;
mod ceremony;
mod create;
mod disable;
mod guess;
mod history;
mod invite;
mod member;
mod own;
mod passkey;
mod passkey_answer;
mod password;
mod policy;
mod second_factor;
mod sign_in;
mod strength;
mod token;

pub(crate) use ceremony::Ceremonies;
pub use ceremony::{Challenge, Site};
pub use create::{NewAccount, create_account, join_project};
pub use disable::{AccountChange, AccountStanding, accounts, change_account};
pub use history::recent_sign_ins;
pub use invite::{
    InvitationDraft, LONGEST_INVITATION_DAYS, OpenInvitation, accept, accept_as_new, invite,
    invite_into, open_invitation, open_invitations, revoke_invitation,
};
pub use member::{MemberChange, change_member};
pub use own::{change_password, end_other_sessions, end_session, replace_password, sessions};
pub use passkey::{Added, MOST_PASSKEYS, add_passkey, begin_passkey, passkeys, remove_passkey};
pub use passkey_answer::{begin_with_passkey, prove_with_passkey, sign_in_with_passkey};
pub use policy::{require_second_factor, second_factor_roles};
pub use second_factor::{
    SecondFactorState, Setup, begin_second_factor, confirm_second_factor, renew_recovery_codes,
    reset_second_factor, second_factor_state,
};
pub use sign_in::{
    Knock, Resumed, SignedIn, Standing, give_code, prove, resume_session, sign_in, sign_out,
};
pub use strength::{LONGEST_PASSWORD, SHORTEST_PASSWORD};
pub use token::{
    LONGEST_TOKEN_DAYS, TokenDraft, TokenVisit, create_token, enter_with_token, revoke_token,
    tokens,
};
