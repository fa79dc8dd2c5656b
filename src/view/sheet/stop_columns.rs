//! Which of two columns each group of stop rules stands in, so that the block is as low as it can be.
//!
//! Emergency begins the first column and urgent the second. In a page all groups stay in the order of their urgency.

use super::stops::StopView;

/// Sets the groups' columns and rows by their heights, which are in the same order.
pub(super) fn place(stops: &mut [StopView], heights: &[i32]) {
    let best = best(stops, heights);
    for (at, stop) in stops.iter_mut().enumerate() {
        stop.column = column(best, at);
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

/// The choice of columns, a bit a group, whose taller column is the lowest.
fn best(stops: &[StopView], heights: &[i32]) -> u32 {
    let allowed = |choice: &u32| {
        stops.iter().enumerate().all(|(at, stop)| match stop.level {
            "emergency" => column(*choice, at) == 1,
            "urgent" => column(*choice, at) == 2,
            _ => true,
        })
    };
    let height = |choice: u32, number: u8| -> i32 {
        heights.iter().enumerate().filter(|(at, _)| column(choice, *at) == number).map(|(_, high)| high).sum()
    };
    let choices = 0..1_u32 << stops.len().min(8);
    choices.filter(allowed).min_by_key(|choice| height(*choice, 1).max(height(*choice, 2))).unwrap_or(0)
}

fn column(choice: u32, at: usize) -> u8 {
    if choice >> at & 1 == 1 { 2 } else { 1 }
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
    fn the_columns_are_as_even_as_they_can_be() {
        check(
            "emergency:14 urgent:11 session:7 clinic:6",
            "emergency 1 1-2, urgent 2 1-1, session 2 2-3, clinic 1 3-3",
        );
        check("emergency:9 urgent:20 session:5 clinic:4", "emergency 1 1-1, urgent 2 1-3, session 1 2-2, clinic 1 3-3");
    }

    #[test]
    fn emergency_and_urgent_alone_stand_side_by_side() {
        check("emergency:4 urgent:9", "emergency 1 1-3, urgent 2 1-3");
    }
}
