//! Templates of the clinic's own that nothing is made with: they neither take the place of a built-in one nor are named
//! by another.

use std::collections::BTreeMap;

use crate::base::nearest::nearest;
use crate::base::path::SitePath;
use crate::diag::{Place, Problem, codes};

/// What opens a component, which is used by its own name and not by its file's.
const COMPONENT: &str = " component ";

/// Warns of each of a site's own templates, by name, that is used nowhere.
#[must_use]
pub fn problems(own: &BTreeMap<String, String>, built_in: &[&str]) -> Vec<Problem> {
    let unused = own
        .iter()
        .filter(|(name, text)| !built_in.contains(&name.as_str()) && !is_named(name, own) && !text.contains(COMPONENT));
    unused.filter_map(|(name, _)| problem(name, built_in)).collect()
}

fn is_named(name: &str, own: &BTreeMap<String, String>) -> bool {
    let quoted = [format!("\"{name}\""), format!("'{name}'")];
    own.values().any(|text| quoted.iter().any(|quoted| text.contains(quoted)))
}

fn problem(name: &str, built_in: &[&str]) -> Option<Problem> {
    let path = SitePath::new(&format!("templates/{name}"))?;
    let help = match nearest(name, built_in.iter().copied()) {
        Some(near) => format!("rename it to `{near}`, if that is the one it is to replace"),
        None => "give it the name of the template it is to replace, or delete it".to_owned(),
    };
    let message = format!("no page is made with `{name}`: no template has that name, and none names it");
    Some(Problem::new(codes::TEMPLATE_UNUSED, Place::file(&path), message, help))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_template_that_nothing_is_made_with_is_a_warning() {
        let helps = |files: &[(&str, &str)]| {
            let own = files.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect();
            problems(&own, &["not-found.html", "page.html"])
                .into_iter()
                .filter_map(|problem| problem.help)
                .collect::<Vec<_>>()
        };
        let expected = "rename it to `not-found.html`, if that is the one it is to replace";
        assert_eq!(helps(&[("notfound.html", "x")]), [expected]);
        assert_eq!(helps(&[("not-found.html", "{% include \"mine.html\" %}"), ("mine.html", "x")]), [""; 0]);
    }
}
