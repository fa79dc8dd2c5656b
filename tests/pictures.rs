//! Pictures of content as they are published: sized, in several widths, upright, without what a camera wrote into them,
//! and never made twice.
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
use std::io::Cursor;
use std::path::Path;

use image::codecs::jpeg::JpegEncoder;
use image::{DynamicImage, GenericImageView as _, ImageFormat, Rgb, RgbImage};
use scraper::{Html, Selector};
use soleus::base::address::LinkForm;
use soleus::base::date::Date;
use soleus::base::digest::Digest;
use soleus::base::giving_way::GivingWay;
use soleus::base::path::SitePath;
use soleus::load::{File, disk};
use soleus::preview::session::Session;
use soleus::preview::verify;
use soleus::resolve::index::{Options, Prints};
use support::{TODAY, built, end, files, site, soleus};

const HOME: (&str, &str) = ("content/index.md", "---\ntitle: Home\n---\nHello.\n");
const CALF: (&str, &str) = (
    "content/legs/calf.md",
    "---\ntitle: Calf\n---\n![From behind](behind.jpg)\n\n## More\n\n![From the side](side.png) ![Drawn](drawn.svg)\n",
);
const DRAWN: (&str, &str) = (
    "content/legs/drawn.svg",
    "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 30 20\"><path d=\"M0 0\"/></svg>",
);

/// A picture whose left half is red and whose right half is blue.
fn halves(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, _| if x < width / 2 { Rgb([220, 20, 20]) } else { Rgb([20, 20, 220]) })
}

/// A photograph of a camera that was held on its side, which wrote down where it was.
fn photograph(width: u32, height: u32) -> Vec<u8> {
    let mut plain = Vec::new();
    JpegEncoder::new_with_quality(&mut plain, 90).encode_image(&halves(width, height)).unwrap();
    let mut exif = b"Exif\0\0MM\0\x2A\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0".to_vec();
    exif.extend_from_slice(b"GPS 51.5 N at the patient's home");
    let length = u16::try_from(exif.len() + 2).unwrap().to_be_bytes();
    [&plain[..2], &[0xFF, 0xE1], &length, &exif, &plain[2..]].concat()
}

/// A drawing of pixels with a text that its program wrote.
fn screenshot(width: u32, height: u32) -> Vec<u8> {
    let mut plain = Cursor::new(Vec::new());
    DynamicImage::from(halves(width, height)).write_to(&mut plain, ImageFormat::Png).unwrap();
    let plain = plain.into_inner();
    let text = b"\0\0\0\x13tEXtAuthor\0Jane Patient";
    let text = [&text[..], &[0; 4]].concat();
    [&plain[..33], &text, &plain[33..]].concat()
}

fn clinic() -> tempfile::TempDir {
    let folder = site(&[HOME, CALF, DRAWN]);
    fs::write(folder.path().join("content/legs/behind.jpg"), photograph(1200, 600)).unwrap();
    fs::write(folder.path().join("content/legs/side.png"), screenshot(620, 200)).unwrap();
    folder
}

fn publish(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let (_guard, out) = built(folder, &[]);
    files(&out)
}

fn holds(bytes: &[u8], text: &str) -> bool {
    bytes.windows(text.len()).any(|window| window == text.as_bytes())
}

/// The attributes of each picture in a page's text.
fn shown(files: &BTreeMap<String, Vec<u8>>, page: &str) -> Vec<BTreeMap<String, String>> {
    let html = Html::parse_document(std::str::from_utf8(&files[page]).unwrap());
    let selector = Selector::parse(".prose img").unwrap();
    let attributes = |element: scraper::ElementRef<'_>| {
        element.value().attrs().map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
    };
    html.select(&selector).map(attributes).collect()
}

/// The built file that a link on `legs/calf/index.html` leads to.
fn target(files: &BTreeMap<String, Vec<u8>>, link: &str) -> DynamicImage {
    let path = link.strip_prefix("../../").unwrap_or_else(|| panic!("{link}"));
    image::load_from_memory(files.get(path).unwrap_or_else(|| panic!("{path} is not there"))).unwrap()
}

