//! A page: its front matter, its body and what the rest of the site may know of it.

use std::sync::Arc;

use crate::base::address::Address;
use crate::base::date::Date;
use crate::base::path::SitePath;
use crate::base::span::Span;
use crate::model::anatomy::Anatomy;
use crate::model::article::Article;
use crate::model::condition::Condition;
use crate::model::decision::Decision;
use crate::model::doc::Document;
use crate::model::exercise::Exercise;
use crate::model::facts::Facts;
use crate::model::kind::Kind;
use crate::model::programme::Programme;
use crate::model::reference::Reference;
use crate::model::term::Term;
use crate::model::text::{PageName, Text};

/// A page's place in the site's list of pages, which is sorted by path: the same input gives the same ids.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PageId(pub u32);

impl PageId {
    /// The place in a list that is indexed by page.
    #[must_use]
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// One page as parsed: all that one file says, nothing that another file says.
#[derive(Clone, Debug)]
pub struct Page {
    /// The file.
    pub path: SitePath,
    /// Where it is published.
    pub address: Address,
    /// The language it is written in (BCP 47), as an index into the site's languages; 0 is the default.
    pub language: usize,
    /// The common front matter.
    pub meta: Meta,
    /// The front matter of its kind.
    pub data: Data,
    /// The body.
    pub document: Arc<Document>,
    /// What other pages may know of this one.
    pub facts: Facts,
    /// Whether the front matter cannot be read, or names no kind that is known. What the page is and what it uses is
    /// then not known either: `data` is an article's, and no other page is to be told that it names the wrong thing.
    pub unread: bool,
}

impl Page {
    /// What the page is.
    #[must_use]
    pub fn kind(&self) -> Kind {
        match &self.data {
            Data::Article(_) => Kind::Article,
            Data::Anatomy(_) => Kind::Anatomy,
            Data::Condition(_) => Kind::Condition,
            Data::Exercise(_) => Kind::Exercise,
            Data::Programme(_) => Kind::Programme,
            Data::Decision(_) => Kind::Decision,
            Data::Reference(_) => Kind::Reference,
            Data::Term(_) => Kind::Term,
        }
    }

    /// The file's name without its ending: the id of a reference, and the shortest name a link may use.
    #[must_use]
    pub fn stem(&self) -> &str {
        self.path.stem()
    }
}

/// Front matter that every kind has.
#[derive(Clone, Debug, Default)]
pub struct Meta {
    /// Where the front matter stands, with its fences.
    pub span: Span,
    /// The page's title and `<h1>`.
    pub title: Text,
    /// One sentence, for descriptions, cards and search.
    pub summary: Option<Text>,
    /// Other names; they resolve links and feed search and the A–Z.
    pub aliases: Vec<Text>,
    /// Who reviewed it and when.
    pub review: Review,
    /// Left out of a build unless drafts are asked for.
    pub draft: bool,
    /// Old addresses, as written.
    pub redirect_from: Vec<Text>,
    /// Place in its section; pages without one come after, by title.
    pub order: Option<i64>,
    /// A picture for cards and previews, as a path.
    pub image: Option<Text>,
    /// Warnings and advice that are meant to stay.
    pub allow: Vec<Allow>,
    /// The page this one translates.
    pub translation_of: Option<PageName>,
    /// Until when the translation may be older than its source.
    pub stale_ok: Option<Date>,
}

/// A recorded review. No reviewer or date is ever made up: what is not recorded is `None`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Review {
    /// The reviewer's name.
    pub by: Option<Text>,
    /// The reviewer's role.
    pub role: Option<Text>,
    /// When the page was reviewed.
    pub on: Option<Date>,
    /// Whether a day of review is written: one that cannot be read is reported, and is not missing.
    pub is_dated: bool,
    /// When the next review is due.
    pub due: Option<Date>,
    /// Where `review` stands, when it is there.
    pub span: Option<Span>,
}

/// A warning or advice the author means to keep.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Allow {
    /// The problem's code.
    pub code: Text,
    /// Why.
    pub why: Text,
    /// The last day it is allowed; past it the problem counts again.
    pub until: Option<Date>,
}

/// The front matter that only one kind has.
#[derive(Clone, Debug)]
pub enum Data {
    /// None of the other kinds.
    Article(Box<Article>),
    /// A part of the body.
    Anatomy(Box<Anatomy>),
    /// An injury or illness.
    Condition(Box<Condition>),
    /// One exercise.
    Exercise(Box<Exercise>),
    /// A programme in phases.
    Programme(Box<Programme>),
    /// A decision flow.
    Decision(Box<Decision>),
    /// One source.
    Reference(Box<Reference>),
    /// A glossary word.
    Term(Box<Term>),
}
