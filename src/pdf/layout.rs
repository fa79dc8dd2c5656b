//! What a finished layout looks like from outside: its pages, where text lies on them, and whether a reader can read
//! all of it. It judges and moves nothing.

/// Text nearer to the edge of the paper than this is cut off by many printers, in points (8 mm).
const EDGE: f64 = 22.0;

/// Texts may overlap by this much, in points: letters lean out of their boxes a little.
const SLACK: f64 = 2.0;

/// The pages of a document.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Pages {
    /// The pages in order.
    pub pages: Vec<Page>,
}

/// One page.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Page {
    /// Width in points.
    pub width: f64,
    /// Height in points.
    pub height: f64,
    /// The texts on it, in the order they were set.
    pub runs: Vec<Run>,
    /// The lower edges of its pictures.
    pub pictures: Vec<f64>,
}

/// A piece of text in one line, with its box in points from the top left corner of the page.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Run {
    /// The text.
    pub text: String,
    /// Left edge.
    pub left: f64,
    /// Top of capitals.
    pub top: f64,
    /// Right edge.
    pub right: f64,
    /// Bottom of descenders.
    pub bottom: f64,
}

/// What keeps a reader from reading a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Flaw {
    /// More pages than there may be, and about how many lines are too many.
    TooLong {
        /// Pages found.
        pages: usize,
        /// Lines on the pages that are too many.
        lines: usize,
    },
    /// Text reaches over the edge of what a printer prints.
    CutOff {
        /// The text.
        text: String,
    },
    /// Two texts lie on each other.
    Overprinted {
        /// The upper text.
        text: String,
        /// The text under it.
        other: String,
    },
}

impl Pages {
    /// How many whole points the last page has left below what stands lowest: down to the running line at its foot, or
    /// to its lower margin where it has none.
    #[must_use]
    pub fn room(&self) -> u32 {
        let Some(page) = self.pages.last() else { return 0 };
        let running =
            page.runs.iter().map(|run| run.bottom).filter(|bottom| page.is_running(*bottom)).fold(0.0, f64::max);
        // Above a running line stand a rule and the page's lower margin. Whole points only: they go into the data.
        let end = if running > 0.0 { running - EDGE } else { page.height - 2.0 * EDGE };
        (0..u32::MAX).take_while(|points| f64::from(*points) < end - page.lowest()).last().unwrap_or_default()
    }

    /// Whether so much is blank at the end of the `most` pages that are allowed that the same with more air may fit on
    /// them: a quarter page of two. Of four it is a whole one, since parts that are never broken leave gaps.
    #[must_use]
    pub fn has_much_room(&self, most: usize) -> bool {
        let last = self.pages.last().map_or(0.0, |page| 1.0 - (page.lowest() + EDGE) / page.height);
        let blank = last + number(most) - number(self.pages.len());
        blank > number(most * most) / 16.0
    }

    /// Whether the pages would fill `most` of them even if no part that is never broken left a gap.
    #[must_use]
    pub fn would_fill(&self, most: usize) -> bool {
        let filled: f64 =
            self.pages.iter().map(|page| (page.lowest() - EDGE).max(0.0) / (page.height - 4.0 * EDGE)).sum();
        filled >= number(most)
    }

    /// Whether a page after the first holds a few lines only, in its upper quarter: set closer, they may need no page
    /// of their own. The last `apart` pages are not looked at.
    #[must_use]
    pub fn spills(&self, apart: usize) -> bool {
        let joined = self.pages.len().saturating_sub(apart);
        self.pages.iter().take(joined).skip(1).any(|page| page.lowest() < page.height / 4.0)
    }

    /// The first flaw of the pages when at most `most` are allowed; `None` when all is readable.
    #[must_use]
    pub fn flaw(&self, most: Option<usize>) -> Option<Flaw> {
        let too_long = most.filter(|most| self.pages.len() > *most).map(|most| Flaw::TooLong {
            pages: self.pages.len(),
            lines: self.pages.iter().skip(most).map(Page::lines).sum::<usize>().max(1),
        });
        too_long.or_else(|| self.pages.iter().find_map(Page::flaw))
    }
}

fn number(count: usize) -> f64 {
    u32::try_from(count).map_or(f64::MAX, f64::from)
}

impl Page {
    fn flaw(&self) -> Option<Flaw> {
        let cut = self.runs.iter().find(|run| {
            run.left < EDGE || run.top < EDGE || run.right > self.width - EDGE || run.bottom > self.height - EDGE
        });
        if let Some(run) = cut {
            return Some(Flaw::CutOff { text: run.text.clone() });
        }
        let mut runs: Vec<&Run> = self.runs.iter().collect();
        runs.sort_by(|one, other| one.top.total_cmp(&other.top));
        for (place, run) in runs.iter().enumerate() {
            let near = runs.iter().skip(place + 1).take_while(|other| other.top < run.bottom - SLACK);
            if let Some(other) = near.into_iter().find(|other| run.covers(other)) {
                return Some(Flaw::Overprinted { text: other.text.clone(), other: run.text.clone() });
            }
        }
        None
    }

