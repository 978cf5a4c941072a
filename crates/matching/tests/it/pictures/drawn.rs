//! Scenes drawn from a seed: shaded shapes of every size over smooth ground, which like a photograph
//! have something to find everywhere and at every scale, and brightness of all degrees.

use cairn_matching::{Luma, Picture};

/// A grey picture.
#[derive(Debug, Clone)]
pub struct Drawn {
    pub width: usize,
    pub height: usize,
    pub pixels: Vec<u8>,
}

/// SplitMix64.
pub struct Draw(pub u64);

impl Draw {
    pub fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) % limit as u64) as usize
    }
}

impl Drawn {
    pub fn new(width: usize, height: usize, pixel: impl Fn(usize, usize) -> u8) -> Self {
        let places = (0..height).flat_map(|y| (0..width).map(move |x| (x, y)));
        let pixels = places.map(|(x, y)| pixel(x, y)).collect();
        Self {
            width,
            height,
            pixels,
        }
    }

    /// 640×480 with 260 shaded ellipses and boxes.
    pub fn scene(seed: u64) -> Self {
        Self::shapes(seed, 100)
    }

    /// The same as a drawing has it: each shape of one grey.
    pub fn drawing(seed: u64) -> Self {
        Self::shapes(seed, 0)
    }

    /// `shade` is how many grey levels a shape brightens from its one end to the other.
    fn shapes(seed: u64, shade: usize) -> Self {
        let mut draw = Draw(seed);
        let slope = [draw.below(90), draw.below(90)];
        let mut scene = Self::new(640, 480, |x, y| {
            (60 + slope[0] * x / 640 + slope[1] * y / 480) as u8
        });
        for index in 0..260 {
            let size = 90 / (1 + index / 16) + 4;
            let centre = [draw.below(640), draw.below(480)];
            let (wide, high) = (3 + draw.below(size), 3 + draw.below(size));
            let (grey, round) = (draw.below(256) as u8, draw.below(2) == 0);
            scene.shape(centre, [wide, high], grey, round, shade);
        }
        scene
    }

    fn shape(
        &mut self,
        [cx, cy]: [usize; 2],
        [wide, high]: [usize; 2],
        grey: u8,
        round: bool,
        shade: usize,
    ) {
        for y in cy.saturating_sub(high)..(cy + high).min(self.height) {
            for x in cx.saturating_sub(wide)..(cx + wide).min(self.width) {
                let part = |at: usize, centre: usize, reach: usize| {
                    (at as f64 - centre as f64) / reach as f64
                };
                let outside = part(x, cx, wide).powi(2) + part(y, cy, high).powi(2) > 1.0;
                if !(round && outside) {
                    let along =
                        (x + wide - cx) * shade / (4 * wide) + (y + high - cy) * shade / (4 * high);
                    self.pixels[y * self.width + x] =
                        (usize::from(grey) * (255 - shade) / 255 + along) as u8;
                }
            }
        }
    }

    pub fn at(&self, x: usize, y: usize) -> u8 {
        self.pixels[y * self.width + x]
    }

    pub fn cropped(&self, x: usize, y: usize, width: usize, height: usize) -> Self {
        Self::new(width, height, |column, row| self.at(x + column, y + row))
    }

    pub fn mirrored(&self) -> Self {
        Self::new(self.width, self.height, |x, y| {
            self.at(self.width - 1 - x, y)
        })
    }

    /// A quarter turn to the right.
    pub fn turned(&self) -> Self {
        Self::new(self.height, self.width, |x, y| {
            self.at(y, self.height - 1 - x)
        })
    }

    /// On ground of one grey.
    pub fn bordered(&self, left: usize, top: usize, grey: u8) -> Self {
        let inside = |x: usize, y: usize| {
            let within = x >= left && y >= top && x < left + self.width && y < top + self.height;
            within.then(|| self.at(x - left, y - top))
        };
        Self::new(self.width + 2 * left, self.height + 2 * top, |x, y| {
            inside(x, y).unwrap_or(grey)
        })
    }

    /// Sampled where `back` sends each pixel's centre (fractions to fractions), grey outside.
    pub fn warped(&self, width: usize, height: usize, back: impl Fn([f64; 2]) -> [f64; 2]) -> Self {
        Self::new(width, height, |x, y| {
            let [u, v] = back([
                (x as f64 + 0.5) / width as f64,
                (y as f64 + 0.5) / height as f64,
            ]);
            if (0.0..1.0).contains(&u) && (0.0..1.0).contains(&v) {
                self.at(
                    (u * self.width as f64) as usize,
                    (v * self.height as f64) as usize,
                )
            } else {
                128
            }
        })
    }

    /// Rows of words from a seed, as on a slide: dark bars of glyph-like strokes on white.
    pub fn slide(seed: u64) -> Self {
        let mut draw = Draw(seed);
        let mut slide = Self::new(640, 360, |_, _| 250);
        for line in 0..6 {
            let mut x = 50;
            while x < 560 {
                for _ in 0..2 + draw.below(7) {
                    let (wide, high) = (1 + draw.below(3), 4 + draw.below(4));
                    slide.shape([x, 110 + line * 36], [wide, high], 10, false, 0);
                    x += 9;
                }
                x += 12;
            }
        }
        slide
    }

    /// With a band over its lower part that carries the same words whatever the picture.
    pub fn with_banner(&self) -> Self {
        let banner = Self::slide(7);
        let top = self.height - 120;
        Self::new(self.width, self.height, |x, y| {
            if y < top {
                self.at(x, y)
            } else {
                255 - banner.at(x, 100 + y - top)
            }
        })
    }

    pub fn luma(&self) -> Luma<'_> {
        Luma::try_new(self.width, self.height, &self.pixels).unwrap()
    }

    pub fn described(&self) -> Picture {
        Picture::describe(self.luma())
    }
}
