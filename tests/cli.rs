//! The real binary: what it prints, what it writes and how it ends.
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
use std::time::{Duration, SystemTime};

use support::{end, files, root, site, soleus, write};

const HOME: (&str, &str) = ("content/index.md", "---\ntitle: Home\nsummary: Home.\n---\nHello.\n");

fn build(folder: &std::path::Path) -> (i32, String) {
    let (code, _, problems) = end(&soleus(folder, &["build", "--as-of", support::TODAY]));
    (code, problems)
}

#[test]
fn build_writes_public_and_check_is_silent_on_standard_output() {
    let folder = site(&[HOME]);
    assert_eq!(build(folder.path()).0, 0);
    assert!(folder.path().join("public/index.html").is_file());
    let (code, stdout, problems) = end(&soleus(folder.path(), &["check"]));
    assert_eq!((code, stdout.as_str()), (0, ""), "{problems}");
}

#[test]
fn a_site_without_numbers_has_no_heading_over_none() {
    let reach = |settings: &str| {
        let folder = site(&[HOME, ("content/site.yaml", settings)]);
        assert_eq!(build(folder.path()).0, 0);
        fs::read_to_string(folder.path().join("public/index.html")).unwrap().contains("Reach us")
    };
    assert!(!reach("name: Clinic\nlanguage: en-GB\n"));
    assert!(reach("name: Clinic\nlanguage: en-GB\nnumbers:\n  emergency_number: \"999\"\n"));
}

#[test]
fn the_site_is_found_from_a_folder_below_it() {
    let folder = site(&[HOME, ("content/a/b.md", "---\ntitle: B\n---\nText.\n")]);
    assert_eq!(build(&folder.path().join("content/a")).0, 0);
    assert!(folder.path().join("public/a/b/index.html").is_file());
}

#[test]
fn an_error_leaves_the_last_output_as_it_was() {
    let folder = site(&[HOME]);
    assert_eq!(build(folder.path()).0, 0);
    let before = files(&folder.path().join("public"));
    write(folder.path(), "content/bad.md", "---\ntitle: Bad\n---\n[[nowhere]]\n");
    let (code, problems) = build(folder.path());
    assert_eq!(code, 1);
    assert!(problems.contains("error[L001]: there is no page `nowhere`"), "{problems}");
    assert!(problems.contains("content/bad.md:4:1"), "{problems}");
    assert_eq!(files(&folder.path().join("public")), before);
}

#[test]
fn a_page_that_is_gone_is_gone_and_others_are_not_written_again() {
    let folder = site(&[HOME, ("content/old.md", "---\ntitle: Old\n---\nText.\n")]);
    assert_eq!(build(folder.path()).0, 0);
    fs::remove_file(folder.path().join("content/old.md")).unwrap();
    assert_eq!(build(folder.path()).0, 0);
    assert!(!folder.path().join("public/old").exists());
    assert!(folder.path().join("public/index.html").is_file());
}

#[test]
fn nothing_is_touched_when_nothing_changed() {
    let folder = site(&[HOME]);
    assert_eq!(build(folder.path()).0, 0);
    let file = folder.path().join("public/index.html");
    let long_ago = SystemTime::now() - Duration::from_secs(3600);
    fs::File::options().write(true).open(&file).unwrap().set_modified(long_ago).unwrap();
    let before = fs::metadata(&file).unwrap().modified().unwrap();
    let (code, summary) = build(folder.path());
    assert_eq!(code, 0);
    assert!(summary.contains(": 0 written"), "{summary}");
    assert_eq!(fs::metadata(&file).unwrap().modified().unwrap(), before);
}

