//! Which of two columns each group of stop rules stands in, and which rows it takes there.
//!
//! Emergency begins the first column and urgent the second. What ends a session stands below the first and the call to
//! the clinic below the second, so that the groups are in the order of their urgency row by row. In a page all groups
//! stay in that order.

use super::stops::StopView;

/// Sets the groups' columns and rows by their heights, which are in the same order.
pub(super) fn place(stops: &mut [StopView], heights: &[i32]) {
    for stop in &mut *stops {
        stop.column = column(stop.level);
    }
    let of = |number: u8| -> Vec<usize> {
        stops.iter().enumerate().filter(|(_, stop)| stop.column == number).map(|(at, _)| at).collect()
    };
    let (first, second) = (of(1), of(2));
    let top = |column: &[usize]| column.first().and_then(|at| heights.get(*at)).copied().unwrap_or(0);
    let first_is_taller = top(&first) >= top(&second);
    for (column, is_taller) in [(first, first_is_taller), (second, !first_is_taller)] {
        for (at, rows) in column.iter().zip(rows(column.len(), is_taller)) {
            if let Some(stop) = stops.get_mut(*at) {
                stop.rows = rows;
            }
        }
    }
}

/// The column of a level of urgency.
fn column(level: &str) -> u8 {
    match level {
        "emergency" | "session" => 1,
        _ => 2,
    }
}

/// The rows, of three, that the groups of a column take. Of two groups beside two, the taller first has two rows.
fn rows(groups: usize, is_taller: bool) -> Vec<[u8; 2]> {
    match (groups, is_taller) {
        (0, _) => Vec::new(),
        (1, _) => vec![[1, 3]],
        (2, true) => vec![[1, 2], [3, 3]],
        (2, false) => vec![[1, 1], [2, 3]],
        (_, _) => vec![[1, 1], [2, 2], [3, 3]],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Groups as `level:height`, and what becomes of them as `level column rows`.
    #[track_caller]
    fn check(groups: &str, expected: &str) {
        let pairs: Vec<(&'static str, i32)> = groups
            .split(' ')
            .map(|group| group.split_once(':').unwrap())
            .map(|(level, height)| (String::from(level).leak() as &'static str, height.parse().unwrap()))
            .collect();
        let stop = |level| StopView {
            level,
            heading: String::new(),
            number: None,
            href: None,
            items: Vec::new(),
            column: 0,
            rows: [0, 0],
        };
        let mut stops: Vec<StopView> = pairs.iter().map(|(level, _)| stop(level)).collect();
        place(&mut stops, &pairs.iter().map(|(_, height)| *height).collect::<Vec<_>>());
        let shown = |stop: &StopView| {
            let [from, to] = stop.rows;
            format!("{} {} {from}-{to}", stop.level, stop.column)
        };
        assert_eq!(stops.iter().map(shown).collect::<Vec<_>>().join(", "), expected);
    }

    #[test]
    fn row_by_row_the_groups_are_in_the_order_of_their_urgency() {
        check(
            "emergency:14 urgent:11 session:7 clinic:6",
            "emergency 1 1-2, urgent 2 1-1, session 1 3-3, clinic 2 2-3",
        );
        check("emergency:9 urgent:20 clinic:4", "emergency 1 1-3, urgent 2 1-2, clinic 2 3-3");
    }

    #[test]
    fn emergency_and_urgent_alone_stand_side_by_side() {
        check("emergency:4 urgent:9", "emergency 1 1-3, urgent 2 1-3");
    }
}
