//! How often strangers may knock and members may ask, counted in memory only. Where somebody comes from is hashed with
//! a salt that is thrown away every hour and is never written anywhere: not even this process can
//! say later who knocked.

use std::{
    collections::HashMap,
    net::IpAddr,
    num::NonZeroU32,
    sync::{Mutex, PoisonError},
};

use cairn_domain::{Digest, UserId};
use chrono::{DateTime, TimeDelta, Utc};
use governor::{
    DefaultKeyedRateLimiter, Quota, RateLimiter,
    clock::{Clock as _, DefaultClock},
};

use crate::{App, AppError, Dice};

/// What is counted: by network for strangers, by account for members.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Attempt {
    /// Signing in, from one network.
    SignIn,
    /// Handing something in.
    Submit,
    /// Coming back with a receipt code, which may be a guess.
    Receipt,
    /// Beginning a resumable upload.
    Upload,
    /// Taking out a whole table, a list of hashes or an original.
    Download,
    /// Running a solver, or drawing what takes as long.
    Solve,
    /// A member's form that changes something.
    Change,
}

/// Attempts a minute from one network, the same number at once. Many people share an address
/// behind Tor or a mobile network, so these stop machines, not people. Zero means no limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Sign-ins.
    pub sign_ins_per_min: u32,
    /// Submissions.
    pub submissions_per_min: u32,
    /// Receipt codes.
    pub receipts_per_min: u32,
    /// Resumable uploads begun.
    pub uploads_per_min: u32,
    /// Tables, lists and originals taken out: of the public ones from one network, of a team's by one account.
    pub downloads_per_min: u32,
    /// Solvers run by one account.
    pub solver_runs_per_min: u32,
    /// Forms that change something, by one account.
    pub changes_per_min: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            sign_ins_per_min: 60,
            submissions_per_min: 300,
            receipts_per_min: 60,
            uploads_per_min: 600,
            downloads_per_min: 600,
            solver_runs_per_min: 600,
            changes_per_min: 3_000,
        }
    }
}

impl Limits {
    fn per_min(&self, attempt: Attempt) -> u32 {
        match attempt {
            Attempt::SignIn => self.sign_ins_per_min,
            Attempt::Submit => self.submissions_per_min,
            Attempt::Receipt => self.receipts_per_min,
            Attempt::Upload => self.uploads_per_min,
            Attempt::Download => self.downloads_per_min,
            Attempt::Solve => self.solver_runs_per_min,
            Attempt::Change => self.changes_per_min,
        }
    }
}

/// Guesses a minute for one account name, from wherever they come; browsers that the account knows
/// are not counted with them.
const PER_ACCOUNT: u32 = 10;
/// Guesses for one name from one network that are answered at once.
const FREE_GUESSES: u32 = 3;
/// The longest wait after a wrong guess, in seconds. Never a lock.
const LONGEST_WAIT_S: u32 = 300;

/// Where a request comes from, as far as counting needs to know: an IPv4 address, or the /64 that
/// one IPv6 customer has. Has no way to be shown, stored or logged.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Network([u8; 8]);

impl Network {
    /// Of an address; requests without one count as one network.
    pub fn of(address: Option<IpAddr>) -> Self {
        let mut prefix = [0; 8];
        match address.map(|address| address.to_canonical()) {
            Some(IpAddr::V4(v4)) => prefix[..4].copy_from_slice(&v4.octets()),
            Some(IpAddr::V6(v6)) => prefix.copy_from_slice(&v6.octets()[..8]),
            None => {}
        }
        Self(prefix)
    }
}

type Counters = DefaultKeyedRateLimiter<Digest>;

/// The counters of the hour.
#[derive(Default)]
pub(crate) struct Throttle(Mutex<Option<Hour>>);

struct Hour {
    number: i64,
    salt: [u8; 32],
    networks: HashMap<Attempt, Counters>,
    accounts: Counters,
    guesses: HashMap<Digest, Guesses>,
}

/// Wrong guesses for one name from one place.
#[derive(Default)]
struct Guesses {
    wrong: u32,
    wait_until: DateTime<Utc>,
}

/// A guess under way: counted as wrong until it turns out right, so that many at once do not slip
/// through.
#[must_use]
pub(crate) struct Guess(Digest);

/// Who guesses, as far as counting needs to know.
pub(crate) struct Guesser<'a> {
    /// The account, known or not.
    pub(crate) name: &'a str,
    /// From where.
    pub(crate) network: Network,
    /// The browser, if the account knows it: then no attack from elsewhere stands in its way.
    pub(crate) known_device: Option<Digest>,
}

impl Hour {
    fn new(number: i64, dice: &Dice) -> Self {
        Self {
            number,
            salt: dice.bytes(),
            networks: HashMap::new(),
            accounts: RateLimiter::keyed(per_minute(PER_ACCOUNT)),
            guesses: HashMap::new(),
        }
    }

    fn guess(&mut self, key: Digest, now: DateTime<Utc>) -> Result<Guess, AppError> {
        let guesses = self.guesses.entry(key).or_default();
        let wait_ms = (guesses.wait_until - now).num_milliseconds();
        if wait_ms > 0 {
            return Err(AppError::Throttled {
                retry_after_s: wait_ms.unsigned_abs().div_ceil(1_000),
            });
        }
        guesses.wrong = guesses.wrong.saturating_add(1);
        let wait_s = i64::from(wait_after_s(guesses.wrong));
        guesses.wait_until = now + TimeDelta::seconds(wait_s);
        Ok(Guess(key))
    }

