//! One page of content: title, body, references, mentions and what its kind adds.

use std::collections::BTreeMap;

use serde::Serialize;

use super::anatomy::{AnatomyView, PlacedFigure};
use super::exercise::{ExerciseUse, ExerciseView};
use super::flow::{FlowView, Reached};
use super::frame::{self, Frame, Heading};
use super::languages::{LinkLanguage, link_language};
use super::programme::ProgrammeView;
use super::sheet::pain::{self, PainView};
use super::sheet::stops::{self, StopView};
use super::{CardLink, Link, card_to, json_ld, link_to, links_to};
use crate::base::address::Address;
use crate::body::references::letter;
use crate::body::{Piece, Site, Written, sentence, writer};
use crate::chart::fit::Medium;
use crate::model::doc::CardKind;
use crate::model::page::{Data, Page, PageId};
use crate::model::programme::Phase;
use crate::resolve::PhaseText;

/// The script that steps through a flow in place, below `theme/`.
const FLOW_SCRIPT: &str = "flow.js";

/// A page as its template sees it.
#[derive(Clone, Debug, Serialize)]
pub struct PageView {
    /// The frame around it.
    pub frame: Frame,
    /// The kind, as front matter names it.
    pub kind: &'static str,
    /// Its title.
    pub title: String,
    /// One sentence.
    pub summary: Option<String>,
    /// Other names.
    pub aliases: Vec<String>,
    /// Whether it is a draft.
    pub draft: bool,
    /// Its review.
    pub review: ReviewView,
    /// The body in pieces.
    pub body: Vec<PieceView>,
    /// Whether one of them is a drawn flow.
    pub charts: bool,
    /// Its headings of the second level.
    pub contents: Vec<ContentsEntry>,
    /// Its references.
    pub references: Vec<ReferenceEntry>,
    /// Pages that mention it.
    pub mentions: Vec<MentionView>,
    /// Pages whose front matter uses it; flows whose questions lead here are in `reached`.
    pub used_in: Vec<Link>,
    /// The questions of flows that lead here.
    pub reached: Vec<Reached>,
    /// The page before it in its section's order.
    pub previous: Option<Link>,
    /// The page after it in its section's order.
    pub next: Option<Link>,
    /// For a section's page: the pages and sections in it.
    pub pages: Vec<CardLink>,
    /// What its kind adds; all others are empty.
    pub anatomy: Option<AnatomyView>,
    /// The figure that an article shows.
    pub article: Option<PlacedFigure>,
    /// See `anatomy`.
    pub condition: Option<ConditionView>,
    /// See `anatomy`.
    pub exercise: Option<ExerciseView>,
    /// Where an exercise is used, and at which dose.
    pub uses: Vec<ExerciseUse>,
    /// See `anatomy`.
    pub programme: Option<ProgrammeView>,
    /// A programme's stop rules for all phases.
    pub stops: Vec<StopView>,
    /// The site's pain rule, on programmes.
    pub pain: Option<PainView>,
    /// See `anatomy`.
    pub flow: Option<FlowView>,
    /// See `anatomy`.
    pub reference: Option<ReferenceView>,
    /// See `anatomy`.
    pub term: Option<TermView>,
}

/// A review, or that there is none.
#[derive(Clone, Debug, Serialize, PartialEq, Eq)]
pub struct ReviewView {
    /// Whether a reviewer is recorded.
    pub reviewed: bool,
    /// The reviewer.
    pub by: Option<String>,
    /// The reviewer's role.
    pub role: Option<String>,
    /// When.
    pub on: Option<String>,
    /// When the next is due.
    pub due: Option<String>,
}

/// A piece of a body. Just one of its fields is there.
#[derive(Clone, Debug, Default, Serialize)]
pub struct PieceView {
    /// HTML, ready to print.
    pub html: Option<String>,
    /// The card of an exercise.
    pub exercise: Option<ExerciseView>,
    /// The overview of a programme.
    pub programme: Option<ProgrammeView>,
    /// The figure of a decision.
    pub flow: Option<FlowView>,
    /// The level of heading that a card begins with.
    pub level: u8,
    /// The language of a card, where that is another than the page's.
    pub other: Option<Box<LinkLanguage>>,
}

