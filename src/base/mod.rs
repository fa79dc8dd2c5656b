//! Small ground types that know nothing of sites: places, paths, addresses, dates, digests, languages, folded text,
//! HTML.

pub mod address;
pub mod base_url;
pub mod bytes;
pub mod colour;
pub mod date;
pub mod digest;
pub mod font;
pub mod giving_way;
pub mod html;
pub mod language;
pub mod lost_html;
pub mod memo;
pub mod nearest;
pub mod path;
pub mod phone;
pub mod quoting;
pub mod raw_html;
pub mod recent;
pub mod room;
pub mod sentences;
pub mod skeleton;
pub mod slug;
pub mod span;
