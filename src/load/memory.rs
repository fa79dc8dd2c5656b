//! A snapshot from texts, for tests and for the examples of `soleus explain`.

use super::{File, Snapshot};
use crate::base::path::SitePath;

impl Snapshot {
    /// A snapshot of (path, text) pairs. Paths that could not lie in a site are left out.
    pub fn from_texts<'a>(texts: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let files = texts
            .into_iter()
            .filter_map(|(path, text)| Some((SitePath::new(path)?, File::new(text.as_bytes()))))
            .collect();
        Self { files }
    }
}
