//! The shipped site as it is built: every link live, every id unique, nothing inline, and every warning where it must
//! be.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test may stop"
)]

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use scraper::{ElementRef, Html, Selector};
use soleus::parse::page_ids::is_of_page;
use support::shipped::{output, text};
use support::{built, files, root, site};

fn html(path: &str) -> Html {
    Html::parse_document(&text(path))
}

fn pages() -> impl Iterator<Item = &'static str> {
    output().keys().map(String::as_str).filter(|path| path.ends_with(".html"))
}

fn select<'a>(document: &'a Html, selector: &str) -> Vec<ElementRef<'a>> {
    let selector = Selector::parse(selector).unwrap();
    document.select(&selector).collect()
}

fn words(element: ElementRef<'_>) -> String {
    element.text().collect::<Vec<_>>().join(" ").split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The output file that a link on `page` leads to, and its fragment.
fn resolve(page: &str, href: &str) -> Option<(String, Option<String>)> {
    if href.starts_with("http:")
        || href.starts_with("https:")
        || href.starts_with("mailto:")
        || href.starts_with("tel:")
    {
        return None;
    }
    let (path, fragment) =
        href.split_once('#').map_or((href, None), |(path, fragment)| (path, Some(fragment.to_owned())));
    if path.is_empty() {
        return Some((page.to_owned(), fragment));
    }
    let mut parts: Vec<&str> = if path.starts_with('/') { Vec::new() } else { page.split('/').collect() };
    parts.pop();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()),
            name => parts.push(name),
        }
    }
    let mut target = parts.join("/");
    if path.ends_with('/') || path.ends_with("..") {
        target = if target.is_empty() { "index.html".to_owned() } else { format!("{target}/index.html") };
    }
    Some((target, fragment))
}

#[test]
fn every_link_and_fragment_leads_somewhere() {
    let ids: BTreeMap<&str, BTreeSet<String>> = pages()
        .map(|page| {
            (
                page,
                select(&html(page), "[id]")
                    .iter()
                    .filter_map(|element| element.value().id())
                    .map(str::to_owned)
                    .collect(),
            )
        })
        .collect();
    let mut dead = Vec::new();
    for page in pages() {
        let document = html(page);
        for element in select(&document, "a[href], link[href], img[src]") {
            let value = element.value();
            let href = value.attr("href").or(value.attr("src")).unwrap_or_default();
            let Some((target, fragment)) = resolve(page, href) else { continue };
            let fragment_missing = fragment
                .is_some_and(|id| !id.is_empty() && !ids.get(target.as_str()).is_some_and(|ids| ids.contains(&id)));
            if !output().contains_key(&target) || fragment_missing {
                dead.push(format!("{page}: {href}"));
            }
        }
    }
    assert!(dead.is_empty(), "{} dead links:\n{}", dead.len(), dead.join("\n"));
}

#[test]
fn ids_are_unique_and_each_page_has_one_first_heading() {
    for page in pages() {
        let document = html(page);
        let mut seen = BTreeSet::new();
        for element in select(&document, "[id]") {
            let id = element.value().id().unwrap_or_default();
            assert!(seen.insert(id.to_owned()), "{page}: the id `{id}` is there twice");
        }
        assert_eq!(select(&document, "h1").len(), 1, "{page}: first headings");
        assert!(select(&document, "html[lang]").len() == 1 && select(&document, "title").len() == 1, "{page}");
    }
}

#[test]
fn no_heading_takes_the_id_of_a_part_of_the_page() {
    let mut ids = BTreeSet::from(["footnotes", "footnote-1", "footnote-mark-1", "cite-1", "ref-1"].map(str::to_owned));
    for (path, bytes) in files(&root().join("templates")) {
        let template = String::from_utf8(bytes).unwrap();
        let fixed = template.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next());
        for id in fixed.filter(|id| !id.contains('{') && !id.ends_with('-')) {
            assert!(is_of_page(id), "{path}: a heading could get the id `{id}`: name it in `src/parse/page_ids.rs`");
            ids.insert(id.to_owned());
        }
    }
    assert!(ids.len() > 20, "{ids:?}");
    let headings = ids.iter().map(|id| format!("## {}\n\nText.[^1] [@own-source]\n\n", id.replace('-', " ")));
    let page = format!("---\ntitle: Home\n---\n{}[^1]: A note.\n", headings.collect::<String>());
    let source = "---\nkind: reference\ntitle: Source\ntype: webpage\nURL: https://test.example/x\nissued: 2020\n---\n";
    let folder = site(&[("content/index.md", &page), ("content/references/own-source.md", source)]);
    let (_guard, out) = built(folder.path(), &[]);
    let document = Html::parse_document(&fs::read_to_string(out.join("index.html")).unwrap());
    let mut seen = BTreeSet::new();
    for element in select(&document, "[id]") {
        let id = element.value().id().unwrap_or_default();
        assert!(seen.insert(id.to_owned()), "the id `{id}` is there twice");
    }
    assert!(["main-2", "menu-2", "cite-1-2"].into_iter().all(|id| seen.contains(id)), "{seen:?}");
}

