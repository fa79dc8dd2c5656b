//! How many sides of paper a sheet takes, and which log and how much air it can have.
//!
//! An estimate of what a browser makes of `theme/sheet.css`: each part is a block that is never broken, and blocks fill
//! sides in order. `tests/sheets.rs` prints every sheet and holds the two together. Lengths are hundredths of a
//! millimetre.

use super::SheetView;
use super::density::Density;
use super::exercises::{self, SheetExercise};
use super::format::{Edition, Format};
use super::log::{LogPlan, LogView};
use super::stops::StopView;
use super::type_room::{Piece, Type, flow, lines, width};
use crate::body::Site;
use crate::body::references::References;
use crate::chart::measure::{Measure, Weight};
use crate::model::config::Paper;
use crate::parse::words::Words;

/// A pixel of a style sheet.
const PIXEL: i32 = 26;

/// The height of an exercise's picture.
const FIGURE: i32 = 3000;

/// Its height where a sheet has much to say.
const SMALL_FIGURE: i32 = 2200;

/// The height of a line to write another exercise on.
const OTHER: i32 = 900;

/// A way to set a sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Setting {
    /// How closely.
    pub density: Density,
    /// With which log.
    pub log: LogPlan,
}

impl Setting {
    /// All ways in the order they are tried: first less air, then a shorter log, then a log on its own sheet.
    pub const ALL: [Self; 4] = [
        Self { density: Density::Roomy, log: LogPlan::Fortnight },
        Self { density: Density::Dense, log: LogPlan::Fortnight },
        Self { density: Density::Dense, log: LogPlan::Week },
        Self { density: Density::Dense, log: LogPlan::OwnSheet },
    ];
}

/// What a sheet that fits in no way is set with; a rule reports it, so that it is never published.
pub(super) const CLOSEST: Setting = Setting { density: Density::Dense, log: LogPlan::OwnSheet };

/// The first setting with which a sheet takes no more sides than its edition may have; `None` when there is none.
#[must_use]
pub fn choose(sheet: &SheetView, words: &Words, measure: &Measure) -> Option<Setting> {
    Setting::ALL.into_iter().find(|setting| sides(sheet, *setting, words, measure) <= sheet.format.edition.sides())
}

/// Whether a phase's sheet fits its sides of paper in one of the ways it may be set.
#[must_use]
pub fn fits(site: &Site, page: &crate::model::page::Page, place: usize, format: Format, measure: &Measure) -> bool {
    let mut sheet = super::bare(site, &page.address, page, place, format, &mut References::default());
    sheet.as_mut().is_none_or(|sheet| {
        super::set_columns(sheet, measure);
        choose(sheet, site.index.words(page.language), measure).is_some()
    })
}

/// How many sides a sheet takes with a setting. A log on its own sheet is not counted.
#[must_use]
pub fn sides(sheet: &SheetView, setting: Setting, words: &Words, measure: &Measure) -> usize {
    let page = Page::new(sheet.format, setting.density, measure);
    let mut sides = 1;
    let mut filled = 0;
    for block in blocks(sheet, setting, words, &page) {
        let gap = if filled == 0 { 0 } else { block.gap };
        if filled + gap + block.height > page.height && filled > 0 {
            sides += 1;
            filled = 0;
        }
        filled += block.height + if filled == 0 { 0 } else { gap };
        // Nothing can be done about a block higher than a side.
        sides += usize::try_from(filled / (page.height + 1)).unwrap_or(0);
    }
    sides
}

/// A part of a sheet that is not broken across sides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Block {
    /// Which part.
    pub name: &'static str,
    /// Room above it, unless it begins a side.
    pub gap: i32,
    /// Its height.
    pub height: i32,
}

/// A side of paper with its type.
struct Page<'a> {
    measure: &'a Measure,
    edition: Edition,
    density: Density,
    width: i32,
    height: i32,
    gap: i32,
    body: Type,
    small: Type,
    /// The foot's.
    tiny: Type,
}

impl<'a> Page<'a> {
    fn new(format: Format, density: Density, measure: &'a Measure) -> Self {
        let (width, height) = match format.paper {
            Paper::A4 => (21_000 - 1_800, 29_700 - 1_400),
            Paper::Letter => (21_590 - 1_800, 27_940 - 1_180),
        };
        let (leading, gap) = match (density, format.paper) {
            (Density::Roomy, _) => (118, 220),
            (Density::Dense, Paper::A4) => (114, 160),
            (Density::Dense, Paper::Letter) => (112, 130),
        };
        let points = format.edition.points() * 1_000;
        Self {
            measure,
            edition: format.edition,
            density,
            width,
            // A little less than there is: a browser rounds to whole pixels, block by block.
            height: height - 40,
            gap,
            body: Type::new(points, leading),
            small: Type::new(points * 857 / 1_000, 115),
            tiny: Type::new(points * 714 / 1_000, 118),
        }
    }

