//! Tables as Markdown, so that they can be kept as they were printed.

/// Prints a table with its columns aligned.
pub(crate) fn print(head: &[&str], rows: &[Vec<String>]) {
    let width = |column: usize| {
        let cells = rows.iter().filter_map(|row| row.get(column));
        let widest = cells.map(|cell| cell.chars().count()).max().unwrap_or(0);
        widest.max(head[column].chars().count())
    };
    let widths: Vec<_> = (0..head.len()).map(width).collect();
    let head: Vec<_> = head.iter().map(ToString::to_string).collect();
    println!("{}", line(&head, &widths));
    let rules: Vec<_> = widths.iter().map(|width| "-".repeat(*width)).collect();
    println!("{}", line(&rules, &widths));
    for row in rows {
        println!("{}", line(row, &widths));
    }
    println!();
}

fn line(cells: &[String], widths: &[usize]) -> String {
    let padded = cells
        .iter()
        .zip(widths)
        .map(|(cell, width)| format!(" {cell:<width$} |"));
    format!("|{}", padded.collect::<String>())
}