/// A heading in the list of contents.
#[derive(Clone, Debug, Serialize)]
pub struct ContentsEntry {
    /// Its id.
    pub id: String,
    /// Its text.
    pub text: String,
}

/// A reference of a page.
#[derive(Clone, Debug, Serialize)]
pub struct ReferenceEntry {
    /// Its number, from 1.
    pub number: usize,
    /// The source as it is printed, as HTML.
    pub html: String,
    /// Link to its own page.
    pub href: String,
    /// Links back to its uses.
    pub back: Vec<BackLink>,
}

/// A link back to a use of a reference.
#[derive(Clone, Debug, Serialize)]
pub struct BackLink {
    /// The id of the place.
    pub id: String,
    /// Its letter.
    pub letter: String,
    /// What it is called where it is read out.
    pub label: String,
}

/// A mention on another page.
#[derive(Clone, Debug, Serialize)]
pub struct MentionView {
    /// The page that mentions this one.
    pub link: Link,
    /// The sentence, as HTML; empty for a transclusion.
    pub sentence: String,
}

/// What a condition adds.
#[derive(Clone, Debug, Serialize)]
pub struct ConditionView {
    /// How it begins, in words.
    pub onset: Option<String>,
    /// What is hurt.
    pub structures: Vec<Link>,
    /// The flows that lead here.
    pub flows: Vec<Link>,
    /// The programmes for it.
    pub programmes: Vec<Link>,
    /// The first sheet of each programme.
    pub sheets: Vec<Link>,
}

/// What a reference adds.
#[derive(Clone, Debug, Serialize)]
pub struct ReferenceView {
    /// Its id.
    pub id: String,
    /// The source as it is printed, as HTML.
    pub html: String,
    /// Where it was looked up.
    pub checked: Option<String>,
    /// When it was looked up.
    pub checked_on: Option<String>,
    /// Pages that cite it.
    pub used: Vec<Link>,
}

/// What a term adds.
#[derive(Clone, Debug, Serialize)]
pub struct TermView {
    /// Other words for it.
    pub also: Vec<String>,
    /// Pages that use it.
    pub used: Vec<Link>,
}

impl PageView {
    /// Whether HTML that is made of this view holds all of the body's. The figure of a page may part a piece in two.
    #[must_use]
    pub fn is_whole_in(&self, html: &str) -> bool {
        let holds = |piece: &PieceView| piece.html.as_deref().is_none_or(|text| html.contains(text.trim()));
        let placed = self.article.as_ref().or(self.anatomy.as_ref().map(|anatomy| &anatomy.placed));
        self.body.iter().all(holds) || placed.is_some_and(|placed| placed.opening.iter().chain(&placed.rest).all(holds))
    }
}

/// The view of a page.
#[must_use]
pub fn view(site: &Site, id: PageId, page: &Page) -> PageView {
    let mut written = writer::page(site, id, page);
    let mut kind = kind_views(site, id, page, &mut written);
    let (previous, next) = site.index.nav.neighbours(id);
    let title = site.index.fill(&page.meta.title);
    let pieces = |pieces: &[Piece]| {
        pieces.iter().enumerate().map(|piece| piece_view(site, page, piece)).collect::<Vec<Option<PieceView>>>()
    };
    let body = pieces(&written.pieces);
    if let Some(placed) = kind.article.as_mut().or(kind.anatomy.as_mut().map(|anatomy| &mut anatomy.placed)) {
        let (opening, rest) = super::anatomy::split(&written, &page.document, figure_under(page));
        let mut all = pieces(&[opening.as_slice(), rest.as_slice()].concat());
        placed.rest = all.split_off(opening.len()).into_iter().flatten().collect();
        placed.opening = all.into_iter().flatten().collect();
    }
    let reached = reached(site, id, page);
    let neighbour = |other: Option<PageId>| {
        other.and_then(|id| site.index.page(id)).map(|other| link_to(site, &page.address, other))
    };
    PageView {
        frame: frame_of(site, page, &title),
        kind: page.kind().word(),
        summary: page.meta.summary.as_ref().map(|summary| site.index.fill(summary)),
        aliases: page.meta.aliases.iter().map(|alias| site.index.fill(alias)).collect(),
        draft: page.meta.draft,
        review: review(site, page),
        contents: contents(&written),
        references: references(site, page, &written),
        mentions: mentions(site, id, page),
        used_in: used_in(site, id, page, &reached),
        previous: neighbour(previous),
        next: neighbour(next),
        pages: section_pages(site, &page.address, Some(id)),
        charts: body.iter().flatten().any(|piece| piece.flow.is_some()),
        body: body.into_iter().flatten().collect(),
        title,
        anatomy: kind.anatomy,
        article: kind.article,
        condition: kind.condition,
        exercise: kind.exercise,
        uses: kind.uses,
        programme: kind.programme,
        stops: kind.stops,
        pain: kind.pain,
        flow: kind.flow,
        reference: kind.reference,
        term: kind.term,
        reached: reached.into_values().flatten().collect(),
    }
}