#[test]
fn nothing_is_inline_and_nothing_comes_from_another_host() {
    for page in pages() {
        let document = html(page);
        assert!(
            select(&document, "style, [style], iframe, object, embed").is_empty(),
            "{page}: inline style or embedding"
        );
        for script in select(&document, "script") {
            let data = script.value().attr("type") == Some("application/ld+json");
            assert!(data || script.value().attr("src").is_some_and(|src| !src.contains("//")), "{page}: inline script");
        }
        for element in select(&document, "*") {
            for (name, value) in element.value().attrs() {
                assert!(!name.starts_with("on"), "{page}: `{name}`");
                let loads = matches!(name, "src" | "srcset")
                    || (name == "href"
                        && element.value().name() == "link"
                        && element.value().attr("rel") == Some("stylesheet"));
                assert!(!loads || !value.contains("//"), "{page}: loads {value}");
            }
        }
    }
}

#[test]
fn structured_data_is_json_and_names_no_reviewer() {
    for page in pages() {
        for script in select(&html(page), "script[type='application/ld+json']") {
            let data: serde_json::Value =
                serde_json::from_str(&script.inner_html()).unwrap_or_else(|error| panic!("{page}: {error}"));
            assert!(!data.to_string().contains("reviewedBy"), "{page} names a reviewer, and nobody has reviewed it");
        }
    }
}

#[test]
fn every_name_of_the_source_articles_leads_to_the_right_page() {
    let expected = [
        ("calf tear", "strains/calf-strain/"),
        ("calf strain", "strains/calf-strain/"),
        ("soleus tear", "strains/soleus-strain/"),
        ("soleus strain", "strains/soleus-strain/"),
        ("calf overuse", "strains/calf-overload/"),
        ("soleus overuse", "strains/calf-overload/"),
        ("pain at the back of the leg", "strains/calf-strain/"),
        ("cramping at the back of the leg", "cramps/exercise-cramp/"),
    ];
    let list = html("a-z/index.html");
    for (name, address) in expected {
        let leads = select(&list, "main a").into_iter().any(|link| {
            words(link).to_lowercase() == name
                && link.value().attr("href").is_some_and(|href| href.ends_with(&format!("/{address}")))
        });
        assert!(leads, "the A–Z does not lead from `{name}` to {address}");
    }
}

#[test]
fn every_page_with_other_names_shows_them() {
    for page in pages().filter(|page| page.starts_with("strains/calf-strain/")) {
        assert!(words(select(&html(page), "main")[0]).to_lowercase().contains("calf tear"), "{page}");
    }
}

#[test]
fn every_sheet_says_when_to_stop_whom_to_call_and_that_nobody_reviewed_it() {
    let programmes = ["rehab/gastrocnemius", "rehab/soleus", "rehab/cramp", "rehab/overload"];
    let mut sheets = 0;
    for page in pages().filter(|page| {
        let is_below = |programme: &&str| page.starts_with(&format!("{programme}/")) && page.matches('/').count() == 3;
        // The page that makes a sheet holds all of them, and is held by its own tests.
        programmes.iter().any(is_below) && !page.ends_with("/make/index.html")
    }) {
        let document = html(page);
        let main = words(select(&document, "main")[0]);
        sheets += 1;
        for text in ["999", "111", "01632 960123", "not clinically reviewed"] {
            assert!(main.contains(text), "{page} lacks `{text}`");
        }
        assert!(!select(&document, "main table").is_empty(), "{page} has no log");
    }
    assert_eq!(sheets, 5 + 5 + 5 + 4 + 4, "a sheet a phase and a booklet a programme");
}

#[test]
fn every_question_of_the_flow_can_be_answered_by_links_alone() {
    let data: serde_json::Value = serde_json::from_str(&text("help/which-page/flow.json")).unwrap();
    let steps = data["steps"].as_array().unwrap();
    assert_eq!(steps.len(), 12);
    for step in steps {
        let id = step["id"].as_str().unwrap();
        let page = format!("help/which-page/q/{id}/index.html");
        let document = html(&page);
        let links: BTreeSet<String> = select(&document, "main a[href]")
            .iter()
            .filter_map(|link| resolve(&page, link.value().attr("href")?))
            .map(|(target, _)| target)
            .collect();
        for answer in step["answers"].as_array().unwrap() {
            let target = answer["goto"]["id"].as_str().unwrap_or_else(|| panic!("{answer}"));
            let expected = format!("help/which-page/q/{target}/index.html");
            assert!(links.contains(&expected), "{page} has no link to {expected}: {links:?}");
        }
        assert!(words(select(&document, "body")[0]).contains("999"), "{page} does not name the emergency number");
    }
}

