//! L001, L002, L003, L005, L009, D006 and C001: the pages and references that front matter names.

use super::Subject;
use crate::base::nearest::nearest;
use crate::base::slug;
use crate::diag::{Place, Problem, codes};
use crate::model::decision::{Outcome, Urgency};
use crate::model::doc::CardKind;
use crate::model::kind::Kind;
use crate::model::page::{Data, Page};
use crate::model::text::{CiteSource, PageName};
use crate::resolve::bind::find_named;
use crate::resolve::bind_faults::{heading_problem, unknown_reference};
use crate::resolve::embeds::{self, NoSection};
use crate::resolve::graph::front_matter_cites;

/// The key that takes another page's figure.
const FIGURE_FROM: &str = "figure_from";

/// Reports names in front matter that lead nowhere or to the wrong kind of page.
pub(super) fn check(subject: Subject<'_>, problems: &mut Vec<Problem>) {
    for (key, name, kind) in names(subject.page) {
        problems.extend(named(subject, key, name, kind));
    }
    if let Data::Decision(decision) = &subject.page.data {
        for outcome in &decision.outcomes {
            check_outcome(subject, outcome, problems);
        }
    }
    for cite in front_matter_cites(subject.page) {
        match &cite.source {
            CiteSource::Reference(id) if subject.site.index.lacks_reference(id) => {
                problems.push(unknown_reference(subject.page, id, cite.span, &subject.site.index));
            }
            CiteSource::Reference(_) | CiteSource::Own | CiteSource::Convention => {}
        }
    }
}

/// The names in a page's front matter: the key, the name and the kind it must lead to. Outcomes are looked at apart.
fn names(page: &Page) -> Vec<(&'static str, &PageName, Option<Kind>)> {
    match &page.data {
        Data::Condition(condition) => {
            let structures = condition.structures.iter().map(|name| ("structures", name, Some(Kind::Anatomy)));
            let flows = condition.flow.iter().map(|name| ("flow", name, Some(Kind::Decision)));
            let programmes = condition.programme.iter().map(|name| ("programme", name, Some(Kind::Programme)));
            structures.chain(flows).chain(programmes).collect()
        }
        Data::Exercise(exercise) => {
            let easier = exercise.easier.iter().map(|name| ("easier", name, Some(Kind::Exercise)));
            easier.chain(exercise.harder.iter().map(|name| ("harder", name, Some(Kind::Exercise)))).collect()
        }
        Data::Programme(programme) => {
            let conditions = programme.conditions.iter().map(|name| ("for", name, Some(Kind::Condition)));
            let uses = programme.phases.iter().flat_map(|phase| &phase.exercises);
            let uses = uses.map(|exercise| ("use", &exercise.use_, Some(Kind::Exercise)));
            // An entry without a name is reported as a missing key.
            let booklet = programme.booklet.iter().map(|name| ("booklet", name, None));
            conditions.chain(uses).chain(booklet).filter(|(_, name, _)| !name.name.is_empty()).collect()
        }
        Data::Anatomy(anatomy) => {
            let labels = anatomy.figures.iter().flat_map(|figure| &figure.labels);
            let links = labels.filter_map(|label| label.link.as_ref()).map(|name| ("link", name, None));
            links.chain(anatomy.figure_from.iter().map(|name| (FIGURE_FROM, name, Some(Kind::Anatomy)))).collect()
        }
        Data::Article(article) => {
            article.figure_from.iter().map(|name| (FIGURE_FROM, name, Some(Kind::Anatomy))).collect()
        }
        Data::Decision(_) | Data::Reference(_) | Data::Term(_) => Vec::new(),
    }
}