/// The heading under which an article shows its figure.
fn figure_under(page: &Page) -> Option<&str> {
    let Data::Article(article) = &page.data else { return None };
    article.figure_under.as_ref().map(|under| under.raw.as_str())
}

/// What a page's kind adds.
#[derive(Default)]
struct KindViews {
    anatomy: Option<AnatomyView>,
    article: Option<PlacedFigure>,
    condition: Option<ConditionView>,
    exercise: Option<ExerciseView>,
    uses: Vec<ExerciseUse>,
    programme: Option<ProgrammeView>,
    stops: Vec<StopView>,
    pain: Option<PainView>,
    flow: Option<FlowView>,
    reference: Option<ReferenceView>,
    term: Option<TermView>,
}

fn kind_views(site: &Site, id: PageId, page: &Page, written: &mut Written) -> KindViews {
    let from = &page.address;
    let words = site.index.words(page.language);
    match &page.data {
        Data::Article(article) => {
            KindViews { article: super::anatomy::of_article(site, page, article), ..KindViews::default() }
        }
        Data::Anatomy(anatomy) => {
            KindViews { anatomy: Some(super::anatomy::view(site, page, anatomy)), ..KindViews::default() }
        }
        Data::Condition(condition) => {
            KindViews { condition: Some(condition_view(site, page, condition)), ..KindViews::default() }
        }
        Data::Exercise(exercise) => KindViews {
            exercise: Some(super::exercise::view(site, PhaseText::of_site(&site.index), from, page, exercise)),
            uses: super::exercise::uses(site, from, id),
            ..KindViews::default()
        },
        Data::Programme(programme) => KindViews {
            programme: Some(super::programme::view(site, from, page, programme)),
            stops: stops::of_programme(site, programme, words),
            pain: site.index.config.pain_rule.as_ref().map(|rule| pain::view(site, rule, &Phase::default(), words)),
            ..KindViews::default()
        },
        Data::Decision(decision) => KindViews {
            flow: Some(FlowView {
                chart: super::chart::view(site, from, page, decision, Medium::Screen),
                script: site.assets.get(FLOW_SCRIPT).map(|script| site.link(from, &script.address)),
                ..super::flow::view(site, from, page, decision, &mut written.references)
            }),
            ..KindViews::default()
        },
        Data::Reference(reference) => KindViews {
            reference: Some(ReferenceView {
                id: page.stem().to_owned(),
                html: site.citations.get(&id).map(|citation| citation.html.clone()).unwrap_or_default(),
                checked: reference
                    .checked
                    .as_ref()
                    .and_then(|checked| checked.place.as_ref())
                    .map(|place| site.index.fill(place)),
                checked_on: reference.checked.as_ref().and_then(|checked| checked.on).map(|date| date.to_string()),
                used: links_to(site, from, site.graph.cited_by.get(id.index()).into_iter().flatten().copied()),
            }),
            ..KindViews::default()
        },
        Data::Term(term) => KindViews {
            term: Some(TermView {
                also: term.also.iter().map(|word| site.index.fill(word)).collect(),
                used: links_to(site, from, site.graph.term_used_by.get(id.index()).into_iter().flatten().copied()),
            }),
            ..KindViews::default()
        },
    }
}

