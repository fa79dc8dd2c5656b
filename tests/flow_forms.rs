//! Every published form of a decision says what its file says: the ways (question, answer, target) are read back from
//! the pages, the pictures and the data of the shipped flow and of three from outside our field, and compared.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test may stop"
)]

mod support;
#[path = "support/flow.rs"]
mod ways;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;
use std::sync::OnceLock;

use scraper::{ElementRef, Html};
use soleus::base::address::LinkForm;
use soleus::base::date::Date;
use soleus::chart::boxes::Words;
use soleus::chart::draw::Kind;
use soleus::chart::faults::faults;
use soleus::chart::fit::{self, LEAST_TYPE, Medium};
use soleus::chart::measure::Measure;
use soleus::load::disk;
use soleus::model::page::Data;
use soleus::resolve::index::{Options, Prints};
use soleus::{pipeline, view};
use support::{built, end, files, root};
use ways::{Way, select, words};

/// A built site: where its content is, and its files.
struct Built {
    root: PathBuf,
    files: BTreeMap<String, Vec<u8>>,
}

impl Built {
    fn text(&self, path: &str) -> String {
        let bytes = self.files.get(path).unwrap_or_else(|| panic!("{path} is not in the output"));
        String::from_utf8(bytes.clone()).unwrap()
    }

    fn html(&self, path: &str) -> Html {
        Html::parse_document(&self.text(path))
    }

    fn soleus(&self, arguments: &[&str]) -> String {
        let (code, stdout, problems) = end(&support::soleus(&self.root, arguments));
        assert_eq!(code, 0, "{problems}");
        stdout
    }
}

/// The shipped site, built once.
fn shipped() -> &'static Built {
    static BUILT: OnceLock<Built> = OnceLock::new();
    BUILT.get_or_init(|| build(root()))
}

/// The site with the flows of others, built once.
fn others() -> &'static Built {
    static BUILT: OnceLock<Built> = OnceLock::new();
    BUILT.get_or_init(|| build(root().join("tests/fixtures/flows")))
}

fn build(root: PathBuf) -> Built {
    let (_guard, out) = built(&root, &[]);
    Built { files: files(&out), root }
}

/// The flows of others by name.
const OTHERS: [&str; 3] = ["letting", "no-will", "abroad"];

/// The shipped flow's address.
const SHIPPED: &str = "help/which-page";

/// The pages and the picture that hold a chart, below a flow's page.
const CHARTS: [&str; 4] = ["index.html", "flow.svg", "print/index.html", "print/letter/index.html"];

/// Compares all forms of a flow with its file.
#[track_caller]
fn check_forms(site: &Built, flow: &str) {
    let file = fs::read_to_string(site.root.join(format!("content/{flow}.md"))).unwrap();
    let expected = ways::of_file(&file);
    assert!(expected.len() > 30, "{flow} is a real flow");
    let (json, numbers) = ways::of_json(&site.text(&format!("{flow}/flow.json")));
    let mut forms: Vec<(String, Vec<Way>)> = vec![("flow.json".to_owned(), json)];
    for name in ["flow.dot", "flow.mmd"] {
        forms.push((name.to_owned(), ways::of_graph(&site.text(&format!("{flow}/{name}")), &numbers)));
    }
    forms.push(("flow.txt".to_owned(), ways::of_text(&site.text(&format!("{flow}/flow.txt")), &numbers)));
    for name in CHARTS {
        forms.push((format!("the chart of {name}"), ways::of_chart(&site.html(&format!("{flow}/{name}")), &numbers)));
    }
    for name in CHARTS.iter().filter(|name| name.ends_with(".html")) {
        forms.push((format!("the list of {name}"), ways::of_outline(&site.html(&format!("{flow}/{name}")))));
    }
    forms.push(("the questions' pages".to_owned(), of_step_pages(site, flow, &numbers)));
    forms.push((
        "the cards that the script shows".to_owned(),
        of_cards(&site.html(&format!("{flow}/index.html")), &numbers),
    ));
    let dot = site.soleus(&["flow", flow, "--format", "dot"]);
    forms.push(("`flow --format dot`".to_owned(), ways::of_graph(&dot, &numbers)));
    let page = Html::parse_document(&site.soleus(&["flow", flow, "--format", "html"]));
    forms.push(("the chart of `flow --format html`".to_owned(), ways::of_chart(&page, &numbers)));
    forms.push(("the list of `flow --format html`".to_owned(), ways::of_outline(&page)));
    for (form, ways) in forms {
        assert_eq!(ways, expected, "{flow}: {form}");
    }
}