#[test]
fn a_file_changed_by_hand_is_written_again() {
    let folder = site(&[HOME]);
    assert_eq!(build(folder.path()).0, 0);
    let before = files(&folder.path().join("public"));
    let file = folder.path().join("public/index.html");
    let text = fs::read_to_string(&file).unwrap().replacen("Hello", "Hacke", 1);
    fs::write(&file, text).unwrap();
    let later = SystemTime::now() + Duration::from_secs(60);
    fs::File::options().write(true).open(&file).unwrap().set_modified(later).unwrap();
    assert_eq!(build(folder.path()).0, 0);
    assert_eq!(files(&folder.path().join("public")), before);
}

#[test]
fn an_output_with_a_foreign_file_is_refused() {
    let folder = site(&[HOME]);
    write(folder.path(), "public/mine.txt", "keep me");
    let (code, problems) = build(folder.path());
    assert_eq!(code, 2);
    assert!(
        problems.contains("error[S010]") && problems.contains("`mine.txt`, which Soleus did not write"),
        "{problems}"
    );
    assert_eq!(fs::read_to_string(folder.path().join("public/mine.txt")).unwrap(), "keep me");
}

#[test]
fn an_output_that_is_no_folder_is_refused() {
    let folder = site(&[HOME]);
    write(folder.path(), "notes.txt", "keep me");
    #[cfg(unix)]
    let _socket = std::os::unix::net::UnixListener::bind(folder.path().join("socket")).unwrap();
    for out in if cfg!(unix) { &["notes.txt", "socket"][..] } else { &["notes.txt"] } {
        let (code, _, problems) = end(&soleus(folder.path(), &["build", "--out", out]));
        assert_eq!(code, 2, "--out {out}: {problems}");
        assert!(problems.contains("cannot be the output: it is a file"), "{problems}");
        assert!(!folder.path().join(out).is_dir(), "{out}");
    }
    assert_eq!(fs::read_to_string(folder.path().join("notes.txt")).unwrap(), "keep me");
}

#[test]
fn an_output_that_overlaps_the_content_is_refused() {
    let folder = site(&[HOME]);
    for out in ["content", "content/public", ".", "content/../content"] {
        let (code, _, problems) = end(&soleus(folder.path(), &["build", "--out", out]));
        assert_eq!(code, 2, "--out {out}: {problems}");
    }
    assert!(folder.path().join("content/index.md").is_file());
}

#[test]
fn two_builds_give_the_same_bytes() {
    let (_first, one) = support::built(&root(), &[]);
    let (_second, two) = support::built(&root(), &[]);
    let differing: Vec<String> = {
        let (one, two): (BTreeMap<_, _>, BTreeMap<_, _>) = (files(&one), files(&two));
        assert_eq!(one.keys().collect::<Vec<_>>(), two.keys().collect::<Vec<_>>());
        one.into_iter().filter(|(path, bytes)| two.get(path) != Some(bytes)).map(|(path, _)| path).collect()
    };
    assert_eq!(differing, Vec::<String>::new());
}

#[test]
fn drafts_are_left_out_unless_they_are_asked_for() {
    let folder = site(&[HOME, ("content/plan.md", "---\ntitle: Plan\ndraft: true\n---\nSoon.\n")]);
    assert_eq!(build(folder.path()).0, 0);
    assert!(!folder.path().join("public/plan").exists());
    assert_eq!(end(&soleus(folder.path(), &["build", "--drafts"])).0, 0);
    assert!(folder.path().join("public/plan/index.html").is_file());
}

#[test]
fn offline_links_name_files_and_lead_to_them() {
    let folder = site(&[HOME, ("content/a/b.md", "---\ntitle: B\n---\nSee [[Home]].\n")]);
    assert_eq!(end(&soleus(folder.path(), &["build", "--offline"])).0, 0);
    let page = fs::read_to_string(folder.path().join("public/a/b/index.html")).unwrap();
    assert!(page.contains("href=\"../../index.html\""), "{page}");
}

