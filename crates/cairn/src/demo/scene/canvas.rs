//! The rasteriser: anti-aliased polygons, soft discs and gradients on rows of RGB bytes.
//!
//! Kept to plain loops over byte rows, so that it is quick where the compiler optimises and
//! bearable where it does not.

use super::raster::{Mask, scan};

/// Red, green, blue.
pub type Colour = [u8; 3];

/// Blends two colours: 0 is `a`, 1 is `b`.
pub fn mix(a: Colour, b: Colour, share: f32) -> Colour {
    let part = |i: usize| (f32::from(a[i]) + (f32::from(b[i]) - f32::from(a[i])) * share) as u8;
    [part(0), part(1), part(2)]
}

/// What a polygon is filled with: a vertical gradient between two rows, or one colour.
#[derive(Debug, Clone, Copy)]
pub struct Paint {
    top: Colour,
    bottom: Colour,
    y_top: f32,
    y_bottom: f32,
    /// 0..=1.
    alpha: f32,
}

impl Paint {
    /// One opaque colour.
    pub fn flat(colour: Colour) -> Self {
        Self {
            top: colour,
            bottom: colour,
            y_top: 0.0,
            y_bottom: 1.0,
            alpha: 1.0,
        }
    }

    /// A gradient between two rows, in pixels.
    pub fn gradient(top: Colour, y_top: f32, bottom: Colour, y_bottom: f32) -> Self {
        Self {
            top,
            bottom,
            y_top,
            y_bottom: y_bottom.max(y_top + 1.0),
            alpha: 1.0,
        }
    }

    /// The same, see-through.
    pub fn alpha(self, alpha: f32) -> Self {
        Self { alpha, ..self }
    }

    fn at(&self, y: usize) -> Colour {
        let share = (y as f32 - self.y_top) / (self.y_bottom - self.y_top);
        mix(self.top, self.bottom, share.clamp(0.0, 1.0))
    }
}

/// A picture being drawn.
#[derive(Clone)]
pub struct Canvas {
    /// In pixels.
    pub width: usize,
    /// In pixels.
    pub height: usize,
    pixels: Vec<u8>,
    line: Vec<f32>,
}

impl Canvas {
    /// A black canvas.
    pub fn new(width: usize, height: usize) -> Self {
        Self {
            width,
            height,
            pixels: vec![0; width * height * 3],
            line: vec![0.0; width + 2],
        }
    }

    /// A canvas with a picture on it; `pixels` holds three bytes for each.
    pub fn of_pixels(width: usize, height: usize, pixels: Vec<u8>) -> Self {
        Self {
            pixels,
            ..Self::new(width, height)
        }
    }

    /// The bytes, row by row.
    pub fn pixels(&self) -> &[u8] {
        &self.pixels
    }

    /// The bytes, row by row.
    pub fn pixels_mut(&mut self) -> &mut [u8] {
        &mut self.pixels
    }

    /// The bytes, row by row.
    pub fn into_pixels(self) -> Vec<u8> {
        self.pixels
    }

    /// Fills rows with a gradient.
    pub fn rows(&mut self, from: f32, to: f32, paint: Paint) {
        let (from, to) = (
            from.max(0.0) as usize,
            (to.max(0.0) as usize).min(self.height),
        );
        for y in from..to {
            self.span(y, 0, self.width, paint.at(y), paint.alpha);
        }
    }

    /// Fills a polygon by the even-odd rule, anti-aliased. Vertices in pixels, any may lie outside.
    pub fn polygon(&mut self, vertices: &[(f32, f32)], paint: Paint) {
        let mut line = std::mem::take(&mut self.line);
        scan(
            &mut line,
            (self.width, self.height),
            vertices,
            |y, from, to, cover| {
                self.span(y, from, to, paint.at(y), cover * paint.alpha);
            },
        );
        self.line = line;
    }

    /// A straight stroke.
    pub fn line(&mut self, a: (f32, f32), b: (f32, f32), width: f32, paint: Paint) {
        let (dx, dy) = (b.0 - a.0, b.1 - a.1);
        let length = dx.hypot(dy).max(1e-3);
        let (nx, ny) = (-dy / length * width / 2.0, dx / length * width / 2.0);
        let corners = [
            (a.0 + nx, a.1 + ny),
            (b.0 + nx, b.1 + ny),
            (b.0 - nx, b.1 - ny),
            (a.0 - nx, a.1 - ny),
        ];
        self.polygon(&corners, paint);
    }

    /// An ellipse.
    pub fn ellipse(&mut self, centre: (f32, f32), rx: f32, ry: f32, paint: Paint) {
        let corner = |i: usize| {
            let angle = i as f32 / 20.0 * std::f32::consts::TAU;
            (centre.0 + rx * angle.cos(), centre.1 + ry * angle.sin())
        };
        self.polygon(&std::array::from_fn::<_, 20, _>(corner), paint);
    }

