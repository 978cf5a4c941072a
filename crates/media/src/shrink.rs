//! Scaling down by the mean of the area each target pixel covers; ten times as fast as a filter, and
//! free of aliases.

use image::RgbImage;

const CHANNELS: usize = 3;
/// The weights of one target pixel sum to about this.
const ONE: u64 = 1 << 16;

/// The picture at a smaller size. Each side is at least 1 and at most what it was.
pub(crate) fn shrink(picture: &RgbImage, width: u32, height: u32) -> RgbImage {
    let columns = spans(picture.width(), width);
    let rows = spans(picture.height(), height);
    let stride = picture.width() as usize * CHANNELS;
    let mut pixels = Vec::with_capacity(width as usize * height as usize * CHANNELS);
    let mut sums = vec![0_u32; stride];
    for row in &rows {
        sums.fill(0);
        let sources = picture.as_raw()[row.first * stride..].chunks_exact(stride);
        for (weight, source) in row.weights.iter().zip(sources) {
            for (sum, value) in sums.iter_mut().zip(source) {
                *sum += weight * u32::from(*value);
            }
        }
        // From 8.16 to 8.8 bits, so that the next products fit.
        sums.iter_mut().for_each(|sum| *sum >>= 8);
        for column in &columns {
            pixels.extend(mean(&sums[column.first * CHANNELS..], &column.weights));
        }
    }
    RgbImage::from_raw(width, height, pixels).expect("one pixel for each row and column")
}

/// The weighted mean of neighbouring pixels.
fn mean(sums: &[u32], weights: &[u32]) -> [u8; CHANNELS] {
    let mut total = [1_u32 << 23; CHANNELS];
    for (weight, pixel) in weights.iter().zip(sums.chunks_exact(CHANNELS)) {
        for channel in 0..CHANNELS {
            total[channel] += weight * pixel[channel];
        }
    }
    total.map(|sum| (sum >> 24) as u8)
}

/// The source pixels that one target pixel covers.
struct Span {
    first: usize,
    weights: Vec<u32>,
}

/// Spans of a line of `from` pixels scaled to `to`. Measured in units of which a source pixel is
/// `to` long and a target pixel `from`, so that everything is whole.
fn spans(from: u32, to: u32) -> Vec<Span> {
    let (from, to) = (u64::from(from), u64::from(to));
    let span = |target: u64| {
        let (start, end) = (target * from, (target + 1) * from);
        let first = start / to;
        let weight = |source: u64| {
            let overlap = end.min((source + 1) * to) - start.max(source * to);
            u32::try_from((overlap * ONE + from / 2) / from).expect("at most one whole")
        };
        Span {
            first: first as usize,
            weights: (first..end.div_ceil(to)).map(weight).collect(),
        }
    };
    (0..to).map(span).collect()
}

#[cfg(test)]
mod tests {
    use image::Rgb;

    use super::*;

    #[test]
    fn white_stays_white_and_halves_are_means() {
        for (width, height) in [(1, 1), (7, 3), (100, 77), (101, 78)] {
            let white = RgbImage::from_pixel(101, 78, Rgb([255; 3]));
            let small = shrink(&white, width, height);
            assert!(
                small.as_raw().iter().all(|value| *value == 255),
                "{width} × {height}"
            );
        }
        let stripes = RgbImage::from_fn(8, 8, |x, _| Rgb([(x % 2 * 100) as u8, 0, 200]));
        assert!(
            shrink(&stripes, 4, 4)
                .pixels()
                .all(|pixel| pixel.0 == [50, 0, 200])
        );
    }

    #[test]
    fn the_largest_sums_do_not_overflow() {
        let tall = RgbImage::from_pixel(3, 16_384, Rgb([255; 3]));
        assert_eq!(shrink(&tall, 1, 1).get_pixel(0, 0).0, [255; 3]);
    }
}
