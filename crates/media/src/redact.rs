//! The redacted copy of a file: covered with solid colour before it is encoded, so that no pixel of
//! the original inside a region, and nothing that was computed from one, is in the copy.

mod fill;
mod matroska;
mod recording;
mod still;

use std::path::Path;

use cairn_domain::RedactionBody;

use crate::{
    examination::{Examination, Made},
    heif, photo,
    wire::Tools,
};

/// Makes the copy of a photo that pure Rust decodes and its cover, in this order, or says in
/// `problem` why it cannot be made.
pub(crate) fn of_picture(bytes: &[u8], mime: &str, body: &RedactionBody) -> Examination {
    let opened = photo::open(bytes, mime, &mut Examination::default());
    examination(opened.and_then(|picture| still::made(picture, photo::origin(), body)))
}

/// The same for what a program of this machine decodes.
pub(crate) fn of_file(
    input: &Path,
    mime: &str,
    tools: &Tools,
    heif_exit: Option<&Path>,
    body: &RedactionBody,
) -> Examination {
    examination(match mime {
        "image/heic" | "image/avif" => {
            heif::open(input, tools, heif_exit, &mut Examination::default())
                .and_then(|(picture, origin)| still::made(picture, origin, body))
        }
        _ => recording::made(input, mime, tools, body),
    })
}

fn examination(made: Result<Vec<Made>, String>) -> Examination {
    let (derivatives, problem) = match made {
        Ok(derivatives) => (derivatives, None),
        Err(reason) => (Vec::new(), Some(reason)),
    };
    Examination {
        derivatives,
        problem,
        ..Examination::default()
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
