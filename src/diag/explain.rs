//! The page of each problem code: why the rule is there, an example that breaks it and one that keeps it.
//!
//! The pages are Markdown files in `explain/`, compiled in. Here they are found and their examples taken out; the
//! tests that build the examples are elsewhere. No page is checked here for what it says.
//!
//! A page is prose, then `## Wrong` and `## Right`. Each of the two holds fenced blocks that make a tiny site: a
//! block's info string is the file's path (`content/a.md`), its lines are the file. A page that shows fences of its
//! own stands in a longer fence.

use super::codes::{self, Code};

/// A code with its page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// Which rule.
    pub code: Code,
    /// The whole page as Markdown, with a heading made of the code and its title.
    pub text: String,
    /// The files of a site that shows the problem: path and contents.
    pub wrong: Vec<(String, String)>,
    /// The same files without the problem.
    pub right: Vec<(String, String)>,
}

/// The page of the code `id`, in upper or lower case. Gives `None` for an unknown code and one without a page.
#[must_use]
pub fn page(id: &str) -> Option<Explanation> {
    let code = codes::find(id)?;
    let (_, source) = PAGES.iter().find(|(name, _)| *name == code.id)?;
    let (mut wrong, mut right) = (Vec::new(), Vec::new());
    for block in blocks(source) {
        match block.section {
            Section::Prose => {}
            Section::Wrong => wrong.push((block.path, block.contents)),
            Section::Right => right.push((block.path, block.contents)),
        }
    }
    let text = format!("# {} ({}): {}\n\n{}\n", code.id, code.severity.word(), code.title, source.trim());
    Some(Explanation { code, text, wrong, right })
}

macro_rules! page {
    ($id:literal) => {
        ($id, include_str!(concat!("explain/", $id, ".md")))
    };
}

/// The pages by code; a new page is a file in `explain/` and a row here.
pub const PAGES: &[(&str, &str)] = &[
    page!("A001"),
    page!("A002"),
    page!("A003"),
    page!("A004"),
    page!("A005"),
    page!("A006"),
    page!("A007"),
    page!("A008"),
    page!("A009"),
    page!("A010"),
    page!("A011"),
    page!("A012"),
    page!("B001"),
    page!("B002"),
    page!("B003"),
    page!("B004"),
    page!("B005"),
    page!("B006"),
    page!("B007"),
    page!("C001"),
    page!("C002"),
    page!("C003"),
    page!("C004"),
    page!("C005"),
    page!("C006"),
    page!("C007"),
    page!("D001"),
    page!("D002"),
    page!("D003"),
    page!("D004"),
    page!("D005"),
    page!("D006"),
    page!("D007"),
    page!("D008"),
    page!("D009"),
    page!("D010"),
    page!("D011"),
    page!("D012"),
    page!("D013"),
    page!("D014"),
    page!("D015"),
    page!("D016"),
    page!("D017"),
    page!("D018"),
    page!("D019"),
    page!("D020"),
    page!("D021"),
    page!("D022"),
    page!("D023"),
    page!("E001"),
    page!("E002"),
    page!("E003"),
    page!("F001"),
    page!("F002"),
    page!("F003"),
    page!("F004"),
    page!("F005"),
    page!("F006"),
    page!("F007"),
    page!("F008"),
    page!("F009"),
    page!("F010"),
    page!("F011"),
    page!("I001"),
    page!("K001"),
    page!("K002"),
    page!("K003"),
    page!("K004"),
    page!("K005"),
    page!("K006"),
    page!("K007"),
    page!("K008"),
    page!("L001"),
    page!("L002"),
    page!("L003"),
    page!("L004"),
    page!("L005"),
    page!("L006"),
    page!("L007"),
    page!("L008"),
    page!("L009"),
    page!("L010"),
    page!("L011"),
    page!("L012"),
    page!("L013"),
    page!("L014"),
    page!("L015"),
    page!("M001"),
    page!("M002"),
    page!("M003"),
    page!("M004"),
    page!("M005"),
    page!("M006"),
    page!("M007"),
    page!("M008"),
    page!("M009"),
    page!("M010"),
    page!("M011"),
    page!("M012"),
    page!("M013"),
    page!("P001"),
    page!("P002"),
    page!("P003"),
    page!("P004"),
    page!("P005"),
    page!("P006"),
    page!("P007"),
    page!("P008"),
    page!("P009"),
    page!("P010"),
    page!("P011"),
    page!("P012"),
    page!("P013"),
    page!("P014"),
    page!("R001"),
    page!("R002"),
    page!("S001"),
    page!("S002"),
    page!("S003"),
    page!("S004"),
    page!("S005"),
    page!("S006"),
    page!("S007"),
    page!("S008"),
    page!("S009"),
    page!("S010"),
    page!("S011"),
    page!("S012"),
    page!("S013"),
    page!("S014"),
    page!("S015"),
    page!("S016"),
    page!("S017"),
    page!("T001"),
    page!("T002"),
    page!("W001"),
    page!("W002"),
    page!("X001"),
];

