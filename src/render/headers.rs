//! What a web server is to say beside each file: the site's policy, as the file `_headers` that some hosts read.
//!
//! This is the one place where the policy stands. The preview says the same, and `docs/hosting.md` has it in the words
//! of other servers, which a test holds to these tables. Nothing here speaks to a host.

use super::template::Templates;
use super::{Made, Output, Part, Route};
use crate::base::address::Address;
use crate::base::base_url;
use crate::body::Site;

/// The file `_headers`.
pub const OUTPUT: Output = Output { name: "headers", routes, make };

/// What browsers may load and do: nothing but the site's own files. The one form of the site is the search box, which
/// leads to the list of pages where there is no JavaScript.
pub const POLICY: &str =
    "default-src 'self'; base-uri 'none'; object-src 'none'; form-action 'self'; frame-ancestors 'none'";

/// What every answer says, whether it comes over `https` or not.
pub const ALWAYS: [(&str, &str); 4] = [
    ("Content-Security-Policy", POLICY),
    ("X-Content-Type-Options", "nosniff"),
    // Which page somebody read may say what they suffer from: no other site is told.
    ("Referrer-Policy", "same-origin"),
    (
        "Permissions-Policy",
        "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), payment=(), usb=()",
    ),
];

/// What browsers heed over `https` alone.
pub const OVER_HTTPS: [(&str, &str); 2] =
    [("Strict-Transport-Security", "max-age=31536000"), ("Cross-Origin-Opener-Policy", "same-origin")];

/// How long a file whose name changes with its bytes may be kept.
pub const KEEP: &str = "public, max-age=31536000, immutable";

/// How long a page may be kept: a browser asks each time whether there is a newer one, so that no reader sees an old
/// warning.
pub const ASK: &str = "no-cache";

const NAME: &str = "_headers";

fn routes(site: &Site) -> Vec<Route> {
    let address = Address::root().file(NAME);
    // A file of this name in `content/_files/` is the clinic's own and stands in place of ours.
    let has_own = site.index.files.values().any(|other| *other == address);
    if has_own { Vec::new() } else { vec![Route::of_site(address, Part::Whole)] }
}

fn make(site: &Site, _: &Templates, route: &Route) -> Made {
    (route.address.as_str() == "/_headers").then(|| Ok(file(site).into_bytes()))
}

fn file(site: &Site) -> String {
    let mut text = String::from(
        "# For Netlify, Cloudflare Pages and others that read this file. Put your own in content/_files/.\n",
    );
    // These hosts read the file at their root, and addresses begin there too.
    let above = base_url::folder(site.index.base_url().unwrap_or_default());
    text.push_str(&format!("{above}/*\n"));
    for (name, value) in ALWAYS.iter().chain(&OVER_HTTPS) {
        text.push_str(&format!("  {name}: {value}\n"));
    }
    // Nothing is said of how long pages are kept: these hosts have browsers ask each time, and join what two rules say.
    for folder in kept_folders(site) {
        text.push_str(&format!("{above}{folder}*\n  Cache-Control: {KEEP}\n"));
    }
    text
}

/// The folders in which every name changes with its bytes: the theme's, and those of the search.
fn kept_folders(site: &Site) -> Vec<String> {
    let searches = site.index.config.languages.iter().map(|language| format!("/search/{language}/"));
    let folders = std::iter::once("/theme/".to_owned()).chain(searches);
    let files = &site.index.files;
    folders.filter(|folder| !files.values().any(|address| address.as_str().starts_with(folder.as_str()))).collect()
}
