//! A005: a folder that is named like one of the site's languages, in other letters. Its addresses begin as that
//! language's do, and its pages would be read out, searched and labelled in the default language.

use std::collections::BTreeMap;

use crate::body::Site;
use crate::diag::{Place, Problem, codes};
use crate::model::page::Page;

/// Reports such folders, each at the first of its pages.
pub(super) fn check(site: &Site, problems: &mut Vec<Problem>) {
    let index = &site.index;
    let mut folders: BTreeMap<&str, &Page> = BTreeMap::new();
    for (_, page) in index.published().filter(|(_, page)| page.language == 0) {
        if let Some((folder, _)) = page.path.below("content").and_then(|below| below.split_once('/')) {
            folders.entry(folder).or_insert(page);
        }
    }
    for (folder, page) in folders {
        let alike = |language: &&String| folder.replace('_', "-").eq_ignore_ascii_case(language);
        let Some(language) = index.config.languages.iter().skip(1).find(alike) else { continue };
        let default = &index.config.language;
        problems.push(Problem::new(
            codes::LANGUAGE_FOLDER,
            Place::file(&page.path),
            format!(
                "`content/{folder}/` is not the folder of the language `{language}`: its pages would be read out and \
                 labelled as `{default}`"
            ),
            format!("rename the folder to `content/{language}/`"),
        ));
    }
}

#[cfg(test)]
mod tests {
    use crate::check::testing::{SETTINGS, check};

    #[test]
    fn a_folder_named_like_a_language_in_other_letters_is_an_error() {
        let settings = format!("{SETTINGS}languages: [en-GB, de, pt-BR]\n");
        let page = "---\ntitle: A\n---\nText.\n";
        let told = |path: &str, folder: &str, right: &str| {
            format!(
                "A005 {path} `content/{folder}/` is not the folder of the language `{right}`: its pages would be read \
                 out and labelled as `en-GB` | rename the folder to `content/{right}/`"
            )
        };
        for (folder, right) in [("DE", "de"), ("pt-br", "pt-BR"), ("pt_BR", "pt-BR")] {
            let (one, two) = (format!("content/{folder}/a.md"), format!("content/{folder}/x/b.md"));
            let files = [("content/site.yaml", settings.as_str()), (&one, page), (&two, page)];
            check("A005", &files, &told(&one, folder, right));
        }
        let right = [("content/site.yaml", settings.as_str()), ("content/de/a.md", page), ("content/EN-gb/b.md", page)];
        check("A005", &right, "");
    }
}