#[test]
fn pictures_have_their_room_and_come_in_several_widths() {
    let files = publish(clinic().path());
    let pictures = shown(&files, "legs/calf/index.html");
    let [behind, side, drawn] = &pictures[..] else { panic!("{pictures:?}") };
    // The camera was held on its side: 1200 × 600 pixels are seen as 600 × 1200.
    assert_eq!((behind["width"].as_str(), behind["height"].as_str()), ("600", "1200"));
    assert_eq!((side["width"].as_str(), side["height"].as_str()), ("620", "200"));
    assert_eq!((drawn["width"].as_str(), drawn["height"].as_str()), ("30", "20"));
    assert_eq!(drawn.get("srcset"), None);
    let mut widths = Vec::new();
    for picture in [behind, side] {
        assert_eq!(picture["sizes"], "(min-width: 41rem) 38rem, calc(100vw - 2rem)");
        for form in picture["srcset"].split(", ") {
            let (link, width) = form.split_once(' ').unwrap();
            let width: u32 = width.strip_suffix('w').unwrap().parse().unwrap();
            assert_eq!(target(&files, link).width(), width);
            widths.push(width);
        }
        assert_eq!(target(&files, &picture["src"]).width().to_string(), picture["width"]);
    }
    assert_eq!(widths, [480, 600, 480, 620]);
    assert_eq!(behind.get("loading"), None, "what stands first is loaded at once");
    assert_eq!(side["loading"], "lazy");
}

#[test]
fn pictures_are_upright_and_tell_nothing_of_camera_place_or_author() {
    let files = publish(clinic().path());
    for (path, bytes) in &files {
        for secret in ["GPS 51.5", "Jane Patient", "Exif\0"] {
            assert!(!holds(bytes, secret), "{path} holds `{secret}`");
        }
    }
    let mut upright = 0;
    for (path, bytes) in files.iter().filter(|(path, _)| path.ends_with(".jpg")) {
        let image = image::load_from_memory(bytes).unwrap();
        let (width, height) = image.dimensions();
        assert_eq!(width * 2, height, "{path}");
        let (above, below) = (image.get_pixel(width / 2, height / 8), image.get_pixel(width / 2, height * 7 / 8));
        assert!(above[0] > 180 && above[2] < 80 && below[2] > 180 && below[0] < 80, "{path}: {above:?} {below:?}");
        upright += 1;
    }
    assert_eq!(upright, 3, "two widths, and the file itself");
    let own = image::load_from_memory(&files["legs/side.png"]).unwrap();
    assert_eq!(own.to_rgb8(), halves(620, 200), "no pixel of a file that lies upright is touched");
}

#[test]
fn what_was_made_is_not_made_again_and_would_be_the_same() {
    let folder = clinic();
    let first = publish(folder.path());
    assert_eq!(first, publish(folder.path()));
    let cache = folder.path().join(".soleus-cache/pdf");
    // An entry with other bytes under a sound digest: a build that shows them did not decode the picture.
    let mut marked = 0;
    for entry in fs::read_dir(&cache).unwrap() {
        let path = entry.unwrap().path();
        let kept = fs::read(&path).unwrap();
        if kept[65..].starts_with(&[0xFF, 0xD8]) {
            let marked_bytes = [&kept[65..], b"marked"].concat();
            fs::write(&path, [Digest::of(&marked_bytes).hex().as_bytes(), b"\n", &marked_bytes].concat()).unwrap();
            marked += 1;
        }
    }
    let again = publish(folder.path());
    let seen = again.values().filter(|bytes| bytes.ends_with(b"marked")).count();
    assert_eq!((marked, seen), (2, 3), "the full width is published under two names");
    fs::remove_dir_all(cache).unwrap();
    assert_eq!(first, publish(folder.path()));
}

