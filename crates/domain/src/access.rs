//! How somebody showed who they are, and what a program may do in their place.

use crate::{Action, Role, permit, vocabulary};

vocabulary! {
    /// What a session was begun with.
    pub enum Factor {
        /// A password alone.
        Password = "password",
        /// A password and a second factor.
        Second = "second",
    }
}

vocabulary! {
    /// By what somebody signs in.
    pub enum SignInMeans {
        /// A password.
        Password = "password",
        /// A one-time code after the password.
        Code = "code",
        /// A recovery code after the password.
        RecoveryCode = "recovery_code",
        /// A passkey, by itself or after the password.
        Passkey = "passkey",
    }
}

vocabulary! {
    /// What comes of it.
    pub enum SignInOutcome {
        /// Signed in.
        In = "in",
        /// The password was right; the second factor has to follow.
        Half = "half",
        /// It was wrong.
        Wrong = "wrong",
        /// It was right, and the account is disabled.
        Disabled = "disabled",
    }
}

vocabulary! {
    /// What a program may do with an API token. There is no scope that moves, signs or administers.
    pub enum TokenScope {
        /// Read items and incidents.
        Read = "read",
        /// Hand in evidence.
        Submit = "submit",
    }
}

impl TokenScope {
    /// Whether a token may do something at all, whatever its owner may do.
    pub fn allows(self, action: Action) -> bool {
        match self {
            Self::Read => action == Action::ViewItems,
            Self::Submit => action == Action::Submit,
        }
    }
}

/// Whether a program that holds somebody's token may do something: never more than its owner in
/// person, and never more than its scope.
pub fn token_allows(role: Role, scope: TokenScope, action: Action) -> bool {
    scope.allows(action) && permit::allows(role, action)
}

/// Roles that must have a second factor until an operator says otherwise.
pub const SECOND_FACTOR_ROLES: [Role; 2] = [Role::Lead, Role::Admin];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_token_ever_moves_signs_or_administers() {
        let allowed = [Action::ViewItems, Action::Submit];
        for role in Role::ALL {
            for scope in TokenScope::ALL {
                for action in Action::ALL {
                    let may = token_allows(*role, *scope, *action);
                    assert!(!may || allowed.contains(action), "{role} {scope} {action}");
                    assert!(
                        !may || permit::allows(*role, *action),
                        "no more than in person"
                    );
                }
            }
        }
    }
}
