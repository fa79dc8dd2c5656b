//! Structured data with the words of schema.org.
//!
//! A reviewer is named only when one is recorded: nothing here is ever made up.

use serde_json::{Map, Value, json};

use crate::base::address::Address;
use crate::body::Site;
use crate::model::anatomy::Structure;
use crate::model::dose::{Dose, Frequency, Time, TimeUnit};
use crate::model::page::{Data, Page};
use crate::resolve::PhaseText;
use crate::view::dose;

/// The structured data of a page.
#[must_use]
pub fn page(site: &Site, page: &Page) -> Value {
    let mut graph = vec![web_page(site, page)];
    if page.address == site.index.language_root(page.language) {
        graph.push(website(site));
    } else {
        graph.push(breadcrumbs(site, page));
    }
    json!({ "@context": "https://schema.org", "@graph": graph })
}

fn web_page(site: &Site, page: &Page) -> Value {
    let index = &site.index;
    let mut data = Map::new();
    // A medical web page says when it was last reviewed: a page that nobody reviewed is a web page about a medical
    // thing.
    let medical = !matches!(page.data, Data::Article(_) | Data::Reference(_) | Data::Term(_));
    let reviewed = page.meta.review.by.is_some() && page.meta.review.on.is_some();
    data.insert("@type".into(), json!(if medical && reviewed { "MedicalWebPage" } else { "WebPage" }));
    data.insert("name".into(), json!(index.fill(&page.meta.title)));
    data.insert("url".into(), json!(absolute(site, &page.address)));
    data.insert("inLanguage".into(), json!(index.config.languages.get(page.language)));
    if let Some(summary) = &page.meta.summary {
        data.insert("description".into(), json!(index.fill(summary)));
    }
    data.insert("publisher".into(), json!({ "@type": "MedicalOrganization", "name": index.config.name.raw, "url": absolute(site, &Address::root()) }));
    if let (Some(by), Some(on)) = (&page.meta.review.by, page.meta.review.on) {
        let mut reviewer =
            Map::from_iter([("@type".to_owned(), json!("Person")), ("name".to_owned(), json!(index.fill(by)))]);
        if let Some(role) = &page.meta.review.role {
            reviewer.insert("jobTitle".into(), json!(index.fill(role)));
        }
        data.insert("reviewedBy".into(), Value::Object(reviewer));
        data.insert("lastReviewed".into(), json!(on.to_string()));
    }
    if let Some(about) = about(site, page) {
        data.insert("about".into(), about);
    }
    Value::Object(data)
}

fn website(site: &Site) -> Value {
    json!({
        "@type": "WebSite",
        "name": site.index.config.name.raw,
        "url": absolute(site, &Address::root()),
        "inLanguage": site.index.config.language,
    })
}

fn breadcrumbs(site: &Site, page: &Page) -> Value {
    let mut trail: Vec<(String, Address)> = Vec::new();
    let home = site.index.language_root(page.language);
    let is_own = |above: &Address| above.as_str() != "/" || home.as_str() == "/";
    for above in site.index.nav.above(&page.address).into_iter().filter(is_own) {
        let title = if above == home {
            site.index.words(page.language).get("page.home").to_owned()
        } else {
            super::frame::section_title(site, &above)
        };
        trail.push((title, above));
    }
    trail.push((site.index.fill(&page.meta.title), page.address.clone()));
    let items: Vec<Value> = trail
        .into_iter()
        .enumerate()
        .map(|(place, (name, address))| json!({ "@type": "ListItem", "position": place + 1, "name": name, "item": absolute(site, &address) }))
        .collect();
    json!({ "@type": "BreadcrumbList", "itemListElement": items })
}