#[test]
fn usage_and_settings_end_with_2_and_content_errors_with_1() {
    let nowhere = tempfile::tempdir().unwrap();
    assert_eq!(end(&soleus(nowhere.path(), &["build"])).0, 2);
    assert_eq!(end(&soleus(nowhere.path(), &["biuld"])).0, 2);
    let wrong_settings = site(&[("content/site.yaml", "name: X\nlanguage: en\nnmae: Y\n"), HOME]);
    assert_eq!(build(wrong_settings.path()).0, 2);
    let wrong_content = site(&[("content/index.md", "---\ntitle: Home\nsumary: x\n---\n")]);
    assert_eq!(build(wrong_content.path()).0, 1);
}

#[test]
fn json_is_always_one_array() {
    let nowhere = tempfile::tempdir().unwrap();
    let (code, stdout, _) = end(&soleus(nowhere.path(), &["check", "--format", "json"]));
    assert_eq!((code, stdout.as_str()), (2, "[]\n"));
    let folder = site(&[("content/index.md", "---\ntitle: Home\nsumary: x\n---\n")]);
    let (code, stdout, _) = end(&soleus(folder.path(), &["check", "--format", "json"]));
    let found: serde_json::Value = serde_json::from_str(&stdout).unwrap();
    let first = found.as_array().unwrap().iter().find(|problem| problem["code"] == "F003").unwrap();
    assert_eq!(code, 1);
    assert_eq!(
        (first["path"].as_str(), first["line"].as_u64(), first["column"].as_u64()),
        (Some("content/index.md"), Some(3), Some(1))
    );
    assert_eq!(first["help"], "write `summary`");
}

#[test]
fn every_format_of_check_names_the_problem() {
    let folder = site(&[("content/index.md", "---\ntitle: Home\nsumary: x\n---\n")]);
    for format in ["json", "sarif", "github"] {
        let (code, stdout, _) = end(&soleus(folder.path(), &["check", "--format", format]));
        assert!(code == 1 && stdout.contains("F003") && stdout.contains("content/index.md"), "{format}: {stdout}");
    }
    let (_, stdout, stderr) = end(&soleus(folder.path(), &["check", "--format", "human"]));
    assert!(stdout.is_empty() && stderr.contains("3 | sumary: x"), "{stderr}");
}

#[cfg(unix)]
#[test]
fn a_link_out_of_the_site_is_refused_and_not_published() {
    let folder = site(&[HOME]);
    let outside = tempfile::tempdir().unwrap();
    fs::write(outside.path().join("secret.md"), "---\ntitle: Secret\n---\nSecret.\n").unwrap();
    std::os::unix::fs::symlink(outside.path(), folder.path().join("content/out")).unwrap();
    std::os::unix::fs::symlink(folder.path().join("content"), folder.path().join("content/ring")).unwrap();
    let (code, problems) = build(folder.path());
    assert_eq!(code, 1);
    assert!(problems.contains("`content/out` is a link that leads out of the site"), "{problems}");
    assert!(problems.contains("`content/ring` is a link to a folder that holds it"), "{problems}");
    assert!(!folder.path().join("public").exists());
}

#[test]
fn init_makes_a_site_that_checks_clean_and_builds() {
    let folder = tempfile::tempdir().unwrap();
    for (name, more) in [("empty", None), ("example", Some("--example"))] {
        let arguments: Vec<&str> = ["init", name].into_iter().chain(more).collect();
        assert_eq!(end(&soleus(folder.path(), &arguments)).0, 0);
        let site = folder.path().join(name);
        let (code, stdout, problems) = end(&soleus(&site, &["check", "--format", "json", "--as-of", support::TODAY]));
        let found: serde_json::Value = serde_json::from_str(&stdout).unwrap();
        let serious: Vec<_> =
            found.as_array().unwrap().iter().filter(|problem| problem["severity"] != "advice").collect();
        assert!(code == 0 && serious.is_empty(), "{name}: {problems} {serious:#?}");
        assert_eq!(build(&site).0, 0, "{name}");
        assert_eq!(end(&soleus(folder.path(), &arguments)).0, 2, "a second init writes nothing");
    }
}