/// A part of a page.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Section {
    /// What stands before the examples, or after them under another heading.
    Prose,
    /// `## Wrong`.
    Wrong,
    /// `## Right`.
    Right,
}

/// A fenced block whose info string names a file.
struct Block {
    section: Section,
    path: String,
    contents: String,
}

/// The fenced blocks of a page that name a file, in order.
fn blocks(source: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut section = Section::Prose;
    let mut lines = source.lines();
    while let Some(line) = lines.next() {
        if let Some(heading) = line.strip_prefix("## ") {
            section = match heading.trim() {
                "Wrong" => Section::Wrong,
                "Right" => Section::Right,
                _ => Section::Prose,
            };
        }
        let Some((fence, path)) = opening(line) else { continue };
        let mut contents = String::new();
        for line in lines.by_ref().take_while(|line| !closes(line, fence)) {
            contents.push_str(line);
            contents.push('\n');
        }
        if !path.is_empty() {
            blocks.push(Block { section, path: path.to_owned(), contents });
        }
    }
    blocks
}

/// The length of the fence that `line` opens, with its info string.
fn opening(line: &str) -> Option<(usize, &str)> {
    let info = line.trim_start_matches('`');
    let fence = line.len() - info.len();
    (fence >= 3).then(|| (fence, info.trim()))
}

/// Whether `line` closes a fence of this length.
fn closes(line: &str, fence: usize) -> bool {
    opening(line).is_some_and(|(length, info)| length >= fence && info.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::path::SitePath;

    #[test]
    fn every_page_is_of_a_code_and_has_both_examples() {
        for (id, _) in PAGES {
            let explanation = page(id).unwrap_or_else(|| panic!("`{id}` is not a code"));
            assert_eq!(explanation.code.id, *id);
            for (name, files) in [("Wrong", &explanation.wrong), ("Right", &explanation.right)] {
                // A defect of ours has no example.
                assert!(files.is_empty() == (*id == "X001"), "`{id}`: the files under `## {name}`");
                for (path, contents) in files {
                    assert!(SitePath::new(path).is_some(), "`{id}` names a file `{path}`");
                    assert!(!contents.is_empty(), "`{id}` has an empty file `{path}`");
                }
            }
        }
    }

    #[test]
    fn pages_stand_in_order_and_begin_with_prose() {
        assert!(PAGES.is_sorted_by(|(before, _), (after, _)| before < after));
        for (id, source) in PAGES {
            assert!(source.starts_with(char::is_alphabetic), "`{id}` does not begin with prose");
        }
    }

    #[test]
    fn a_page_is_found_in_either_case_and_has_a_heading() {
        let explanation = page("l001").unwrap();
        assert_eq!(explanation.text.lines().next(), Some("# L001 (error): a link names a page that does not exist"));
        assert_eq!(page("L999"), None);
    }

    #[track_caller]
    fn check(source: &str, expected: &[(Section, &str, &str)]) {
        let blocks = blocks(source);
        let found: Vec<_> =
            blocks.iter().map(|block| (block.section, block.path.as_str(), block.contents.as_str())).collect();
        assert!(found == expected, "{:?}", found.iter().map(|(_, path, text)| (path, text)).collect::<Vec<_>>());
    }

    #[test]
    fn blocks_belong_to_their_section() {
        check(
            "Prose.\n\n```yaml\na: 1\n```\n\n## Wrong\n\n```content/a.md\n---\ntitle: A\n---\n\n## Right\n```\n\n## Right\n\n```content/a.md\nx\n```\n",
            &[
                (Section::Prose, "yaml", "a: 1\n"),
                (Section::Wrong, "content/a.md", "---\ntitle: A\n---\n\n## Right\n"),
                (Section::Right, "content/a.md", "x\n"),
            ],
        );
    }

    #[test]
    fn a_longer_fence_holds_fences() {
        check(
            "## Wrong\n````content/a.md\n```\ncode\n```\n````\n```\nno file\n```\n",
            &[(Section::Wrong, "content/a.md", "```\ncode\n```\n")],
        );
    }
}
