//! A report as SARIF 2.1.0, for code scanning services and editors that read it.
//!
//! The log has one run. Its rules are the codes that the report holds, each with its page from `explain`. Paths are
//! relative to `%SRCROOT%`, which stands for the site's root: the reader of the log says where that is.

use std::collections::BTreeMap;

use serde::Serialize;

use super::codes::{self, Code};
use super::report::{Entry, Located, Report};
use super::{Severity, explain, json};
use crate::base::address::{Address, Form};
use crate::base::span::{LineColumn, Span};

/// The report as a SARIF log with a final newline; results stand in the report's order.
///
/// A problem of no file is a result without a location. Columns count characters, from 1; a region's end is the
/// column behind the last character.
#[must_use]
pub fn render(report: &Report) -> String {
    let used = |code: &&Code| report.entries.iter().any(|entry| entry.code == **code);
    let rules: Vec<Rule> = codes::ALL.iter().filter(used).map(Rule::new).collect();
    let results = report.entries.iter().map(|entry| result(report, entry, &rules)).collect();
    let driver = Driver {
        name: "Soleus",
        semantic_version: env!("CARGO_PKG_VERSION"),
        version: env!("CARGO_PKG_VERSION"),
        rules,
    };
    let root = Root { description: Message { text: "the folder that holds `content/`".to_owned() } };
    let run = Run {
        tool: Tool { driver },
        column_kind: "unicodeCodePoints",
        original_uri_base_ids: BTreeMap::from([(SOURCE_ROOT, root)]),
        results,
    };
    json::pretty(&Log { schema: SCHEMA, version: "2.1.0", runs: [run] })
}

const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";

/// The name GitHub and others give to the root of a repository.
const SOURCE_ROOT: &str = "%SRCROOT%";

/// A log; like all structs below it has SARIF's own names, which its fields follow.
#[derive(Serialize)]
struct Log<'a> {
    #[serde(rename = "$schema")]
    schema: &'a str,
    version: &'a str,
    runs: [Run<'a>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run<'a> {
    tool: Tool<'a>,
    column_kind: &'a str,
    original_uri_base_ids: BTreeMap<&'a str, Root>,
    results: Vec<Finding<'a>>,
}

#[derive(Serialize)]
struct Root {
    description: Message,
}

#[derive(Serialize)]
struct Tool<'a> {
    driver: Driver<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Driver<'a> {
    name: &'a str,
    version: &'a str,
    semantic_version: &'a str,
    rules: Vec<Rule>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Rule {
    id: &'static str,
    short_description: Message,
    #[serde(skip_serializing_if = "Option::is_none")]
    help: Option<Help>,
    default_configuration: Configuration,
}

/// A rule's page. SARIF wants plain text beside Markdown; ours reads well as it stands.
#[derive(Serialize)]
struct Help {
    text: String,
    markdown: String,
}

#[derive(Serialize)]
struct Configuration {
    level: &'static str,
}

/// SARIF's `result`.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Finding<'a> {
    rule_id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    rule_index: Option<usize>,
    level: &'a str,
    message: Message,
    locations: Vec<Location>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Location>,
}

#[derive(Serialize)]
struct Message {
    text: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Location {
    physical_location: PhysicalLocation,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<Message>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PhysicalLocation {
    artifact_location: ArtifactLocation,
    #[serde(skip_serializing_if = "Option::is_none")]
    region: Option<Region>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ArtifactLocation {
    uri: String,
    uri_base_id: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: usize,
    start_column: usize,
    end_line: usize,
    end_column: usize,
}

impl Rule {
    fn new(code: &Code) -> Self {
        Self {
            id: code.id,
            short_description: Message { text: code.title.to_owned() },
            help: explain::page(code.id).map(|page| Help { markdown: page.text.clone(), text: page.text }),
            default_configuration: Configuration { level: level(code.severity) },
        }
    }
}

/// SARIF's word for a severity. It knows no advice; its note is the nearest.
fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Advice => "note",
    }
}

fn result<'a>(report: &Report, entry: &'a Entry, rules: &[Rule]) -> Finding<'a> {
    let text = match &entry.help {
        Some(help) => format!("{}\n{help}", entry.message),
        None => entry.message.clone(),
    };
    Finding {
        rule_id: entry.code.id,
        rule_index: rules.iter().position(|rule| rule.id == entry.code.id),
        level: level(entry.severity),
        message: Message { text },
        locations: entry.place.iter().map(|place| location(report, place, None)).collect(),
        related_locations: entry.related.iter().map(|(place, note)| location(report, place, Some(note))).collect(),
    }
}

fn location(report: &Report, place: &Located, note: Option<&String>) -> Location {
    let artifact_location = ArtifactLocation { uri: uri(place), uri_base_id: SOURCE_ROOT };
    Location {
        physical_location: PhysicalLocation { artifact_location, region: region(report, place) },
        message: note.map(|note| Message { text: note.clone() }),
    }
}

