//! References: from the front matter of a reference page to a printed line, and from a bibliography file to pages.
//!
//! `format` prints a reference with the style in `style`; `csl` runs that style. `import` turns the entries of a
//! BibTeX or CSL-JSON file into Markdown. Which references a page cites, and in what order, is not decided here.

mod bib_fields;
mod bib_names;
mod bibtex;
mod cbor;
mod csl;
mod csl_json;
mod draft;
pub mod format;
pub mod identifier;
pub mod import;
mod latex;
mod latex_symbols;
mod links;
mod notes;
mod people;
mod plain;
mod published;
mod slugs;
mod style;
pub mod vocabulary;
mod yaml_text;
