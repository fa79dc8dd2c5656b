//! The pictures for link previews: every page names one that exists, and what a clinic brings wins over what is made.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test may stop"
)]

mod support;

use std::collections::BTreeMap;
use std::fs;

use image::{DynamicImage, GenericImageView as _, RgbImage};
use scraper::{Html, Selector};
use support::{built, files, site, write};

const SETTINGS: &str = "name: Test Clinic\nlanguage: en-GB\nbase_url: https://test.example/calf\n";

const PAGES: [(&str, &str); 4] = [
    ("content/site.yaml", SETTINGS),
    ("content/index.md", "---\ntitle: Home\n---\nHello.\n"),
    ("content/legs/calf.md", "---\ntitle: Calf\n---\nText.\n"),
    ("content/legs/shin.md", "---\ntitle: Shin\nimage: shin.png\n---\nText.\n"),
];

fn clinic() -> tempfile::TempDir {
    let folder = site(&PAGES);
    DynamicImage::from(RgbImage::new(40, 20)).save(folder.path().join("content/legs/shin.png")).unwrap();
    folder
}

fn publish(folder: &tempfile::TempDir) -> BTreeMap<String, Vec<u8>> {
    let (_guard, out) = built(folder.path(), &[]);
    files(&out)
}

/// What the head of a page says under a name.
fn said(files: &BTreeMap<String, Vec<u8>>, page: &str, name: &str) -> Option<String> {
    let html = Html::parse_document(std::str::from_utf8(&files[page]).unwrap());
    let selector = Selector::parse(&format!("meta[property=\"{name}\"], meta[name=\"{name}\"]")).unwrap();
    html.select(&selector).next().map(|element| element.value().attr("content").unwrap().to_owned())
}

/// The built file that a page's picture is.
fn card(files: &BTreeMap<String, Vec<u8>>, page: &str) -> String {
    let url = said(files, page, "og:image").unwrap_or_else(|| panic!("{page} names no picture"));
    let path = url.strip_prefix("https://test.example/calf/").unwrap().split('?').next().unwrap().to_owned();
    assert!(files.contains_key(&path), "{page} names `{path}`, which is not there");
    path
}

#[test]
fn every_page_names_a_picture_that_exists_and_its_size() {
    let files = publish(&clinic());
    let mut pages = 0;
    for page in files.keys().filter(|path| path.ends_with(".html")) {
        let image = image::load_from_memory(&files[&card(&files, page)]).unwrap();
        let size = [image.width(), image.height()].map(|side| Some(side.to_string()));
        assert_eq!(["og:image:width", "og:image:height"].map(|name| said(&files, page, name)), size, "{page}");
        assert_eq!(said(&files, page, "twitter:card").as_deref(), Some("summary_large_image"));
        assert!(said(&files, page, "og:image:alt").is_some_and(|alt| alt.ends_with("Test Clinic")), "{page}");
        pages += 1;
    }
    assert!(pages >= 5, "only {pages} pages");
    assert_eq!(card(&files, "legs/calf/index.html"), "cards/legs/calf.png");
    assert_eq!(card(&files, "legs/shin/index.html"), "legs/shin.png", "the page's own picture wins");
    assert_eq!(card(&files, "a-z/index.html"), "cards/_home.png", "lists have the home page's");
    assert_ne!(files["cards/_home.png"], files["cards/legs/calf.png"]);
}

#[test]
fn another_title_or_colour_is_another_card_under_another_address() {
    let folder = clinic();
    let before = publish(&folder);
    write(folder.path(), "content/legs/calf.md", "---\ntitle: The calf\n---\nText.\n");
    let titled = publish(&folder);
    write(folder.path(), "content/site.yaml", &format!("{SETTINGS}colours: {{accent: \"#7a1f3d\"}}\n"));
    let coloured = publish(&folder);
    let page = "legs/calf/index.html";
    let urls = [&before, &titled, &coloured].map(|files| said(files, page, "og:image").unwrap());
    assert!(urls[0] != urls[1] && urls[1] != urls[2], "{urls:?}");
    let ground = |files: &BTreeMap<String, Vec<u8>>| {
        image::load_from_memory(&files["cards/legs/calf.png"]).unwrap().get_pixel(1190, 620)
    };
    assert_eq!(ground(&titled).0[..3], [0x0d, 0x3b, 0x38], "the theme's panel");
    assert_eq!(ground(&coloured).0[..3], [0x53, 0x15, 0x29], "the panel that follows from the accent");
}

#[test]
fn a_clinics_own_card_stands_for_all_pages() {
    let folder = clinic();
    fs::create_dir_all(folder.path().join("theme/pictures")).unwrap();
    DynamicImage::from(RgbImage::new(12, 6)).save(folder.path().join("theme/pictures/card.png")).unwrap();
    let files = publish(&folder);
    assert!(card(&files, "legs/calf/index.html").starts_with("theme/pictures/card."));
    assert!(!files.keys().any(|path| path.starts_with("cards/")));
}

#[test]
fn without_an_address_of_its_own_a_site_names_none() {
    let folder = clinic();
    write(folder.path(), "content/site.yaml", "name: Test Clinic\nlanguage: en-GB\n");
    let files = publish(&folder);
    assert_eq!(said(&files, "legs/calf/index.html", "og:image"), None);
    assert_eq!(said(&files, "legs/calf/index.html", "twitter:card").as_deref(), Some("summary"));
    assert!(!files.keys().any(|path| path.starts_with("cards/")));
}
