//! The small copy of a picture at several sizes, to be sampled at about the density wanted.

use crate::{Picture, picture::plane::Plane};

/// Grey samples as floats.
pub(crate) struct Layer {
    pub(crate) width: usize,
    pub(crate) height: usize,
    samples: Vec<f32>,
}

/// Each layer half the size of the one before.
pub(crate) struct Layers(pub(crate) Vec<Layer>);

impl Layers {
    pub(crate) fn of(picture: &Picture) -> Self {
        let Plane {
            width,
            height,
            pixels,
        } = &picture.thumbnail;
        let mut layers = vec![Layer {
            width: *width,
            height: *height,
            samples: pixels.iter().map(|&pixel| f32::from(pixel)).collect(),
        }];
        while let Some(half) = layers.last().and_then(Layer::halved) {
            layers.push(half);
        }
        Self(layers)
    }

    /// The layer whose samples are nearest to `spacing` samples of the first one apart.
    pub(crate) fn at_spacing(&self, spacing: f64) -> &Layer {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "clamped to the layers there are"
        )]
        let index = spacing
            .max(1.0)
            .log2()
            .round()
            .min((self.0.len() - 1) as f64) as usize;
        &self.0[index]
    }
}

impl Layer {
    /// Bilinear sample at a place in fractions of the picture; edge samples repeat.
    pub(crate) fn at(&self, [x, y]: [f64; 2]) -> f32 {
        let place = |at: f64, length: usize| {
            let last = (length - 1) as f64;
            let at = (at * length as f64 - 0.5).clamp(0.0, last);
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "clamped to the samples there are"
            )]
            let first = (at as usize).min(length.saturating_sub(2));
            #[expect(clippy::cast_possible_truncation, reason = "between 0 and 1")]
            let share = (at - first as f64) as f32;
            (first, (first + 1).min(length - 1), share)
        };
        let (left, right, across) = place(x, self.width);
        let (top, bottom, down) = place(y, self.height);
        let sample = |x: usize, y: usize| self.samples[y * self.width + x];
        let mix = |a: f32, b: f32, share: f32| a + (b - a) * share;
        let upper = mix(sample(left, top), sample(right, top), across);
        let lower = mix(sample(left, bottom), sample(right, bottom), across);
        mix(upper, lower, down)
    }

    /// 2×2 averages; `None` below eight samples a side.
    fn halved(&self) -> Option<Self> {
        let (width, height) = (self.width / 2, self.height / 2);
        if width < 4 || height < 4 {
            return None;
        }
        let average = |x: usize, y: usize| {
            let upper = &self.samples[2 * y * self.width + 2 * x..][..2];
            let lower = &self.samples[(2 * y + 1) * self.width + 2 * x..][..2];
            (upper[0] + upper[1] + lower[0] + lower[1]) / 4.0
        };
        let places = (0..height).flat_map(|y| (0..width).map(move |x| (x, y)));
        let samples = places.map(|(x, y)| average(x, y)).collect();
        Some(Self {
            width,
            height,
            samples,
        })
    }
}