/// What is wrong with one name.
fn named(subject: Subject<'_>, key: &str, name: &PageName, kind: Option<Kind>) -> Option<Problem> {
    let index = &subject.site.index;
    let found = match find_named(subject.page, &name.name, name.span, index) {
        Ok(found) => index.page(found)?,
        Err(problem) => return Some(*problem),
    };
    if found.unread {
        return None;
    }
    let place = Place::at(&subject.page.path, name.span);
    if let Some(kind) = kind.filter(|kind| *kind != found.kind()) {
        let (is, needed) = (with_article(found.kind()), with_article(kind));
        let message = format!("`{}` is {is} page: `{key}` needs {needed} page", found.path);
        return Some(Problem::new(codes::LINK_KIND, place, message, format!("name {needed} page, or take it out")));
    }
    if found.path == subject.page.path && matches!(key, "easier" | "harder") {
        let message = format!("`{key}` names this page itself: a patient who needs another exercise would find none");
        return Some(Problem::new(codes::LINK_KIND, place, message, "name another exercise, or take it out"));
    }
    // What follows `#` is then a view of the figure, which has a rule of its own.
    let fragment = name.fragment.as_deref().filter(|fragment| !fragment.is_empty() && key != FIGURE_FROM)?;
    // A booklet prints the text under the heading; the other keys lead to a place.
    let fault = if key == "booklet" {
        embeds::section(&found.document, fragment).err()?
    } else {
        place_fault(found, fragment)?
    };
    Some(match fault {
        NoSection::Missing => Problem::new(
            codes::LINK_HEADING_MISSING,
            place,
            no_heading(found, fragment),
            nearest_heading(found, fragment),
        ),
        NoSection::Several(_) | NoSection::Nested => *heading_problem(subject.page, name.span, found, fragment, &fault),
    })
}

fn check_outcome(subject: Subject<'_>, outcome: &Outcome, problems: &mut Vec<Problem>) {
    let place = |span| Place::at(&subject.page.path, span);
    match &outcome.page {
        Some(name) => problems.extend(named(subject, "page", name, None).map(as_outcome)),
        None if outcome.urgency == Urgency::Emergency => {}
        None => problems.push(Problem::new(
            codes::OUTCOME_PAGE,
            place(outcome.id.span),
            format!("outcome `{}` has no page to read: only an emergency may do without", outcome.id.raw),
            "add `page: …`",
        )),
    }
    let language = subject.page.language;
    let page = outcome.page.as_ref().and_then(|name| subject.site.index.named(language, name));
    if let (Some(at), Some((_, page))) = (&outcome.at, page.filter(|(_, page)| !page.unread))
        && let Some(fault) = place_fault(page, &at.raw)
    {
        problems.push(match fault {
            NoSection::Missing => {
                let help = nearest_heading(page, &at.raw);
                Problem::new(codes::OUTCOME_PAGE, place(at.span), no_heading(page, &at.raw), help)
            }
            NoSection::Several(_) | NoSection::Nested => *heading_problem(subject.page, at.span, page, &at.raw, &fault),
        });
    }
    if let Some(sheet) = &outcome.sheet {
        problems.extend(check_sheet(subject, sheet));
    }
}

/// A page that an outcome names and that does not exist has a code of its own.
fn as_outcome(problem: Problem) -> Problem {
    let of_outcome = problem.code == codes::LINK_TARGET_MISSING || problem.code == codes::LINK_HEADING_MISSING;
    if of_outcome { Problem { code: codes::OUTCOME_PAGE, ..problem } } else { problem }
}

/// What is wrong with `programme#phase`.
fn check_sheet(subject: Subject<'_>, sheet: &PageName) -> Option<Problem> {
    let whole = PageName { fragment: None, ..sheet.clone() };
    if let Some(problem) = named(subject, "sheet", &whole, Some(Kind::Programme)) {
        return Some(as_outcome(problem));
    }
    let (_, page) = subject.site.index.named(subject.page.language, sheet)?;
    let Data::Programme(programme) = &page.data else { return None };
    let phase = sheet.fragment.as_deref().unwrap_or_default();
    if programme.phases.iter().any(|known| known.id.raw == phase) {
        return None;
    }
    // A malformed id is reported where it stands, and the sheet may be meant for that phase.
    let ids = || programme.phases.iter().map(|phase| phase.id.raw.as_str());
    if !phase.is_empty() && ids().any(|id| !slug::is_id(id)) {
        return None;
    }
    let message = match phase {
        "" => format!("the sheet `{}` names no phase", sheet.name),
        phase => format!("`{}` has no phase `{phase}`", page.path),
    };
    let help = match nearest(phase, ids()).or_else(|| ids().next()) {
        Some(near) => format!("write `{}#{near}`", sheet.name),
        None => "name a programme with phases".to_owned(),
    };
    Some(Problem::new(codes::OUTCOME_PAGE, Place::at(&subject.page.path, sheet.span), message, help))
}

