//! Accounts, passwords and sessions.

mod create;
mod password;
mod sign_in;

pub use create::{NewAccount, create_account, join_project};
pub use sign_in::{SignedIn, resume_session, sign_in, sign_out};
