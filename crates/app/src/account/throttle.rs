//! Sign-in attempts per account and per network, in memory only: nothing about where somebody
//! came from is ever stored.

use std::num::NonZeroU32;

use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};

use crate::AppError;

const PER_ACCOUNT: NonZeroU32 = NonZeroU32::new(10).expect("ten is not zero");
const PER_NETWORK: NonZeroU32 = NonZeroU32::new(60).expect("sixty is not zero");

/// Ten attempts a minute for one account name, sixty for one network.
pub(crate) struct Throttle {
    accounts: DefaultKeyedRateLimiter<String>,
    networks: DefaultKeyedRateLimiter<String>,
}

impl Default for Throttle {
    fn default() -> Self {
        Self {
            accounts: RateLimiter::keyed(Quota::per_minute(PER_ACCOUNT)),
            networks: RateLimiter::keyed(Quota::per_minute(PER_NETWORK)),
        }
    }
}

impl Throttle {
    /// Counts one attempt, or says that there were too many. `network` is an address prefix.
    pub(crate) fn count(&self, account: &str, network: &str) -> Result<(), AppError> {
        self.accounts.retain_recent();
        self.networks.retain_recent();
        let account = self.accounts.check_key(&account.to_lowercase());
        let network = self.networks.check_key(&network.to_owned());
        match account.and(network) {
            Ok(()) => Ok(()),
            Err(_) => Err(AppError::Throttled { retry_after_s: 60 }),
        }
    }
}
