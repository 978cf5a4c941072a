//! What an authenticator app does with the setup page, by the algorithm of RFC 6238.

use chrono::{DateTime, Utc};
use totp_rs::{Builder, Secret};

/// The seed that the page spells out.
pub fn seed_in(page: &str) -> String {
    let at = page.find("?secret=").expect("an address") + "?secret=".len();
    let seed = page[at..].split('&').next().expect("a seed");
    seed.to_owned()
}

/// The code of a moment.
pub fn at(seed: &str, now: DateTime<Utc>) -> String {
    let secret = Secret::try_from_base32(seed).expect("base 32");
    let totp = Builder::new().with_secret(secret.as_bytes().to_vec());
    let now_s = u64::try_from(now.timestamp()).expect("after 1970");
    totp.build().expect("a seed").generate(now_s).to_string()
}

/// The recovery codes of the page that shows them.
pub fn recovery_in(page: &str) -> Vec<String> {
    let list = page
        .split("<ol")
        .nth(1)
        .and_then(|rest| rest.split("</ol>").next());
    let items = list.expect("a list").split("<li>").skip(1);
    let code = |item: &str| item.split("</li>").next().expect("a code").to_owned();
    items.map(code).collect()
}
