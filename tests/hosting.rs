//! What web hosts are told: `_headers` is written, a clinic's own wins, and the guide, the preview and the browser
//! tests say the same as the tables in `src/render/headers.rs`.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may stop")]

mod support;

use std::fs;

use soleus::render::headers::{ALWAYS, ASK, KEEP, OVER_HTTPS, POLICY};
use support::{built, root, site};

const HOME: (&str, &str) = ("content/index.md", "---\ntitle: Home\n---\nHello.\n");

fn headers(files: &[(&str, &str)]) -> String {
    let folder = site(files);
    let (_guard, out) = built(folder.path(), &[]);
    fs::read_to_string(out.join("_headers")).unwrap()
}

#[test]
fn a_build_tells_hosts_the_policy_and_what_may_be_kept() {
    let mut expected =
        "# For Netlify, Cloudflare Pages and others that read this file. Put your own in content/_files/.\n/*\n"
            .to_owned();
    for (name, value) in ALWAYS.iter().chain(&OVER_HTTPS) {
        expected += &format!("  {name}: {value}\n");
    }
    for folder in ["/theme/*", "/search/en-GB/*"] {
        expected += &format!("{folder}\n  Cache-Control: {KEEP}\n");
    }
    assert_eq!(headers(&[HOME]), expected);
}

#[test]
fn a_site_in_a_folder_of_its_host_has_rules_for_that_folder() {
    let settings = "name: T\nlanguage: en-GB\nbase_url: https://t.example/clinic\n";
    let text = headers(&[HOME, ("content/site.yaml", settings)]);
    let rules: Vec<&str> = text.lines().filter(|line| line.starts_with('/')).collect();
    assert_eq!(rules, ["/clinic/*", "/clinic/theme/*", "/clinic/search/en-GB/*"]);
}

#[test]
fn a_clinics_own_file_stands_in_its_place() {
    assert_eq!(headers(&[HOME, ("content/_files/_headers", "/*\n  X-Mine: yes\n")]), "/*\n  X-Mine: yes\n");
}

#[test]
fn a_folder_with_files_of_the_clinic_is_not_kept_for_a_year() {
    let text = headers(&[HOME, ("content/theme/poster.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>")]);
    assert!(!text.contains("/theme/*") && text.contains("/search/en-GB/*"), "{text}");
}

#[test]
fn the_guide_says_the_same_in_the_words_of_each_server() {
    let guide = fs::read_to_string(root().join("docs/hosting.md")).unwrap();
    for server in ["## nginx", "## Apache", "## Caddy"] {
        let (_, section) = guide.split_once(server).unwrap();
        let snippet = section.split("```").nth(1).unwrap();
        for (name, value) in ALWAYS.iter().chain(&OVER_HTTPS) {
            assert!(snippet.contains(&format!("{name} \"{value}\"")), "{server} does not say `{name}: {value}`");
        }
        for kept in [KEEP, ASK] {
            assert!(snippet.contains(&format!("\"{kept}\"")), "{server} does not say `{kept}`");
        }
    }
    for (name, _) in ALWAYS.iter().chain(&OVER_HTTPS) {
        assert!(guide.contains(&format!("| `{name}` |")), "the guide does not explain `{name}`");
    }
}

#[test]
fn browser_tests_run_under_the_same_policy() {
    let tools = fs::read_dir(root().join("tests/tools")).unwrap().map(|entry| entry.unwrap().path());
    let scripts = tools.filter(|path| path.extension().is_some_and(|ending| ending == "mjs"));
    let mut serving = 0;
    for script in scripts {
        let text = fs::read_to_string(&script).unwrap();
        let policies: Vec<&str> = text.lines().filter(|line| line.contains("-src")).collect();
        let serves = text.contains("createServer");
        assert_eq!(policies.len(), usize::from(serves), "{}: {policies:?}", script.display());
        for line in policies {
            assert!(line.contains(POLICY), "{}: {line}", script.display());
        }
        serving += usize::from(serves);
    }
    assert_eq!(serving, 1, "one script serves the built site to all browser tests");
}
