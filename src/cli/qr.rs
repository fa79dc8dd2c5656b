//! An address as a QR code for a terminal, so that a phone need not be typed on.

use crate::view::qr::rows;

/// The code as lines of blocks, dark on light whatever the terminal's colours; `None` when the text is too long for
/// one.
#[must_use]
pub fn for_terminal(text: &str) -> Option<String> {
    let code = rows(text)?;
    let size = code.len();
    let is_dark = |row: usize, column: usize| code.get(row).and_then(|row| row.get(column)).is_some_and(|dark| *dark);
    // A margin of two on each side; two rows of modules are one line of text.
    let dark = |row: isize, column: isize| match (usize::try_from(row), usize::try_from(column)) {
        (Ok(row), Ok(column)) if row < size && column < size => is_dark(row, column),
        _ => false,
    };
    let end = isize::try_from(size).ok()? + 2;
    let mut lines = String::new();
    for row in (-2..end).step_by(2) {
        for column in -2..end {
            lines.push(match (dark(row, column), dark(row + 1, column)) {
                (false, false) => '█',
                (false, true) => '▀',
                (true, false) => '▄',
                (true, true) => ' ',
            });
        }
        lines.push('\n');
    }
    Some(lines)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_has_its_margin_and_its_three_corners() {
        let lines = for_terminal("http://192.0.2.7:4000/~soleus/enter?token=0123456789abcdef").unwrap();
        let rows: Vec<&str> = lines.lines().collect();
        assert!(rows.iter().all(|row| row.chars().count() == rows[0].chars().count()));
        assert!(rows[0].chars().all(|block| block == '█'));
        let corner: String = rows[1].chars().skip(2).take(7).collect();
        assert_eq!(corner, " ▄▄▄▄▄ ");
        assert!(for_terminal(&"x".repeat(8000)).is_none());
    }
}
