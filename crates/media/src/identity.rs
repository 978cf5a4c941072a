//! As whom children run. A server that runs as root starts each as a user that owns nothing and
//! shares nothing with the next; any other server has no say and shares its own user with them.

use std::{
    fs,
    sync::atomic::{AtomicU32, Ordering},
};

use rustix::{
    process::geteuid,
    thread::{CapabilitySet, capabilities},
};

/// Users and groups of these numbers belong to nobody: Debian keeps 65000 to 65533 reserved, and
/// systemd gives away numbers up to 65519.
const FIRST: u32 = 65_520;
const COUNT: u32 = 14;

/// The user and group of the next child; none where the server cannot choose.
pub(crate) fn next() -> Option<u32> {
    static TURN: AtomicU32 = AtomicU32::new(0);
    can_choose().then(|| FIRST + TURN.fetch_add(1, Ordering::Relaxed) % COUNT)
}

/// In words, for `cairn about`.
pub(crate) fn in_words() -> String {
    if can_choose() {
        format!("users {FIRST} to {} of their own", FIRST + COUNT - 1)
    } else {
        "the user of the server".to_owned()
    }
}

/// Whether children are other users: for root of a machine or of a container, but not of a namespace
/// in which nobody else exists.
pub(crate) fn can_choose() -> bool {
    let needed = CapabilitySet::SETUID | CapabilitySet::SETGID;
    geteuid().is_root()
        && capabilities(None).is_ok_and(|sets| sets.effective.contains(needed))
        && ["/proc/self/uid_map", "/proc/self/gid_map"]
            .iter()
            .all(|map| fs::read_to_string(map).is_ok_and(|map| exist_in(&map)))
}

/// Whether the numbers exist here; a line is first number inside, first outside, count
/// (user_namespaces(7)).
fn exist_in(map: &str) -> bool {
    map.lines().any(|line| {
        let numbers: Vec<u64> = line
            .split_whitespace()
            .filter_map(|word| word.parse().ok())
            .collect();
        let [inside, _, count] = numbers[..] else {
            return false;
        };
        inside <= u64::from(FIRST) && u64::from(FIRST + COUNT) <= inside + count
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn users_that_do_not_exist_are_not_taken() {
        assert!(exist_in("         0          0 4294967295\n"));
        assert!(exist_in("0 1000 1\n1 100000 65536\n"));
        assert!(!exist_in("0 1000 1\n"));
        assert!(!exist_in(""));
    }
}