    fn text(&self, text: &str, kind: Type, room: i32) -> i32 {
        lines(self.measure, text, Weight::Regular, kind.size, room) * kind.line
    }

    fn bold(&self, text: &str, kind: Type, room: i32) -> i32 {
        lines(self.measure, text, Weight::Bold, kind.size, room) * kind.line
    }

    /// The height of running text of labels in bold, each with what it says.
    fn labelled(&self, parts: &[(&str, &str)], kind: Type, room: i32) -> i32 {
        let pieces: Vec<Piece<'_>> = parts
            .iter()
            .flat_map(|(label, text)| {
                let label = Piece { text: label, weight: Weight::Bold, after: 0 };
                [label, Piece { text, weight: Weight::Regular, after: 150 }]
            })
            .collect();
        flow(self.measure, &pieces, kind.size, room) * kind.line
    }

    fn heading(&self) -> Type {
        Type { line: self.body.size * 115 / 100, ..self.body }
    }

    fn block(&self, name: &'static str, height: i32) -> Block {
        Block { name, gap: self.gap, height }
    }
}

/// The parts of a sheet in order, with their heights.
fn blocks(sheet: &SheetView, setting: Setting, words: &Words, page: &Page<'_>) -> Vec<Block> {
    let mut blocks = vec![page.block("head", head(sheet, page)), page.block("blanks", blanks(sheet, page))];
    if let Some(goal) = &sheet.goal {
        let height = page.labelled(&[(words.get("sheet.goal"), goal)], page.body, page.width - 550);
        blocks.push(page.block("goal", height));
    }
    let marked = sheet.exercises.iter().rposition(|exercise| exercise.convention);
    for (place, exercise) in sheet.exercises.iter().enumerate() {
        let gap = if place == 0 { page.gap } else { 0 };
        // The last mark says what it means.
        let mark = sheet.foot.convention.as_deref().filter(|_| marked == Some(place));
        blocks.push(Block { gap, ..page.block("exercise", exercise_height(exercise, mark, words, page)) });
    }
    if !sheet.others.is_empty() {
        let rows = i32::try_from(sheet.others.len()).unwrap_or(0);
        blocks.push(page.block("others", rows * OTHER.max(page.small.line)));
    }
    if !sheet.dos.is_empty() || !sheet.do_nots.is_empty() {
        blocks.push(page.block("pair", pair(sheet, page)));
    }
    if sheet.pain.is_some() {
        blocks.push(page.block("pain", pain(sheet, page)));
    }
    if !sheet.move_on.items.is_empty() {
        blocks.push(page.block("move on", move_on(sheet, page)));
    }
    if !sheet.stops.is_empty() {
        blocks.push(page.block("stop", stops(sheet, words, page)));
    }
    if !setting.log.is_apart() {
        blocks.push(page.block("log", log(&sheet.log_as(setting.log, words), page)));
    }
    blocks.push(page.block("foot", foot(sheet, words, page)));
    blocks
}

fn head(sheet: &SheetView, page: &Page<'_>) -> i32 {
    let wide = |text: &str| width(page.measure, text, Weight::Regular, page.small.size);
    let side = wide(&sheet.programme.title).max(wide(&sheet.when)).min(page.width / 2);
    let title = Type::new(page.edition.points() * 857 * 19 / 10, 110);
    let left = page.bold(&sheet.title, title, page.width - 600 - side);
    let right =
        page.text(&sheet.programme.title, page.small, side + PIXEL) + page.text(&sheet.when, page.small, side + PIXEL);
    page.small.line.max(420) + left.max(right) + 140 + 3 * PIXEL
}

fn blanks(sheet: &SheetView, page: &Page<'_>) -> i32 {
    let columns = match page.edition {
        Edition::Standard => 3,
        Edition::LargePrint => 2,
    };
    let row = match page.density {
        Density::Roomy => 700,
        Density::Dense => 660,
    };
    let rows = i32::try_from(sheet.blanks.len().div_ceil(columns)).unwrap_or(0);
    rows * row.max(page.small.line) + (rows - 1).max(0) * 60
}