/// What the page is about, by its kind.
fn about(site: &Site, page: &Page) -> Option<Value> {
    let index = &site.index;
    let name = index.fill(&page.meta.title);
    let names: Vec<String> = page.meta.aliases.iter().map(|alias| index.fill(alias)).collect();
    let mut thing = match &page.data {
        Data::Anatomy(anatomy) => {
            let kind = match anatomy.structure {
                Some(Structure::Muscle) => "Muscle",
                Some(Structure::Joint) => "Joint",
                Some(Structure::Ligament) => "Ligament",
                Some(Structure::Bone) => "Bone",
                Some(Structure::Nerve) => "Nerve",
                Some(Structure::Vessel) => "Vessel",
                Some(Structure::Tendon | Structure::Fascia) | None => "AnatomicalStructure",
            };
            json!({ "@type": kind, "name": name })
        }
        Data::Condition(condition) => {
            let structures: Vec<Value> = condition
                .structures
                .iter()
                .filter_map(|structure| index.named(page.language, structure))
                .map(|(_, structure)| json!({ "@type": "AnatomicalStructure", "name": index.fill(&structure.meta.title) }))
                .collect();
            let mut thing = json!({ "@type": "MedicalCondition", "name": name });
            if let (false, Some(object)) = (structures.is_empty(), thing.as_object_mut()) {
                object.insert("associatedAnatomy".into(), json!(structures));
            }
            thing
        }
        Data::Exercise(_) => json!({ "@type": "PhysicalTherapy", "name": name }),
        Data::Programme(_) => json!({ "@type": "PhysicalTherapy", "name": name }),
        Data::Article(_) | Data::Decision(_) | Data::Reference(_) | Data::Term(_) => return None,
    };
    if let (false, Some(object)) = (names.is_empty(), thing.as_object_mut()) {
        object.insert("alternateName".into(), json!(names));
    }
    Some(thing)
}

/// The structured data of a phase's sheet: an exercise plan for each exercise.
#[must_use]
pub fn sheet(site: &Site, page: &Page, place: usize) -> Option<Value> {
    let Data::Programme(programme) = &page.data else { return None };
    let phase = programme.phases.get(place)?;
    let words = site.index.words(page.language);
    let plans: Vec<Value> = phase
        .exercises
        .iter()
        .filter_map(|prescription| {
            let (_, exercise) = site.index.named(page.language, &prescription.use_)?;
            let mut plan = Map::new();
            plan.insert("@type".into(), json!("ExercisePlan"));
            plan.insert("name".into(), json!(site.index.fill(&exercise.meta.title)));
            plan.insert("exerciseType".into(), json!(PhaseText::new(&site.index, phase).fill(&phase.title)));
            plan.insert("url".into(), json!(absolute(site, &exercise.address)));
            if let Some(dose) = &prescription.dose {
                add_dose(&mut plan, dose, words);
            }
            Some(Value::Object(plan))
        })
        .collect();
    (!plans.is_empty()).then(|| json!({ "@context": "https://schema.org", "@graph": plans }))
}

fn add_dose(plan: &mut Map<String, Value>, dose: &Dose, words: &crate::parse::words::Words) {
    if let Some(reps) = dose.reps {
        let text = if reps.low == reps.high { reps.low.to_string() } else { format!("{}–{}", reps.low, reps.high) };
        plan.insert("repetitions".into(), json!(text));
    }
    if let Some(Frequency::DaysAWeek(_) | Frequency::EveryDays(_)) = dose.frequency {
        let only = Dose { frequency: dose.frequency, ..Dose::default() };
        plan.insert("activityFrequency".into(), json!(dose::line(&only, words)));
    }
    if let Some(duration) = dose.duration {
        plan.insert("activityDuration".into(), json!(iso_duration(duration)));
    }
    plan.insert("additionalVariable".into(), json!(dose::line(dose, words)));
}

/// A duration as ISO 8601; the longer end of a range.
fn iso_duration(time: Time) -> String {
    match time.unit {
        TimeUnit::Seconds => format!("PT{}S", time.count.high),
        TimeUnit::Minutes => format!("PT{}M", time.count.high),
    }
}

fn absolute(site: &Site, address: &Address) -> String {
    site.index.base_url().map_or_else(|| address.encoded(), |base| format!("{base}{}", address.encoded()))
}
