//! The hashes that a frame of a recording is known by.

use crate::{Hashed, Luma, Region, pdq, picture};

/// Share of the height at the top and at the bottom where broadcasters and platforms put logos,
/// banners and captions: what is between is usually free of them.
const GRAPHICS: f64 = 0.2;

/// Width over height of an upright telephone screen.
const UPRIGHT: f64 = 9.0 / 16.0;

/// A frame has to be this many times as wide as its upright middle for that to be another picture.
const WIDER: f64 = 1.25;

/// Sides below this, in pixels, carry too little.
const MIN_SIDE: usize = 24;

/// The hashes of a frame: of the whole first, then of the content if there are borders, of the rows
/// of the content between a logo and a banner, and of the upright middle of a wide content and of
/// the whole, which is what is left when it is cut for telephones and what is shown between blurred
/// sides. Empty for a blank frame. Takes time in proportion to the area; 512 pixels a side do.
pub fn frame_probes(luma: Luma<'_>) -> Vec<Hashed> {
    let seen = picture::frame_probes(luma);
    let Some(last) = seen.last().filter(|_| seen[0].region == Region::WHOLE) else {
        return Vec::new();
    };
    let whole = Cut::of(Region::WHOLE, &luma);
    let content = Cut::of(last.region, &luma);
    let upright = content.upright();
    // What looks like a border to us may be dark scenery to whoever cut the frame.
    let of_whole = whole.upright().filter(|cut| Some(*cut) != upright);
    let parts = [content.between_graphics(), upright, of_whole]
        .into_iter()
        .flatten();
    let parts = parts.filter_map(|cut| cut.hash(&luma));
    let seen = seen.iter().map(|probe| probe.hashed);
    seen.chain(parts).collect()
}

/// A part of a frame, in pixels.
#[derive(Clone, Copy, PartialEq)]
struct Cut {
    x: usize,
    y: usize,
    width: usize,
    height: usize,
}

impl Cut {
    fn of(region: Region, luma: &Luma<'_>) -> Self {
        let pixels = |share: f32, of: usize| (f64::from(share) * of as f64).round() as usize;
        let (x, y) = (
            pixels(region.x, luma.width()),
            pixels(region.y, luma.height()),
        );
        let width = pixels(region.width, luma.width()).min(luma.width() - x);
        let height = pixels(region.height, luma.height()).min(luma.height() - y);
        Self {
            x,
            y,
            width,
            height,
        }
    }

    fn between_graphics(self) -> Option<Self> {
        let cut = (GRAPHICS * self.height as f64).round() as usize;
        let between = Self {
            y: self.y + cut,
            height: self.height - 2 * cut,
            ..self
        };
        between.if_large_enough()
    }

    fn upright(self) -> Option<Self> {
        let width = (UPRIGHT * self.height as f64).round() as usize;
        if (self.width as f64) < WIDER * width as f64 {
            return None;
        }
        let middle = Self {
            x: self.x + (self.width - width) / 2,
            width,
            ..self
        };
        middle.if_large_enough()
    }

    fn if_large_enough(self) -> Option<Self> {
        (self.width.min(self.height) >= MIN_SIDE).then_some(self)
    }

    fn hash(self, luma: &Luma<'_>) -> Option<Hashed> {
        let rows = self.y..self.y + self.height;
        let columns = self.x..self.x + self.width;
        let pixels: Vec<u8> = rows
            .flat_map(|y| &luma.row(y)[columns.clone()])
            .copied()
            .collect();
        pdq(Luma::try_new(self.width, self.height, &pixels).ok()?)
    }
}