    /// Whether a text with this lower edge stands where a running line does.
    fn is_running(&self, bottom: f64) -> bool {
        bottom >= self.height - 3.0 * EDGE
    }

    /// Where the page's text and pictures end. A running line at the foot of the page, if there is one, does not count.
    fn lowest(&self) -> f64 {
        let text = self.runs.iter().map(|run| run.bottom).filter(|bottom| !self.is_running(*bottom));
        text.chain(self.pictures.iter().copied()).fold(0.0, f64::max)
    }

    /// About how many lines of text the page has between its header and its footer.
    fn lines(&self) -> usize {
        let inside = |run: &&Run| run.top > 3.0 * EDGE && run.bottom < self.height - 3.0 * EDGE;
        let mut bottoms: Vec<f64> = self.runs.iter().filter(inside).map(|run| run.bottom).collect();
        bottoms.sort_by(f64::total_cmp);
        bottoms.dedup_by(|one, other| (*one - *other).abs() < 2.0 * SLACK);
        bottoms.len()
    }
}

impl Run {
    /// Whether another text lies on this one, so that neither can be read.
    fn covers(&self, other: &Self) -> bool {
        let width = self.right.min(other.right) - self.left.max(other.left);
        let height = self.bottom.min(other.bottom) - self.top.max(other.top);
        width > SLACK && height > SLACK && !other.text.trim().is_empty() && !self.text.trim().is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(text: &str, left: f64, top: f64) -> Run {
        Run { text: text.to_owned(), left, top, right: left + 100.0, bottom: top + 12.0 }
    }

    fn pages(runs: &[Run]) -> Pages {
        Pages { pages: vec![Page { width: 595.0, height: 842.0, runs: runs.to_vec(), pictures: Vec::new() }] }
    }

    #[test]
    fn text_below_text_is_readable() {
        let sound = pages(&[run("one", 40.0, 100.0), run("two", 40.0, 114.0), run("three", 145.0, 100.0)]);
        assert_eq!(sound.flaw(Some(1)), None);
    }

    #[test]
    fn text_on_text_and_text_over_the_edge_are_found() {
        let over = pages(&[run("one", 40.0, 100.0), run("two", 90.0, 104.0)]);
        assert_eq!(over.flaw(None), Some(Flaw::Overprinted { text: "two".to_owned(), other: "one".to_owned() }));
        let wide = pages(&[run("one", 490.0, 100.0)]);
        assert_eq!(wide.flaw(None), Some(Flaw::CutOff { text: "one".to_owned() }));
    }

    #[test]
    fn a_page_that_ends_early_or_is_missing_leaves_much_room() {
        let foot = run("foot", 40.0, 810.0);
        assert!(pages(&[run("one", 40.0, 600.0), foot.clone()]).has_much_room(1));
        assert!(!pages(&[run("one", 40.0, 760.0), foot.clone()]).has_much_room(1));
        assert!(pages(&[run("one", 40.0, 740.0), foot.clone()]).has_much_room(2));
        let three = Pages {
            pages: [(); 3].iter().flat_map(|()| pages(&[run("one", 40.0, 740.0), foot.clone()]).pages).collect(),
        };
        assert!(three.has_much_room(4) && !three.has_much_room(3));
    }

    #[test]
    fn pages_with_gaps_do_not_fill_as_many() {
        let page = |lowest: f64| pages(&[run("one", 40.0, lowest), run("foot", 40.0, 810.0)]).pages;
        let all = |lowest: &[f64]| Pages { pages: lowest.iter().flat_map(|lowest| page(*lowest)).collect() };
        assert!(all(&[740.0, 740.0, 120.0]).would_fill(2));
        assert!(!all(&[740.0, 400.0, 120.0]).would_fill(2));
    }

    #[test]
    fn a_page_of_a_few_lines_spills_unless_it_stands_apart() {
        let page = |lowest: f64| pages(&[run("one", 40.0, lowest), run("foot", 40.0, 810.0)]).pages;
        let all = |lowest: &[f64]| Pages { pages: lowest.iter().flat_map(|lowest| page(*lowest)).collect() };
        assert!(all(&[740.0, 120.0]).spills(0));
        assert!(!all(&[740.0, 120.0]).spills(1));
        assert!(all(&[740.0, 120.0, 120.0]).spills(1));
        assert!(!all(&[120.0]).spills(0) && !all(&[740.0, 300.0]).spills(0));
    }

    #[test]
    fn pages_that_are_too_many_are_counted_with_their_lines() {
        let mut long = pages(&[run("one", 40.0, 100.0)]);
        long.pages
            .extend(pages(&[run("header", 40.0, 30.0), run("two", 40.0, 100.0), run("three", 40.0, 120.0)]).pages);
        assert_eq!(long.flaw(Some(2)), None);
        assert_eq!(long.flaw(Some(1)), Some(Flaw::TooLong { pages: 2, lines: 2 }));
    }
}