fn exercise_height(exercise: &SheetExercise, mark: Option<&str>, words: &Words, page: &Page<'_>) -> i32 {
    let (padding, figure, figure_height) = match page.density {
        Density::Roomy => (300, 6000, FIGURE),
        Density::Dense => (180, 3200, SMALL_FIGURE),
    };
    let beside = if exercise.figure.is_some() { page.width - figure - 300 } else { page.width };
    let (columns, step_room) = match page.density {
        Density::Dense if exercise.figure.is_none() => (2, (beside - 500) / 2),
        Density::Dense | Density::Roomy => (1, beside),
    };
    let position = exercise
        .position
        .as_ref()
        .map_or(0, |position| page.labelled(&[(words.get("sheet.position"), position)], page.body, beside));
    let step_room = step_room - page.body.size * 13 / 10;
    let steps: i32 = exercise.steps.iter().map(|step| page.text(step, page.body, step_room)).sum();
    // Two columns are never quite even.
    let steps = if columns == 2 { (steps + page.body.line) / 2 } else { steps };
    let doing = (position + steps).max(if exercise.figure.is_some() { figure_height } else { 0 });
    bar(exercise, words, page) + 60 + doing + hints(exercise, mark, words, page) + 50 + padding + PIXEL
}

/// The bar over an exercise: name and dose on one line where they fit, else the dose beneath.
fn bar(exercise: &SheetExercise, words: &Words, page: &Page<'_>) -> i32 {
    let name_size = match page.density {
        Density::Roomy => 1_070,
        Density::Dense => 1_000,
    };
    let name = Type::new(page.edition.points() * name_size, 115);
    let title = exercises::named(&exercise.link);
    let ring = name.size * 14 / 10;
    let mark = if exercise.convention { name.size } else { 0 };
    let name_width = width(page.measure, &title, Weight::Bold, name.size) + mark + ring + 200;
    let cell = |label: &str, value: &str| {
        let value = width(page.measure, value, Weight::Bold, page.small.size);
        width(page.measure, label, Weight::Regular, page.small.size).max(value) + 300 + PIXEL
    };
    let cells: i32 = exercise.dose.iter().map(|part| cell(&part.label, &part.value)).sum();
    let strip = cells + cell(words.get("dose.yours"), "").max(2500) + 3 * PIXEL;
    let rows = 1 + (strip - 1).max(0) / page.width;
    let strip_height = rows * (2 * page.small.size * 112 / 100 + 80) + 3 * PIXEL;
    let name_height = page.bold(&title, name, page.width - mark - ring - 200).max(ring);
    if name_width + 300 + strip <= page.width {
        strip_height.max(name_height)
    } else {
        name_height + 100 + strip_height
    }
}

fn hints(exercise: &SheetExercise, mark: Option<&str>, words: &Words, page: &Page<'_>) -> i32 {
    let hints = [
        ("sheet.note", &exercise.note),
        ("sheet.feel", &exercise.feel),
        ("sheet.easier", &exercise.easier),
        ("sheet.harder", &exercise.harder),
    ];
    let mut parts: Vec<(&str, &str)> =
        hints.into_iter().filter_map(|(key, hint)| Some((words.get(key), hint.as_deref()?))).collect();
    let numbers = format!("{:?}", exercise.sources);
    if !exercise.sources.is_empty() {
        parts.push(("", &numbers));
    }
    let meant = mark.map(|mark| format!("({mark})"));
    if let Some(meant) = &meant {
        parts.push((words.get("sheet.convention_mark"), meant));
    }
    page.labelled(&parts, page.small, page.width)
}

fn pair(sheet: &SheetView, page: &Page<'_>) -> i32 {
    let half = (page.width - 500) / 2 - 650;
    let heading = page.heading().line;
    let list = |items: &[String]| -> i32 { items.iter().map(|item| page.text(item, page.body, half)).sum() };
    let (dos, do_nots) = (list(&sheet.dos), list(&sheet.do_nots));
    if sheet.dos.is_empty() || sheet.do_nots.is_empty() {
        heading + (dos + do_nots + page.body.line) / 2
    } else {
        heading + dos.max(do_nots)
    }
}