#[test]
fn new_makes_a_page_of_every_kind_that_checks_clean() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(end(&soleus(folder.path(), &["init", "."])).0, 0);
    for kind in ["article", "anatomy", "condition", "exercise", "programme", "decision", "reference", "term"] {
        let name = format!("My: new \"{kind}\"");
        let (code, stdout, problems) = end(&soleus(folder.path(), &["new", kind, &name]));
        assert_eq!(code, 0, "{kind}: {problems}");
        assert!(folder.path().join(stdout.trim()).is_file(), "{stdout}");
        assert_eq!(end(&soleus(folder.path(), &["new", kind, &name])).0, 2, "a page that is there is kept");
    }
    // They are drafts, so that no filler is published.
    assert_eq!(build(folder.path()).0, 0);
    for path in ["exercises", "conditions", "rehab", "help", "anatomy", "glossary"] {
        assert!(!folder.path().join("public").join(path).exists(), "{path}");
    }
    let (code, stdout, problems) = end(&soleus(folder.path(), &["check", "--drafts", "--format", "json"]));
    let found: serde_json::Value = serde_json::from_str(&stdout).unwrap();
    let errors: Vec<_> = found.as_array().unwrap().iter().filter(|problem| problem["severity"] != "advice").collect();
    assert!(code == 0 && errors.is_empty(), "{problems} {errors:#?}");
}

#[test]
fn new_takes_a_path_from_the_sites_folder() {
    let folder = site(&[HOME]);
    for (path, made) in [("content/a/foo.md", "content/a/foo.md"), ("content/bar", "content/bar.md")] {
        let (code, stdout, problems) = end(&soleus(folder.path(), &["new", "exercise", path]));
        assert!(code == 0 && folder.path().join(made).is_file(), "{stdout}{problems}");
    }
}

#[test]
fn an_address_to_publish_at_is_checked_as_in_the_settings() {
    for wrong in ["https://x.example/#f", "https://x.example/?q=1", "https://x.example/a b", "https://u:p@x.example"] {
        let settings = format!("name: Test\nlanguage: en-GB\nbase_url: \"{wrong}\"\n");
        let folder = site(&[HOME, ("content/site.yaml", &settings)]);
        assert_eq!(end(&soleus(folder.path(), &["check"])).0, 2, "{wrong}");
        let folder = site(&[HOME]);
        assert_eq!(end(&soleus(folder.path(), &["build", "--base-url", wrong])).0, 2, "{wrong}");
    }
}

#[test]
fn settings_that_cannot_be_read_are_one_problem() {
    let settings = fs::read_to_string(root().join("content/site.yaml")).unwrap();
    let folder = tempfile::tempdir().unwrap();
    for (path, bytes) in files(&root().join("content")) {
        let file = folder.path().join("content").join(path);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, bytes).unwrap();
    }
    write(folder.path(), "content/site.yaml", &format!("{settings}x: Calf pain: what to do\n"));
    let (code, stdout, _) = end(&soleus(folder.path(), &["check", "--format", "json"]));
    let found: serde_json::Value = serde_json::from_str(&stdout).unwrap();
    let codes: Vec<_> = found.as_array().unwrap().iter().map(|problem| problem["code"].clone()).collect();
    assert_eq!((code, codes), (2, vec![serde_json::json!("S001")]));
    // What some editors write before the first line is no slip.
    write(folder.path(), "content/site.yaml", &format!("\u{feff}{settings}"));
    assert_eq!(end(&soleus(folder.path(), &["check", "--as-of", support::TODAY])).0, 0);
}

#[test]
fn a_number_in_a_title_is_shown_as_it_is_written() {
    let folder = site(&[HOME, ("content/a.md", "---\ntitle: 1.50\n---\nText.\n")]);
    assert_eq!(build(folder.path()).0, 0);
    let html = fs::read_to_string(folder.path().join("public/a/index.html")).unwrap();
    assert!(html.contains("<h1>1.50</h1>"), "{html}");
}

