//! The brightness plane of a picture, borrowed.

/// Eight-bit luma, row by row from the top left, without padding.
#[derive(Debug, Clone, Copy)]
pub struct Luma<'a> {
    width: usize,
    height: usize,
    pixels: &'a [u8],
}

/// A pixel buffer that does not hold width × height bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{width}×{height} luma needs that many bytes, not {len}")]
pub struct WrongSize {
    /// Columns promised.
    pub width: usize,
    /// Rows promised.
    pub height: usize,
    /// Bytes given.
    pub len: usize,
}

impl<'a> Luma<'a> {
    /// Luma over a buffer of exactly `width * height` bytes; anything else is [`WrongSize`].
    pub fn try_new(width: usize, height: usize, pixels: &'a [u8]) -> Result<Self, WrongSize> {
        if width.checked_mul(height) == Some(pixels.len()) {
            Ok(Self {
                width,
                height,
                pixels,
            })
        } else {
            Err(WrongSize {
                width,
                height,
                len: pixels.len(),
            })
        }
    }

    /// Columns.
    pub fn width(&self) -> usize {
        self.width
    }

    /// Rows.
    pub fn height(&self) -> usize {
        self.height
    }

    /// One row of `width` pixels; `y` lies below `height`.
    pub(crate) fn row(&self, y: usize) -> &'a [u8] {
        &self.pixels[y * self.width..][..self.width]
    }
}
