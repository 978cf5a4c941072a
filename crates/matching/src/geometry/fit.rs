//! Maps that fit given pairs of points best.

use super::{homography::Homography, solve::solve};

/// A point of A and the point of B that goes with it, both in fractions.
pub(crate) type Pair = ([f64; 2], [f64; 2]);

/// The affine map with the least squared error; `None` with fewer than three pairs or where they
/// lie on a line.
pub(crate) fn affine(pairs: &[Pair]) -> Option<Homography> {
    let mut normal = [[0.0; 3]; 3];
    let (mut right_x, mut right_y) = ([0.0; 3], [0.0; 3]);
    for &([x, y], [u, v]) in pairs {
        let row = [x, y, 1.0];
        for i in 0..3 {
            for j in 0..3 {
                normal[i][j] += row[i] * row[j];
            }
            right_x[i] += row[i] * u;
            right_y[i] += row[i] * v;
        }
    }
    let first = solve(normal, right_x)?;
    let second = solve(normal, right_y)?;
    Some(Homography([first, second, [0.0, 0.0, 1.0]]))
}

/// The projective map with the least squared transfer error, in the linear form that multiplies by
/// the depth (R. Hartley and A. Zisserman, "Multiple View Geometry", 2nd edition, section 4.1),
/// each pair weighted by the depth it has under `near` so that it is the geometric error that
/// counts. `None` with fewer than four pairs or a degenerate lie of them.
pub(crate) fn homography(pairs: &[Pair], near: &Homography) -> Option<Homography> {
    let mut normal = [[0.0; 8]; 8];
    let mut right = [0.0; 8];
    for &([x, y], [u, v]) in pairs {
        let depth = near.0[2][0] * x + near.0[2][1] * y + 1.0;
        let weight = 1.0 / (depth * depth).max(1e-3);
        let rows = [
            ([x, y, 1.0, 0.0, 0.0, 0.0, -u * x, -u * y], u),
            ([0.0, 0.0, 0.0, x, y, 1.0, -v * x, -v * y], v),
        ];
        for (row, value) in rows {
            for i in 0..8 {
                for j in 0..8 {
                    normal[i][j] += weight * row[i] * row[j];
                }
                right[i] += weight * row[i] * value;
            }
        }
    }
    let [a, b, c, d, e, f, g, h] = solve(normal, right)?;
    Some(Homography([[a, b, c], [d, e, f], [g, h, 1.0]]))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(map: &Homography) -> Vec<Pair> {
        let grid =
            (0..5).flat_map(|x| (0..4).map(move |y| [f64::from(x) / 5.0, f64::from(y) / 4.0]));
        grid.map(|point| (point, map.apply(point))).collect()
    }

    fn close(a: &Homography, b: &Homography) -> bool {
        a.0.as_flattened()
            .iter()
            .zip(b.0.as_flattened())
            .all(|(a, b)| (a - b).abs() < 1e-6)
    }

    #[test]
    fn exact_pairs_give_the_map_they_came_from() {
        let tilted = Homography([[0.9, 0.1, 0.02], [-0.2, 1.1, 0.1], [0.05, -0.1, 1.0]]);
        assert!(close(
            &homography(&pairs(&tilted), &Homography::IDENTITY).unwrap(),
            &tilted
        ));
        let turned = Homography([[0.0, 1.0, 0.0], [-1.0, 0.0, 1.0], [0.0, 0.0, 1.0]]);
        assert!(close(&affine(&pairs(&turned)).unwrap(), &turned));
    }

    #[test]
    fn points_on_a_line_give_no_map() {
        let line: Vec<Pair> = (0..9)
            .map(|i| ([f64::from(i) / 9.0; 2], [f64::from(i) / 9.0; 2]))
            .collect();
        assert_eq!(affine(&line), None);
        assert_eq!(homography(&line, &Homography::IDENTITY), None);
    }
}