#[test]
fn import_makes_reference_pages_and_keeps_those_that_are_there() {
    let folder = site(&[HOME]);
    let bib = "@article{Doe2020, author={Doe, Jane and Roe, R.}, title={Knees \\& {MRI}}, journal={J Knee}, year={2020}, volume={4}, pages={1--9}, doi={10.1000/x}}\n";
    write(folder.path(), "library.bib", bib);
    let (code, stdout, problems) = end(&soleus(folder.path(), &["import", "library.bib"]));
    assert_eq!(code, 0, "{problems}");
    let page = fs::read_to_string(folder.path().join(stdout.trim())).unwrap();
    assert!(page.contains("Knees & MRI") && page.contains("kind: reference"), "{page}");
    assert_eq!(build(folder.path()).0, 0);
    let (_, stdout, problems) = end(&soleus(folder.path(), &["import", "library.bib"]));
    assert!(stdout.is_empty() && problems.contains("0 written, 1 left as they were"), "{problems}");
}

#[test]
fn flow_prints_each_form_and_refuses_what_is_no_decision() {
    let knee = root().join("tests/fixtures/knee");
    for (format, text) in [
        ("text", "Is the knee out of shape"),
        ("json", "\"schema\": 1"),
        ("mermaid", "flowchart TD"),
        ("dot", "digraph"),
    ] {
        let (code, stdout, problems) = end(&soleus(&knee, &["flow", "which-page", "--format", format]));
        assert!(code == 0 && stdout.contains(text), "{format}: {stdout}{problems}");
    }
    let (code, _, problems) = end(&soleus(&knee, &["flow", "kneecap", "--format", "text"]));
    assert!(code == 2 && problems.contains("is no decision"), "{problems}");
}

#[test]
fn explain_schema_and_completions_print() {
    let (code, stdout, _) = end(&soleus(&root(), &["explain", "l001"]));
    assert!(code == 0 && stdout.starts_with("L001 (error)") || stdout.contains("L001"), "{stdout}");
    assert_eq!(end(&soleus(&root(), &["explain", "L999"])).0, 2);
    let (_, stdout, _) = end(&soleus(&root(), &["schema", "exercise"]));
    let schema: serde_json::Value = serde_json::from_str(&stdout).unwrap();
    assert_eq!(schema["additionalProperties"], false);
    assert_eq!(schema["properties"]["kind"]["const"], "exercise");
    assert!(schema["properties"]["pose"]["properties"]["start"].is_object());
    assert!(end(&soleus(&root(), &["completions", "bash"])).1.contains("_soleus"));
}

#[test]
fn reviews_are_listed_by_date_and_owner() {
    let reviewed = |title: &str, by: &str, due: &str| {
        format!(
            "---\ntitle: {title}\nreview: {{ by: {by}, role: Physiotherapist, on: 2026-01-01, due: {due} }}\n---\nText.\n"
        )
    };
    let (late, soon) = (reviewed("Late", "B. Reviewer", "2026-02-01"), reviewed("Soon", "A. Reviewer", "2027-02-01"));
    let folder = site(&[HOME, ("content/late.md", &late), ("content/soon.md", &soon)]);
    let (code, stdout, _) = end(&soleus(folder.path(), &["check", "--review", "--as-of", support::TODAY]));
    assert_eq!(code, 0);
    let lines: Vec<&str> = stdout.lines().skip(1).collect();
    assert!(lines[0].contains("2026-02-01  overdue") && lines[0].contains("B. Reviewer"), "{stdout}");
    assert!(lines[1].contains("2027-02-01  due") && lines[2].contains("never reviewed"), "{stdout}");
    let as_data = ["check", "--review", "--as-of", support::TODAY, "--format", "json"];
    let (code, stdout, _) = end(&soleus(folder.path(), &as_data));
    let data: serde_json::Value = serde_json::from_str(&stdout).unwrap();
    let expected = serde_json::json!([
        { "due": "2026-02-01", "state": "overdue", "reviewer": "B. Reviewer", "path": "content/late.md" },
        { "due": "2027-02-01", "state": "due", "reviewer": "A. Reviewer", "path": "content/soon.md" },
        { "due": null, "state": "never reviewed", "reviewer": null, "path": "content/index.md" },
    ]);
    assert_eq!((code, data), (0, expected));
    let (code, _, problems) = end(&soleus(folder.path(), &["check", "--review", "--format", "sarif"]));
    assert!(code == 2 && problems.contains("use `--format human` or `--format json`"), "{problems}");
}

