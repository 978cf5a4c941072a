//! The redacted copy of a file: covered with solid colour before it is encoded, so that no pixel of
//! the original inside a region, and nothing that was computed from one, is in the copy.

mod fill;
mod matroska;
mod recording;
mod still;

use std::path::Path;

use cairn_domain::RedactionBody;

use crate::{examination::Examination, heif, photo, wire::Tools};

/// Makes the copy and its cover, in this order, or says in `problem` why it cannot be made.
pub(crate) fn make(
    input: &Path,
    mime: &str,
    tools: &Tools,
    heif_exit: Option<&Path>,
    body: &RedactionBody,
) -> Examination {
    let mut seen = Examination::default();
    let made = if photo::decodes(mime) {
        photo::open(input, mime, &mut seen)
            .and_then(|(picture, origin, _)| still::made(picture, origin, body))
    } else if matches!(mime, "image/heic" | "image/avif") {
        heif::open(input, tools, heif_exit, &mut seen)
            .and_then(|(picture, origin)| still::made(picture, origin, body))
    } else {
        recording::made(input, mime, tools, body)
    };
    match made {
        Ok(derivatives) => Examination {
            derivatives,
            ..Examination::default()
        },
        Err(reason) => Examination {
            problem: Some(reason),
            ..Examination::default()
        },
    }
}

/// What was done, for the records: how much, and a margin that everybody can check.
fn steps(body: &RedactionBody) -> String {
    let regions = body.regions().len();
    format!(
        "{regions} regions filled with black, {} px wider than drawn",
        fill::MARGIN_PX
    )
}