fn condition_view(site: &Site, page: &Page, condition: &crate::model::condition::Condition) -> ConditionView {
    let words = site.index.words(page.language);
    let links = |names: &[crate::model::text::PageName]| {
        names
            .iter()
            .filter_map(|name| site.index.named(page.language, name))
            .map(|(_, to)| link_to(site, &page.address, to))
            .collect()
    };
    let sheets = condition.programme.iter().filter_map(|name| {
        let (_, to) = site.index.named(page.language, name)?;
        let Data::Programme(programme) = &to.data else { return None };
        let phase = match &name.fragment {
            Some(id) => programme.phases.iter().find(|phase| phase.id.raw == *id)?,
            None => programme.phases.first()?,
        };
        Some(Link {
            title: PhaseText::new(&site.index, phase).fill(&phase.title),
            href: site.link(&page.address, &to.address.child(&phase.id.raw)),
            other: link_language(site, &page.address, to),
        })
    });
    ConditionView {
        onset: condition.onset.map(|onset| words.get(&format!("onset.{}", onset.word())).to_owned()),
        structures: links(&condition.structures),
        flows: links(&condition.flow),
        programmes: links(&condition.programme),
        sheets: sheets.collect(),
    }
}

fn frame_of(site: &Site, page: &Page, title: &str) -> Frame {
    // A flow keeps the line: whoever answers questions has it in view at each of them.
    let has_card = page.document.cards.iter().any(|card| card.kind == CardKind::Emergency);
    // On a home page the ways in may stand before the card, and on a phone they fill the first screen.
    let is_home = page.address == site.index.language_root(page.language);
    let about_help = has_card && !is_home && !matches!(page.data, Data::Decision(_));
    let image = page.meta.image.as_ref().and_then(|image| page.path.join_relative(&image.raw));
    let heading = Heading {
        title: title.to_owned(),
        description: page.meta.summary.as_ref().map(|summary| site.index.fill(summary)).unwrap_or_default(),
        language: page.language,
        noindex: page.meta.draft,
        json_ld: Some(json_ld::page(site, page)),
        image: image.and_then(|path| site.index.files.get(&path).cloned()),
        about_help,
        ..Heading::default()
    };
    frame::frame(site, &page.address, heading)
}

/// A page's review.
#[must_use]
pub fn review(site: &Site, page: &Page) -> ReviewView {
    let review = &page.meta.review;
    ReviewView {
        reviewed: review.by.is_some() && review.on.is_some(),
        by: review.by.as_ref().map(|by| site.index.fill(by)),
        role: review.role.as_ref().map(|role| site.index.fill(role)),
        on: review.on.map(|date| date.to_string()),
        due: review.due.map(|date| date.to_string()),
    }
}

fn contents(written: &Written) -> Vec<ContentsEntry> {
    // A heading that is struck out as a whole has no words left.
    let second = written.contents.iter().filter(|(level, _, text)| *level == 2 && !text.is_empty());
    second.map(|(_, id, text)| ContentsEntry { id: id.clone(), text: text.clone() }).collect()
}

fn references(site: &Site, page: &Page, written: &Written) -> Vec<ReferenceEntry> {
    let words = site.index.words(page.language);
    let entries = written.references.list.iter().enumerate().filter_map(|(place, cited)| {
        let source = site.index.page(cited.page)?;
        let number = (place + 1).to_string();
        let back = cited.places.iter().enumerate().map(|(use_, id)| {
            let letter = letter(use_);
            let label = words.fill("references.back", &[("letter", &letter), ("n", &number)]);
            BackLink { id: id.clone(), letter, label }
        });
        Some(ReferenceEntry {
            number: place + 1,
            html: site.citations.get(&cited.page).map(|citation| citation.html.clone()).unwrap_or_default(),
            href: site.link(&page.address, &source.address),
            back: back.collect(),
        })
    });
    entries.collect()
}

