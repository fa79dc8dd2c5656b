//! The live preview: a site held in memory, kept up to date file by file, and served to the author's own browser.
//!
//! | part | from → to | outside world |
//! |---|---|---|
//! | [`watch`] | the folder → paths that may have changed | file events |
//! | [`keeper`] | those paths → turns of the session, and a check of all pages after them | file reads |
//! | [`session`] | changed files → a site that is up to date, by [`increment`] and [`renumber`] | none |
//! | [`pages`] | an address → bytes, made when asked for, the last good ones kept | none |
//! | [`pictures`] | pictures of pixels → which of them are damaged, each decoded once | none |
//! | [`searching`] | a session → the files of its search, made when asked for | none |
//! | [`ledger`] | problems of each part → what the browser shows | none |
//! | [`request`], [`gate`], [`answers`] | a request → an answer, or a refusal | none |
//! | [`server`], [`streams`] | sockets → requests, answers → sockets | network |
//! | [`verify`] | a session → where it differs from a clean build | none |
//!
//! The middle is pure, as the pipeline is: a session fed the same files gives the same bytes as a clean build of them.

pub mod answers;
pub mod called;
pub mod gate;
pub mod increment;
pub mod keeper;
pub mod ledger;
pub mod pages;
pub mod pictures;
pub mod renumber;
pub mod request;
pub mod searching;
pub mod server;
pub mod session;
pub mod streams;
pub mod verify;
pub mod watch;
