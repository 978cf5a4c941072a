//! Pictures drawn by integer formulas, so that any other program can draw the same bytes.

use cairn_matching::{Hashed, Luma, pdq};

/// A grey picture.
#[derive(Debug, Clone)]
pub struct Picture {
    pub width: usize,
    pub height: usize,
    pub pixels: Vec<u8>,
}

impl Picture {
    pub fn drawn(width: usize, height: usize, pixel: impl Fn(usize, usize) -> u8) -> Self {
        let rows = (0..height).flat_map(|y| (0..width).map(move |x| (x, y)));
        Self {
            width,
            height,
            pixels: rows.map(|(x, y)| pixel(x, y)).collect(),
        }
    }

    /// Three triangle waves of half periods `a`, `b` and `c`, averaged.
    pub fn wave(width: usize, height: usize, [a, b, c]: [usize; 3]) -> Self {
        let triangle = |at: usize, half: usize| {
            let at = at % (2 * half);
            at.min(2 * half - at) * 255 / half
        };
        Self::drawn(width, height, |x, y| {
            let sum = triangle(x * 3 + y, a) + triangle(y * 2 + x * x / 97, b);
            ((sum + triangle(x * y / 31, c)) / 3) as u8
        })
    }

    /// Squares of side `side` whose greys come from a linear congruential generator.
    pub fn blocks(width: usize, height: usize, side: usize, seed: u32) -> Self {
        let greys = greys(seed);
        Self::drawn(width, height, |x, y| greys[y / side % 64][x / side % 64])
    }

    /// The greys of [`Picture::blocks`] as a lattice with smooth (bilinear) passages between: like
    /// a photograph it has something in every frequency.
    pub fn clouds(width: usize, height: usize, side: usize, seed: u32) -> Self {
        let greys = greys(seed);
        let grey = |x: usize, y: usize| usize::from(greys[y % 64][x % 64]);
        Self::drawn(width, height, |x, y| {
            let (column, row) = (x / side, y / side);
            let (right, down) = (x % side, y % side);
            let upper = grey(column, row) * (side - right) + grey(column + 1, row) * right;
            let lower = grey(column, row + 1) * (side - right) + grey(column + 1, row + 1) * right;
            ((upper * (side - down) + lower * down) / (side * side)) as u8
        })
    }

    /// The same picture with every grey divided by `fade`.
    pub fn faded(mut self, fade: u8) -> Self {
        self.pixels.iter_mut().for_each(|pixel| *pixel /= fade);
        self
    }

    pub fn at(&self, x: usize, y: usize) -> u8 {
        self.pixels[y * self.width + x]
    }

    pub fn hashed(&self) -> Option<Hashed> {
        pdq(Luma::try_new(self.width, self.height, &self.pixels).expect("as many pixels as said"))
    }
}

/// 64×64 greys from a linear congruential generator.
fn greys(seed: u32) -> [[u8; 64]; 64] {
    let mut state = seed;
    let mut next = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 24) as u8
    };
    std::array::from_fn(|_| std::array::from_fn(|_| next()))
}