fn of_step_pages(site: &Built, flow: &str, numbers: &ways::Numbers) -> Vec<Way> {
    let of_page = |id: &String| {
        let page = site.html(&format!("{flow}/q/{id}/index.html"));
        ways::of_answers(select(page.root_element(), "main")[0], id)
    };
    ways::sorted(numbers.steps.values().flat_map(of_page).collect())
}

fn of_cards(page: &Html, numbers: &ways::Numbers) -> Vec<Way> {
    let card = |id: &String| ways::of_answers(template(page, &format!("at--{id}")), id);
    ways::sorted(numbers.steps.values().flat_map(card).collect())
}

fn template<'a>(page: &'a Html, id: &str) -> ElementRef<'a> {
    let found = select(page.root_element(), &format!("template[id=\"{id}\"]"));
    let [template] = found[..] else { panic!("{} templates `{id}`", found.len()) };
    template
}

#[test]
fn every_form_of_the_shipped_flow_says_the_same() {
    check_forms(shipped(), SHIPPED);
}

#[test]
fn every_form_of_flows_from_outside_our_field_says_the_same() {
    for flow in OTHERS {
        check_forms(others(), flow);
    }
}

#[test]
fn an_arrow_that_ends_elsewhere_is_noticed() {
    let svg = shipped().text(&format!("{SHIPPED}/flow.svg"));
    let (_, numbers) = ways::of_json(&shipped().text(&format!("{SHIPPED}/flow.json")));
    let read = |svg: &str| std::panic::catch_unwind(|| ways::of_chart(&Html::parse_document(svg), &numbers));
    assert!(read(&svg).is_ok());
    // The data on a chip stays as it is; only what is drawn changes.
    let tips: Vec<&str> = svg.split("class=\"tip\" d=\"").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
    let swapped = svg.replacen(tips[0], "@", 1).replacen(tips[1], tips[0], 1).replacen('@', tips[1], 1);
    assert!(read(&swapped).is_err(), "two arrows changed places, and the picture reads the same");
}

#[test]
fn flows_from_outside_our_field_are_drawn_without_a_fault_and_fit_paper() {
    let folder = root().join("tests/fixtures/flows");
    let snapshot = disk::load(&folder).unwrap().value;
    let today = Date::parse(support::TODAY).unwrap();
    let options = Options { today, drafts: false, base_url: None, links: LinkForm::Pretty, prints: Prints::LeftOut };
    let checked = pipeline::run(&snapshot, options, Vec::new());
    let site = &checked.site;
    let labels = view::flow::labels(site.index.words(0));
    let words = Words { labels, again: site.index.words(0).get("flow.shown_again").to_owned() };
    let mut flows = 0;
    for (_, page) in site.index.published() {
        let Data::Decision(decision) = &page.data else { continue };
        flows += 1;
        let outline = view::flow::outline(site, &page.address, page, decision);
        assert!(outline.steps.len() >= 15, "{}: {} questions", page.path, outline.steps.len());
        for medium in [Medium::Screen, Medium::A4, Medium::Letter] {
            let drawing = fit::fit(&outline, &words, &Measure::new(), medium, fit::Wishes::default()).unwrap();
            assert_eq!(faults(&drawing), [], "{} on {medium:?}", page.path);
            assert!(medium != Medium::Screen || drawing.kind == Kind::Chart, "{}: a screen has the chart", page.path);
            assert!(fit::type_size(&drawing, medium) >= LEAST_TYPE, "{} on {medium:?}", page.path);
        }
    }
    assert_eq!(flows, OTHERS.len());
}