#[test]
fn settings_that_name_what_is_not_there_are_wrong_settings() {
    for line in ["menu: [nowhere]", "search_tests: [{query: calf, expect: nowhere}]"] {
        let settings = format!("name: Test\nlanguage: en-GB\nbase_url: https://test.example\n{line}\n");
        let folder = site(&[HOME, ("content/site.yaml", &settings)]);
        let (code, _, problems) = end(&soleus(folder.path(), &["check"]));
        assert!(code == 2 && problems.contains("nowhere"), "{problems}");
    }
}

#[test]
fn a_part_that_pages_share_is_made_for_where_each_lies_and_sees_nothing_of_the_page() {
    let page = |title: &str| format!("---\ntitle: {title}\n---\nText.\n");
    let (one, two, deep) = (page("One"), page("Two"), page("Deep"));
    let pages = [("content/one.md", one.as_str()), ("content/two.md", &two), ("content/a/b/deep.md", &deep)];
    let foot = (
        "templates/frame-foot.html",
        "<footer>{{ frame.home }} {{ frame.menu | length }} {{ frame.at_home }}</footer>\n",
    );
    let folder = site(&[&[HOME, foot], pages.as_slice()].concat());
    let (code, _, problems) = end(&soleus(folder.path(), &["build"]));
    assert_eq!(code, 0, "{problems}");
    for (path, foot) in [
        ("index.html", "./ 1 true"),
        ("one/index.html", "../ 1 false"),
        ("two/index.html", "../ 1 false"),
        ("a/b/deep/index.html", "../../../ 1 false"),
    ] {
        let html = fs::read_to_string(folder.path().join("public").join(path)).unwrap();
        assert!(html.contains(&format!("<footer>{foot}</footer>\n</body>")), "{path}: {html}");
    }
    let foot = ("templates/frame-foot.html", "<footer>{{ frame.title }}</footer>\n");
    let folder = site(&[&[HOME, foot], pages.as_slice()].concat());
    let (code, _, problems) = end(&soleus(folder.path(), &["build"]));
    assert!(code == 2 && problems.contains("templates/frame-foot.html:1:18"), "{problems}");
}

#[test]
fn a_template_that_fails_for_one_page_is_found_by_check_as_by_build() {
    let exercise = ("content/raise.md", "---\nkind: exercise\ntitle: Heel raise\n---\nText.\n");
    let text = "{% extends \"base.html\" %}\n{% block content %}<h1>{{ words.nope.x }}</h1>{% endblock %}\n";
    let folder = site(&[HOME, exercise, ("templates/exercise.html", text)]);
    let (code, _, problems) = end(&soleus(folder.path(), &["check"]));
    assert!(code == 2 && problems.contains("S009"), "{problems}");
    let (_, _, built) = end(&soleus(folder.path(), &["build"]));
    let place = |told: &str| told.lines().find(|line| line.contains("templates/exercise.html:2:")).map(str::to_owned);
    assert!(place(&problems).is_some() && place(&problems) == place(&built), "{problems}{built}");
}