fn pain(sheet: &SheetView, page: &Page<'_>) -> i32 {
    let Some(pain) = &sheet.pain else { return 0 };
    let zones: Vec<String> = pain.zones.iter().map(|zone| format!("{}   {}", zone.range, zone.text)).collect();
    let apart = i32::try_from(zones.len()).unwrap_or(0) * 900;
    let zone_line = page.small.size * 12 / 10 + 4 * PIXEL;
    let zone_lines = lines(page.measure, &zones.join(" "), Weight::Regular, page.small.size, page.width - apart);
    let after = [&pain.stricter, &pain.next_morning].into_iter().flatten().cloned().collect::<Vec<_>>().join(" ");
    let cells = page.width / 11 * 20 / 46;
    page.heading().line
        + 80
        + cells
        + 80
        + 5 * PIXEL
        + zone_lines * zone_line
        + 80
        + page.text(&after, page.body, page.width)
}

fn move_on(sheet: &SheetView, page: &Page<'_>) -> i32 {
    let items: i32 = sheet.move_on.items.iter().map(|item| 60 + page.text(item, page.body, page.width - 650)).sum();
    let earliest = sheet.move_on.earliest.as_ref().map_or(0, |text| page.text(text, page.body, page.width));
    page.bold(&sheet.move_on.heading, page.heading(), page.width) + items + earliest
}

fn stops(sheet: &SheetView, words: &Words, page: &Page<'_>) -> i32 {
    let frame = 8 * PIXEL;
    // Beside the heading stands which sheet it is.
    let named = format!("{} · {}", sheet.title, sheet.programme.title);
    let heading = width(page.measure, words.get("stop.title"), Weight::Bold, page.body.size);
    let beside = page.text(&named, page.small, page.width - 1_400 - heading);
    let title = page.heading().line.max(beside) + 120 + 4 * PIXEL;
    let column = |number: u8| -> i32 {
        let groups = sheet.stops.iter().filter(|stop| stop.column == number);
        groups.map(|stop| group(stop, page.width, page.edition, page.measure)).sum()
    };
    frame
        + title
        + match page.edition {
            Edition::Standard => column(1).max(column(2)),
            Edition::LargePrint => column(1) + column(2),
        }
}

/// The height of each group of stop rules in two columns, in order.
pub(super) fn stop_heights(stops: &[StopView], format: Format, measure: &Measure) -> Vec<i32> {
    let page = Page::new(format, Density::Dense, measure);
    stops.iter().map(|stop| group(stop, page.width, Edition::Standard, measure)).collect()
}

/// The height of a group of stop rules.
fn group(stop: &StopView, width: i32, edition: Edition, measure: &Measure) -> i32 {
    let kind = Type::new(edition.points() * 1_000, 113);
    let room = match edition {
        Edition::Standard => width / 2,
        Edition::LargePrint => width,
    };
    let inner = room - 600 - 8 * PIXEL - kind.size;
    let items: i32 =
        stop.items.iter().map(|item| lines(measure, item, Weight::Regular, kind.size, inner) * kind.line).sum();
    180 + (kind.size * 135 / 100) + items + 2 * PIXEL
}

fn log(log: &LogView, page: &Page<'_>) -> i32 {
    let row = match (page.density, page.width) {
        (Density::Dense, 19_790..) => 600,
        (Density::Dense | Density::Roomy, _) => 700,
    };
    let day = if log.days.len() > 7 { 840 } else { 1400 };
    let days = i32::try_from(log.days.len()).unwrap_or(0) * day;
    let kind = Type { line: page.small.size * 108 / 100, ..page.small };
    let rows: i32 = log
        .rows
        .iter()
        .map(|line| {
            let number = line.number.map(|number| format!("{number}. ")).unwrap_or_default();
            row.max(page.text(&format!("{number}{}", line.text), kind, page.width - days - 280))
        })
        .sum();
    page.bold(&log.heading, page.body, page.width) + 80 + row.max(kind.line) + PIXEL + rows + 4 * PIXEL
}

fn foot(sheet: &SheetView, words: &Words, page: &Page<'_>) -> i32 {
    let foot = &sheet.foot;
    let room = if foot.qr.is_some() { page.width - 2400 } else { page.width };
    let sources: Vec<String> = foot.sources.iter().map(|source| format!("{} {}; ", source.number, source.id)).collect();
    let sources = sources.concat();
    let own = [&foot.own, &foot.practice].into_iter().flatten().cloned().collect::<Vec<_>>().join(" ");
    let parts = [
        (foot.review_text.as_str(), foot.information.as_str()),
        ("", &own),
        ("", words.get("sheet.version")),
        (&foot.version, words.get("sheet.sources")),
        ("", &sources),
        ("", words.get("sheet.current")),
        (&foot.address, ""),
    ];
    let code = if foot.qr.is_some() { 1900 } else { 0 };
    page.labelled(&parts, page.tiny, room).max(code - 120) + 100 + PIXEL
}