#[test]
fn their_scenarios_are_run_at_every_build() {
    let folder = tempfile::tempdir().unwrap();
    for (path, bytes) in files(&root().join("tests/fixtures/flows")) {
        let text = String::from_utf8(bytes).unwrap();
        // One answer now leads elsewhere: to a result that is there, and that no rule but the scenario can know is
        // wrong.
        let text =
            text.replace("{ label: A holiday let, goto: short-let }", "{ label: A holiday let, goto: long-lease }");
        let text = text.replace(
            "{ label: \"No, a 7-year lease\", goto: long-lease }",
            "{ label: \"No, a 7-year lease\", goto: short-let }",
        );
        support::write(folder.path(), &path, &text);
    }
    let out = folder.path().join("public");
    let arguments = ["build", "--out", out.to_str().unwrap(), "--as-of", support::TODAY];
    let (code, _, problems) = end(&support::soleus(folder.path(), &arguments));
    assert_eq!(code, 1, "{problems}");
    assert!(problems.contains("error[D021]: scenario `A week by the sea` ends at `long-lease`"), "{problems}");
    assert!(!out.exists(), "nothing is published");
}

/// All charts that pages show: the page's address and the picture.
fn inline_charts() -> Vec<(String, Html)> {
    let of = |site: &'static Built, flow: &str| {
        let pages = CHARTS.iter().filter(|name| name.ends_with(".html")).map(move |name| format!("{flow}/{name}"));
        pages.map(|page| (page.clone(), site.html(&page))).collect::<Vec<_>>()
    };
    OTHERS.iter().flat_map(|flow| of(others(), flow)).chain(of(shipped(), SHIPPED)).collect()
}

#[test]
fn a_chart_is_a_named_group_of_links_in_a_figure_with_a_caption() {
    for (page, html) in inline_charts() {
        let figures = select(html.root_element(), "figure.chart");
        let [figure] = figures[..] else { panic!("{page}: {} figures", figures.len()) };
        let caption = select(figure, "figcaption[id], figcaption [id]")[0];
        assert_eq!(figure.value().attr("aria-labelledby"), caption.value().id(), "{page}");
        assert!(words(caption).contains("Flowchart: "), "{page}: {}", words(caption));
        let chart = select(figure, "svg")[0];
        assert_eq!(chart.value().attr("role"), Some("group"), "{page}: an image would hide its links");
        assert!(chart.value().attr("aria-label").is_some_and(|name| !name.is_empty()), "{page}");
        if !page.contains("print") {
            let link = select(figure, "figcaption a")[0].value().attr("href").unwrap().to_owned();
            assert_eq!(link, "#outline-h", "{page}: the caption leads to the same as a list");
            assert_eq!(select(html.root_element(), "h2#outline-h").len(), 1, "{page}");
        }
    }
}

#[test]
fn every_box_is_a_link_with_one_text_and_what_repeats_it_is_hidden() {
    for (page, html) in inline_charts() {
        let chart = select(html.root_element(), "svg.flow-chart")[0];
        let links = select(chart, "a");
        assert!(!links.is_empty(), "{page}");
        for link in &links {
            assert_eq!(select(*link, "text").len(), 1, "{page}: {}", words(*link));
            assert!(
                link.value().attr("href").is_some_and(|href| href.contains("q/") || href.contains("../")),
                "{page}"
            );
            assert_eq!((link.value().attr("tabindex"), link.value().attr("aria-hidden")), (None, None), "{page}");
            let lines = select(*link, "tspan");
            for line in lines.iter().rev().skip(1) {
                assert!(line.text().collect::<String>().ends_with(' '), "{page}: words run together: {}", words(*link));
            }
        }
        for hidden in select(chart, ".again, .token, g.chip") {
            let above = hidden.ancestors().filter_map(ElementRef::wrap).chain([hidden]);
            assert!(above.into_iter().any(|part| part.value().attr("aria-hidden") == Some("true")), "{page}");
            assert!(select(hidden, "a, [tabindex]").is_empty(), "{page}: {} could be reached", words(hidden));
        }
    }
}