/// The path percent-encoded, as an address of the same segments has it but without the first `/`.
fn uri(place: &Located) -> String {
    let address = Address::from_segments(place.path.as_str().split('/'), Form::File);
    address.encoded().trim_start_matches('/').to_owned()
}

fn region(report: &Report, place: &Located) -> Option<Region> {
    let (start, span, text) = (place.at?, place.span?, report.sources.get(&place.path)?);
    let last = span.end as usize;
    let end = Span::new(last, last).line_column(text);
    let LineColumn { line: start_line, column: start_column } = start;
    Some(Region { start_line, start_column, end_line: end.line, end_column: end.column })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::path::SitePath;
    use crate::diag::{Place, Problem};

    fn place(path: &str, start: usize, end: usize) -> Place {
        Place::at(&SitePath::new(path).unwrap(), Span::new(start, end))
    }

    /// Compares the whole log. `PAGE-…` stands for the page of a code, so that its words can change.
    #[track_caller]
    fn check(problems: Vec<Problem>, rules: &str, results: &str) {
        let page = |id| serde_json::to_string(&explain::page(id).unwrap().text).unwrap();
        let expected = FRAME
            .replace("VERSION", env!("CARGO_PKG_VERSION"))
            .replace("RULES", rules)
            .replace("RESULTS", results)
            .replace("PAGE-L001", &page("L001"))
            .replace("PAGE-M002", &page("M002"));
        let log = render(&Report::new(problems, |_| Some("é [[b]]\nc".to_owned())));
        assert_eq!(log, expected);
    }

    const FRAME: &str = r#"{
  "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
  "version": "2.1.0",
  "runs": [
    {
      "tool": {
        "driver": {
          "name": "Soleus",
          "version": "VERSION",
          "semanticVersion": "VERSION",
          "rules": RULES
        }
      },
      "columnKind": "unicodeCodePoints",
      "originalUriBaseIds": {
        "%SRCROOT%": {
          "description": {
            "text": "the folder that holds `content/`"
          }
        }
      },
      "results": RESULTS
    }
  ]
}
"#;

    #[test]
    fn no_problems_are_a_run_without_results() {
        check(Vec::new(), "[]", "[]");
    }

    #[test]
    fn problems_have_a_level_a_place_and_related_places() {
        let whole = Place { span: None, ..place("content/b.md", 0, 0) };
        let problems = vec![
            Problem::new(codes::LINK_TARGET_MISSING, place("content/é: 1.md", 3, 8), "no `b`", "write `[[c]]`")
                .with_related(place("content/c.md", 0, 10), "meant")
                .with_related(whole.clone(), "near"),
            Problem::new(codes::CARD_UNKNOWN, whole, "m", "h").with_severity(Severity::Advice),
            Problem { help: None, ..Problem::general(codes::LINK_TARGET_MISSING, "m", "") },
        ];
        check(problems, RULES, RESULTS);
    }

    const RULES: &str = r#"[
            {
              "id": "L001",
              "shortDescription": {
                "text": "a link names a page that does not exist"
              },
              "help": {
                "text": PAGE-L001,
                "markdown": PAGE-L001
              },
              "defaultConfiguration": {
                "level": "error"
              }
            },
            {
              "id": "M002",
              "shortDescription": {
                "text": "a card's marker is not known"
              },
              "help": {
                "text": PAGE-M002,
                "markdown": PAGE-M002
              },
              "defaultConfiguration": {
                "level": "error"
              }
            }
          ]"#;

    const RESULTS: &str = r#"[
        {
          "ruleId": "L001",
          "ruleIndex": 0,
          "level": "error",
          "message": {
            "text": "m"
          },
          "locations": []
        },
        {
          "ruleId": "M002",
          "ruleIndex": 1,
          "level": "note",
          "message": {
            "text": "m\nh"
          },
          "locations": [
            {
              "physicalLocation": {
                "artifactLocation": {
                  "uri": "content/b.md",
                  "uriBaseId": "%SRCROOT%"
                }
              }
            }
          ]
        },
        {
          "ruleId": "L001",
          "ruleIndex": 0,
          "level": "error",
          "message": {
            "text": "no `b`\nwrite `[[c]]`"
          },
          "locations": [
            {
              "physicalLocation": {
                "artifactLocation": {
                  "uri": "content/%C3%A9%3A%201.md",
                  "uriBaseId": "%SRCROOT%"
                },
                "region": {
                  "startLine": 1,
                  "startColumn": 3,
                  "endLine": 1,
                  "endColumn": 8
                }
              }
            }
          ],
          "relatedLocations": [
            {
              "physicalLocation": {
                "artifactLocation": {
                  "uri": "content/c.md",
                  "uriBaseId": "%SRCROOT%"
                },
                "region": {
                  "startLine": 1,
                  "startColumn": 1,
                  "endLine": 2,
                  "endColumn": 2
                }
              },
              "message": {
                "text": "meant"
              }
            },
            {
              "physicalLocation": {
                "artifactLocation": {
                  "uri": "content/b.md",
                  "uriBaseId": "%SRCROOT%"
                }
              },
              "message": {
                "text": "near"
              }
            }
          ]
        }
      ]"#;
}