#[test]
fn a_template_without_the_text_of_its_pages_is_an_error() {
    let term =
        ("content/term.md", "---\nkind: term\ntitle: Sinew\n---\n> [!URGENT] Call us today if:\n> - it is torn\n");
    let own = |block: &str| format!("{{% extends \"base.html\" %}}\n{{% block content %}}{block}{{% endblock %}}\n");
    for (block, expected) in [("<h1>{{ title }}</h1>", 2), ("<h1>{{ title }}</h1>{{ <pieces of={body}/> }}", 0)] {
        let settings = "name: T\nlanguage: en-GB\nbase_url: https://t.example\nnumbers: {urgent_line: \"111\"}\n";
        let term = (term.0, term.1.replace("Call us", "Call {{urgent_line}}"));
        let (term, text) = ((term.0, term.1.as_str()), own(block));
        let folder = site(&[("content/site.yaml", settings), HOME, term, ("templates/term.html", &text)]);
        for command in ["check", "build"] {
            let (code, _, problems) = end(&soleus(folder.path(), &[command]));
            assert_eq!(code, expected, "{command} {problems}");
            assert_eq!(problems.contains("leaves the text of its pages out"), expected == 2, "{problems}");
        }
    }
}

#[test]
fn a_template_that_extends_one_that_is_not_there_is_shown_where_it_names_it() {
    let folder = site(&[HOME, ("templates/term.html", "\n{% extends \"bse.html\" %}\n")]);
    let (code, _, problems) = end(&soleus(folder.path(), &["check"]));
    assert!(code == 2 && problems.contains("templates/term.html:2:13"), "{problems}");
    assert!(problems.contains("it extends `bse.html`, which is not there"), "{problems}");
}

#[test]
fn nothing_is_written_where_a_later_build_would_be_refused() {
    let folder = site(&[HOME]);
    let (code, _, problems) = end(&soleus(folder.path(), &["build", "--out", ".soleus-cache"]));
    assert!(code == 2 && problems.contains(".soleus-cache"), "{problems}");
    for out in ["public/flow.txt", "content/flow.txt"] {
        let (code, _, problems) = end(&soleus(folder.path(), &["flow", "x", "--format", "text", "--out", out]));
        assert!(code == 2 && problems.contains("name a file outside of it"), "{problems}");
    }
}

#[test]
fn settings_under_another_name_are_told() {
    let folder = site(&[HOME]);
    let content = folder.path().join("content");
    fs::rename(content.join("site.yaml"), content.join("site.yml")).unwrap();
    let (code, printed, problems) = end(&soleus(folder.path(), &["check", "--format", "sarif"]));
    assert!(code == 2 && problems.contains("rename `content/site.yml` to `content/site.yaml`"), "{problems}");
    assert!(printed.contains("\"results\": []"), "{printed}");
}

#[test]
fn a_part_that_built_in_templates_use_is_tried_with_them() {
    let folder = site(&[HOME, ("templates/frame-foot.html", "<footer>{{ frame.nope.x }}</footer>\n")]);
    let (code, _, problems) = end(&soleus(folder.path(), &["check"]));
    assert!(code == 2 && problems.contains("templates/frame-foot.html:1:"), "{problems}");
}

#[test]
fn a_template_that_leaves_pages_empty_or_without_a_part_is_an_error() {
    let term = ("content/term.md", "---\nkind: term\ntitle: Sinew\n---\nText.\n");
    let folder = site(&[HOME, term, ("templates/term.html", "\n")]);
    let (code, _, problems) = end(&soleus(folder.path(), &["build"]));
    assert_eq!(code, 2, "{problems}");
    assert!(problems.contains("the template is empty: its pages would be empty too"), "{problems}");
    assert!(problems.contains("templates/term.html") && !folder.path().join("public").exists(), "{problems}");
    let folder = site(&[HOME, term, ("templates/page.html", "{% extends \"base.html\" %}\n")]);
    let (code, _, problems) = end(&soleus(folder.path(), &["build"]));
    assert_eq!(code, 2, "{problems}");
    let told = problems.lines().find(|line| line.contains("S009")).unwrap();
    assert!(
        told.contains("is not defined in any parent template (templates/") && told.contains("more like it"),
        "{told}"
    );
}