#[test]
fn the_tab_key_meets_questions_in_their_order() {
    for (page, html) in inline_charts() {
        let number = |link: ElementRef<'_>| words(link).split_once(". ").unwrap().0.parse::<usize>().unwrap();
        let numbers: Vec<usize> = select(html.root_element(), "svg a.step").into_iter().map(number).collect();
        let expected: Vec<usize> = (1..=numbers.len()).collect();
        assert_eq!(numbers, expected, "{page}");
    }
}

#[test]
fn the_chips_of_a_question_are_listed_as_they_stand_in_the_picture() {
    for (page, html) in inline_charts().into_iter().filter(|(page, _)| !page.contains("print")) {
        let mut last: BTreeMap<String, (f64, f64)> = BTreeMap::new();
        for chip in select(html.root_element(), "svg .chip") {
            let side = |name| select(chip, "rect")[0].value().attr(name).unwrap().parse().unwrap();
            let corner = (side("x"), side("y"));
            let from = chip.value().attr("data-from").unwrap().to_owned();
            // The arrow keys go by this order.
            assert!(last.insert(from, corner).is_none_or(|before| before < corner), "{page}: {}", words(chip));
        }
    }
}

#[test]
fn a_chart_in_a_page_has_no_colour_of_its_own() {
    for (page, html) in inline_charts() {
        for part in select(html.root_element(), "svg.flow-chart *") {
            for name in ["style", "fill", "stroke", "color"] {
                assert_eq!(part.value().attr(name), None, "{page}: {}", part.value().name());
            }
        }
    }
    let style = fs::read_to_string(root().join("theme/chart.css")).unwrap();
    for part in ["a:target :is(.q, .out)", "@media (forced-colors: active)", "LinkText", "CanvasText", "Highlight"] {
        assert!(style.contains(part), "the style lacks {part}");
    }
}

#[test]
fn results_in_place_say_just_what_their_pages_say() {
    for (site, flow) in OTHERS.iter().map(|flow| (others(), *flow)).chain([(shipped(), SHIPPED)]) {
        let page = site.html(&format!("{flow}/index.html"));
        let (_, numbers) = ways::of_json(&site.text(&format!("{flow}/flow.json")));
        for id in numbers.outcomes.values() {
            let own = site.html(&format!("{flow}/q/{id}/index.html"));
            let parts = select(own.root_element(), "main .outcome, main .net");
            let expected: Vec<String> = parts.into_iter().map(words).collect();
            let card = template(&page, &format!("at--{id}"));
            let found: Vec<String> = select(card, ".outcome, .net").into_iter().map(words).collect();
            assert_eq!(found, expected, "{flow}: {id}");
            assert!(
                !found.is_empty() && select(card, ".outcome .level").len() == 1,
                "{flow}: {id} has its level in words"
            );
            let targets = |links: Vec<ElementRef<'_>>| -> Vec<String> {
                let last =
                    |link: &ElementRef<'_>| link.value().attr("href").unwrap().trim_start_matches("../").to_owned();
                links.iter().map(last).collect()
            };
            let there = targets(select(own.root_element(), "main .outcome a"));
            assert_eq!(targets(select(card, ".outcome a")), there, "{flow}: {id}");
        }
    }
}

#[test]
fn the_script_is_small_and_reaches_for_nothing() {
    let script = fs::read_to_string(root().join("theme/flow.js")).unwrap();
    assert!(script.len() <= 3 * 1024, "{} bytes", script.len());
    let never = [
        "fetch",
        "XMLHttpRequest",
        "sendBeacon",
        "WebSocket",
        "EventSource",
        "import(",
        "localStorage",
        "sessionStorage",
        "indexedDB",
        "cookie",
        "caches",
        "innerHTML",
        "eval",
        "Function(",
        "tabIndex",
    ];
    for word in never {
        assert!(!script.contains(word), "the script has `{word}`");
    }
    let page = shipped().html(&format!("{SHIPPED}/index.html"));
    let scripts = select(page.root_element(), "script[src]");
    let own: Vec<&str> =
        scripts.iter().filter_map(|script| script.value().attr("src")).filter(|src| src.contains("flow.")).collect();
    let [src] = own[..] else { panic!("{own:?}") };
    assert!(
        shipped().files.contains_key(src.trim_start_matches("../")),
        "{src} is published under the name of its content"
    );
    let others =
        select(shipped().html(&format!("{SHIPPED}/q/clot/index.html")).root_element(), "script[src*=flow]").len();
    assert_eq!(others, 0, "a question's page needs none");
}

