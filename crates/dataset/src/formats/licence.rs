//! `LICENSE`: the terms of use.

use crate::formats::{Cause, Work};

/// Licences that are known by an SPDX identifier, with their name and address.
const KNOWN: [(&str, &str, &str); 3] = [
    (
        "CC-BY-4.0",
        "Creative Commons Attribution 4.0 International",
        "https://creativecommons.org/licenses/by/4.0/legalcode",
    ),
    (
        "CC-BY-SA-4.0",
        "Creative Commons Attribution-ShareAlike 4.0 International",
        "https://creativecommons.org/licenses/by-sa/4.0/legalcode",
    ),
    (
        "CC0-1.0",
        "Creative Commons Zero 1.0 Universal",
        "https://creativecommons.org/publicdomain/zero/1.0/legalcode",
    ),
];

pub(super) fn write(work: &Work<'_>) -> Result<Vec<u8>, Cause> {
    let release = work.release;
    let known = KNOWN.iter().find(|(id, ..)| *id == release.licence);
    let terms = match known {
        Some((id, name, address)) => format!("{name} ({id})\n{address}"),
        None => release.licence.clone(),
    };
    let text = format!(
        "{} ({}), release {}\n\nThe data of this release is published under:\n\n{terms}\n\n\
         Pictures show people who did not choose to be in them: do not try to identify anybody, \
         and do not make a published place or time more precise than it is.\n",
        release.project_name, release.project_code, release.version
    );
    Ok(text.into_bytes())
}

/// The identifier, where there is one.
pub(super) fn spdx(licence: &str) -> Option<&'static str> {
    let known = KNOWN.iter().find(|(id, ..)| *id == licence);
    known.map(|(id, ..)| *id)
}

/// Where the terms can be read; the name itself where there is no address.
pub(super) fn address(licence: &str) -> &str {
    let known = KNOWN.iter().find(|(id, ..)| *id == licence);
    known.map_or(licence, |(_, _, address)| *address)
}
