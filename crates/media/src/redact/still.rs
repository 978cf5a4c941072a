//! The redacted copy of a photograph: covered at full size, then made small, then encoded.

use cairn_domain::RedactionBody;
use image::RgbImage;

use super::{fill, steps};
use crate::{
    examination::Made,
    picture::{self, Origin},
};

/// The copy and its cover.
pub(super) fn made(
    mut picture: RgbImage,
    origin: Origin,
    body: &RedactionBody,
) -> Result<Vec<Made>, String> {
    cover(&mut picture, body);
    let origin = Origin {
        steps: format!("{}; {}", origin.steps, steps(body)),
        ..origin
    };
    picture::redacted(&picture, &origin).map_err(|error| error.to_string())
}

fn cover(picture: &mut RgbImage, body: &RedactionBody) {
    let size = picture.dimensions();
    let stride = size.0 as usize * 3;
    let pixels: &mut [u8] = picture;
    for region in body.regions() {
        let place = region.track.place_at(0.0);
        for (y, columns) in fill::rows(region.shape, place, size) {
            let row = y as usize * stride;
            let (from, to) = (columns.start as usize * 3, columns.end as usize * 3);
            if let Some(covered) = pixels.get_mut(row + from..row + to) {
                covered.fill(0);
            }
        }
    }
}