/// What `build` says when a picture has these bytes.
fn refusal(name: &str, bytes: &[u8]) -> String {
    let folder = site(&[HOME]);
    fs::write(folder.path().join("content").join(name), bytes).unwrap();
    let (code, _, problems) = end(&soleus(folder.path(), &["build", "--as-of", TODAY]));
    assert_eq!(code, 1, "{problems}");
    assert!(!folder.path().join("public").exists(), "nothing is published");
    problems
}

#[test]
fn damaged_and_huge_pictures_are_errors_that_name_the_file() {
    let whole = photograph(90, 60);
    for problems in [
        refusal("cut.jpg", &whole[..whole.len() / 2]),
        refusal("cut.png", &screenshot(90, 60)[..100]),
        refusal("text.webp", b"RIFF\x04\0\0\0WEBP"),
    ] {
        assert!(problems.contains("error[L010]: `") && problems.contains("cannot be read as a picture"), "{problems}");
    }
    // A head that promises 60,000 × 60,000 pixels: decoded, they would take 14 gigabytes.
    let mut bomb = screenshot(10, 10);
    bomb[16..24].copy_from_slice(&[0, 0, 0xEA, 0x60, 0, 0, 0xEA, 0x60]);
    let crc = crc32(&bomb[12..29]).to_be_bytes();
    bomb[29..33].copy_from_slice(&crc);
    let problems = refusal("bomb.png", &bomb);
    assert!(problems.contains("`bomb.png` has 60000 × 60000 pixels, where 50 million are the most"), "{problems}");
}

/// What the preview says of pictures is what a clean build says, however they are cut; each is decoded once.
#[test]
fn a_preview_decodes_each_picture_once_and_finds_what_a_build_finds() {
    let (jpeg, png) = (photograph(90, 60), screenshot(700, 300));
    let folder = site(&[HOME]);
    let put = |name: &str, bytes: &[u8]| fs::write(folder.path().join("content").join(name), bytes).unwrap();
    put("whole.png", &png);
    put("same.png", &png);
    put("small.png", &screenshot(90, 60)[..100]);
    put("turned.jpg", &jpeg[..jpeg.len() - 9]);
    put("wide.png", &png[..200]);
    let today = Date::parse(TODAY).unwrap();
    let (links, prints) = (LinkForm::Pretty, Prints::LeftOut);
    let options = Options { today, drafts: false, base_url: None, links, prints };
    let mut session = Session::new(disk::load(folder.path()).unwrap().value, options, Vec::new());
    let broken = |session: &Session| {
        let entries = session.report().entries.into_iter().filter(|entry| entry.code.id == "L010");
        entries.map(|entry| entry.place.unwrap().path.name().to_owned()).collect::<Vec<_>>()
    };
    let differences = |session: &Session| verify::compare(session).unwrap().differences;
    assert!(session.due_picture().is_none(), "pages come first");
    session.check_all();
    assert!(session.is_checked());
    assert_eq!(broken(&session), ["small.png", "turned.jpg", "wide.png"]);
    assert_eq!(differences(&session), Vec::<String>::new());
    let mut turn = |path: &str, bytes: &[u8]| {
        session.turn(vec![(SitePath::new(path).unwrap(), Some(File::new(bytes)))]);
        let checks = session.checks(session.check_some(0, usize::MAX), &GivingWay::default()).unwrap();
        session.take_checks(checks);
        let due = session.due_picture().is_some();
        session.check_all();
        (due, broken(&session).len(), differences(&session))
    };
    assert_eq!(turn("content/index.md", b"---\ntitle: Home\n---\nOther words.\n"), (false, 3, vec![]));
    // The bytes of another picture are known.
    assert_eq!(turn("content/wide.png", &png), (false, 2, vec![]));
    assert_eq!(turn("content/whole.png", &png[..300]), (true, 3, vec![]));
}

fn crc32(bytes: &[u8]) -> u32 {
    let step = |crc: u32, byte: &u8| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| if crc & 1 == 1 { crc >> 1 ^ 0xEDB8_8320 } else { crc >> 1 })
    };
    !bytes.iter().fold(u32::MAX, step)
}
