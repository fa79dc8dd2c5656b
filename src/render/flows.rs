//! Decision flows: a page a question and a page an outcome, one page to print, and the flow as data.

use super::template::Templates;
use super::{Made, Output, Part, Route};
use crate::base::address::Address;
use crate::body::Site;
use crate::chart::fit::Medium;
use crate::flow::outline::{Heading, Outline};
use crate::flow::{dot, json, mermaid, text};
use crate::model::decision::Decision;
use crate::model::page::{Data, Page};
use crate::view::{chart, flow, lists};

/// Flows.
pub const OUTPUT: Output = Output { name: "flows", routes, make };

/// The forms of a flow as files beside its page.
const FILES: [&str; 5] = ["flow.svg", "flow.txt", "flow.json", "flow.mmd", "flow.dot"];

/// The sheets to print, by their place below the flow's page.
const SHEETS: [(&str, Medium); 2] = [("print/", Medium::A4), ("print/letter/", Medium::Letter)];

fn routes(site: &Site) -> Vec<Route> {
    let mut routes = Vec::new();
    for (id, page) in site.index.published() {
        let Data::Decision(decision) = &page.data else { continue };
        let steps = decision.steps.iter().map(|step| &step.id.raw);
        for name in steps.chain(decision.outcomes.iter().map(|outcome| &outcome.id.raw)) {
            routes.push(Route::of_page(site, id, flow::step_address(page, name), Part::Name(name.clone())));
        }
        for (name, medium) in SHEETS {
            routes.push(Route::of_page(site, id, lists::print_address(page, medium), Part::Name(name.to_owned())));
        }
        for file in FILES {
            routes.push(Route::of_page(site, id, page.address.file(file), Part::Name(file.to_owned())));
        }
    }
    routes
}

fn make(site: &Site, templates: &Templates, route: &Route) -> Made {
    let page = site.index.page(route.page?)?;
    let Data::Decision(decision) = &page.data else { return None };
    let Part::Name(name) = &route.part else { return None };
    if let Some((_, medium)) = SHEETS.iter().find(|(sheet, _)| sheet == name) {
        let view = lists::flow_print(site, page, *medium)?;
        return Some(templates.page("flow-print.html", &view.frame, &view, page.language));
    }
    if let Some(form) = name.strip_prefix("flow.") {
        return Some(Ok(export(site, page, decision, form)?.into_bytes()));
    }
    if let Some(view) = lists::step(site, page, name) {
        return Some(templates.page("step.html", &view.frame, &view, page.language));
    }
    let view = lists::outcome(site, page, name)?;
    Some(templates.page("outcome.html", &view.frame, &view, page.language))
}

/// A flow as text that lies in no folder of the site: where the site's address is known, its links are whole.
#[must_use]
pub fn text_apart(site: &Site, page: &Page, decision: &Decision) -> Option<String> {
    let Some(base) = site.index.base_url() else { return export(site, page, decision, "txt") };
    let mut outline = flow::spoken_outline(site, &page.address, page, decision);
    let links = outline.outcomes.iter_mut().flat_map(|outcome| outcome.page.iter_mut().chain(&mut outcome.sheet));
    for link in links {
        link.href = whole(base, &page.address, &link.href);
    }
    written(site, page, decision, &outline, "txt")
}

/// A link from a page as it is written anywhere else.
fn whole(base: &str, from: &Address, href: &str) -> String {
    let mut folders: Vec<&str> = from.segments().collect();
    let mut rest = href;
    loop {
        if let Some(below) = rest.strip_prefix("../") {
            folders.pop();
            rest = below;
        } else if let Some(same) = rest.strip_prefix("./") {
            rest = same;
        } else {
            break;
        }
    }
    let above: String = folders.iter().map(|folder| format!("{folder}/")).collect();
    format!("{base}/{above}{rest}")
}

/// A flow as text in a form: `svg`, `txt`, `json`, `mmd` or `dot`.
#[must_use]
pub fn export(site: &Site, page: &Page, decision: &Decision, form: &str) -> Option<String> {
    if form == "svg" {
        return chart::file(site, page, decision, Medium::Screen);
    }
    written(site, page, decision, &flow::spoken_outline(site, &page.address, page, decision), form)
}

fn written(site: &Site, page: &Page, decision: &Decision, outline: &Outline, form: &str) -> Option<String> {
    let title = site.index.fill(&page.meta.title);
    let summary = page.meta.summary.as_ref().map(|summary| site.index.fill(summary));
    let audience = flow::audience(site, decision);
    let heading = Heading { title: &title, audience: audience.as_deref(), summary: summary.as_deref() };
    let labels = flow::labels(site.index.words(page.language));
    match form {
        "txt" => Some(text::write(outline, &heading, &labels)),
        "json" => Some(json::write(outline, &heading, &labels)),
        "mmd" => Some(mermaid::write(outline, &heading, &labels)),
        "dot" => Some(dot::write(outline, &heading, &labels)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_that_leaves_its_folder_is_whole() {
        let from = Address::parse("/help/which/").unwrap();
        for (href, expected) in [
            ("../../conditions/x/#y", "https://a.example/b/conditions/x/#y"),
            ("../read/", "https://a.example/b/help/read/"),
            ("q/now/", "https://a.example/b/help/which/q/now/"),
            ("./", "https://a.example/b/help/which/"),
        ] {
            assert_eq!(whole("https://a.example/b", &from, href), expected);
        }
    }
}