/// Why a page has no such heading, care card, phase or question; `None` when it has one.
fn place_fault(page: &Page, fragment: &str) -> Option<NoSection> {
    let document = &page.document;
    let fault = embeds::heading(document, fragment).err()?;
    let is_card = |kind: CardKind| kind.is_care() && kind.word().eq_ignore_ascii_case(fragment);
    let below = match &page.data {
        Data::Programme(programme) => programme.phases.iter().any(|phase| phase.id.raw == fragment),
        Data::Decision(decision) => decision.steps.iter().any(|step| step.id.raw == fragment),
        Data::Article(_)
        | Data::Anatomy(_)
        | Data::Condition(_)
        | Data::Exercise(_)
        | Data::Reference(_)
        | Data::Term(_) => false,
    };
    let is_below = below || document.cards.iter().any(|card| is_card(card.kind));
    (!is_below).then_some(fault)
}

fn no_heading(page: &Page, fragment: &str) -> String {
    format!("`{}` has no heading `{fragment}`", page.path)
}

fn nearest_heading(page: &Page, fragment: &str) -> String {
    let headings = &page.document.headings;
    let ids = headings.iter().map(|heading| heading.id.as_str());
    match nearest(fragment, ids.chain(headings.iter().map(|heading| heading.text.as_str()))) {
        Some(near) => format!("write `{near}`"),
        None => "check the headings of that page".to_owned(),
    }
}

/// A kind with its article.
pub(super) fn with_article(kind: Kind) -> String {
    let article = match kind {
        Kind::Article | Kind::Anatomy | Kind::Exercise => "an",
        Kind::Condition | Kind::Programme | Kind::Decision | Kind::Reference | Kind::Term => "a",
    };
    format!("{article} {}", kind.word())
}

#[cfg(test)]
mod tests {
    use crate::check::testing::check;

    const STRAIN: &str = "---\nkind: condition\ntitle: Strain\nstructures: [NAME]\n---\n";
    const CALF: (&str, &str) = ("content/calf.md", "---\nkind: anatomy\ntitle: Calf\n---\n## Parts\n");
    const PLAN: (&str, &str) = (
        "content/plan.md",
        "---\nkind: programme\ntitle: Plan\nphases:\n  - {id: settle, title: S, ends: true}\n---\n",
    );

    #[track_caller]
    fn check_structure(code: &str, name: &str, expected: &str) {
        let draft = ("content/soon.md", "---\nkind: anatomy\ntitle: Soon\ndraft: true\n---\n");
        let twin = ("content/other/calf.md", "---\nkind: anatomy\ntitle: Calf 2\n---\n");
        check(code, &[("content/strain.md", &STRAIN.replace("NAME", name)), CALF, PLAN, draft, twin], expected);
    }

    #[test]
    fn an_exercise_is_no_harder_form_of_itself() {
        let page = "---\nkind: exercise\ntitle: Raise\nsteps: [Rise.]\nharder: raise\n---\n";
        let expected = "L009 content/raise.md:5:9 `harder` names this page itself: a patient who needs another exercise \
                        would find none | name another exercise, or take it out";
        check("L009", &[("content/raise.md", page)], expected);
    }

    #[test]
    fn names_must_lead_to_one_published_page() {
        let expected = "L001 content/strain.md:4:14 there is no page `clf` | write `calf`";
        check_structure("L00", "clf", expected);
        let expected = "L002 content/strain.md:4:14 `calf` fits 2 pages: `content/calf.md`, `content/other/calf.md` | \
                        write one of `/calf`, `other/calf`";
        check_structure("L00", "calf", expected);
        let expected = "L005 content/strain.md:4:14 `content/soon.md` is a draft, which is not published | \
                        take `draft: true` out of it, remove the link, or build with `--drafts`";
        check_structure("L00", "soon", expected);
        check_structure("L00", "other/calf", "");
    }

