//! Small systems of linear equations.

/// Solves `matrix · x = right` by Gaussian elimination with row pivoting; `None` where the matrix
/// is singular for practical purposes.
pub(crate) fn solve<const N: usize>(
    mut matrix: [[f64; N]; N],
    mut right: [f64; N],
) -> Option<[f64; N]> {
    let largest = matrix
        .as_flattened()
        .iter()
        .fold(0.0_f64, |max, entry| max.max(entry.abs()));
    for column in 0..N {
        let pivot = (column..N)
            .max_by(|&a, &b| matrix[a][column].abs().total_cmp(&matrix[b][column].abs()))?;
        if matrix[pivot][column].abs() <= largest * 1e-12 || !largest.is_finite() {
            return None;
        }
        matrix.swap(column, pivot);
        right.swap(column, pivot);
        for row in column + 1..N {
            let factor = matrix[row][column] / matrix[column][column];
            let upper = matrix[column];
            for (entry, above) in matrix[row].iter_mut().zip(upper).skip(column) {
                *entry -= factor * above;
            }
            right[row] -= factor * right[column];
        }
    }
    let mut x = [0.0; N];
    for row in (0..N).rev() {
        let known: f64 = (row + 1..N)
            .map(|column| matrix[row][column] * x[column])
            .sum();
        x[row] = (right[row] - known) / matrix[row][row];
    }
    Some(x)
}
