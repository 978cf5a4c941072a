//! A plane projective map between two pictures.

use serde::{Deserialize, Serialize};

/// Maps a point of picture A onto picture B, both in fractions of the upright picture's width and
/// height (0..=1, from the top left). Row by row; scaled so that the last entry is 1.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Homography(pub [[f64; 3]; 3]);

impl Homography {
    /// Changes nothing.
    pub const IDENTITY: Self = Self([[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]);

    /// Where a point goes. Not finite for points on the map's horizon.
    pub fn apply(&self, [x, y]: [f64; 2]) -> [f64; 2] {
        let row = |row: &[f64; 3]| row[0] * x + row[1] * y + row[2];
        let depth = row(&self.0[2]);
        [row(&self.0[0]) / depth, row(&self.0[1]) / depth]
    }

    /// First this, then `next`.
    pub fn then(&self, next: &Self) -> Self {
        let entry = |row: usize, column: usize| {
            (0..3)
                .map(|k| next.0[row][k] * self.0[k][column])
                .sum::<f64>()
        };
        Self(std::array::from_fn(|row| {
            std::array::from_fn(|column| entry(row, column))
        }))
        .scaled()
    }

    /// The way back; `None` where the map flattens the plane.
    pub fn inverse(&self) -> Option<Self> {
        let m = &self.0;
        let minor = |row: usize, column: usize| {
            let [r, s] = [(row + 1) % 3, (row + 2) % 3];
            let [c, d] = [(column + 1) % 3, (column + 2) % 3];
            m[r][c] * m[s][d] - m[r][d] * m[s][c]
        };
        let determinant: f64 = (0..3).map(|column| m[0][column] * minor(0, column)).sum();
        let adjoint = Self(std::array::from_fn(|row| {
            std::array::from_fn(|column| minor(column, row))
        }));
        (determinant.abs() > 1e-12 && adjoint.0[2][2].abs() > 1e-12).then(|| adjoint.scaled())
    }

    /// How much an area around a point grows, signed: negative where the map mirrors.
    pub fn area_scale(&self, [x, y]: [f64; 2]) -> f64 {
        let m = &self.0;
        let determinant = m[0][0] * (m[1][1] * m[2][2] - m[1][2] * m[2][1])
            - m[0][1] * (m[1][0] * m[2][2] - m[1][2] * m[2][0])
            + m[0][2] * (m[1][0] * m[2][1] - m[1][1] * m[2][0]);
        determinant / (m[2][0] * x + m[2][1] * y + m[2][2]).powi(3)
    }

    /// Where the corners of A land, in the order top left, top right, bottom right, bottom left.
    pub fn corners(&self) -> [[f64; 2]; 4] {
        [[0.0, 0.0], [1.0, 0.0], [1.0, 1.0], [0.0, 1.0]].map(|corner| self.apply(corner))
    }

    /// Scaling of both axes with a shift: `[x · sx + dx, y · sy + dy]`.
    pub fn stretch([sx, sy]: [f64; 2], [dx, dy]: [f64; 2]) -> Self {
        Self([[sx, 0.0, dx], [0.0, sy, dy], [0.0, 0.0, 1.0]])
    }

    fn scaled(self) -> Self {
        let last = self.0[2][2];
        Self(self.0.map(|row| row.map(|entry| entry / last)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_back_leads_back() {
        let there = Homography([[0.9, 0.1, 0.02], [-0.2, 1.1, 0.1], [0.05, -0.1, 1.0]]);
        let point = there.then(&there.inverse().unwrap()).apply([0.3, 0.8]);
        assert!(
            (point[0] - 0.3).abs() < 1e-9 && (point[1] - 0.8).abs() < 1e-9,
            "{point:?}"
        );
        assert_eq!(Homography::stretch([1.0, 0.0], [0.0, 0.0]).inverse(), None);
    }

    #[test]
    fn area_grows_by_the_product_of_the_sides_and_turns_negative_in_a_mirror() {
        let grown = Homography::stretch([2.0, 3.0], [0.1, 0.2]);
        assert!((grown.area_scale([0.4, 0.4]) - 6.0).abs() < 1e-12);
        let mirror = Homography::stretch([-1.0, 1.0], [1.0, 0.0]);
        assert!((mirror.area_scale([0.0, 0.0]) + 1.0).abs() < 1e-12);
    }
}
