//! The table of problem codes. A code is never used again for another problem.
//!
//! Each code has a page in `src/diag/explain/`, with an example that shows it and one that is right; tests run both.

use std::fmt;

use super::Severity;

/// A problem's code with its usual severity.
#[derive(Clone, Copy)]
pub struct Code {
    /// A letter for the area and three digits: `L001`.
    pub id: &'static str,
    /// How bad it is, unless a rule says otherwise for a case.
    pub severity: Severity,
    /// The rule in a few words.
    pub title: &'static str,
}

impl PartialEq for Code {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

impl Eq for Code {}

impl fmt::Debug for Code {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.id)
    }
}

/// The code with this id, upper or lower case.
#[must_use]
pub fn find(id: &str) -> Option<Code> {
    ALL.iter().copied().find(|code| code.id.eq_ignore_ascii_case(id))
}

macro_rules! codes {
    ($($severity:ident $name:ident $id:literal $title:literal;)*) => {
        $(
            #[doc = $title]
            pub const $name: Code = Code { id: $id, severity: Severity::$severity, title: $title };
        )*
        /// All codes, by area and number.
        pub const ALL: &[Code] = &[$($name),*];
    };
}

codes! {
    Error SITE_UNREADABLE "S001" "`site.yaml` is missing or is not YAML";
    Error SITE_KEY_UNKNOWN "S002" "a key of `site.yaml` is not known";
    Error SITE_VALUE "S003" "a value of `site.yaml` has the wrong form";
    Error SITE_NUMBER_UNQUOTED "S004" "a number of `site.yaml` is not in quotes";
    Error SITE_KEY_MISSING "S005" "`site.yaml` lacks a key it must have";
    Error SITE_PAIN_RULE "S006" "the pain rule's scores are out of order";
    Error SITE_MENU "S007" "the menu names a section that does not exist";
    Error SITE_SEARCH_TEST "S008" "a search test expects a page that does not exist";
    Error TEMPLATE_FAILS "S009" "a template fails";
    Error OUTPUT_REFUSED "S010" "the output folder cannot be used";
    Advice SITE_NO_BASE_URL "S011" "without `base_url` there is no canonical address, sitemap or feed";
    Error SITE_COLOUR "S012" "a colour of `site.yaml` cannot be used";
    Error SITE_SEARCH_FAILS "S013" "a search test does not find what it must";
    Error SITE_COLOUR_CONTRAST "S014" "words in or on a colour of `site.yaml` could not be read";
    Error WORDS_UNUSABLE "S015" "a file in `theme/words/` does not fit the built-in words";
    Error STYLE_SLIP "S016" "a style of the theme loads from another host or is not whole";
    Warning TEMPLATE_UNUSED "S017" "a file in `templates/` has a name that no template has";

    Error PAGE_WITHOUT_FRONT_MATTER "F001" "a page is empty, or its front matter is not where it belongs";
    Error FRONT_MATTER_YAML "F002" "front matter is not YAML";
    Error KEY_UNKNOWN "F003" "a key of the front matter is not known";
    Error VALUE_FORM "F004" "a value of the front matter has the wrong form";
    Error KEY_MISSING "F005" "the front matter lacks a key it must have";
    Error KIND_UNKNOWN "F006" "the kind of page is not known";
    Error ID_FORM "F007" "an id is malformed or used twice";
    Warning MARKUP_IN_PLAIN_TEXT "F008" "a front-matter text holds markup that would be printed as it stands";
    Error ALLOW_NOT_POSSIBLE "F009" "`allow` names an error or a code that does not exist";
    Advice ALLOW_UNUSED "F010" "`allow` names a problem that the page does not have";
    Warning TEXT_COMMENTED "F011" "words of a front-matter text are read as a comment";

    Error ADDRESS_TAKEN "A001" "two sources have one address";
    Error PATH_LEAVES_ROOT "A002" "a file or folder leads out of the site or into itself";
    Error REDIRECT_FORM "A003" "an old address is malformed or is held by a page";
    Error FILE_UNREADABLE "A004" "a file cannot be read as text";
    Error LANGUAGE_FOLDER "A005" "a translation does not fit the site's languages";
    Warning TRANSLATION_STALE "A006" "a translation is older than its source";
    Error TRANSLATION_SECOND "A007" "two pages of one language translate the same page";
    Error TRANSLATION_DIFFERS "A008" "a translation asks for something else than its source";
    Error SITE_TEXT_UNTRANSLATED "A009" "a text of `site.yaml` is shown in another language than the page";
    Error PAGE_ENDING "A010" "a page's file does not end in `.md`, or a file was left by a program";
    Warning EXERCISE_LANGUAGE "A011" "a sheet prints an exercise in another language";
    Error WORDS_MISSING "A012" "words of the interface are shown in another language than the page";

    Error LINK_TARGET_MISSING "L001" "a link names a page that does not exist";
    Error LINK_AMBIGUOUS "L002" "a link fits more than one page or heading";
    Error LINK_HEADING_MISSING "L003" "a link names a heading that does not exist";
    Error LINK_SCHEME "L004" "a link's scheme is not allowed";
    Error LINK_TO_DRAFT "L005" "a link leads to a draft";
    Error PICTURE_REMOTE "L006" "a picture comes from another host";
    Error FILE_MISSING "L007" "a picture or file does not exist";
    Warning PICTURE_WITHOUT_TEXT "L008" "a picture has no text in its place";
    Error LINK_KIND "L009" "a page named in front matter is of the wrong kind, or the page itself";
    Error PICTURE_BROKEN "L010" "a picture cannot be read";
    Error PICTURE_UNSAFE "L011" "a drawing holds what could run or load";
    Warning FIGURE_PART "L012" "a label names a part that its drawing does not have";
    Error LINK_WITHOUT_WORDS "L013" "a link has no words";
    Error LINK_PHONE "L014" "a link calls what is not one phone number";
    Error LINK_PHONE_OTHER "L015" "a link shows one phone number and calls another";

    Error EMBED_RING "E001" "a transclusion leads back to its own page";
    Error EMBED_LIMIT "E002" "transclusions are nested too deep or are too many";
    Error EMBED_NOT_ALONE "E003" "a transclusion does not stand on a line of its own";

    Error CITE_UNKNOWN "C001" "a citation names a reference that does not exist";
    Advice REFERENCE_UNCITED "C002" "a reference is cited nowhere";
    Advice CLAIM_UNCITED "C003" "a claim with a figure has no citation";
    Error CONVENTION_NOT_ALLOWED "C004" "a dose rests on convention where reviews are required";
    Warning DOSE_UNCITED "C005" "a dose has no source";
    Error REFERENCE_ID_TAKEN "C006" "two references have one id";
    Error CITE_MISWRITTEN "C007" "a citation is not written as one";

    Warning HTML_REMOVED "M001" "raw HTML was removed";
    Error CARD_UNKNOWN "M002" "a card's marker is not known";
    Error HEADING_ONE "M003" "a body holds a heading of the first level";
    Warning HEADING_SKIPPED "M004" "a heading skips a level";
    Error INSERT_UNKNOWN "M005" "an insert would be printed as it stands";
    Error HEADING_ID_TAKEN "M006" "two parts of a page have one id";
    Error CARD_WITHOUT_HEADING "M007" "a care card has no heading";
    Error FOOTNOTE_UNKNOWN "M008" "a footnote is marked but not written";
    Error CARD_NOT_BEGUN "M009" "a marker begins no card or no item";
    Error HTML_HIDES "M010" "raw HTML hides what follows it";
    Error TEXT_LOST "M011" "words of a page would not be printed";
    Error SIGN_TAKEN "M012" "a sign between figures is lost";
    Error CODE_NOT_CLOSED "M013" "a block of code is never closed";

    Error RED_FLAG_MISSING "K001" "a condition has no red-flag card";
    Error RED_FLAG_INCOMPLETE "K002" "a red-flag card does not say whom to call, or has no list";
    Warning DO_NOT_WORDING "K003" "a do-not item does not begin with \"do not\"";
    Error NUMBER_NOT_NAMED "K004" "a number to call is missing or wrong";
    Error CARE_CARD_EMPTY "K005" "a card says nothing under its heading";
    Error CARD_LIST_OUTSIDE "K006" "a list or quotation that follows a card stands outside of it";
    Warning CARD_NOT_PRINTED "K007" "a warning in the text of an exercise or programme is printed on no sheet";
    Error CARD_LANGUAGE "K008" "a transcluded care card is in another language";

    Error STOP_RULES_MISSING "P001" "a programme has no stop rules";
    Error MOVE_ON_MISSING "P002" "a phase has nothing to tick before moving on";
    Error WINDOW_ORDER "P003" "a phase's days are out of order";
    Error PHASE_AFTER_END "P004" "a phase that ends its programme is followed by one that must be reached";
    Error PAIN_LIMIT_LOOSE "P005" "a phase's pain limit is not stricter than the site's rule";
    Advice EXERCISE_UNUSED "P006" "no programme uses an exercise";
    Warning EXERCISES_TOO_MANY "P007" "a phase has more than five exercises";
    Error SHEET_CANNOT_FIT "P008" "a phase's sheet does not fit its sides of paper";
    Error PAIN_LIMIT_NOT_SHOWN "P009" "a phase's pain limit cannot be printed";
    Error DOSE_SHRINKS "P010" "a dose builds up to less than it starts from";
    Warning PAIN_SCORE_ABOVE_LIMIT "P011" "a text names a higher pain score than the limit beside it";
    Warning EXERCISE_TWICE "P012" "an exercise stands twice in a phase and nothing tells its doses apart";
    Error LETTER_WITHOUT_FONT "P013" "a printed text holds a letter that no font for paper has";
    Warning DOSE_BEYOND_LIMITS "P014" "a dose is beyond what any is meant to be";

    Error GOTO_UNKNOWN "D001" "an answer leads to a step that does not exist";
    Error STEP_UNREACHABLE "D002" "a question or outcome cannot be reached";
    Error STEP_WITHOUT_ANSWERS "D003" "a question has no answers";
    Error FLOW_LOOP "D004" "questions lead round in a ring";
    Error STEP_ONE_ANSWER "D005" "a question has only one answer";
    Error OUTCOME_PAGE "D006" "an outcome's page, heading or sheet does not exist";
    Error EMERGENCY_NOT_FIRST "D007" "an emergency is asked after other questions";
    Error SAFETY_SKIPPED "D008" "a safety question can be skipped";
    Error FLOW_WITHOUT_HELP "D009" "a flow has no emergency or urgent outcome";
    Error TOO_MANY_ANSWERS "D010" "a question has more than four answers";
    Warning FLOW_TEXT_LONG "D011" "a text of the flow is too long";
    Error ANSWERS_ALIKE "D012" "two answers of a question have one label or one target";
    Advice REVIEW_NEEDED "D013" "a page, question, answer or outcome has still to be reviewed";
    Warning REVIEW_OVERDUE "D014" "a review is overdue";
    Warning URGENCY_WORDING "D015" "an outcome's words do not fit its urgency";
    Warning FLOW_TOO_DEEP "D016" "the longest way through the flow is too long";
    Warning UNSURE_WITHOUT_WAY "D017" "a reader who is unsure has no answer to give";
    Warning FLOW_UNCITED "D018" "a claim in a flow has no citation";
    Error FLOW_CANNOT_FIT "D019" "a flow does not fit a sheet of paper in readable type";
    Error FLOW_ID "D020" "an id of the flow is malformed, used twice or reserved";
    Error SCENARIO_FAILS "D021" "a scenario does not end where it must";
    Error SAFETY_NET_MISSING "D022" "an outcome has no safety net";
    Error UNSURE_SENT_PAST_HELP "D023" "a reader who is unsure is sent past help";

    Error REVIEWER_MISSING "R001" "a page has no reviewer where reviews are required";
    Error REVIEW_DATES "R002" "a review's dates or names do not fit together";

    Advice TERM_DISCOURAGED "T001" "a word stands in text that the glossary advises against";
    Error TERM_TAKEN "T002" "two glossary pages claim one word";

    Warning READING_GRADE "W001" "a page reads harder than the site's limit";
    Warning DIAGNOSIS_WORDING "W002" "an outcome says what a reader has";

    Error POSE_ANGLE "B001" "a joint is bent further than a body can";
    Warning POSE_ANGLE_UNUSUAL "B002" "a joint is bent further than most people can";
    Error POSE_GROUND "B003" "a foot of a drawn figure does not meet what it stands on";
    Error POSE_REACH "B004" "a hand or foot of a drawn figure does not reach";
    Error POSE_THROUGH "B005" "a part of a drawn figure goes through a wall or the floor";
    Error POSE_STILL "B006" "the joint that is said to move does not";
    Error POSE_WORDS "B007" "words of a pose do not fit together";

    Error IMPORT_ENTRY "I001" "an entry cannot be imported";

    Error INTERNAL "X001" "Soleus itself failed";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_unique() {
        let mut ids: Vec<&str> = ALL.iter().map(|code| code.id).collect();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), ALL.len());
    }
}