fn mentions(site: &Site, id: PageId, page: &Page) -> Vec<MentionView> {
    // References and terms have a list of uses of their own.
    if matches!(page.data, Data::Reference(_) | Data::Term(_)) {
        return Vec::new();
    }
    let backlinks = site.graph.mentions.get(id.index()).map(Vec::as_slice).unwrap_or_default();
    let views = backlinks.iter().filter_map(|backlink| {
        let from = site.index.page(backlink.from)?;
        Some(MentionView { link: link_to(site, &page.address, from), sentence: sentence::html(site, *backlink, page) })
    });
    views.collect()
}

fn used_in(site: &Site, id: PageId, page: &Page, reached: &BTreeMap<PageId, Vec<Reached>>) -> Vec<Link> {
    links_to(site, &page.address, users(site, id).into_iter().filter(|user| !reached.contains_key(user)))
}

/// The pages whose front matter uses a page, each once.
fn users(site: &Site, id: PageId) -> Vec<PageId> {
    let mut users: Vec<PageId> = site.graph.uses.get(id.index()).into_iter().flatten().map(|used| used.from).collect();
    users.dedup();
    users
}

/// The questions that lead to a page, by their flow.
fn reached(site: &Site, id: PageId, page: &Page) -> BTreeMap<PageId, Vec<Reached>> {
    let flows = users(site, id).into_iter().filter_map(|user| {
        let flow = site.index.page(user)?;
        let Data::Decision(decision) = &flow.data else { return None };
        Some((user, super::flow::reached(site, &page.address, flow, decision, id)))
    });
    flows.filter(|(_, questions)| !questions.is_empty()).collect()
}

/// The pages and sections of the section at `address`; none when it is no section or `page` is not its page.
#[must_use]
pub fn section_pages(site: &Site, address: &Address, page: Option<PageId>) -> Vec<CardLink> {
    let Some(section) = site.index.nav.sections.get(address) else { return Vec::new() };
    if section.page != page || address.as_str() == "/" {
        return Vec::new();
    }
    let pages = section.pages.iter().filter_map(|id| site.index.page(*id)).map(|page| card_to(site, address, page));
    let below = section.sections.iter().map(|below| {
        let page =
            site.index.nav.sections.get(below).and_then(|section| section.page).and_then(|id| site.index.page(id));
        match page {
            Some(page) => card_to(site, address, page),
            None => CardLink {
                title: frame::section_title(site, below),
                href: site.link(address, below),
                summary: None,
                kind: "section",
                other: None,
            },
        }
    });
    pages.chain(below).collect()
}

/// A piece of the body by its place: what it transcludes has ids that begin with that place, so that no two are alike.
fn piece_view(site: &Site, page: &Page, (place, piece): (usize, &Piece)) -> Option<PieceView> {
    match piece {
        Piece::Html(html) => Some(PieceView { html: Some(html.clone()), ..PieceView::default() }),
        Piece::Card(id, level) => {
            let shown = site.index.page(*id)?;
            let from = &page.address;
            let other = link_language(site, from, shown);
            let view = PieceView { level: *level, other, ..PieceView::default() };
            match &shown.data {
                Data::Exercise(exercise) => Some(PieceView {
                    exercise: Some(super::exercise::view(site, PhaseText::of_site(&site.index), from, shown, exercise)),
                    ..view
                }),
                Data::Programme(programme) => {
                    Some(PieceView { programme: Some(super::programme::view(site, from, shown, programme)), ..view })
                }
                Data::Decision(decision) => {
                    let mut own = crate::body::references::References::default();
                    let prefix = format!("flow-{place}--");
                    let flow = FlowView {
                        chart: super::chart::inset(site, from, shown, decision, &prefix),
                        prefix,
                        ..super::flow::view(site, from, shown, decision, &mut own)
                    };
                    Some(PieceView { flow: Some(flow), ..view })
                }
                Data::Article(_) | Data::Anatomy(_) | Data::Condition(_) | Data::Reference(_) | Data::Term(_) => None,
            }
        }
    }
}