    /// A disc that fades out towards its edge: haze, dust, smoke, the glow of the sun.
    pub fn soft_disc(&mut self, centre: (f32, f32), radius: f32, colour: Colour, alpha: f32) {
        let rows = (centre.1 - radius).max(0.0) as usize
            ..((centre.1 + radius).max(0.0) as usize).min(self.height);
        for y in rows {
            let dy = (y as f32 - centre.1) / radius;
            let half = (1.0 - dy * dy).max(0.0).sqrt() * radius;
            let from = (centre.0 - half).max(0.0) as usize;
            let to = ((centre.0 + half).max(0.0) as usize).min(self.width);
            self.soft_row(y, from..to, centre.0, (radius, dy), colour, alpha);
        }
    }

    fn soft_row(
        &mut self,
        y: usize,
        columns: std::ops::Range<usize>,
        centre_x: f32,
        (radius, dy): (f32, f32),
        colour: Colour,
        alpha: f32,
    ) {
        let start = columns.start;
        let row = self.row(y, columns);
        for (i, pixel) in row.chunks_exact_mut(3).enumerate() {
            let dx = ((start + i) as f32 - centre_x) / radius;
            let fade = 1.0 - dx * dx - dy * dy;
            if fade > 0.0 {
                blend(pixel, colour, (fade * fade * alpha * 256.0) as u32);
            }
        }
    }

    /// Darkens towards `tint` wherever the mask is set.
    pub fn shade(&mut self, mask: &Mask, tint: Colour, alpha: f32) {
        for y in 0..self.height {
            let row = &mask.cover[y * self.width..(y + 1) * self.width];
            let pixels = &mut self.pixels[y * self.width * 3..(y + 1) * self.width * 3];
            if row.iter().all(|&cover| cover == 0) {
                continue;
            }
            for (pixel, &cover) in pixels.chunks_exact_mut(3).zip(row) {
                if cover > 0 {
                    blend(pixel, tint, (f32::from(cover) * alpha) as u32);
                }
            }
        }
    }

    /// Blends one colour over part of a row; opaque parts are copied, not computed.
    fn span(&mut self, y: usize, from: usize, to: usize, colour: Colour, alpha: f32) {
        let row = self.row(y, from..to);
        if row.is_empty() {
            return;
        }
        if alpha < 0.996 {
            let alpha = (alpha * 256.0) as u32;
            row.chunks_exact_mut(3)
                .for_each(|pixel| blend(pixel, colour, alpha));
            return;
        }
        row[..3].copy_from_slice(&colour);
        let mut done = 3;
        while done < row.len() {
            let more = done.min(row.len() - done);
            row.copy_within(..more, done);
            done += more;
        }
    }

    fn row(&mut self, y: usize, columns: std::ops::Range<usize>) -> &mut [u8] {
        let (from, to) = (columns.start.min(self.width), columns.end.min(self.width));
        let start = y * self.width * 3;
        &mut self.pixels[start + from * 3..start + to.max(from) * 3]
    }
}

/// Blends a colour over one pixel; `alpha` in 0..=256.
fn blend(pixel: &mut [u8], colour: Colour, alpha: u32) {
    for (under, over) in pixel.iter_mut().zip(colour) {
        *under = ((u32::from(*under) * (256 - alpha) + u32::from(over) * alpha) >> 8) as u8;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_polygon_covers_its_area_and_nothing_else() {
        let mut canvas = Canvas::new(40, 30);
        canvas.polygon(
            &[(5.0, 5.0), (15.5, 5.0), (15.5, 25.0), (5.0, 25.0)],
            Paint::flat([200; 3]),
        );
        let pixels = canvas.into_pixels();
        let sum: f64 = pixels.iter().map(|&p| f64::from(p)).sum();
        let expected = 10.5 * 20.0 * 3.0 * 200.0;
        assert!(
            (sum / expected - 1.0).abs() < 0.01,
            "{sum} against {expected}"
        );
        assert_eq!(pixels[0], 0);
    }

    #[test]
    fn shadows_do_not_add_up() {
        let square = [(2.0, 2.0), (8.0, 2.0), (8.0, 8.0), (2.0, 8.0)];
        let shaded = |times: usize| {
            let mut canvas = Canvas::new(10, 10);
            canvas.rows(0.0, 10.0, Paint::flat([200; 3]));
            let mut mask = Mask::new(10, 10);
            (0..times).for_each(|_| mask.polygon(&square));
            canvas.shade(&mask, [0; 3], 0.5);
            canvas.into_pixels()
        };
        assert_eq!(shaded(1), shaded(3));
        assert_eq!(shaded(1)[(5 * 10 + 5) * 3], 100);
    }

    #[test]
    fn what_lies_outside_is_cut_off() {
        let mut canvas = Canvas::new(8, 8);
        canvas.polygon(
            &[(-50.0, -50.0), (60.0, -40.0), (50.0, 70.0), (-60.0, 60.0)],
            Paint::flat([9; 3]),
        );
        assert!(canvas.into_pixels().iter().all(|&p| p >= 8));
    }
}