#[test]
fn the_emergency_line_is_on_every_page_of_a_flow() {
    let (_, numbers) = ways::of_json(&shipped().text(&format!("{SHIPPED}/flow.json")));
    let steps = numbers.steps.values().map(|id| format!("{SHIPPED}/q/{id}/index.html"));
    for page in steps.chain([format!("{SHIPPED}/index.html")]) {
        let html = shipped().html(&page);
        let lines = select(html.root_element(), "body > .helpline a[href='tel:999']");
        assert_eq!(lines.len(), 1, "{page}");
    }
}

#[test]
fn a_condition_leads_back_to_the_question_that_leads_to_it() {
    let html = shipped().html("strains/soleus-strain/index.html");
    let list = select(html.root_element(), "section[aria-labelledby=reached-h]")[0];
    let entries: Vec<(String, String)> = select(list, "li")
        .into_iter()
        .map(|entry| (words(entry), select(entry, "a")[0].value().attr("href").unwrap().to_owned()))
        .collect();
    let expected = [
        (
            "Reached from question 7 of “Which page should I read?”Which fits best? Deep tightness, low down",
            "../../help/which-page/#q-slow",
        ),
        (
            "Reached from question 11 of “Which page should I read?”Rise on your toes: which hurts more? Knees bent",
            "../../help/which-page/#q-knee",
        ),
    ];
    assert_eq!(entries, expected.map(|(words, href)| (words.to_owned(), href.to_owned())));
    let used: Vec<String> =
        select(html.root_element(), "section[aria-labelledby=used-in-h] a").into_iter().map(words).collect();
    assert!(!used.contains(&"Which page should I read?".to_owned()), "it is said once: {used:?}");
}

#[test]
fn every_page_that_a_flow_leads_to_names_its_questions() {
    let data: serde_json::Value = serde_json::from_str(&shipped().text(&format!("{SHIPPED}/flow.json"))).unwrap();
    let pages: BTreeSet<&str> =
        data["outcomes"].as_array().unwrap().iter().filter_map(|end| end["page"]["href"].as_str()).collect();
    assert!(pages.len() > 5);
    for href in pages {
        let path = href.split('#').next().unwrap().trim_start_matches("../");
        let path = [format!("{path}index.html"), format!("help/{path}index.html")];
        let page = path.iter().find(|path| shipped().files.contains_key(*path)).unwrap_or_else(|| panic!("{href}"));
        assert_eq!(select(shipped().html(page).root_element(), "#reached-h").len(), 1, "{page}");
    }
}

/// A site whose article shows the flow twice, and whose condition names it.
fn embedding() -> BTreeMap<String, Vec<u8>> {
    let folder = tempfile::tempdir().unwrap();
    for (path, bytes) in files(&root().join("tests/fixtures/knee")) {
        support::write(folder.path(), &path, &String::from_utf8(bytes).unwrap());
    }
    let text = "---\ntitle: Both\nsummary: It shows the flow twice.\n---\nFirst.\n\n![[which-page]]\n\n## Again\n\n![[which-page]]\n";
    support::write(folder.path(), "content/both.md", text);
    let (_guard, out) = built(folder.path(), &[]);
    files(&out)
}