#[test]
fn every_outcome_but_the_emergency_repeats_the_safety_net() {
    let data: serde_json::Value = serde_json::from_str(&text("help/which-page/flow.json")).unwrap();
    let outcomes = data["outcomes"].as_array().unwrap();
    assert_eq!(outcomes.len(), 13);
    for outcome in outcomes {
        let id = outcome["id"].as_str().unwrap();
        let main = words(select(&html(&format!("help/which-page/q/{id}/index.html")), "main")[0]).to_lowercase();
        let urgency = outcome["urgency"].as_str().unwrap();
        if urgency == "emergency" {
            assert!(main.contains("999"), "{id}");
        } else {
            assert!(main.contains("question 1"), "{id} lacks the safety net: {main}");
        }
    }
}

#[test]
fn every_form_of_a_flow_has_each_outcomes_own_safety_net() {
    let data: serde_json::Value = serde_json::from_str(&text("help/which-page/flow.json")).unwrap();
    for page in ["print/index.html", "print/letter/index.html", "index.html"] {
        let page = html(&format!("help/which-page/{page}"));
        let results = select(&page, ".results-list > div");
        for (outcome, result) in data["outcomes"].as_array().unwrap().iter().zip(results) {
            let net = outcome["safety_net"].as_str();
            let found = words(result);
            assert_eq!(found.contains("If things change"), net.is_some(), "{found}");
            assert!(found.contains(net.unwrap_or_default()), "{found}");
            assert!(found.contains(outcome["within"].as_str().unwrap_or_default()), "{found}");
        }
    }
    for file in ["flow.txt", "flow.mmd", "flow.dot"] {
        let nets = text(&format!("help/which-page/{file}")).matches("If things change").count();
        let outside = usize::from(file == "flow.txt");
        assert_eq!(nets, 12 + outside, "{file}");
    }
    assert!(text("help/which-page/flow.svg").contains("<desc>The chart is a summary"));
}

#[test]
fn redirects_lead_to_their_page() {
    let redirect = text("calf-tear/index.html");
    assert!(redirect.contains("http-equiv=\"refresh\"") && redirect.contains("../strains/calf-strain/"), "{redirect}");
}

#[test]
fn backlinks_carry_the_citing_sentence_and_references_know_their_uses() {
    let soleus = words(select(&html("strains/soleus-strain/index.html"), "main")[0]);
    assert!(soleus.contains("Mentioned in"), "no backlinks");
    assert!(!select(&html("strains/soleus-strain/index.html"), "main mark").is_empty(), "no citing sentence");
    let bibliography = html("references/index.html");
    let used = select(&bibliography, "main a")
        .iter()
        .any(|link| link.value().attr("href").is_some_and(|href| href.contains("strains/")));
    assert!(used, "the bibliography does not say where sources are used");
}

#[test]
fn the_bibliography_names_some_pages_that_cite_a_source_and_counts_the_others() {
    let page = |number: usize| {
        (format!("content/p{number:02}.md"), format!("---\ntitle: Page {number}\n---\n\nCalves tear [@all].\n"))
    };
    let cited = |count: usize| {
        let mut files: Vec<(String, String)> = (1..=count).map(page).collect();
        let source = "---\nkind: reference\ntitle: On calves\ntype: book\nissued: 2020\n---\n";
        files.push(("content/references/all.md".to_owned(), source.to_owned()));
        files.push(("content/index.md".to_owned(), "---\ntitle: Home\n---\n".to_owned()));
        let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
        let site = site(&files);
        let (_guard, out) = built(site.path(), &[]);
        let html = Html::parse_document(&fs::read_to_string(out.join("references/index.html")).unwrap());
        words(select(&html, ".entries .small")[0])
    };
    let nine: Vec<String> = (1..=9).map(|number| format!("Page {number}")).collect();
    assert!(cited(9).ends_with(&nine.join(" , ")), "{}", cited(9));
    assert!(cited(12).ends_with("Page 7 , Page 8 , and 4 more : all"), "{}", cited(12));
}

#[test]
fn the_offline_site_links_to_files_only() {
    let (_guard, out) = built(&root(), &["--offline"]);
    let site = files(Path::new(&out));
    for (page, bytes) in site.iter().filter(|(page, _)| page.ends_with(".html")) {
        let document = Html::parse_document(&String::from_utf8_lossy(bytes));
        for link in select(&document, "a[href]") {
            let href = link.value().attr("href").unwrap_or_default();
            if let Some((target, _)) = resolve(page, href) {
                assert!(!href.split('#').next().unwrap_or_default().ends_with('/'), "{page}: {href}");
                assert!(site.contains_key(&target), "{page}: {href}");
            }
        }
    }
}