    /// Nothing can be read back out of this once the salt is gone.
    fn key(&self, who: &[u8]) -> Digest {
        Digest::of_bytes(&[self.salt.as_slice(), who].concat())
    }
}

/// One second after the fourth wrong guess, then twice as long each time.
fn wait_after_s(wrong: u32) -> u32 {
    match wrong.checked_sub(FREE_GUESSES + 1) {
        None => 0,
        Some(doublings) => 1u32
            .checked_shl(doublings)
            .map_or(LONGEST_WAIT_S, |seconds| seconds.min(LONGEST_WAIT_S)),
    }
}

fn per_minute(times: u32) -> Quota {
    Quota::per_minute(NonZeroU32::new(times).unwrap_or(NonZeroU32::MAX))
}

fn check(counters: &Counters, key: &Digest) -> Result<(), AppError> {
    counters.retain_recent();
    counters.check_key(key).map_err(|early| {
        let wait = early.wait_time_from(DefaultClock::default().now());
        AppError::Throttled {
            retry_after_s: wait.as_secs() + 1,
        }
    })
}

impl Throttle {
    fn in_hour<T>(&self, now: DateTime<Utc>, dice: &Dice, act: impl FnOnce(&mut Hour) -> T) -> T {
        let number = now.timestamp().div_euclid(3_600);
        let mut hour = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let hour = match &mut *hour {
            Some(hour) if hour.number == number => hour,
            other => other.insert(Hour::new(number, dice)),
        };
        act(hour)
    }
}

impl App {
    /// Counts one attempt from a network, or says when there were too many.
    pub fn count(&self, attempt: Attempt, network: Network) -> Result<(), AppError> {
        self.count_one(attempt, &network.0)
    }

    /// Counts one attempt of an account, from wherever it comes, or says when there were too many.
    pub fn count_member(&self, attempt: Attempt, user: UserId) -> Result<(), AppError> {
        self.count_one(attempt, user.0.as_bytes())
    }

    fn count_one(&self, attempt: Attempt, who: &[u8]) -> Result<(), AppError> {
        let per_min = self.settings.limits.per_min(attempt);
        if per_min == 0 {
            return Ok(());
        }
        let now = self.clock.now();
        self.shared.throttle.in_hour(now, &self.dice, |hour| {
            let key = hour.key(who);
            let counters = hour
                .networks
                .entry(attempt)
                .or_insert_with(|| RateLimiter::keyed(per_minute(per_min)));
            check(counters, &key)
        })
    }

    /// Counts one guess at a password or a code, for a name that is known or not.
    pub(crate) fn guess(&self, who: &Guesser<'_>) -> Result<Guess, AppError> {
        if who.known_device.is_none() {
            self.count(Attempt::SignIn, who.network)?;
        }
        let now = self.clock.now();
        let name = who.name.trim().to_lowercase();
        self.shared.throttle.in_hour(now, &self.dice, |hour| {
            let place = match who.known_device {
                Some(device) => device.0.to_vec(),
                None => {
                    check(&hour.accounts, &hour.key(name.as_bytes()))?;
                    who.network.0.to_vec()
                }
            };
            let key = hour.key(&[place.as_slice(), name.as_bytes()].concat());
            hour.guess(key, now)
        })
    }

    /// Forgets the wrong guesses before a right one.
    pub(crate) fn guessed_right(&self, guess: &Guess) {
        let now = self.clock.now();
        self.shared.throttle.in_hour(now, &self.dice, |hour| {
            hour.guesses.remove(&guess.0);
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hour(throttle: &Throttle, at: DateTime<Utc>) -> (i64, [u8; 32]) {
        throttle.in_hour(at, &Dice::seeded(1), |hour| (hour.number, hour.salt))
    }

    #[test]
    fn one_address_has_another_key_in_the_next_hour() {
        let (throttle, dice) = (Throttle::default(), Dice::seeded(1));
        let begin = DateTime::UNIX_EPOCH;
        let key = |at| throttle.in_hour(at, &dice, |hour| hour.key(&[192, 0, 2, 1]));
        let first = key(begin);
        assert_eq!(first, key(begin + TimeDelta::minutes(59)));
        assert_ne!(first, key(begin + TimeDelta::minutes(60)));
    }

    #[test]
    fn the_salt_is_kept_for_its_hour_alone() {
        let throttle = Throttle::default();
        let begin = DateTime::UNIX_EPOCH;
        let (number, _) = hour(&throttle, begin);
        assert_eq!(number, 0);
        assert_eq!(hour(&throttle, begin + TimeDelta::hours(5)).0, 5);
    }

    #[test]
    fn a_network_is_an_ipv4_address_or_the_64_of_an_ipv6_customer() {
        let of = |text: &str| Network::of(Some(text.parse().expect("an address")));
        assert!(of("192.0.2.1") != of("192.0.2.2"));
        assert!(of("::ffff:192.0.2.1") == of("192.0.2.1"));
        assert!(of("2001:db8::1") == of("2001:db8::2"));
        assert!(of("2001:db8::1") != of("2001:db8:0:1::1"));
    }

    #[test]
    fn the_wait_grows_and_never_becomes_a_lock() {
        let waits: Vec<_> = (1..=7).map(wait_after_s).collect();
        assert_eq!(waits, [0, 0, 0, 1, 2, 4, 8]);
        assert_eq!(wait_after_s(40), LONGEST_WAIT_S);
        assert_eq!(wait_after_s(u32::MAX), LONGEST_WAIT_S);
    }
}