#[test]
fn an_embedded_flow_is_a_figure_and_a_list_with_ids_of_their_own() {
    let site = embedding();
    let html = Html::parse_document(&String::from_utf8(site["both/index.html"].clone()).unwrap());
    let mut ids = BTreeSet::new();
    for part in select(html.root_element(), "[id]") {
        assert!(ids.insert(part.value().id().unwrap().to_owned()), "`{}` is there twice", part.value().id().unwrap());
    }
    let cards = select(html.root_element(), "main .overview");
    assert_eq!(cards.len(), 2);
    let own = Html::parse_document(&String::from_utf8(site["help/which-page/index.html"].clone()).unwrap());
    for card in cards {
        let figure = select(card, ".chart-section > figure.chart")[0];
        let list = select(figure, "figcaption a")[0].value().attr("href").unwrap().to_owned();
        assert!(ids.contains(list.trim_start_matches('#')), "{list}");
        for link in select(card, ".outline a[href^='#']") {
            assert!(ids.contains(link.value().attr("href").unwrap().trim_start_matches('#')), "{}", words(link));
        }
        for link in select(card, "svg a") {
            let href = link.value().attr("href").unwrap().trim_start_matches("../").to_owned();
            assert!(site.contains_key(&format!("{href}index.html")), "{href}");
        }
        let alone = Html::parse_document(&card.html());
        assert_eq!(ways::of_outline(&alone), ways::of_outline(&own));
        let (_, numbers) = ways::of_json(std::str::from_utf8(&site["help/which-page/flow.json"]).unwrap());
        assert_eq!(ways::of_chart(&alone, &numbers), ways::of_chart(&own, &numbers));
    }
}

#[test]
fn a_flow_lists_the_pages_that_use_it() {
    let site = embedding();
    let html = Html::parse_document(&String::from_utf8(site["help/which-page/index.html"].clone()).unwrap());
    let users: Vec<String> =
        select(html.root_element(), "#mentions-h ~ ul a, #used-in-h ~ ul a").into_iter().map(words).collect();
    assert!(users.contains(&"Both".to_owned()), "the page that shows it: {users:?}");
    let shipped = shipped().html(&format!("{SHIPPED}/index.html"));
    let users: Vec<String> =
        select(shipped.root_element(), "#mentions-h ~ ul a, #used-in-h ~ ul a").into_iter().map(words).collect();
    assert!(users.contains(&"Soleus strain".to_owned()), "a condition that names it: {users:?}");
}

#[test]
fn only_real_jumps_have_a_line_in_the_margin() {
    let html = shipped().html(&format!("{SHIPPED}/index.html"));
    let rows = select(html.root_element(), ".outline .ways > li");
    let begins = rows.iter().filter(|row| !select(**row, ".lane.leaves, .lane.joins").is_empty());
    let labels: Vec<String> = begins.map(|row| words(select(*row, "a")[0])).collect();
    let jumps = [
        "In 1 moment, as you moved Go to 10",
        "A cramp that came and went Go to 8",
        "Night, rest, both, not sure Go to 12",
    ];
    assert_eq!(labels, jumps);
    let next = rows.iter().filter(|row| !select(**row, ".next").is_empty()).count();
    assert_eq!(next, 9, "answers that lead to the very next question say so");
}

#[test]
fn an_outcome_that_names_no_number_has_it_where_there_is_no_button() {
    let flow = "---\nkind: decision\ntitle: Which\nstart: breath\nsafety_net: If worse, come back.\nsteps:\n\
                \x20 - id: breath\n    ask: Are you breathless?\n    check: emergency\n    cite: [own]\n\
                \x20   answers: [{label: \"Yes or not sure\", goto: call}, {label: \"No\", goto: read}]\noutcomes:\n\
                \x20 - {id: call, urgency: emergency, title: Go to hospital now, advice: Do not drive.}\n\
                \x20 - {id: read, urgency: self-care, title: Read on, page: more}\nscenarios:\n\
                \x20 - {name: One, answers: {breath: \"Yes or not sure\"}, expect: call}\n\
                \x20 - {name: Two, answers: {breath: \"No\"}, expect: read}\n---\nAbout it.\n";
    let more = "---\ntitle: More\n---\nSee [[which]].\n";
    let home = "---\ntitle: Home\n---\nSee [[more]].\n";
    let folder = support::site(&[("content/index.md", home), ("content/more.md", more), ("content/which.md", flow)]);
    for form in ["text", "json", "mermaid", "dot"] {
        let (code, said, problems) = end(&support::soleus(folder.path(), &["flow", "which", "--format", form]));
        assert_eq!(code, 0, "{problems}");
        let said = said.split_whitespace().collect::<Vec<_>>().join(" ").replace("<br/>", " ").replace("\\n", " ");
        assert!(said.replace("#46;", ".").contains("Call 999. Do not drive."), "{form}: {said}");
    }
}