#[test]
fn the_shipped_site_checks_without_errors_or_warnings() {
    let (code, stdout, problems) =
        support::end(&support::soleus(&root(), &["check", "--format", "json", "--as-of", support::TODAY]));
    let found: serde_json::Value = serde_json::from_str(&stdout).unwrap();
    let serious: Vec<String> = found
        .as_array()
        .unwrap()
        .iter()
        .filter(|problem| problem["severity"] != "advice")
        .map(|problem| format!("{}:{} {} {}", problem["path"], problem["line"], problem["code"], problem["message"]))
        .collect();
    assert!(code == 0 && serious.is_empty(), "{problems}\n{}", serious.join("\n"));
}

#[test]
fn the_manifest_lists_every_file() {
    let manifest: serde_json::Value = serde_json::from_str(&text(".soleus-manifest.json")).unwrap();
    let listed: BTreeSet<&str> =
        manifest["files"].as_array().unwrap().iter().filter_map(|path| path.as_str()).collect();
    let there: BTreeSet<&str> =
        output().keys().map(String::as_str).filter(|path| *path != ".soleus-manifest.json").collect();
    assert_eq!(listed, there);
    assert!(fs::metadata(root().join("content/site.yaml")).is_ok());
}

#[test]
fn a_programmes_page_names_each_limit_of_pain_that_its_phases_have() {
    let page = html("rehab/gastrocnemius/index.html");
    let limits: Vec<String> = select(&page, ".timeline > li")
        .into_iter()
        .map(|phase| {
            let limit = Selector::parse(".limit").unwrap();
            phase.select(&limit).map(|limit| limit.text().collect::<String>()).collect()
        })
        .collect();
    let strict = limits.iter().filter(|limit| limit.contains("In this phase, stop above 3.")).count();
    assert_eq!((limits.len(), strict), (5, 2), "{limits:?}");
}

#[test]
fn a_phase_without_days_is_drawn_from_where_it_may_begin() {
    let page = html("rehab/cramp/index.html");
    let bars: Vec<_> =
        select(&page, "rect.tests").into_iter().map(|bar| bar.value().attr("x").unwrap().to_owned()).collect();
    // In a cramp, at an event after phase 3, and at night, which waits for no other phase.
    assert_eq!(bars, ["0.0%", "50.0%", "0.0%"]);
}

#[test]
fn a_do_not_card_says_do_not_whatever_its_heading() {
    for (written, shown) in [
        (" For the first 5 days", "Do not: For the first 5 days"),
        (" Do not, for 5 days", "Do not, for 5 days"),
        ("", "Do not"),
    ] {
        let page = format!("---\ntitle: A\n---\n> [!DO-NOT]{written}\n> Run, hop or stretch hard.\n");
        let folder = site(&[("content/a.md", &page)]);
        let (_guard, out) = built(folder.path(), &[]);
        let html = fs::read_to_string(out.join("a/index.html")).unwrap();
        assert!(html.contains(&format!("<span>{shown}</span></h2>")), "{written}: {html}");
    }
}

#[test]
fn what_to_do_if_things_change_leads_to_the_number_and_to_question_1() {
    let page = html("help/which-page/q/upper-calf/index.html");
    let hrefs = |selector: &str| -> Vec<&str> {
        select(&page, selector).iter().filter_map(|link| link.value().attr("href")).collect()
    };
    assert_eq!(hrefs(".net a"), ["../emergency/", "tel:999", "tel:01632960123"]);
    assert_eq!(hrefs(".back-links a")[0], "../emergency/");
}

#[test]
fn a_programmes_page_says_when_to_stop_before_its_phases_and_what_to_do_in_each() {
    let page = text("rehab/gastrocnemius/index.html");
    let place = |what: &str| page.find(what).unwrap();
    assert!(place("<h2 id=\"stops-h\"") < place("<h2 id=\"phases-h\""));
    assert!(place("<a href=\"#stops-h\"") < place("<a href=\"#phases-h\""));
    assert!(place("lower slowly, over about 3 seconds") < place("do not add weight while"));
}

#[test]
fn the_list_of_all_names_says_of_what_kind_each_page_is() {
    let names: Vec<String> = select(&html("a-z/index.html"), ".names li").into_iter().map(words).collect();
    assert!(names.iter().any(|name| name == "Soleus strain · Condition"), "{names:?}");
    assert!(names.iter().any(|name| name.ends_with("· Source")), "{names:?}");
}