    #[test]
    fn names_must_lead_to_the_right_kind_of_page() {
        let expected = "L009 content/strain.md:4:14 `content/plan.md` is a programme page: `structures` needs an anatomy page | \
                        name an anatomy page, or take it out";
        check_structure("L009", "plan", expected);
    }

    #[test]
    fn a_page_that_is_not_read_is_not_held_against_those_that_name_it() {
        for front_matter in ["kind: anatom", "knd: anatomy", "kind: anatomy\nsummary: a: b"] {
            let calf = format!("---\n{front_matter}\ntitle: Calf\n---\n## Parts\n");
            let strain = format!("{}\n[[Calf]], [[calf#no]], [@calf]\n", STRAIN.replace("NAME", "\"calf#no\""));
            let files = [("content/strain.md", strain.as_str()), ("content/calf.md", &calf)];
            check("L", &files, "");
            check("C", &files, "");
        }
    }

    #[test]
    fn a_heading_in_a_name_must_exist() {
        let expected = "L003 content/strain.md:4:14 `content/calf.md` has no heading `part` | write `parts`";
        check_structure("L003", "\"Calf#part\"", expected);
        check_structure("L003", "\"Calf#parts\"", "");
    }

    #[track_caller]
    fn check_outcome(outcome: &str, expected: &str) {
        let page = format!(
            "---\nkind: decision\ntitle: D\nstart: a\nsteps: []\noutcomes:\n  - {{id: o, title: T, {outcome}}}\n---\n"
        );
        check("D006", &[("content/d.md", &page), CALF, PLAN], expected);
    }

    #[test]
    fn an_outcome_has_a_page_that_exists() {
        let expected =
            "D006 content/d.md:7:10 outcome `o` has no page to read: only an emergency may do without | add `page: …`";
        check_outcome("urgency: book", expected);
        check_outcome("urgency: emergency", "");
        check_outcome("urgency: book, page: clf", "D006 content/d.md:7:44 there is no page `clf` | write `calf`");
        let expected = "D006 content/d.md:7:54 `content/calf.md` has no heading `part` | write `parts`";
        check_outcome("urgency: book, page: calf, at: part", expected);
        check_outcome("urgency: book, page: calf, at: Parts", "");
    }

    #[test]
    fn a_sheet_is_a_phase_of_a_programme() {
        let expected = "D006 content/d.md:7:62 `content/plan.md` has no phase `setle` | write `plan#settle`";
        check_outcome("urgency: self-care, page: calf, sheet: \"plan#setle\"", expected);
        let expected = "D006 content/d.md:7:62 the sheet `plan` names no phase | write `plan#settle`";
        check_outcome("urgency: self-care, page: calf, sheet: plan", expected);
        check_outcome("urgency: self-care, page: calf, sheet: \"plan#settle\"", "");
    }

    #[test]
    fn a_phase_whose_id_is_malformed_may_be_meant() {
        let plan = PLAN.1.replace("id: settle", "id: Settle Phase");
        let outcome = "{id: o, title: T, urgency: self-care, page: calf, sheet: \"plan#settle\"}";
        let page = format!("---\nkind: decision\ntitle: D\nstart: a\nsteps: []\noutcomes:\n  - {outcome}\n---\n");
        check("D006", &[("content/d.md", &page), CALF, ("content/plan.md", &plan)], "");
    }

    #[test]
    fn references_in_front_matter_must_exist() {
        let page =
            "---\nkind: programme\ntitle: A\nphases:\n  - {id: b, title: B, ends: true, cite: [dixn, own]}\n---\n";
        let reference = ("content/references/dixon.md", "---\nkind: reference\ntitle: R\n---\n");
        let expected = "C001 content/a.md:5:42 there is no reference `dixn` | write `dixon`";
        check("C001", &[("content/a.md", page), reference], expected);
        check("C001", &[("content/a.md", &page.replace("dixn", "dixon")), reference], "");
    }
}
