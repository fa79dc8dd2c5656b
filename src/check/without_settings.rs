//! Which problems count where `site.yaml` is missing or cannot be read.
//!
//! Nearly every rule asks for a number, a language or a limit of it. Judged by none, a site with one slip there would
//! have hundreds of problems that vanish with the slip. What only the page's own words are to blame for is told all the
//! same.

use crate::diag::{Code, Problem, codes};
use crate::model::config::SiteConfig;

/// Problems of files and pages that no setting can change.
const CODES: &[Code] = &[
    codes::SITE_UNREADABLE,
    codes::TEMPLATE_FAILS,
    codes::STYLE_SLIP,
    codes::TEMPLATE_UNUSED,
    codes::PAGE_WITHOUT_FRONT_MATTER,
    codes::FRONT_MATTER_YAML,
    codes::KEY_UNKNOWN,
    codes::VALUE_FORM,
    codes::KEY_MISSING,
    codes::KIND_UNKNOWN,
    codes::ID_FORM,
    codes::MARKUP_IN_PLAIN_TEXT,
    codes::TEXT_COMMENTED,
    codes::PATH_LEAVES_ROOT,
    codes::FILE_UNREADABLE,
    codes::PAGE_ENDING,
    codes::LINK_SCHEME,
    codes::PICTURE_REMOTE,
    codes::PICTURE_WITHOUT_TEXT,
    codes::PICTURE_BROKEN,
    codes::PICTURE_UNSAFE,
    codes::LINK_WITHOUT_WORDS,
    codes::EMBED_NOT_ALONE,
    codes::REFERENCE_ID_TAKEN,
    codes::CARD_UNKNOWN,
    codes::HEADING_ONE,
    codes::HEADING_SKIPPED,
    codes::HEADING_ID_TAKEN,
    codes::CARD_WITHOUT_HEADING,
    codes::FOOTNOTE_UNKNOWN,
    codes::CARD_NOT_BEGUN,
    codes::SIGN_TAKEN,
    codes::CODE_NOT_CLOSED,
    codes::CARD_LIST_OUTSIDE,
    codes::STOP_RULES_MISSING,
    codes::MOVE_ON_MISSING,
    codes::WINDOW_ORDER,
    codes::PHASE_AFTER_END,
    codes::DOSE_SHRINKS,
    codes::DOSE_BEYOND_LIMITS,
    codes::GOTO_UNKNOWN,
    codes::STEP_UNREACHABLE,
    codes::STEP_WITHOUT_ANSWERS,
    codes::FLOW_LOOP,
    codes::STEP_ONE_ANSWER,
    codes::TOO_MANY_ANSWERS,
    codes::ANSWERS_ALIKE,
    codes::FLOW_ID,
    codes::REVIEW_DATES,
    codes::POSE_ANGLE,
    codes::POSE_ANGLE_UNUSUAL,
    codes::POSE_GROUND,
    codes::POSE_REACH,
    codes::POSE_THROUGH,
    codes::POSE_STILL,
    codes::POSE_WORDS,
    codes::INTERNAL,
];

/// Whether a problem counts under these settings.
#[must_use]
pub fn counts(config: &SiteConfig, problem: &Problem) -> bool {
    !config.unread || CODES.contains(&problem.code)
}

#[cfg(test)]
mod tests {
    use crate::check::testing::site;
    use crate::load::Snapshot;
    use crate::pipeline;

    #[test]
    fn a_site_without_settings_is_told_of_them_and_of_slips_within_pages() {
        let pages = [
            ("content/a.md", "---\ntitle: A\nsumary: x\n---\n# One\n\nCall {{emergency_number}}. [[b]]\n"),
            (
                "content/b.md",
                "---\nkind: condition\ntitle: B\nsummary: B.\n---\n> [!EMERGENCY] Call {{emergency_number}} now if:\n> - b\n",
            ),
            ("content/de/b.md", "---\ntitle: B\ntranslation_of: b\n---\nText.\n"),
        ];
        for settings in [None, Some("name: A\ntagline: Calf pain: what to do\n")] {
            let settings = settings.map(|text| ("content/site.yaml", text));
            let snapshot = Snapshot::from_texts(pages.into_iter().chain(settings));
            let options = site(&snapshot).index.options;
            let lines: Vec<String> = pipeline::run(&snapshot, options, Vec::new())
                .report
                .entries
                .iter()
                .map(|entry| {
                    format!("{} {}", entry.code.id, entry.place.as_ref().map_or("-", |place| place.path.as_str()))
                })
                .collect();
            assert_eq!(lines, ["F003 content/a.md", "M003 content/a.md", "S001 content/site.yaml"]);
        }
    }
}
